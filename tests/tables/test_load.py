from pathlib import Path

import polars as pl
import pytest

from creditworthy.errors import InputError, TableError, UnknownNameError
from creditworthy.tables.dictionary import Dictionary, home_credit
from creditworthy.tables.importing import import_tables
from creditworthy.tables.load import Tables, from_frames, open_tables
from creditworthy.tables.synthetic import generate

Frames = dict[str, pl.DataFrame]


@pytest.fixture(params=["folder", "memory"])
def tables(request: pytest.FixtureRequest, toy: Dictionary, frames: Frames, csv_folder: Path) -> Tables:
    if request.param == "memory":
        return from_frames(frames, toy, generated=True)
    import_tables(csv_folder, csv_folder.parent / "tables", toy)
    return open_tables(csv_folder.parent / "tables", toy)


def test_the_parts_of_the_applications(tables: Tables) -> None:
    train, test, both = (tables.applications(part).collect() for part in ("train", "test", "all"))
    assert train.select("SK_ID_CURR", "TARGET").rows() == [(1, 0), (3, 1)]
    assert test.rows() == [(2, "F", None, 70.5)]
    assert both.columns == test.columns == ["SK_ID_CURR", "SEX", "DAYS_EMPLOYED", "INCOME"]
    assert both.get_column("SK_ID_CURR").to_list() == [1, 3, 2]
    assert tables.has_label


def test_the_histories_all_carry_their_applicant(tables: Tables) -> None:
    rows = {name: table.collect().get_column("SK_ID_CURR").to_list() for name, table in tables.histories().items()}
    assert rows == {"loans": [1, 3], "months": [1, 3, 3], "payments": [1, 3, 3]}


def test_all_that_is_known_of_one_applicant(tables: Tables) -> None:
    assert tables.application_of(3).rows() == [(3, "M", -20, 90.0)]
    histories = tables.histories_of(3)
    assert {name: rows.height for name, rows in histories.items()} == {"loans": 1, "months": 2, "payments": 2}
    assert {name: rows.height for name, rows in tables.histories_of(2).items()} == dict.fromkeys(histories, 0)


def test_an_unknown_applicant_is_named_with_the_place_of_the_known_ones(tables: Tables) -> None:
    where = "the known ones are in column SK_ID_CURR of people_train and people_test"
    for ask in (tables.application_of, tables.histories_of):
        with pytest.raises(InputError) as raised:
            ask(9)
        assert str(raised.value) == f"{tables.origin}: no applicant 9; {where}"


def test_what_is_absent_is_absent(toy: Dictionary, frames: Frames) -> None:
    tables = from_frames({"people_test": frames["people_test"]}, toy, generated=True)
    assert not tables.has_label
    assert tables.histories() == {}
    assert tables.applications("all").collect().height == 1
    with pytest.raises(InputError) as raised:
        tables.applications("train")
    assert str(raised.value) == "these tables: people_train is absent; import the tables again with that file"


def test_a_dictionary_may_know_only_one_application_file(toy: Dictionary, frames: Frames) -> None:
    tables = from_frames({"people_train": frames["people_train"]}, toy, generated=True)
    people = toy.application
    only = Tables(
        Dictionary("toy", "", "", {"people": type(people)(**{**vars(people), "files": ("people_train",)})}),
        tables.frames,
        tables.origin,
        generated=True,
    )
    assert only.applications("train").collect().height == 2
    with pytest.raises(InputError) as raised:
        only.applications("test")
    assert str(raised.value) == (
        "these tables: a second application file, which the dictionary does not name, is absent; "
        "import the tables again with that file"
    )


def test_frames_are_checked_by_their_stem_and_stay_as_they_are(toy: Dictionary, frames: Frames) -> None:
    before = {stem: frame.clone() for stem, frame in frames.items()}
    from_frames(frames, toy, generated=True)
    assert all(frame.equals(before[stem]) for stem, frame in frames.items())
    with pytest.raises(TableError, match=r"^people_train: column TARGET has 2 of 2 rows with a value outside"):
        from_frames({"people_train": frames["people_train"].with_columns(TARGET=7)}, toy, generated=True)


def test_a_generated_portfolio_is_good_tables_with_all_its_links() -> None:
    portfolio = generate(60, seed=3)
    tables = from_frames(portfolio, home_credit(), generated=True)
    assert set(portfolio) - set(tables.frames) == {"sample_submission", "HomeCredit_columns_description"}
    assert tables.applications("all").collect().height == 60
    for name, rows in tables.histories().items():
        held = rows.collect()
        assert held.height == portfolio[name].height
        assert held.get_column("SK_ID_CURR").is_sorted()


def test_frames_need_known_names_and_an_application(toy: Dictionary, frames: Frames) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        from_frames({**frames, "lones": frames["loans"]}, toy, generated=True)
    assert str(unknown.value) == "no file 'lones'; close names: loans"
    with pytest.raises(InputError) as raised:
        from_frames({"loans": frames["loans"]}, toy, generated=True)
    assert str(raised.value) == "no application table; give at least one of people_train or people_test"


def test_a_folder_of_another_lender_is_refused(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    import_tables(csv_folder, tmp_path / "tables", toy)
    other = home_credit()
    with pytest.raises(InputError) as raised:
        open_tables(tmp_path / "tables", other)
    assert str(raised.value) == (
        f"{tmp_path / 'tables'}: tables of dictionary 'toy', not of '{other.name}'; name the dictionary they belong to"
    )


def test_a_lost_file_is_named(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    import_tables(csv_folder, tmp_path / "tables", toy)
    (tmp_path / "tables" / "loans.parquet").unlink()
    with pytest.raises(InputError) as raised:
        open_tables(tmp_path / "tables", toy)
    assert str(raised.value) == f"{tmp_path / 'tables'}: loans.parquet is gone; import the tables again"


def test_a_file_of_another_size_is_named(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    import_tables(csv_folder, tmp_path / "tables", toy)
    loans = tmp_path / "tables" / "loans.parquet"
    size = loans.stat().st_size
    loans.write_bytes(loans.read_bytes()[:-7])
    with pytest.raises(InputError) as raised:
        open_tables(tmp_path / "tables", toy)
    assert str(raised.value) == (
        f"{tmp_path / 'tables'}: loans.parquet is not as it was imported ({size - 7:,} bytes, not {size:,}); "
        "import the tables again"
    )


def test_a_folder_that_is_no_import_is_refused(toy: Dictionary, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a folder of imported tables; make one with «creditworthy data import"):
        open_tables(tmp_path, toy)
