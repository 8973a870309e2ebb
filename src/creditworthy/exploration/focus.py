"""What an exploration looks at: the categories and the measures that matter most among the application's columns."""

from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from creditworthy.exploration.words import short_meaning, typeset
from creditworthy.language import say
from creditworthy.tables.dictionary import Column, Table

__all__ = ["Focus", "Measure", "focus_on", "known", "label_of"]

_YEAR = -1 / 365.25  # days are counted back from the application

_CATEGORIES = (
    "NAME_CONTRACT_TYPE",
    "CODE_GENDER",
    "NAME_EDUCATION_TYPE",
    "NAME_INCOME_TYPE",
    "NAME_FAMILY_STATUS",
    "NAME_HOUSING_TYPE",
    "OCCUPATION_TYPE",
    "ORGANIZATION_TYPE",
)
_BOXED = ("AMT_INCOME_TOTAL", "DAYS_BIRTH")
_SCORES = ("EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3")
_SPREAD = (
    "AMT_CREDIT",
    "AMT_ANNUITY",
    "AMT_GOODS_PRICE",
    "DAYS_EMPLOYED",
    "DAYS_ID_PUBLISH",
    "DAYS_LAST_PHONE_CHANGE",
)
_CORRELATED = (
    *_SCORES,
    *_BOXED,
    *_SPREAD,
    "DAYS_REGISTRATION",
    "CNT_CHILDREN",
    "REGION_RATING_CLIENT",
    "REGION_POPULATION_RELATIVE",
)
_SHORT = MappingProxyType(
    {
        "AMT_INCOME_TOTAL": "Income",
        "AMT_CREDIT": "Amount of the loan",
        "AMT_ANNUITY": "Regular payment",
        "AMT_GOODS_PRICE": "Price of the goods",
        "DAYS_BIRTH": "Age in years",
        "DAYS_EMPLOYED": "Years in the current job",
        "DAYS_REGISTRATION": "Years with this registration",
        "DAYS_ID_PUBLISH": "Years with this identity document",
        "DAYS_LAST_PHONE_CHANGE": "Years with this phone",
        "EXT_SOURCE_1": "Outside score 1",
        "EXT_SOURCE_2": "Outside score 2",
        "EXT_SOURCE_3": "Outside score 3",
        "CNT_CHILDREN": "Children",
        "REGION_RATING_CLIENT": "Rating of the region (3 is worst)",
        "REGION_POPULATION_RELATIVE": "Population of the region",
        "TARGET": "Default",
    }
)


@dataclass(frozen=True)
class Measure:
    """A numeric column of the application, as people speak of it: days become years.

    Parameters
    ----------
    column : Column
        Where its values stand.
    factor : float
        What a stored value is multiplied by.
    logarithmic : bool
        Whether its axis counts in powers of ten.
    """

    column: Column
    factor: float = 1.0
    logarithmic: bool = False

    @property
    def label(self) -> str:
        """Return its short name in the current language; the dictionary's words where it has none."""
        return label_of(self.column)

    def values(self) -> pl.Expr:
        """Return the expression of its known values, Float64 under the column's name; a sentinel is null."""
        return (known(self.column) * self.factor).cast(pl.Float64).alias(self.column.name)


@dataclass(frozen=True)
class Focus:
    """The columns of the application that are looked at closely."""

    categories: tuple[Column, ...]
    boxes: tuple[Measure, ...]
    spread: tuple[Measure, ...]
    scores: tuple[Measure, ...]
    correlated: tuple[Measure, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure once."""
        return tuple(dict.fromkeys((*self.correlated, *self.boxes, *self.spread, *self.scores)))


def label_of(column: Column) -> str:
    """Return a column's short name in the current language; what it means where it has none."""
    short = _SHORT.get(column.name)
    return typeset(say(short)) if short else short_meaning(column)


def known(column: Column) -> pl.Expr:
    """Return the expression of a column's known values: a sentinel is null."""
    values = pl.col(column.name)
    return pl.when(values.is_in(list(column.sentinels)).not_()).then(values) if column.sentinels else values


def focus_on(table: Table) -> Focus:
    """Return what to look at in an application table.

    Of the reference portfolio these are chosen columns; another lender's first columns of each kind make up the number.

    Parameters
    ----------
    table : Table
        The application table of a dictionary.

    Examples
    --------
    >>> from creditworthy.tables.dictionary import home_credit
    >>> [measure.label for measure in focus_on(home_credit().application).boxes]
    ['Income', 'Age in years']
    """
    numbers = tuple(column.name for column in table.columns.values() if _measurable(column, table))
    scores = tuple(name for name in numbers if table.columns[name].unit == "score")
    texts = tuple(column.name for column in table.columns.values() if column.type == "category")
    return Focus(
        categories=tuple(table.columns[name] for name in _chosen(_CATEGORIES, texts)),
        boxes=_measures(table, _chosen(_BOXED, numbers)),
        spread=_measures(table, _chosen(_SPREAD, numbers)),
        scores=_measures(table, _chosen(_SCORES, scores)),
        correlated=_measures(table, _chosen(_CORRELATED, numbers)),
    )


def _measurable(column: Column, table: Table) -> bool:
    return column.type != "category" and column.unit not in {"identifier", "flag"} and column.name != table.label


def _chosen(wanted: tuple[str, ...], present: tuple[str, ...]) -> tuple[str, ...]:
    """Return the wanted names that are present, filled up with others to the same number."""
    first = [name for name in wanted if name in present]
    return tuple(dict.fromkeys((*first, *present)))[: len(wanted)]


def _measures(table: Table, names: tuple[str, ...]) -> tuple[Measure, ...]:
    return tuple(_measure(table.columns[name]) for name in names)


def _measure(column: Column) -> Measure:
    back_in_time = column.unit == "days" and column.name in _SHORT
    return Measure(column, factor=_YEAR if back_in_time else 1.0, logarithmic=column.name == "AMT_INCOME_TOTAL")
