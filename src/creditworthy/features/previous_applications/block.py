"""The rows of earlier applications: told apart by outcome and contract, and numbered from the latest and the first."""

import narwhals as nw

from creditworthy.features.expressions import only
from creditworthy.features.feature import Block, Frame
from creditworthy.features.previous_applications.kinds import KINDS
from creditworthy.features.previous_applications.money import MONEY, SOME, with_some
from creditworthy.features.previous_applications.schedule import SCHEDULE
from creditworthy.features.previous_applications.slices import SLICES
from creditworthy.tables.dictionary import APPLICANT

__all__ = ["PREVIOUS"]

STATUSES = {"approved": "Approved", "refused": "Refused", "cancelled": "Canceled"}
CONTRACTS = {"cash": "Cash loans", "consumer": "Consumer loans", "revolving": "Revolving loans"}


def _prepared(rows: Frame) -> Frame:
    """Tell applications apart, and number them.

    A number says how many applications lie strictly after (or before) it: those of one day share theirs, since the
    identifier that would break the tie says nothing about time.
    """
    told_apart = with_some(rows).with_columns(
        *((nw.col("NAME_CONTRACT_STATUS") == value).alias(name) for name, value in STATUSES.items()),
        *((nw.col("NAME_CONTRACT_TYPE") == value).alias(name) for name, value in CONTRACTS.items()),
    )
    days = nw.col("DAYS_DECISION")
    dated = told_apart.with_columns(
        approved_day=only(nw.col("approved"), days), refused_day=only(nw.col("refused"), days)
    )
    return dated.with_columns(
        recency=_number("DAYS_DECISION", latest_first=True),
        seniority=_number("DAYS_DECISION", latest_first=False),
        approved_recency=_number("approved_day", latest_first=True),
        refused_recency=_number("refused_day", latest_first=True),
    )


def _number(day: str, *, latest_first: bool) -> nw.Expr:
    return nw.col(day).rank("min", descending=latest_first).over(APPLICANT).cast(nw.Float64())


PREVIOUS = Block(
    "previous_applications",
    "previous_application",
    prepare=_prepared,
    derived={
        **{name: (column,) for column, name in SOME.items()},
        "cancelled": ("NAME_CONTRACT_STATUS",),
        "recency": ("DAYS_DECISION",),
        "seniority": ("DAYS_DECISION",),
        "approved_recency": ("DAYS_DECISION", "NAME_CONTRACT_STATUS"),
        "refused_recency": ("DAYS_DECISION", "NAME_CONTRACT_STATUS"),
    },
    columns=(*SLICES, *KINDS, *MONEY, *SCHEDULE),
)
