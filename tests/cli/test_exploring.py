import json
from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from creditworthy.cli import exploring
from creditworthy.errors import InputError
from creditworthy.language import speaking
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.importing import import_tables
from creditworthy.tables.mark import mark_generated
from creditworthy.tables.specimen import specimen

app = typer.Typer()
exploring.add_to(app)
app.command("other")(lambda: None)  # an app of a single command would not ask for its name


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explored")


@pytest.fixture(scope="module")
def folder(raw: Path) -> Path:
    """Fifty invented applications, every fifth in default; no test file, no history."""
    rows = specimen(home_credit())["application"].with_columns(TARGET=(pl.int_range(pl.len()) % 5 == 0).cast(pl.Int64))
    (raw / "train").mkdir()
    rows.write_parquet(raw / "train" / "application_train.parquet")
    mark_generated(raw / "train")
    import_tables(raw / "train", raw / "train_tables", home_credit())
    return raw / "train_tables"


@pytest.fixture(scope="module")
def unlabelled(raw: Path) -> Path:
    """Fifty applications whose outcome nobody knows, without the mark of an invented portfolio."""
    (raw / "test").mkdir()
    specimen(home_credit())["application"].write_parquet(raw / "test" / "application_test.parquet")
    import_tables(raw / "test", raw / "test_tables", home_credit())
    return raw / "test_tables"


def test_explore_writes_a_report_and_says_what_it_is_of(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["explore", str(folder), "--out", str(tmp_path / "report")])
    assert result.exit_code == 0
    first, counts, rate, *alarms, path = result.stdout.splitlines()
    assert first == "A generated portfolio: no row belongs to a person."
    assert counts == "Applications: 50 with a known outcome, 0 without"
    assert rate == "20.0% in default (11.2% to 33.0%)"
    assert all(alarm.startswith("Alarm: ") for alarm in alarms)
    assert path == f"→ {tmp_path / 'report' / 'index.html'}"
    figures = {file.stem for file in (tmp_path / "report" / "figures").iterdir()}
    assert {"boxes", "correlations", "distributions", "missing_by_column", "missing_by_file", "scores"} <= figures


def test_without_outcomes_nothing_is_said_of_default(unlabelled: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["explore", str(unlabelled), "--out", str(tmp_path / "report")])
    counts, _ = result.stdout.splitlines()  # and nothing alarms
    assert counts == "Applications: 0 with a known outcome, 50 without"


def test_explore_prints_json(unlabelled: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["explore", str(unlabelled), "--out", str(tmp_path / "report"), "--json"])
    printed = json.loads(result.stdout)
    assert printed["page"] == str(tmp_path / "report" / "index.html")
    assert printed["generated"] is False
    assert printed["applications"] == {"labelled": None, "unlabelled": 50, "defaults": None, "rate": None}
    assert [rates["column"] for rates in printed["rates"]][:2] == ["NAME_CONTRACT_TYPE", "CODE_GENDER"]
    assert printed["findings"][0]["level"] == "warning"
    assert printed["findings"][0]["text"].startswith("Absent: application_train, bureau")


def test_an_alarm_is_printed(raw: Path, tmp_path: Path) -> None:
    """A score that is the outcome itself."""
    rows = specimen(home_credit())["application"].with_columns(TARGET=(pl.int_range(pl.len()) % 5 == 0).cast(pl.Int64))
    (raw / "leak").mkdir()
    leaked = rows.with_columns(EXT_SOURCE_1=pl.col("TARGET").cast(pl.Float64))
    leaked.write_parquet(raw / "leak" / "application_train.parquet")
    import_tables(raw / "leak", raw / "leak_tables", home_credit())
    with speaking("fr"):
        result = CliRunner().invoke(app, ["explore", str(raw / "leak_tables"), "--out", str(tmp_path / "report")])
    assert "\nAlarme\xa0: EXT_SOURCE_1 (Score externe 1) distingue trop bien" in result.stdout


def test_a_foreign_folder_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(app, ["explore", str(folder), "--out", str(tmp_path)])
    assert isinstance(result.exception, InputError)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_of_no_tables_is_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["explore", str(tmp_path), "--out", str(tmp_path / "report")])
    assert isinstance(result.exception, InputError)
    assert "not a folder of imported tables" in str(result.exception)
