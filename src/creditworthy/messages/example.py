"""An invented request, for documentation: every column of a dictionary with a plausible value of its unit."""

from math import inf

from creditworthy.tables.dictionary import Column, Dictionary, Table

__all__ = ["example_request"]

INVENTED = {
    "currency": 150_000,
    "days": -1_200,
    "hour": 10,
    "identifier": 100_001,
    "months": -3,
    "ratio": 0.1,
    "score": 0.5,
    "share": 0.5,
    "years": 5,
}
"""A plausible value of each unit; 1 stands for any other."""


def example_request(dictionary: Dictionary) -> dict[str, object]:
    """Return an invented request that ``decision_request(dictionary)`` accepts, with one row in each history.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> example_request(home_credit())["application"]["NAME_CONTRACT_TYPE"]
    'Cash loans'
    """
    histories = {table.name: [_row(table, without=dictionary.applicant)] for table in dictionary.histories}
    application = _row(dictionary.application, without=dictionary.application.label)
    return {"application": application, "histories": histories}


def _row(table: Table, *, without: str | None) -> dict[str, int | float | str]:
    return {name: _value(column) for name, column in table.columns.items() if name != without}


def _value(column: Column) -> int | float | str:
    if column.allowed:
        return column.allowed[0]
    if column.type == "category":
        return "any text"
    low = -inf if column.min is None else column.min
    high = inf if column.max is None else column.max
    value = _inside(INVENTED.get(column.unit, 1), low, high)
    return int(value) if column.type == "integer" else value


def _inside(value: float, low: float, high: float) -> float:
    if low <= value <= high:
        return value
    middle = (low + high) / 2
    return middle if abs(middle) < inf else max(low, min(value, high))
