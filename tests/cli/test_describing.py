import json
from pathlib import Path
from typing import Any


def test_show_says_what_it_means_and_how_it_is_computed(command: Any) -> None:
    out = command("features", "show", "bureau_open_amt_credit_sum_debt_sum").out
    assert "sum(AMT_CREDIT_SUM_DEBT) where open" in out
    assert "bureau.CREDIT_ACTIVE" in out
    assert "more of it means more risk" in out
    assert "never 0" in out
    assert "Values of" not in out


def test_show_on_tables_shows_values_and_defaults(command: Any, with_tables: Path) -> None:
    code, out, err = command("features", "show", "application_education", "data/interim/tables")
    assert (code, err) == (0, "")
    assert "Values of 1,290 applicants" in out
    assert "Secondary / secondary special" in out
    assert "█" in out


def test_show_for_programs(command: Any, with_tables: Path) -> None:
    found = json.loads(command("features", "show", "application_age", "data/interim/tables", "--json").out)
    assert found["formula"] == "years('DAYS_BIRTH')"
    assert found["values"]["applicants"] == 1_290
    assert found["values"]["groups"][0]["default_rate"] is not None


def test_show_in_french(command: Any, french: None) -> None:
    assert "Comment elle est calculée" in command("features", "show", "application_age").out


def test_show_of_an_unknown_feature(command: Any) -> None:
    code, out, err = command("features", "show", "application_agee")
    assert (code, out) == (2, "")
    assert err.startswith("creditworthy: no feature 'application_agee'; close names: application_age, ")
