"""What would move a decision: the fields that can be changed, what was changed, and what it moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from creditworthy.dashboard.wording import known

if TYPE_CHECKING:
    from creditworthy.messages import ContributionAnswer, ExplanationAnswer
    from creditworthy.tables.dictionary import Column, Table

__all__ = ["FIELDS", "Moved", "changed", "fields_of", "moved", "shown_value"]

FIELDS = {
    "The loan": ("AMT_CREDIT", "AMT_ANNUITY", "AMT_GOODS_PRICE", "NAME_CONTRACT_TYPE"),
    "Income and work": ("AMT_INCOME_TOTAL", "NAME_INCOME_TYPE", "DAYS_EMPLOYED", "OCCUPATION_TYPE"),
    "Person and household": ("CNT_CHILDREN", "CNT_FAM_MEMBERS", "NAME_HOUSING_TYPE", "NAME_EDUCATION_TYPE"),
}
"""Columns of the reference portfolio's application that a loan officer and an applicant can talk about."""

OTHERS = "The application"
MOST = 12
"""Columns of another lender that are shown: the first of the application that a choice or a number can change."""

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


def fields_of(table: "Table") -> dict[str, list[str]]:
    """Return the columns of an application that can be changed, by group.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> fields_of(home_credit().application)["The loan"]
    ['AMT_CREDIT', 'AMT_ANNUITY', 'AMT_GOODS_PRICE', 'NAME_CONTRACT_TYPE']
    """
    ours = {group: [name for name in names if name in table.columns] for group, names in FIELDS.items()}
    if any(ours.values()):
        return {group: names for group, names in ours.items() if names}
    columns = [column for column in table.columns.values() if column.name != table.label and _open(column)]
    return {OTHERS: [column.name for column in columns][:MOST]}


def _open(column: "Column") -> bool:
    free_text = column.type == "category" and not column.values
    return not (free_text or column.protected or column.unit == "identifier")


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
