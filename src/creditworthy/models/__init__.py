"""Models of the population: candidates, how they are compared, and what a fitted one can do."""

from creditworthy.models import linear, trees, boosting  # isort: skip - candidates compete the simplest first
from creditworthy.models.calibration import Calibration
from creditworthy.models.candidate import CANDIDATES, Candidate, candidate
from creditworthy.models.comparison import Data, Outcome, compare
from creditworthy.models.contender import USUAL, Contender, Fit, Rows, fit
from creditworthy.models.fitted import FittedModel, load_model
from creditworthy.models.preprocessing import Encoder
from creditworthy.models.resampling import ARMS
from creditworthy.models.search import METHODS, Method, Search

__all__ = [
    "ARMS",
    "CANDIDATES",
    "METHODS",
    "USUAL",
    "Calibration",
    "Candidate",
    "Contender",
    "Data",
    "Encoder",
    "Fit",
    "FittedModel",
    "Method",
    "Outcome",
    "Rows",
    "Search",
    "boosting",
    "candidate",
    "compare",
    "fit",
    "linear",
    "load_model",
    "trees",
]
