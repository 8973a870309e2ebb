from typing import Any

from creditworthy.documents.sections import fairness_rows, grade_rows, sensitivity_rows, swap_rows

INTERVAL = {"value": 0.5, "low": 0.25, "high": 0.75}


def test_each_ratio_of_costs() -> None:
    case = {"ratio": 10.0, "break_even": 1 / 11, "threshold": 0.1, "approval_rate": 0.7, "business_score": 0.69}
    assert sensitivity_rows({"sensitivity": [case]})[1] == [["10:1", "9.1%", "10.0%", "70.0%", "0.690"]]


def test_a_grade_that_nobody_has_has_no_rate() -> None:
    some = {"name": "A", "applicants": 4, "expected": 0.4, "observed": INTERVAL}
    none = {"name": "B", "applicants": 0, "expected": None, "observed": None}
    rows = grade_rows({"grades": {"grades": [some, none]}})[1]
    assert rows == [["A", "4", "40.0%", "50.0% [25.0%–75.0%]"], ["B", "0", "–", "–"]]


def test_who_changes_side() -> None:
    evidence: dict[str, Any] = {"curves": {"one": {}, "other": {}}}
    evidence["swap"] = {
        "granted_by_the_first": {"applicants": 8, "defaults": 2},
        "granted_by_the_second": {"applicants": 0, "defaults": 0},
    }
    assert swap_rows(evidence)[1] == [["one → other", "8", "25.0%"], ["other → one", "0", "–"]]


def test_how_far_groups_are_apart() -> None:
    found = {"age": {"four_fifths": INTERVAL, "equal_opportunity": None}}
    assert fairness_rows({"fairness": found})[1] == [["age", "0.50 [0.25–0.75]", "–"]]
