import json
from pathlib import Path
from typing import Any

import pytest


def test_generate_then_import(command: Any, tmp_path: Path) -> None:
    code, out, err = command("data", "generate", "--applicants", "120")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].endswith(" rows of 120 invented applicants")
    assert out.splitlines()[1:] == ["→ data/raw", "Next: creditworthy data import data/raw"]
    code, out, err = command("data", "import")
    assert (code, err) == (0, "")
    assert "application_test          17" in out
    assert "A generated portfolio: no row belongs to a person." in out
    assert out.splitlines()[-2:] == ["→ data/interim/tables", "Next: creditworthy train data/interim/tables"]


def test_the_seed_of_the_settings_is_the_default(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITWORTHY_SEED", "5")
    command("data", "generate", "--applicants", "100", "--out", "a")
    command("data", "generate", "--applicants", "100", "--seed", "5", "--out", "b")
    command("data", "generate", "--applicants", "100", "--seed", "6", "--out", "c")
    one, same, other = ((tmp_path / name / "bureau.csv").read_bytes() for name in "abc")
    assert one == same != other


def test_generate_does_not_write_over_files_of_others(command: Any, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    code, out, err = command("data", "generate", "--applicants", "100", "--out", ".")
    assert (code, out) == (2, "")
    assert err == "creditworthy: .: in the way, and not a generated portfolio; give another folder with --out\n"


def test_import_is_json_for_programs(command: Any, portfolio_folder: Path) -> None:
    ended = command("data", "import", str(portfolio_folder), "--out", "t", "--json")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == json.loads(Path("t/manifest.json").read_text())


def test_import_says_what_is_absent_ignored_and_without_a_parent(command: Any, portfolio_folder: Path) -> None:
    import polars as pl

    source = Path("some")
    source.mkdir()
    applications = pl.read_parquet(portfolio_folder / "application_train.parquet")
    applications.with_columns(COLOUR=pl.lit("red")).write_csv(source / "application_train.csv")
    bureau = pl.read_parquet(portfolio_folder / "POS_CASH_balance.parquet")
    known = applications["SK_ID_CURR"].implode()
    bureau.filter(pl.col("SK_ID_CURR").is_in(known)).write_csv(source / "POS_CASH_balance.csv")
    out = command("data", "import", "some", "--out", "t").out
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert "columns left out: COLOUR" in rows["application_train"]
    assert "without a row in previous_application, kept" in rows["POS_CASH_balance"]
    assert rows["bureau"].split(maxsplit=2)[1:] == ["–", "no file; its features will be unknown"]
    assert "generated" not in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "nowhere: no such folder or zip; give the one that holds the lender's tables"),
        ([], "data/raw: no such folder or zip; give the one that holds the lender's tables"),
    ],
)
def test_import_of_nothing(command: Any, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    assert command("data", "import", *arguments) == (2, "", f"creditworthy: {sentence}\n")
    assert list(tmp_path.iterdir()) == []


def test_import_onto_files_of_others(command: Any, portfolio_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "mine").write_text("x")
    code, _, err = command("data", "import", str(portfolio_folder), "--out", "t")
    assert code == 2
    assert err.startswith("creditworthy: t: in the way, and not just an earlier import")
    assert [path.name for path in (tmp_path / "t").iterdir()] == ["mine"]
