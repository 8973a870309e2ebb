"""What was paid of every instalment, of loans and of cards."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.credit_card import CardMonths, instalments_so_far
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole
from creditworthy.tables.synthetic.loans import Loans, Schedule
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["instalment_columns"]

_OLDEST_DAY = -2922
_IN_TWO_PARTS = 0.06


def instalment_columns(
    c: Circumstances, loans: Loans, schedule: Schedule, months: CardMonths, rng: np.random.Generator
) -> Columns:
    """Return a row for each payment, applicant by applicant; a few instalments are paid in two parts."""
    ours, cards = _of_loans(c, loans, schedule, rng), _of_cards(c, months)
    planned = {name: np.concatenate([ours[name], cards[name]]) for name in ours}
    parts = _paid(planned, rng)
    order = np.lexsort((parts["DAYS_INSTALMENT"], parts["SK_ID_PREV"], parts["SK_ID_CURR"]))
    shown = order[parts["DAYS_INSTALMENT"][order] >= _OLDEST_DAY]
    return {name: values[shown] for name, values in parts.items()}


def _of_loans(c: Circumstances, loans: Loans, schedule: Schedule, rng: np.random.Generator) -> Columns:
    revised = rng.random(len(loans.request)) < 0.1
    loan = schedule.loan
    return {
        "SK_ID_PREV": loans.sk_id_prev[loan],
        "SK_ID_CURR": c.sk_id_curr[loans.owner[loan]],
        "NUM_INSTALMENT_VERSION": 1 + (revised[loan] & (2 * schedule.place > loans.kept[loan])),
        "NUM_INSTALMENT_NUMBER": schedule.place + 1,
        "DAYS_INSTALMENT": schedule.due,
        "delay": schedule.delay,
        "AMT_INSTALMENT": loans.instalment[loan],
        "paid": loans.instalment[loan],
    }


def _of_cards(c: Circumstances, months: CardMonths) -> Columns:
    """Plan the payments of cards: their version is 0, their instalment the minimum of the month."""
    asked = months.minimum > 0
    columns = {
        "SK_ID_PREV": months.sk_id_prev,
        "SK_ID_CURR": c.sk_id_curr[months.owner],
        "NUM_INSTALMENT_VERSION": np.zeros(len(asked), dtype=np.int64),
        "NUM_INSTALMENT_NUMBER": instalments_so_far(months),
        "DAYS_INSTALMENT": months.due,
        "delay": months.delay,
        "AMT_INSTALMENT": months.minimum,
        "paid": months.paid,
    }
    return {name: values[asked] for name, values in columns.items()}


def _paid(planned: Columns, rng: np.random.Generator) -> Columns:
    """Pay: the first part of two is up to ten days before the rest."""
    split = rng.random(len(planned["delay"])) < _IN_TWO_PARTS
    share = np.where(split, rng.uniform(0.2, 0.8, len(split)), 1.0)
    first = np.round(share * planned["paid"], 2)
    whole = _payment(planned, planned["delay"] - np.where(split, rng.integers(1, 10, len(split)), 0), first)
    rest = _payment(planned, planned["delay"], planned["paid"] - first)
    return {name: np.concatenate([whole[name], rest[name][split]]) for name in whole}


def _payment(planned: Columns, delay: Whole, amount: Numbers) -> Columns:
    """Return the payments; what is not paid yet has neither day nor amount."""
    names = [name for name in planned if name not in ("delay", "paid")]
    day = planned["DAYS_INSTALMENT"] + delay
    unpaid: Flags = np.asarray(day > -1)
    return {
        **{name: planned[name] for name in names},
        "DAYS_ENTRY_PAYMENT": np.where(unpaid, np.nan, day),
        "AMT_PAYMENT": np.where(unpaid, np.nan, np.round(amount, 2)),
    }
