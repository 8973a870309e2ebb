"""What running loans still ask for: a loan is paid every 30 days from its first due day on."""

import narwhals as nw

from creditworthy.features.expressions import above_0
from creditworthy.features.measure import Measure

__all__ = ["DUE_IN_MONTH", "PAYMENTS_LEFT", "RUNNING", "SCHEDULE", "STILL_DUE"]

MONTH = 30
PER_DAY = 1 / MONTH
ENDING = ("NAME_CONTRACT_STATUS", "DAYS_TERMINATION", "DAYS_LAST_DUE")
PAYMENTS = ("running", "DAYS_FIRST_DUE", "CNT_PAYMENT")


def _running() -> nw.Expr:
    """Return whether a loan was granted and neither its end nor its last due day has come; none known is to come."""
    end, last = nw.col("DAYS_TERMINATION"), nw.col("DAYS_LAST_DUE")
    return nw.col("approved") & (end.is_null() | (end > 0)) & (last.is_null() | (last > 0))


def _if_running(condition: nw.Expr, values: nw.Expr) -> nw.Expr:
    """Return the values where the condition holds, 0 where it does not, null where it is unknown."""
    return nw.when(condition).then(values).otherwise(condition.cast(nw.Float64()))


def _due_in(month: int) -> nw.Expr:
    """Return what is due in a month to come (1 is the next 30 days): one payment, if it is not before or after all."""
    begun = nw.col("DAYS_FIRST_DUE") <= MONTH * month
    goes_on = nw.col(LAST_PAYMENT.name) > MONTH * (month - 1)
    return _if_running((nw.col("running") > 0) & begun & goes_on, nw.col("AMT_ANNUITY"))


def _payments_left() -> nw.Expr:
    """Return how many payments lie ahead: the day 0 itself is past; half a day keeps the floor off whole months."""
    passed = ((0.5 - nw.col("DAYS_FIRST_DUE")) * PER_DAY).floor() + 1
    left = nw.col("CNT_PAYMENT") - above_0(passed)
    return _if_running(nw.col("running") > 0, above_0(left))


def _still_due() -> nw.Expr:
    left = nw.col(PAYMENTS_LEFT.name)
    return _if_running(left > 0, left * nw.col("AMT_ANNUITY"))


RUNNING = Measure(
    "running",
    "flag",
    "Credits of this lender still running",
    "Crédits en cours auprès de ce prêteur",
    ENDING,
    lambda: _running().cast(nw.Float64()),
)
LAST_PAYMENT = Measure(
    "last_payment",
    "days",
    "Day of the last payment by the first schedule of a loan of this lender",
    "Jour de la dernière échéance selon le premier échéancier d'un prêt de ce prêteur",
    ("DAYS_FIRST_DUE", "CNT_PAYMENT"),
    lambda: nw.col("DAYS_FIRST_DUE") + (nw.col("CNT_PAYMENT") - 1) * MONTH,
)
PAYMENTS_LEFT = Measure(
    "payments_left",
    "count",
    "Payments still to come on running loans of this lender",
    "Échéances à venir sur les prêts en cours auprès de ce prêteur",
    PAYMENTS,
    _payments_left,
)
STILL_DUE = Measure(
    "still_due",
    "currency",
    "Amount still to come on running loans of this lender",
    "Montant des échéances à venir sur les prêts en cours auprès de ce prêteur",
    (PAYMENTS_LEFT.name, "AMT_ANNUITY"),
    _still_due,
)


def _due_measure(month: int) -> Measure:
    ahead = ("over the next 30 days", "dans les 30 prochains jours")
    if month > 1:
        ahead = (f"in month {month} from now", f"au cours du {month}e mois à venir")
    return Measure(
        f"due_in_month_{month}",
        "currency",
        f"Payments of running loans of this lender due {ahead[0]}",
        f"Échéances des prêts en cours auprès de ce prêteur dues {ahead[1]}",
        (*PAYMENTS, LAST_PAYMENT.name, "AMT_ANNUITY"),
        lambda: _due_in(month),
    )


DUE_IN_MONTH = tuple(_due_measure(month) for month in (1, 3, 6, 12))
SCHEDULE = (RUNNING, LAST_PAYMENT, PAYMENTS_LEFT, STILL_DUE, *DUE_IN_MONTH)
"""All of them, as columns of the rows."""
