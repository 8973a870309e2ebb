"""How credits with other lenders were repaid: overdue amounts, days past due, extensions, losses."""

from creditworthy.features.bureau.block import BUREAU
from creditworthy.features.bureau.measures import EVER_OVERDUE, OVERDUE_SHARE, credits_of
from creditworthy.features.bureau.slices import LATEST, LOST, OPEN, WINDOWS
from creditworthy.features.feature import Concept
from creditworthy.features.summarise import summarise

__all__ = ["OVERDUE", "WORST"]

WORST, OVERDUE = "AMT_CREDIT_MAX_OVERDUE", "AMT_CREDIT_SUM_OVERDUE"

summarise(BUREAU, WORST, by=("mean", "max"), concept=Concept.PAYMENT, risk="+")
summarise(BUREAU, WORST, by=("max",), concept=Concept.PAYMENT, where=(OPEN, WINDOWS[1], WINDOWS[3]), risk="+")
summarise(BUREAU, WORST, by=("last",), concept=Concept.PAYMENT, where=LATEST, risk="+")
summarise(BUREAU, OVERDUE_SHARE, by=("mean",), concept=Concept.PAYMENT, risk="+")
summarise(BUREAU, EVER_OVERDUE, by=("share",), concept=Concept.PAYMENT, risk="+")

summarise(BUREAU, OVERDUE, by=("sum",), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(BUREAU, "CREDIT_DAY_OVERDUE", by=("max",), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(BUREAU, "CNT_CREDIT_PROLONG", by=("sum",), concept=Concept.PAYMENT, risk="+")
summarise(BUREAU, credits_of(LOST), by=("share",), concept=Concept.PAYMENT, risk="+")
