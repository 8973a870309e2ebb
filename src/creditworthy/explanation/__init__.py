"""Why a decision came out as it did."""

from creditworthy.explanation.background import background
from creditworthy.explanation.evidence import evidence_of
from creditworthy.explanation.reasons import Reason, principal_reasons, reasons, reasons_of_each
from creditworthy.explanation.shapley import importance

__all__ = ["Reason", "background", "evidence_of", "importance", "principal_reasons", "reasons", "reasons_of_each"]
