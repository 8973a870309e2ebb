"""Monthly states of earlier consumer and cash loans with this lender: one row a month."""

import narwhals as nw

from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Block, Concept, feature
from creditworthy.features.measure import Measure, Slice, within
from creditworthy.features.summarise import contrast, summarise, trend

__all__ = [
    "POINT_OF_SALE",
    "point_of_sale_months",
    "point_of_sale_months_since_first",
    "point_of_sale_months_since_last",
    "point_of_sale_months_since_late",
    "point_of_sale_months_since_well_late",
]

MIDDLE_OF_LAST_YEAR = -5.5

DAYS_LATE = Measure(
    "SK_DPD",
    "days",
    "Days of delay in a month on earlier loans",
    "Jours de retard dans le mois sur les prêts antérieurs",
    ("SK_DPD",),
)
DAYS_WELL_LATE = Measure(
    "SK_DPD_DEF",
    "days",
    "Days of delay in a month on earlier loans, ignoring small debts",
    "Jours de retard dans le mois sur les prêts antérieurs, hors petites dettes",
    ("SK_DPD_DEF",),
)
LATE = Measure(
    "late",
    "flag",
    "Months with a delay on earlier loans",
    "Mois en retard sur les prêts antérieurs",
    ("SK_DPD",),
    lambda: (nw.col("SK_DPD") > 0).cast(nw.Float64()),
)
WELL_LATE = Measure(
    "well_late",
    "flag",
    "Months with a delay on earlier loans, ignoring small debts",
    "Mois en retard sur les prêts antérieurs, hors petites dettes",
    ("SK_DPD_DEF",),
    lambda: (nw.col("SK_DPD_DEF") > 0).cast(nw.Float64()),
)
LEFT = Measure(
    "left",
    "share",
    "Share of a loan's instalments left to pay",
    "Part des échéances d'un prêt restant à payer",
    ("CNT_INSTALMENT_FUTURE", "CNT_INSTALMENT"),
    lambda: ratio(nw.col("CNT_INSTALMENT_FUTURE"), nw.col("CNT_INSTALMENT")),
)


def _last(months: int) -> Slice:
    return within("MONTHS_BALANCE", months, "months")


HALF_YEAR, YEAR, TWO_YEARS, FIVE_YEARS = _last(6), _last(12), _last(24), _last(60)

POINT_OF_SALE = Block(
    "point_of_sale",
    "POS_CASH_balance",
    columns=(LATE, WELL_LATE, LEFT, HALF_YEAR, YEAR, TWO_YEARS, FIVE_YEARS),
)

for delay in (DAYS_LATE, DAYS_WELL_LATE):
    summarise(POINT_OF_SALE, delay, by=("max",), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(POINT_OF_SALE, DAYS_LATE, by=("max",), where=YEAR, concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(POINT_OF_SALE, DAYS_WELL_LATE, by=("mean",), where=YEAR, concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(POINT_OF_SALE, DAYS_LATE, by=("max",), where=TWO_YEARS, concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(
    POINT_OF_SALE,
    LATE,
    by=("share",),
    where=(None, FIVE_YEARS),
    concept=Concept.PAYMENT,
    risk="+",
    actionable=True,
)
summarise(
    POINT_OF_SALE,
    WELL_LATE,
    by=("share",),
    where=None,
    concept=Concept.PAYMENT,
    risk="+",
    actionable=True,
)
contrast(POINT_OF_SALE, LATE, recent=HALF_YEAR, usual=TWO_YEARS, concept=Concept.PAYMENT, risk="+")
contrast(POINT_OF_SALE, LATE, recent=YEAR, usual=FIVE_YEARS, concept=Concept.PAYMENT, risk="+")
summarise(POINT_OF_SALE, "CNT_INSTALMENT", by=("mean", "max"), concept=Concept.PAST)
summarise(POINT_OF_SALE, "CNT_INSTALMENT_FUTURE", by=("mean",), where=(None, HALF_YEAR), concept=Concept.PAST)
summarise(POINT_OF_SALE, LEFT, by=("mean",), where=(None, HALF_YEAR), concept=Concept.PAST)
for measure in ("CNT_INSTALMENT_FUTURE", LEFT):
    trend(
        POINT_OF_SALE,
        measure,
        over="MONTHS_BALANCE",
        per="months",
        where=YEAR,
        middle=MIDDLE_OF_LAST_YEAR,
        concept=Concept.PAST,
    )


@feature(
    POINT_OF_SALE,
    unit="months",
    fr="Mois d'historique de remboursement auprès de ce prêteur",
    concept=Concept.PAST,
    inputs=("MONTHS_BALANCE",),
    risk="-",
)
def point_of_sale_months() -> nw.Expr:
    """Months of repayment history with this lender."""
    return nw.col("MONTHS_BALANCE").count().cast(nw.Float64())


@feature(
    POINT_OF_SALE,
    unit="months",
    fr="Mois écoulés depuis le premier relevé d'un prêt auprès de ce prêteur",
    concept=Concept.PAST,
    inputs=("MONTHS_BALANCE",),
    risk="-",
)
def point_of_sale_months_since_first() -> nw.Expr:
    """Months since the first statement of a loan with this lender."""
    return nw.col("MONTHS_BALANCE").min().abs()


@feature(
    POINT_OF_SALE,
    unit="months",
    fr="Mois écoulés depuis le dernier relevé d'un prêt auprès de ce prêteur",
    concept=Concept.PAST,
    inputs=("MONTHS_BALANCE",),
)
def point_of_sale_months_since_last() -> nw.Expr:
    """Months since the last statement of a loan with this lender."""
    return nw.col("MONTHS_BALANCE").max().abs()


@feature(
    POINT_OF_SALE,
    unit="months",
    fr="Mois écoulés depuis le dernier mois en retard sur un prêt antérieur",
    concept=Concept.PAYMENT,
    inputs=("late", "MONTHS_BALANCE"),
    risk="-",
    actionable=True,
)
def point_of_sale_months_since_late() -> nw.Expr:
    """Months since the last month with a delay on an earlier loan."""
    return only(nw.col("late") > 0, nw.col("MONTHS_BALANCE")).max().abs()


@feature(
    POINT_OF_SALE,
    unit="months",
    fr="Mois écoulés depuis le dernier mois en retard sur un prêt antérieur, hors petites dettes",
    concept=Concept.PAYMENT,
    inputs=("well_late", "MONTHS_BALANCE"),
    risk="-",
    actionable=True,
)
def point_of_sale_months_since_well_late() -> nw.Expr:
    """Months since the last month with a delay on an earlier loan, ignoring small debts."""
    return only(nw.col("well_late") > 0, nw.col("MONTHS_BALANCE")).max().abs()
