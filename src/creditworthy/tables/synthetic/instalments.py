"""What was paid of every instalment, of loans and of cards."""

import numpy as np

from creditworthy.tables.synthetic.card_months import CardMonths
from creditworthy.tables.synthetic.card_payments import card_payments
from creditworthy.tables.synthetic.cards import Cards
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, blank
from creditworthy.tables.synthetic.loans import Loans
from creditworthy.tables.synthetic.schedule import Schedule
from creditworthy.tables.synthetic.shape import Columns
from creditworthy.tables.synthetic.versions import revised

__all__ = ["instalment_columns"]

_OLDEST_DAY = -2922
_OVERPAID = 0.5
"""Share of the early ends that are an overpaid instalment, and no larger one in a new version of the plan."""
_DISCOUNT = 0.92
"""Part of the later instalments that is to be paid at an early end."""


def instalment_columns(
    c: Circumstances,
    repaid: tuple[Loans, Schedule],
    used: tuple[Cards, CardMonths],
    rng: np.random.Generator,
) -> Columns:
    """Return a row for each payment, applicant by applicant, and one for what is not paid yet."""
    loans, cards = _of_loans(*repaid, rng), card_payments(*used, rng)
    rows = {name: np.concatenate([loans[name], cards[name]]) for name in loans}
    rows["SK_ID_CURR"] = c.sk_id_curr[rows.pop("owner")]
    order = np.lexsort((rows["DAYS_INSTALMENT"], rows["SK_ID_PREV"], rows["SK_ID_CURR"]))
    shown = order[rows["DAYS_INSTALMENT"][order] >= _OLDEST_DAY]
    return {name: values[shown] for name, values in rows.items()}


def _of_loans(loans: Loans, schedule: Schedule, rng: np.random.Generator) -> Columns:
    version, planned = revised(loans, schedule, rng)
    last = loans.early[schedule.loan] & (schedule.place == loans.kept[schedule.loan] - 1)
    left = (loans.terms - loans.kept)[schedule.loan]
    whole = np.round(planned * (1 + _DISCOUNT * left), 2)
    overpaid = (rng.random(len(loans.request)) < _OVERPAID)[schedule.loan]
    plan = {
        "SK_ID_PREV": loans.sk_id_prev[schedule.loan],
        "owner": loans.owner[schedule.loan],
        "NUM_INSTALMENT_VERSION": version + (last & ~overpaid),
        "NUM_INSTALMENT_NUMBER": schedule.place + 1,
        "DAYS_INSTALMENT": schedule.due,
        "AMT_INSTALMENT": np.where(last & ~overpaid, whole, planned),
    }
    part = np.round(schedule.part * planned, 2)
    main = _payments(plan, schedule.delay, np.where(last, whole, planned) - part)
    parts = _payments(plan, schedule.part_delay, part)
    paid_too = (part > 0) & (schedule.due + schedule.part_delay < 0)
    return {name: np.concatenate([main[name], parts[name][paid_too]]) for name in main}


def _payments(plan: Columns, delay: Whole, amount: Numbers) -> Columns:
    """Return the payments; what is not paid yet has neither day nor amount."""
    day = plan["DAYS_INSTALMENT"] + delay
    unpaid: Flags = np.asarray(day >= 0)
    return {
        **plan,
        "DAYS_ENTRY_PAYMENT": blank(day.astype(np.float64), unpaid),
        "AMT_PAYMENT": blank(np.round(amount, 2), unpaid),
    }
