"""Why a decision came out as it did."""

from creditworthy.explanation.reasons import Reason, principal_reasons, reasons
from creditworthy.explanation.shapley import importance

__all__ = ["Reason", "importance", "principal_reasons", "reasons"]
