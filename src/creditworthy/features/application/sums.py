"""Sums over several columns of an application that more than one feature looks at."""

import narwhals as nw

from creditworthy.features.application.interest import RATES
from creditworthy.features.expressions import in_turn, known_count, ratio, total
from creditworthy.features.feature import Frame
from creditworthy.tables.dictionary import home_credit

__all__ = ["AVERAGES", "SCORES", "SUMS", "WEIGHTS", "with_sums"]

SCORES = ("EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3")
WEIGHTS = (2.0, 1.0, 3.0)
"""How much each score counts in their weighted mean."""

AVERAGES = tuple(name for name in home_credit().application.columns if name.endswith("_AVG"))
"""What is known of the building, on average."""

SUMS: dict[str, tuple[str, ...]] = {
    "scores_known": SCORES,
    "score_mean": SCORES,
    "weights_known": SCORES,
    "building_total": AVERAGES,
    "building_known": AVERAGES,
    "rates_known": ("AMT_ANNUITY", "AMT_CREDIT"),
}
"""Columns that `with_sums` adds, and the columns they are made of."""


def _weights_known() -> list[nw.Expr]:
    """Return the weights of the known scores; an unknown one weighs nothing."""
    known = [(~nw.col(name).is_null()).cast(nw.Float64()) for name in SCORES]
    return [score * weight for score, weight in zip(known, WEIGHTS, strict=True)]


def with_sums(rows: Frame) -> Frame:
    """Return the rows with how many values are known, their sums and their means."""
    counted = rows.with_columns(
        scores_known=known_count(SCORES),
        weights_known=nw.sum_horizontal(*_weights_known()),
        building_total=total(AVERAGES),
        building_known=known_count(AVERAGES),
        rates_known=known_count(RATES),
    )
    return counted.with_columns(score_mean=ratio(in_turn([nw.col(name) for name in SCORES]), nw.col("scores_known")))
