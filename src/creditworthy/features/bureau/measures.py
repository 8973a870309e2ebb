"""What is known of each credit with another lender, as numbers."""

from functools import cache

import narwhals as nw

from creditworthy.features.bureau.slices import COUNTED
from creditworthy.features.expressions import only, ratio, years
from creditworthy.features.measure import Measure, Slice

__all__ = [
    "ACTUAL_DAYS",
    "CLOSED_EARLY",
    "CLOSED_LATE",
    "DAYS_EARLY",
    "DEBT_SHARE",
    "END_AHEAD",
    "EVER_OVERDUE",
    "MEASURES",
    "MONTHLY_DEBT",
    "OVERDUE_SHARE",
    "PLANNED_DAYS",
    "REPAID",
    "YEARS_SINCE",
    "credits_of",
]

MONTHS_PER_DAY = 12 / 365.25


@cache
def credits_of(part: Slice) -> Measure:
    """Return 1 for the credits of a slice and 0 for the others, to count them or take their share."""
    return Measure(
        f"credits_{part.name}",
        "flag",
        f"Credits with other lenders ({part.en})",
        f"Crédits auprès d'autres prêteurs ({part.fr})",
        part.inputs,
        lambda: part.expression().cast(nw.Float64()),
    )


def _planned() -> nw.Expr:
    """Return the days a credit was to last; an end before the start is unknown."""
    days = nw.col("DAYS_CREDIT_ENDDATE") - nw.col("DAYS_CREDIT")
    return only(days >= 0, days)


def _actual() -> nw.Expr:
    days = nw.col("DAYS_ENDDATE_FACT") - nw.col("DAYS_CREDIT")
    return only(days >= 0, days)


def _monthly_debt() -> nw.Expr:
    """Return the debt per month left; the last month counts whole, or a debt due in days would look enormous."""
    left = nw.col("DAYS_CREDIT_ENDDATE") * MONTHS_PER_DAY
    months = only(left > 0, left.clip(1.0))
    return nw.col("AMT_CREDIT_SUM_DEBT") / months


def _flag(name: str, en: str, fr: str, inputs: tuple[str, ...], condition: nw.Expr) -> Measure:
    return Measure(name, "flag", en, fr, inputs, lambda: condition.cast(nw.Float64()))


DEBT_SHARE = Measure(
    "debt_share",
    "ratio",
    "Debt still owed over the amount of the credit",
    "Dette restante rapportée au montant du crédit",
    ("AMT_CREDIT_SUM_DEBT", "AMT_CREDIT_SUM"),
    lambda: ratio(nw.col("AMT_CREDIT_SUM_DEBT"), "AMT_CREDIT_SUM"),
)
REPAID = Measure(
    "repaid",
    "currency",
    "Amount of the credit less the debt still owed on it",
    "Montant du crédit moins la dette restante",
    ("AMT_CREDIT_SUM", "AMT_CREDIT_SUM_DEBT"),
    lambda: nw.col("AMT_CREDIT_SUM") - nw.col("AMT_CREDIT_SUM_DEBT"),
)
MONTHLY_DEBT = Measure(
    "monthly_debt",
    "currency",
    "Debt still owed on the credit, per month left until its planned end",
    "Dette restante du crédit, par mois restant jusqu'à la fin prévue",
    ("AMT_CREDIT_SUM_DEBT", "DAYS_CREDIT_ENDDATE"),
    _monthly_debt,
)
OVERDUE_SHARE = Measure(
    "overdue_share",
    "ratio",
    "Largest amount ever overdue over the amount of the credit",
    "Plus grand montant jamais impayé rapporté au montant du crédit",
    ("AMT_CREDIT_MAX_OVERDUE", "AMT_CREDIT_SUM"),
    lambda: ratio(nw.col("AMT_CREDIT_MAX_OVERDUE"), "AMT_CREDIT_SUM"),
)
EVER_OVERDUE = _flag(
    "ever_overdue",
    "Credits that were ever overdue",
    "Crédits ayant connu un impayé",
    ("AMT_CREDIT_MAX_OVERDUE",),
    nw.col("AMT_CREDIT_MAX_OVERDUE") > 0,
)

YEARS_SINCE = Measure(
    "years_since",
    "years",
    "Time since the credit was taken",
    "Temps écoulé depuis la prise du crédit",
    ("DAYS_CREDIT",),
    lambda: years("DAYS_CREDIT"),
)
PLANNED_DAYS = Measure(
    "planned_days",
    "days",
    "Planned duration of the credit",
    "Durée prévue du crédit",
    ("DAYS_CREDIT", "DAYS_CREDIT_ENDDATE"),
    _planned,
)
ACTUAL_DAYS = Measure(
    "actual_days",
    "days",
    "Actual duration of a closed credit",
    "Durée réelle d'un crédit clos",
    ("DAYS_CREDIT", "DAYS_ENDDATE_FACT"),
    _actual,
)
DAYS_EARLY = Measure(
    "days_early",
    "days",
    "Time from the actual to the planned end of a closed credit",
    "Délai entre la fin réelle et la fin prévue d'un crédit clos",
    ("planned_days", "actual_days"),
    lambda: nw.col("planned_days") - nw.col("actual_days"),
)
CLOSED_EARLY = _flag(
    "closed_early",
    "Credits closed before their planned end",
    "Crédits clos avant la fin prévue",
    ("days_early",),
    nw.col("days_early") > 0,
)
CLOSED_LATE = _flag(
    "closed_late",
    "Credits closed after their planned end",
    "Crédits clos après la fin prévue",
    ("days_early",),
    nw.col("days_early") < 0,
)
END_AHEAD = _flag(
    "end_ahead",
    "Credits whose planned end is still to come",
    "Crédits dont la fin prévue est à venir",
    ("DAYS_CREDIT_ENDDATE",),
    nw.col("DAYS_CREDIT_ENDDATE") > 0,
)

MEASURES = (
    *(DEBT_SHARE, REPAID, MONTHLY_DEBT, OVERDUE_SHARE, EVER_OVERDUE),
    *(YEARS_SINCE, PLANNED_DAYS, ACTUAL_DAYS, DAYS_EARLY, CLOSED_EARLY, CLOSED_LATE, END_AHEAD),
    *(credits_of(part) for part in COUNTED),
)
