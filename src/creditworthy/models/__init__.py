"""Models of the population: candidates, how they are compared, and what a fitted one can do."""

from creditworthy.models import boosting, linear
from creditworthy.models.calibration import Calibration
from creditworthy.models.candidate import CANDIDATES, Candidate, candidate
from creditworthy.models.comparison import Data, Outcome, compare, fit
from creditworthy.models.fitted import FittedModel, load_model
from creditworthy.models.preprocessing import Encoder

__all__ = [
    "CANDIDATES",
    "Calibration",
    "Candidate",
    "Data",
    "Encoder",
    "FittedModel",
    "Outcome",
    "boosting",
    "candidate",
    "compare",
    "fit",
    "linear",
    "load_model",
]
