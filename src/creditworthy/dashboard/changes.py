"""What would move a decision: the fields that can be changed, what was changed, and what it moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from creditworthy.dashboard.wording import known

if TYPE_CHECKING:
    from creditworthy.messages import ContributionAnswer, ExplanationAnswer
    from creditworthy.tables.dictionary import Column, Table

__all__ = ["FIELDS", "Moved", "changed", "moved", "shown_value"]

FIELDS = {
    "The loan": ("AMT_CREDIT", "AMT_ANNUITY", "AMT_GOODS_PRICE", "NAME_CONTRACT_TYPE"),
    "Income and work": ("AMT_INCOME_TOTAL", "NAME_INCOME_TYPE", "DAYS_EMPLOYED", "OCCUPATION_TYPE"),
    "Person and household": ("CNT_CHILDREN", "CNT_FAM_MEMBERS", "NAME_HOUSING_TYPE", "NAME_EDUCATION_TYPE"),
}
"""Columns of the application that a loan officer and an applicant can talk about."""

LEAST = 0.005
"""Log-odds below which a contribution did not move: it would read as 0.00."""


@dataclass(frozen=True)
class Moved:
    """One feature whose value or contribution differs between two explanations."""

    before: "ContributionAnswer"
    after: "ContributionAnswer"

    @property
    def difference(self) -> float:
        """How much more it contributes than before, in log-odds."""
        return self.after.contribution - self.before.contribution


def shown_value(content: Any, column: "Column") -> Any:
    """Return a value as a field holds it: None where it is unknown, a number of the column's type."""
    content = known(content, column)
    return float(content) if column.type == "number" and content is not None else content


def changed(application: Mapping[str, Any], entered: Mapping[str, Any], table: "Table") -> dict[str, Any]:
    """Return what was entered and differs from the application; an unknown value that stays unknown does not."""
    return {
        name: content
        for name, content in entered.items()
        if content != shown_value(application.get(name), table.columns[name])
    }


def moved(before: "ExplanationAnswer", after: "ExplanationAnswer") -> list[Moved]:
    """Return the features whose contribution moved, the one that moved most first."""
    now = {entry.feature: entry for entry in after.contributions}
    pairs = [Moved(entry, now[entry.feature]) for entry in before.contributions if entry.feature in now]
    found = [pair for pair in pairs if abs(pair.difference) >= LEAST]
    return sorted(found, key=lambda pair: -abs(pair.difference))
