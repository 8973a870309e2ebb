"""The scorer: features, model, calibration and threshold in one artefact."""

from creditworthy.scorer.folder import load_scorer, read_evidence, read_saved, read_unseen, save
from creditworthy.scorer.scorer import Contributions, Decision, Scorer
from creditworthy.scorer.store import Store

__all__ = [
    "Contributions",
    "Decision",
    "Scorer",
    "Store",
    "load_scorer",
    "read_evidence",
    "read_saved",
    "read_unseen",
    "save",
]
