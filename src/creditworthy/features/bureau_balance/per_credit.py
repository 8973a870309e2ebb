"""Months put together per credit with another lender: averages in which each credit weighs the same."""

import narwhals as nw

from creditworthy.features.bureau_balance.block import BUREAU_BALANCE
from creditworthy.features.expressions import count
from creditworthy.features.feature import Block, Concept, Frame, feature
from creditworthy.features.levels import gathered
from creditworthy.features.measure import Measure, Slice
from creditworthy.features.summarise import summarise
from creditworthy.tables.dictionary import APPLICANT

__all__ = ["BUREAU_BALANCE_CREDITS", "bureau_balance_credits"]


def _per_credit(months: Frame) -> Frame:
    month = nw.col("MONTHS_BALANCE")
    return gathered(
        months,
        APPLICANT,
        "SK_ID_BUREAU",
        history=month.max() - month.min() + 1,
        late_share=nw.col("late").mean(),
        worst=nw.col("level").max(),
        ended=nw.col("closed").max(),
    )


HISTORY = Measure(
    "history",
    "months",
    "Months from the first to the last record of a credit with another lender",
    "Mois du premier au dernier relevé d'un crédit auprès d'un autre prêteur",
    ("SK_ID_BUREAU", "MONTHS_BALANCE"),
)
LATE_SHARE = Measure(
    "late_share",
    "share",
    "Share of late months of a credit with another lender",
    "Part des mois en retard d'un crédit auprès d'un autre prêteur",
    ("SK_ID_BUREAU", "late"),
)
WORST = Measure(
    "worst",
    "rank",
    "Worst late-payment class, 0 to 5, of a credit with another lender",
    "Pire classe de retard, de 0 à 5, d'un crédit auprès d'un autre prêteur",
    ("SK_ID_BUREAU", "level"),
)
ENDED = Measure(
    "ended",
    "flag",
    "Credits with other lenders known to be closed",
    "Crédits auprès d'autres prêteurs dont la clôture est connue",
    ("SK_ID_BUREAU", "closed"),
)
EVER_LATE = Measure(
    "ever_late",
    "flag",
    "Credits with other lenders that were ever late",
    "Crédits auprès d'autres prêteurs ayant connu un retard",
    ("worst",),
    lambda: (nw.col("worst") > 0).cast(nw.Float64()),
)

SHORT = Slice(
    "short",
    lambda: nw.col("history") <= 12,
    ("history",),
    "up to 12 months of history",
    "12 mois d'historique au plus",
)
MEDIUM = Slice(
    "medium",
    lambda: (nw.col("history") > 12) & (nw.col("history") <= 36),
    ("history",),
    "13 to 36 months of history",
    "de 13 à 36 mois d'historique",
)
LONG = Slice(
    "long", lambda: nw.col("history") > 36, ("history",), "over 36 months of history", "plus de 36 mois d'historique"
)
RUNNING = Slice("running", lambda: nw.col("ended") == 0, ("ended",), "not closed so far", "pas encore clos")

BUREAU_BALANCE_CREDITS = Block(
    "bureau_balance_credits",
    "bureau_balance",
    of=(BUREAU_BALANCE,),
    prepare=_per_credit,
    columns=(HISTORY, LATE_SHARE, WORST, ENDED, EVER_LATE, SHORT, MEDIUM, LONG, RUNNING),
)

BY_LENGTH = (SHORT, MEDIUM, LONG)

summarise(BUREAU_BALANCE_CREDITS, HISTORY, by=("mean", "max"), concept=Concept.DEBT)
summarise(BUREAU_BALANCE_CREDITS, ENDED, by=("share",), concept=Concept.DEBT)
summarise(BUREAU_BALANCE_CREDITS, LATE_SHARE, by=("max",), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(BUREAU_BALANCE_CREDITS, EVER_LATE, by=("share", "count"), concept=Concept.PAYMENT, risk="+")
summarise(
    BUREAU_BALANCE_CREDITS,
    LATE_SHARE,
    by=("mean",),
    concept=Concept.PAYMENT,
    where=RUNNING,
    risk="+",
    actionable=True,
)
summarise(BUREAU_BALANCE_CREDITS, WORST, by=("mean",), concept=Concept.PAYMENT, where=BY_LENGTH, risk="+")


@feature(
    BUREAU_BALANCE_CREDITS,
    unit="count",
    fr="Crédits auprès d'autres prêteurs dont l'historique mensuel est connu",
    concept=Concept.DEBT,
    inputs=("history",),
)
def bureau_balance_credits() -> nw.Expr:
    """Credits with other lenders whose monthly history is known."""
    return count(nw.col("history") > 0)
