from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from creditworthy.journal import Draft, Journal, Search

URL = "sqlite:///journal/journal.db"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def ids(tmp_path: Path) -> list[str]:
    """Decisions that are kept, and something else behind them."""
    with Journal.open(URL) as journal:
        drafts = [*(Draft("decision", {"decision": "grant"}) for _ in range(3)), Draft("remark", {})]
        return [entry.id for entry in journal.append(drafts)]


def outcomes() -> list[tuple[str | None, Any]]:
    with Journal.open(URL, make=False) as journal:
        assert journal.verify() == []
        return [(entry.about, dict(entry.facts)) for entry in journal.search(Search(kind="outcome")).entries]


def csv(*rows: str, header: str = "decision,defaulted,observed") -> str:
    Path("outcomes.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return "outcomes.csv"


def test_a_file_is_kept_once(command: Any, ids: list[str]) -> None:
    file = csv(f"{ids[0]},1,2026-11-02", f"{ids[1]}, false ,2026-11-03")
    assert command("outcomes", "load", file) == (0, "Kept: 2 outcomes; 0 were kept already\n", "")
    expected = [
        (ids[0], {"defaulted": True, "observed": "2026-11-02"}),
        (ids[1], {"defaulted": False, "observed": "2026-11-03"}),
    ]
    assert outcomes() == expected
    file = csv(f"2026-11-03,{ids[1]},true", f"2026-11-02,{ids[0]},True", header="observed,decision,defaulted")
    assert command("outcomes", "load", file) == (0, "Kept: 1 outcomes; 1 were kept already\n", "")
    assert outcomes() == [*expected, (ids[1], {"defaulted": True, "observed": "2026-11-03"})]


@pytest.mark.parametrize("defaulted", [[True, False], [1, 0]])
def test_a_parquet_file(command: Any, ids: list[str], defaulted: list[Any]) -> None:
    frame = pl.DataFrame({"decision": ids[:2], "defaulted": defaulted, "observed": [date(2026, 11, 2)] * 2})
    frame.write_parquet("outcomes.parquet")
    assert command("outcomes", "load", "outcomes.parquet").code == 0
    assert [facts["defaulted"] for _, facts in outcomes()] == [True, False]


def test_nothing_is_kept_of_a_file_with_a_faulty_row(command: Any, ids: list[str]) -> None:
    for row, told in {
        f"{UNKNOWN},1,2026-11-02": f"the journal keeps no decision {UNKNOWN}; nothing of the file was kept",
        f"{ids[3]},1,2026-11-02": f"the journal keeps no decision {ids[3]}; nothing of the file was kept",
        "7,1,2026-11-02": "7 is no id of a decision",
        f"{ids[1]},2,2026-11-02": "defaulted must be 0, 1, true or false, got 2",
        f"{ids[1]},,2026-11-02": "defaulted must be 0, 1, true or false, got ",
        f"{ids[1]},1,2026-02-30": "observed must be a day such as 2026-11-02, got 2026-02-30",
        f"{ids[0]},0,2026-11-02": f"the decision {ids[0]} stands in another row too; give one outcome of each",
    }.items():
        file = csv(f"{ids[0]},1,2026-11-02", row)
        assert command("outcomes", "load", file) == (2, "", f"creditworthy: outcomes.csv, row 2: {told}\n")
    assert outcomes() == []


def test_files_that_are_none(command: Any, ids: list[str]) -> None:
    kind = "not a file of outcomes; give a .csv or .parquet with the columns decision, defaulted and observed"
    Path("spoilt.parquet").write_bytes(b"PAR1")
    Path("outcomes.txt").touch()
    for name in ("none.csv", "outcomes.txt", "spoilt.parquet"):
        assert command("outcomes", "load", name) == (2, "", f"creditworthy: {name}: {kind}\n")
    file = csv(header="decision,defaulted,observed,name")
    columns = "its columns are decision, defaulted, observed, name; they must be decision, defaulted and observed"
    assert command("outcomes", "load", file) == (2, "", f"creditworthy: outcomes.csv: {columns}\n")


def test_an_empty_file_keeps_nothing(command: Any, ids: list[str]) -> None:
    assert command("outcomes", "load", csv()) == (0, "Kept: 0 outcomes; 0 were kept already\n", "")


def test_without_a_journal(command: Any) -> None:
    code, out, err = command("outcomes", "load", csv(f"{UNKNOWN},1,2026-11-02"))
    assert (code, out) == (2, "")
    assert err.startswith(f"creditworthy: there is no journal {URL} yet")
