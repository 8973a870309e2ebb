"""One earlier loan: its months put together, and numbers of the whole."""

import narwhals as nw

from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Block, Frame
from creditworthy.features.levels import gathered
from creditworthy.features.measure import Measure, Slice, latest
from creditworthy.features.point_of_sale.months import POINT_OF_SALE
from creditworthy.tables.dictionary import APPLICANT

__all__ = [
    "BEHIND",
    "COMPLETED",
    "DAYS_LATE",
    "DAYS_LATE_AT_LAST",
    "DAYS_WELL_LATE",
    "EARLY",
    "EVER_LATE",
    "EVER_WELL_LATE",
    "LATEST",
    "LATEST_3",
    "LATE_MONTHS",
    "LOAN",
    "MONTHS",
    "OPEN",
    "PLANNED",
    "POINT_OF_SALE_LOANS",
    "REMAINING",
    "REMAINING_PART",
]

LOAN = "SK_ID_PREV"
MONTH = "MONTHS_BALANCE"
ORDER = ["last_month", "first_month", LOAN]
AT_LAST = ("planned_at_last", "remaining", "days_late_at_last", "completed")
RECENT_MONTHS = 6
"""A loan with instalments left is open if it has a statement since; older ones ended without being told."""


def _per_loan(months: Frame) -> Frame:
    """Put the months of a loan together, and number an applicant's loans from 1, the one with the latest month."""
    last = nw.col(MONTH) == nw.col(MONTH).max().over(APPLICANT, LOAN)
    rows = months.with_columns(last=last).with_columns(
        planned_at_last=only(nw.col("last"), nw.col("CNT_INSTALMENT")),
        remaining=only(nw.col("last"), nw.col("CNT_INSTALMENT_FUTURE")),
        days_late_at_last=only(nw.col("last"), nw.col("SK_DPD")),
        completed=(nw.col("NAME_CONTRACT_STATUS") == "Completed").cast(nw.Float64()),
    )
    loans = gathered(
        rows,
        APPLICANT,
        LOAN,
        **{name: nw.col(name).max() for name in AT_LAST},
        months=nw.col(MONTH).count().cast(nw.Float64()),
        first_month=nw.col(MONTH).min(),
        last_month=nw.col(MONTH).max(),
        planned=nw.col("CNT_INSTALMENT").max(),
        days_late=nw.col("SK_DPD").max(),
        days_well_late=nw.col("SK_DPD_DEF").max(),
        late_months=nw.col("late").mean(),
    )
    return loans.with_columns(one=nw.lit(1.0)).with_columns(
        number=nw.col("one").cum_sum(reverse=True).over(APPLICANT, order_by=ORDER)
    )


MONTHS = Measure("months", "months", "Months of an earlier loan", "Mois d'un prêt antérieur", (LOAN, MONTH))
PLANNED = Measure(
    "planned",
    "count",
    "Instalments planned for an earlier loan",
    "Échéances prévues d'un prêt antérieur",
    ("CNT_INSTALMENT", LOAN),
)
REMAINING = Measure(
    "remaining",
    "count",
    "Instalments left to pay in the last month of an earlier loan",
    "Échéances restant à payer au dernier mois d'un prêt antérieur",
    ("CNT_INSTALMENT_FUTURE", LOAN, MONTH),
)
REMAINING_PART = Measure(
    "remaining_part",
    "share",
    "Share of the instalments left to pay in the last month of an earlier loan",
    "Part des échéances restant à payer au dernier mois d'un prêt antérieur",
    ("remaining", "planned"),
    lambda: ratio(nw.col("remaining"), nw.col("planned")),
)
COMPLETED = Measure(
    "completed",
    "flag",
    "Earlier loans that were completed",
    "Prêts antérieurs menés à terme",
    ("NAME_CONTRACT_STATUS", LOAN),
)
EARLY = Measure(
    "early",
    "flag",
    "Completed loans that took fewer instalments than planned",
    "Prêts menés à terme en moins d'échéances que prévu",
    ("completed", "planned", "planned_at_last"),
    lambda: only(nw.col("completed") > 0, (nw.col("planned_at_last") < nw.col("planned")).cast(nw.Float64())),
)
BEHIND = Measure(
    "behind",
    "months",
    "Months of an earlier loan beyond the instalments paid",
    "Mois d'un prêt antérieur au-delà des échéances payées",
    ("months", "planned_at_last", "remaining"),
    lambda: nw.col("months") - (nw.col("planned_at_last") - nw.col("remaining")),
)
DAYS_LATE = Measure(
    "days_late",
    "days",
    "Worst delay of an earlier loan",
    "Pire retard d'un prêt antérieur",
    ("SK_DPD", LOAN),
)
DAYS_WELL_LATE = Measure(
    "days_well_late",
    "days",
    "Worst delay of an earlier loan, ignoring small debts",
    "Pire retard d'un prêt antérieur, hors petites dettes",
    ("SK_DPD_DEF", LOAN),
)
DAYS_LATE_AT_LAST = Measure(
    "days_late_at_last",
    "days",
    "Delay in the last month of an earlier loan",
    "Retard au dernier mois d'un prêt antérieur",
    ("SK_DPD", LOAN, MONTH),
)
LATE_MONTHS = Measure(
    "late_months",
    "share",
    "Share of an earlier loan's months that were late",
    "Part des mois en retard d'un prêt antérieur",
    ("late", LOAN),
)
EVER_LATE = Measure(
    "ever_late",
    "flag",
    "Earlier loans that were late at some time",
    "Prêts antérieurs qui ont connu un retard",
    ("days_late",),
    lambda: (nw.col("days_late") > 0).cast(nw.Float64()),
)
EVER_WELL_LATE = Measure(
    "ever_well_late",
    "flag",
    "Earlier loans that were late at some time, ignoring small debts",
    "Prêts antérieurs qui ont connu un retard, hors petites dettes",
    ("days_well_late",),
    lambda: (nw.col("days_well_late") > 0).cast(nw.Float64()),
)
LATEST = latest("number", 1, ("number",), en="latest loan", fr="prêt le plus récent")
LATEST_3 = latest("number", 3, ("number",), en="last 3 loans", fr="3 derniers prêts")
OPEN = Slice(
    "open",
    lambda: (nw.col("remaining") > 0) & (nw.col("last_month") >= -RECENT_MONTHS),
    ("remaining", "last_month"),
    "open loans",
    "prêts en cours",
)

POINT_OF_SALE_LOANS = Block(
    "point_of_sale_loans",
    "POS_CASH_balance",
    of=(POINT_OF_SALE,),
    prepare=_per_loan,
    derived={
        "first_month": (LOAN, MONTH),
        "last_month": (LOAN, MONTH),
        "planned_at_last": ("CNT_INSTALMENT", LOAN, MONTH),
        "number": (LOAN, MONTH),
    },
    columns=(
        MONTHS,
        PLANNED,
        REMAINING,
        REMAINING_PART,
        COMPLETED,
        EARLY,
        BEHIND,
        DAYS_LATE,
        DAYS_WELL_LATE,
        DAYS_LATE_AT_LAST,
        LATE_MONTHS,
        EVER_LATE,
        EVER_WELL_LATE,
        LATEST,
        LATEST_3,
        OPEN,
    ),
)
