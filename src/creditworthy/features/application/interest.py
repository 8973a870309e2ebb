"""Interest that a loan may bear: an application states its amount and annuity, but not its term.

For each usual term n, in months, the yearly rate is ``(A * n / C) ** (12 / n) - 1``. Rates that no loan of this kind
bears are unknown, so that the terms which remain are the plausible ones. Three in
five previous cash loans whose term is on record have the shortest of these terms.
"""

import narwhals as nw

from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Frame

__all__ = ["INTEREST", "RATES", "TERMS", "with_interest"]

TERMS: tuple[int, ...] = tuple(range(6, 61, 6))
"""Usual terms of a loan, in months."""

RATES: tuple[str, ...] = tuple(f"rate_{months}" for months in TERMS)
"""Columns of the yearly rate at each term, null where it is not plausible."""

INTEREST: tuple[str, ...] = ("payment_rate", *RATES, "shortest_term", "monthly_rate")
"""Columns that `with_interest` adds."""

LOWEST, HIGHEST = 0.08, 0.5
"""Plausible yearly rates."""

STEPS = 4


def with_interest(rows: Frame) -> Frame:
    """Return the rows with the yearly rate at each term, the shortest plausible term and the monthly rate there."""
    rows = rows.with_columns(payment_rate=ratio(nw.col("AMT_ANNUITY"), nw.col("AMT_CREDIT")))
    rows = rows.with_columns(*(_yearly_rate(months).alias(name) for months, name in zip(TERMS, RATES, strict=True)))
    # A plausible rate is above 0: this says that it is known, in fewer words than asking whether it is not null.
    months = [only(nw.col(name) > 0, nw.lit(float(months))) for months, name in zip(TERMS, RATES, strict=True)]
    rows = rows.with_columns(shortest_term=nw.min_horizontal(*months))
    rows = rows.with_columns(monthly_rate=_first_monthly_rate())
    for _ in range(STEPS):
        discount = (nw.col("monthly_rate") + 1) ** (nw.col("shortest_term") * -1)
        rows = rows.with_columns(discount=discount).with_columns(monthly_rate=_nearer_monthly_rate())
    return rows


def _yearly_rate(months: int) -> nw.Expr:
    repaid = nw.col("payment_rate") * months
    power = 12 / months
    plausible = repaid.is_between((1 + LOWEST) ** (1 / power), (1 + HIGHEST) ** (1 / power))
    return only(plausible, repaid) ** power - 1


def _first_monthly_rate() -> nw.Expr:
    """Above the rate that is sought: annuities grow faster than in a straight line with the rate."""
    months = nw.col("shortest_term")
    interest = nw.col("payment_rate") * months - 1
    return ratio(interest * 2, months + 1)


def _nearer_monthly_rate() -> nw.Expr:
    """One step of Newton's method on ``(A / C) * (1 - (1 + r) ** -n) - r``, whose graph is concave.

    From above it falls to the root and never passes it, so that a fixed number of steps is safe. There the graph falls
    too, and the rate is above 0: nothing is divided by 0.
    """
    rate, months, discount = nw.col("monthly_rate"), nw.col("shortest_term"), nw.col("discount")
    annuity = nw.col("payment_rate")
    left = annuity * (discount * -1 + 1) - rate
    return rate - left / (annuity * months * discount / (rate + 1) - 1)
