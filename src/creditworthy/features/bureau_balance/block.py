"""One row a month of a credit with another lender: how late it was, and which months to look at."""

import narwhals as nw

from creditworthy.features.expressions import only
from creditworthy.features.feature import Block, Frame
from creditworthy.features.measure import Measure, Slice, within

__all__ = [
    "BUREAU_BALANCE",
    "CLOSED",
    "EARLIER",
    "LATE",
    "LEVEL",
    "LOST",
    "MONTHS_AGO",
    "ON_TIME",
    "SERIOUS",
    "UNKNOWN",
    "WINDOWS",
]


def _status(name: str) -> nw.Expr:
    return nw.col("STATUS") == name


def _level() -> nw.Expr:
    """Return how late a month was, from 0 (paid, or closed) to 5 (over 120 days, or written off); X is unknown."""
    level = only(_status("5"), nw.lit(5.0))
    for status in "4321":
        level = nw.when(_status(status)).then(nw.lit(float(status))).otherwise(level)
    return nw.when(nw.col("is_closed") | nw.col("is_on_time")).then(nw.lit(0.0)).otherwise(level)


def _with_level(months: Frame) -> Frame:
    """Look at each string once: what follows looks at numbers."""
    states = {"is_on_time": _status("0"), "is_closed": _status("C"), "is_unknown": _status("X")}
    return months.with_columns(**states).with_columns(level=_level())


def _flag(name: str, en: str, fr: str, column: str, condition: nw.Expr) -> Measure:
    return Measure(name, "flag", en, fr, (column,), lambda: condition.cast(nw.Float64()))


LEVEL = Measure(
    "level",
    "rank",
    "Late-payment class, 0 to 5, with other lenders",
    "Classe de retard, de 0 à 5, auprès d'autres prêteurs",
    ("STATUS",),
)
ON_TIME = _flag(
    "on_time",
    "Months paid on time with other lenders",
    "Mois réglés à temps auprès d'autres prêteurs",
    "is_on_time",
    nw.col("is_on_time"),
)
CLOSED = _flag(
    "closed",
    "Months in which a credit with another lender was already closed",
    "Mois où un crédit auprès d'un autre prêteur était déjà clos",
    "is_closed",
    nw.col("is_closed"),
)
UNKNOWN = _flag(
    "unknown",
    "Months whose state is unknown with other lenders",
    "Mois dont l'état est inconnu auprès d'autres prêteurs",
    "is_unknown",
    nw.col("is_unknown"),
)
LATE = _flag(
    "late",
    "Months that were late with other lenders",
    "Mois en retard auprès d'autres prêteurs",
    "level",
    nw.col("level") > 0,
)
SERIOUS = _flag(
    "serious",
    "Months over 30 days late with other lenders",
    "Mois en retard de plus de 30 jours auprès d'autres prêteurs",
    "level",
    nw.col("level") >= 2,
)
LOST = _flag(
    "lost",
    "Months over 120 days late, or written off, with other lenders",
    "Mois en retard de plus de 120 jours, ou passés en perte, auprès d'autres prêteurs",
    "level",
    nw.col("level") >= 5,
)
MONTHS_AGO = Measure(
    "months_ago",
    "months",
    "Age of the monthly records with other lenders",
    "Ancienneté des relevés mensuels auprès d'autres prêteurs",
    ("MONTHS_BALANCE",),
    lambda: -nw.col("MONTHS_BALANCE"),
)

WINDOWS = tuple(within("MONTHS_BALANCE", months, "months") for months in (6, 12, 24, 60))
EARLIER = Slice(
    "earlier",
    lambda: nw.col("MONTHS_BALANCE") < -12,
    ("MONTHS_BALANCE",),
    "before the last 12 months",
    "avant les 12 derniers mois",
)

BUREAU_BALANCE = Block(
    "bureau_balance",
    "bureau_balance",
    prepare=_with_level,
    derived=dict.fromkeys(("is_on_time", "is_closed", "is_unknown", "level"), ("STATUS",)),
    columns=(LEVEL, ON_TIME, CLOSED, UNKNOWN, LATE, SERIOUS, LOST, MONTHS_AGO, *WINDOWS, EARLIER),
)
