"""Regular families of features: one column, several statistics, all rows or a slice of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw

from creditworthy.features.expressions import known_sum, only
from creditworthy.features.feature import Block, Concept, Feature, Formula, Risk

__all__ = ["STATISTICS", "Slice", "Statistic", "summarise"]


@dataclass(frozen=True)
class Statistic:
    """One way of putting many values into one, with its name in both languages."""

    of: Callable[[nw.Expr], nw.Expr]
    en: str
    fr: str


@dataclass(frozen=True)
class Slice:
    """The rows a family looks at: a condition, the columns it reads, and its name in both languages."""

    name: str
    condition: Callable[[], nw.Expr]
    inputs: tuple[str, ...]
    en: str
    fr: str


STATISTICS: Mapping[str, Statistic] = {
    "mean": Statistic(lambda values: values.mean(), "mean", "moyenne"),
    "max": Statistic(lambda values: values.max(), "highest", "maximum"),
    "min": Statistic(lambda values: values.min(), "lowest", "minimum"),
    "sum": Statistic(known_sum, "total", "total"),
}
"""Statistics by the suffix they give to a name."""


def summarise(
    block: Block,
    column: str,
    *,
    by: Sequence[str],
    concept: Concept,
    where: Slice | None = None,
    risk: Risk = "",
    actionable: bool = False,
) -> None:
    """Register one feature a statistic of a raw column; unit and meaning come from the dictionary.

    Names are ``block[_slice]_column_statistic``, in lower case.
    """
    for statistic in by:
        entry = Feature(
            name="_".join([block.name, *([where.name] if where else []), column.lower(), statistic]),
            block=block,
            formula=_formula(column, statistic, where),
            unit=block.features.dictionary.table(block.table or "").column(column).unit,
            en=_meaning(block, column, statistic, where, "en"),
            fr=_meaning(block, column, statistic, where, "fr"),
            concept=concept,
            inputs=block.raw([column, *(where.inputs if where else ())]),
            risk=risk,
            actionable=actionable,
        )
        block.features.add(entry.name, entry)


def _formula(column: str, statistic: str, where: Slice | None) -> Formula:
    def formula() -> nw.Expr:
        values = nw.col(column)
        return STATISTICS[statistic].of(only(where.condition(), values) if where else values)

    return formula


def _meaning(block: Block, column: str, statistic: str, where: Slice | None, language: str) -> str:
    what = block.features.dictionary.table(block.table or "").column(column).meaning(language)
    how = getattr(STATISTICS[statistic], language)
    rows = f" ({getattr(where, language)})" if where else ""
    return f"{what}{rows}: {how}" if language == "en" else f"{what}{rows} : {how}"
