import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.exploration.profile import Profile, profile
from creditworthy.exploration.report import PAGE, write_report
from creditworthy.language import speaking
from creditworthy.tables.dictionary import Dictionary, home_credit
from creditworthy.tables.load import Tables, from_frames, open_tables

# SVG's names of namespaces are addresses that nobody visits.
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


class Page(HTMLParser):
    """What a page fetches, its identifiers, where its links lead, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.identifiers: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.texts: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"src", "href", "xlink:href"} and value and not value.startswith(("#", "data:")):
                self.fetched.append(value)
            if name == "id" and value:
                self.identifiers.append(value)
            if tag == "a" and name == "href" and value:
                self.links.append(value.removeprefix("#"))

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"] and re.search("[A-Za-z]{2}", data):
            self.texts.add(data.strip())


@pytest.fixture(scope="module")
def page(found_many: Profile, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a real portfolio."""
    return write_report(found_many, tmp_path_factory.mktemp("many") / "report").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def drawn(found: Profile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report on a generated portfolio; copy it before changing it."""
    return write_report(found, tmp_path_factory.mktemp("generated") / "report").parent


@pytest.fixture
def report(drawn: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return shutil.copytree(drawn, tmp_path / "report")


def test_a_report_is_a_page_its_values_and_its_figures(found_many: Profile, tmp_path: Path) -> None:
    target = tmp_path / "made" / "report"
    told: list[str] = []
    page = write_report(found_many, target, advance=told.append)
    assert page == target / PAGE
    assert sorted(path.name for path in target.iterdir()) == ["figures", "index.html", "profile.json"]
    assert {path.stem for path in (target / "figures").glob("*.svg")} == set(told)
    assert {path.stem for path in (target / "figures").glob("*.png")} == set(told)
    assert json.loads((target / "profile.json").read_text(encoding="utf-8"))["applications"]["labelled"] == 200
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_the_page_needs_nothing_else(page: str) -> None:
    read = Page(page)
    assert read.fetched == []
    assert "script" not in read.tags
    assert set(re.findall(r"https?://[^\s\"'<)]+", page)) <= NAMESPACES
    assert "@import" not in page


def test_identifiers_are_unique_and_the_contents_lead_to_the_sections(page: str) -> None:
    read = Page(page)
    assert len(read.identifiers) == len(set(read.identifiers))
    assert len(read.links) == 15
    assert set(read.links) <= set(read.identifiers)


def test_every_figure_of_the_page_has_words(page: str) -> None:
    read = Page(page)
    assert read.tags.count("svg") == read.tags.count("figure") == read.tags.count("desc")
    assert page.count('role="img"') == read.tags.count("svg")


def test_the_page_may_load_nothing(page: str) -> None:
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page


def test_the_page_speaks_french(found_many: Profile, tmp_path: Path) -> None:
    with speaking("fr"):
        text = write_report(found_many, tmp_path / "report").read_text(encoding="utf-8")
    assert '<html lang="fr">' in text
    assert "Prêts d’un petit prêteur" in text
    assert "20,00\u202f%" in text


def test_no_word_of_the_english_page_stands_in_the_french_one(tables_folder: Path, tmp_path: Path) -> None:
    """Of the reference portfolio, names of files and columns apart, and words that are the same in both languages."""
    profiled = profile(open_tables(tables_folder))
    english = Page(write_report(profiled, tmp_path / "en").read_text(encoding="utf-8")).texts
    with speaking("fr"):
        french = Page(write_report(profiled, tmp_path / "fr").read_text(encoding="utf-8")).texts
    tables = home_credit().tables.values()
    codes = {name for table in tables for name in (*table.columns, *table.files)}
    codes |= {str(value) for table in tables for column in table.columns.values() for value in column.sentinels}
    named = {text for text in english if set(re.split(r"[ ,·→\xa0]+", text)) <= {*codes, ""}}
    assert len(english) > 300
    alike = {"Agriculture", "Construction", "Culture", "Police", "Religion", "Services"}
    assert english & french - named - alike == {"Quantiles", "Table", "Test", "Type"}


def test_a_generated_portfolio_is_labelled_on_the_page_and_in_every_figure(drawn: Path) -> None:
    assert "Generated portfolio: no row belongs to a person" in (drawn / PAGE).read_text(encoding="utf-8")
    figures = list((drawn / "figures").glob("*.svg"))
    assert figures
    assert all("Generated portfolio" in figure.read_text(encoding="utf-8") for figure in figures)


def test_a_real_portfolio_is_not(page: str) -> None:
    assert "Generated portfolio" not in page


def test_the_same_profile_is_the_same_report(found: Profile, drawn: Path, tmp_path: Path) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert contents(write_report(found, tmp_path / "again").parent) == contents(drawn)


def test_text_of_the_tables_is_text_on_the_page(
    frames: dict[str, pl.DataFrame], small: Dictionary, tmp_path: Path
) -> None:
    people = frames["people_train"].with_columns(SEX=pl.lit("<script>1 & $x$</script>"))
    rows = pl.concat([people.with_columns(pl.col("SK_ID_CURR") + 5 * again) for again in range(10)])
    named = profile(from_frames({"people_train": rows}, small, generated=False))
    page = Page(write_report(named, tmp_path / "report").read_text(encoding="utf-8"))
    assert "script" not in page.tags


def test_applications_without_a_row_are_reported(nobody: Tables, tmp_path: Path) -> None:
    assert "No outcome is known" in write_report(profile(nobody), tmp_path / "report").read_text(encoding="utf-8")


def test_an_earlier_report_is_replaced(found_unlabelled: Profile, report: Path) -> None:
    page = write_report(found_unlabelled, report)
    assert "No outcome is known" in page.read_text(encoding="utf-8")
    assert not (report / "figures" / "distributions.svg").exists()
    assert [path.name for path in report.parent.iterdir()] == ["report"]


def test_an_empty_folder_is_taken(found_unlabelled: Profile, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    assert write_report(found_unlabelled, tmp_path / "report").is_file()


@pytest.mark.parametrize("intruder", ["notes.txt", "figures/notes.txt"])
def test_a_report_with_something_else_in_it_is_left_alone(found: Profile, report: Path, intruder: str) -> None:
    (report / intruder).write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="in the way, and not just an earlier report"):
        write_report(found, report)
    assert (report / intruder).read_text(encoding="utf-8") == "mine"


def test_another_page_is_left_alone(found: Profile, tmp_path: Path) -> None:
    (tmp_path / PAGE).write_text("<html>", encoding="utf-8")
    with pytest.raises(InputError, match="in the way"):
        write_report(found, tmp_path)
    assert (tmp_path / PAGE).read_text(encoding="utf-8") == "<html>"


def test_a_file_in_the_way_is_a_sentence(found: Profile, tmp_path: Path) -> None:
    (tmp_path / "report").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="in the way"):
        write_report(found, tmp_path / "report")
    with pytest.raises(InputError, match="the report cannot be written"):
        write_report(found, tmp_path / "report" / "below")
