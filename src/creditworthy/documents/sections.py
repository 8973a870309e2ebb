"""Tables of the committee's page: heads and rows in the current language."""

from collections.abc import Mapping
from typing import Any

from creditworthy.language import category, number, percent, say

__all__ = ["fairness_rows", "grade_rows", "sensitivity_rows", "swap_rows"]

Table = tuple[list[str], list[list[str]]]


def sensitivity_rows(evidence: Mapping[str, Any]) -> Table:
    """Return what is decided at each ratio of costs."""
    head = [say("Cost ratio"), say("Break-even"), say("Threshold"), say("Approval"), say("Business score")]
    rows = [
        [
            f"{number(case['ratio'], 0)}:1",
            percent(case["break_even"], 1),
            percent(case["threshold"], 1),
            percent(case["approval_rate"], 1),
            number(case["business_score"], 3),
        ]
        for case in evidence["sensitivity"]
    ]
    return head, rows


def grade_rows(evidence: Mapping[str, Any]) -> Table:
    """Return the grades with expected and observed default rates."""
    head = [say("Grade"), say("Applicants"), say("Expected"), say("Observed, with its 95% interval")]
    rows = [
        [grade["name"], number(grade["applicants"]), _percent(grade["expected"]), _observed(grade["observed"])]
        for grade in evidence["grades"]["grades"]
    ]
    return head, rows


def swap_rows(evidence: Mapping[str, Any]) -> Table:
    """Return who is granted by one of the two best candidates and declined by the other."""
    first, second = evidence["curves"]
    sides = {"granted_by_the_first": (first, second), "granted_by_the_second": (second, first)}
    head = [say("Granted by, declined by"), say("Applicants"), say("Of them defaulted")]
    rows = []
    for side, names in sides.items():
        found = evidence["swap"][side]
        share = percent(found["defaults"] / found["applicants"], 1) if found["applicants"] else "–"
        rows.append([" → ".join(names), number(found["applicants"]), share])
    return head, rows


def fairness_rows(evidence: Mapping[str, Any]) -> Table:
    """Return how far the groups of each attribute are apart."""
    head = [say("Attribute"), say("Four-fifths ratio"), say("Equal opportunity difference")]
    rows = [
        [category(name), _interval(one["four_fifths"]), _interval(one["equal_opportunity"])]
        for name, one in evidence["fairness"].items()
    ]
    return head, rows


def _percent(share: float | None) -> str:
    return "–" if share is None else percent(share, 1)


def _observed(found: Mapping[str, float] | None) -> str:
    if found is None:
        return "–"
    return f"{percent(found['value'], 1)} [{percent(found['low'], 1)}–{percent(found['high'], 1)}]"


def _interval(found: Mapping[str, float] | None) -> str:
    if found is None:
        return "–"
    return f"{number(found['value'], 2)} [{number(found['low'], 2)}–{number(found['high'], 2)}]"
