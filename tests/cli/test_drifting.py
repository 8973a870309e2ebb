import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from creditworthy.cli import drifting
from creditworthy.errors import GateError, InputError, ScorerError, UnknownNameError
from creditworthy.models import Encoder, Platt
from creditworthy.scorer import Scorer
from creditworthy.settings import settings
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.importing import import_tables
from creditworthy.tables.mark import mark_generated
from creditworthy.tables.specimen import specimen

FEW = ("--feature", "application_age", "--feature", "application_contract_type")


@dataclass(frozen=True)
class ByAge:
    files: tuple[str, ...] = ()

    def margin(self, matrix: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray((40.0 - matrix[:, 0]) / 10.0, dtype=np.float64)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Imported application files: 200 known applicants, and the same as new ones, but all want cash."""
    raw = tmp_path_factory.mktemp("drifting") / "raw"
    raw.mkdir()
    drawn = specimen(home_credit(), 200)["application"]
    drawn.with_columns(TARGET=pl.int_range(200) % 2).write_parquet(raw / "application_train.parquet")
    new = drawn.with_columns(pl.col("SK_ID_CURR") + 1000, NAME_CONTRACT_TYPE=pl.lit("Cash loans"))
    new.write_parquet(raw / "application_test.parquet")
    mark_generated(raw)
    import_tables(raw, raw.with_name("tables"), home_credit())
    return raw.with_name("tables")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty directory, where no champion is."""
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    for name in [name for name in os.environ if name.startswith("CREDITWORTHY_") and name != "CREDITWORTHY_REQUIRE"]:
        monkeypatch.delenv(name)
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def saved(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scorer's evidence; the scorer is one that is simple enough to foretell."""
    folder = here / "models" / "a1b2"
    folder.mkdir(parents=True)
    (folder / "scorer.json").write_text("{}")
    (folder / "evidence.json").write_text('{"importance": {"application_age": 0.4, "application_term": 0.1}}')
    scorer = Scorer("by_age", Encoder(("application_age",), {}), ByAge(), Platt(1.0, 0.0), 0.5, version="a1b2")  # type: ignore[arg-type]
    monkeypatch.setattr("creditworthy.scorer.load_scorer", lambda path, _: {folder: scorer}[path.absolute()])
    return folder


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    drifting.add_to(app)
    return CliRunner().invoke(app, ["drift", *map(str, arguments)])


def test_without_a_champion_the_features_alone_are_compared(imported: Path, here: Path) -> None:
    result = run(imported, "--out", here / "report", *FEW)
    assert result.exit_code == 0, result.exception
    assert "application_test against application_train (generated portfolio)" in result.stdout
    assert "Compared: 200 of 200 applicants of application_test with 200 of 200 of application_train" in result.stdout
    assert "No scorer: the features alone are compared." in result.stdout
    assert "Features: 1 ok, 0 on warning, 1 on alarm." in result.stdout
    assert sorted(path.name for path in (here / "report").iterdir()) == ["drift.json", "evidently.html", "index.html"]


def test_the_champion_says_what_matters_and_its_score_is_compared(imported: Path, saved: Path, here: Path) -> None:
    (here / "models" / "champion.json").write_text('{"version": "a1b2"}')
    result = run(imported, "--features", 2, "--json")
    assert result.exit_code == 0, result.exception
    figures = json.loads(result.stdout)
    assert {feature["name"] for feature in figures["features"]} == {"application_age", "application_term"}
    assert (figures["model_version"], figures["generated"]) == ("a1b2", True)
    assert figures["score"]["level"] == "ok"
    assert figures == json.loads((here / "reports" / "drift" / "drift.json").read_text())


def test_an_alarm_fails_where_it_is_asked_to_and_the_report_is_there_all_the_same(
    imported: Path, saved: Path, here: Path
) -> None:
    result = run(imported, "--out", here / "report", "--scorer", saved, *FEW, "--fail-on-alarm")
    assert isinstance(result.exception, GateError)
    assert str(result.exception) == f"1 on alarm: application_contract_type; see {here / 'report'}"
    rows = [line.split("  ") for line in result.stdout.splitlines()]
    table = [[cell.strip() for cell in row if cell] for row in rows][2:5]
    assert table[0] == ["Feature", "Stability index", "Level", "Importance", "Effect"]
    assert table[1][:1] + table[1][2:] == ["application_contract_type", "alarm", "–", "–"]
    assert table[2] == ["application_age", "0.000", "ok", "0.400", "0.0000"]
    assert "The score: ok; stability index 0.000, mean probability" in result.stdout
    assert (here / "report" / "index.html").is_file()


def test_without_an_alarm_nothing_fails(imported: Path, saved: Path, here: Path) -> None:
    assert run(imported, "--feature", "application_age", "--fail-on-alarm").exit_code == 0


def test_what_cannot_be_used_ends_in_a_sentence(imported: Path, here: Path) -> None:
    (here / "empty").mkdir()
    for wrong, error in {
        (here / "empty",): InputError,
        (imported, "--feature", "application_agee"): UnknownNameError,
        (imported, "--scorer", here / "empty"): ScorerError,
    }.items():
        assert isinstance(run(*wrong).exception, error)
    assert not (here / "reports").exists()
