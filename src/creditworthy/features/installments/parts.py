"""How loans began, what was paid in several parts, and delays weighted by amount and age."""

from creditworthy.features.feature import Concept
from creditworthy.features.installments.measures import (
    BETWEEN_PARTS,
    DAYS_LATE,
    IN_PARTS,
    LATE,
    PARTS,
    SHORT_AT_DUE,
    WEIGHTED_DELAY,
)
from creditworthy.features.installments.rows import INSTALLMENTS
from creditworthy.features.installments.slices import FIRST, WHEN_IN_PARTS, WHEN_WHOLE
from creditworthy.features.summarise import summarise

__all__ = ["PAYING"]

PAYING = Concept.PAYMENT

summarise(INSTALLMENTS, LATE, by=("share",), where=FIRST, concept=PAYING, risk="+")
summarise(INSTALLMENTS, DAYS_LATE, by=("mean",), where=FIRST, concept=PAYING, risk="+")
summarise(INSTALLMENTS, SHORT_AT_DUE, by=("share",), where=FIRST, concept=PAYING, risk="+")

summarise(INSTALLMENTS, PARTS, by=("mean",), concept=PAYING)
summarise(INSTALLMENTS, IN_PARTS, by=("share",), concept=PAYING)
summarise(INSTALLMENTS, BETWEEN_PARTS, by=("mean",), where=WHEN_IN_PARTS, concept=PAYING)
summarise(INSTALLMENTS, BETWEEN_PARTS, by=("max",), concept=PAYING)
summarise(INSTALLMENTS, DAYS_LATE, by=("mean",), where=(WHEN_IN_PARTS, WHEN_WHOLE), concept=PAYING, risk="+")
summarise(INSTALLMENTS, LATE, by=("share",), where=WHEN_IN_PARTS, concept=PAYING, risk="+")

summarise(INSTALLMENTS, WEIGHTED_DELAY, by=("mean", "sum"), concept=PAYING, risk="+")
