"""Models of the population: candidates, how they are compared, and what a fitted one can do."""

from creditworthy.models import linear, scorecard, trees, boosting  # isort: skip - candidates compete the simplest first
from creditworthy.models.auditing import Leakage, Learnt, leakage_of, learning_curve
from creditworthy.models.base_rate import at_base_rate
from creditworthy.models.calibration import CALIBRATIONS, Beta, Calibration, Isotonic, Platt
from creditworthy.models.candidate import CANDIDATES, Candidate, Kind, candidate
from creditworthy.models.choosing import Choice, choose
from creditworthy.models.comparison import Data, Outcome, compare
from creditworthy.models.contender import USUAL, Contender, Fit, Rows, fit
from creditworthy.models.fitted import FittedModel, load_model
from creditworthy.models.gathering import allowed, gather
from creditworthy.models.preprocessing import Encoder
from creditworthy.models.price import Price, kept_out, price_of
from creditworthy.models.resampling import ARMS
from creditworthy.models.search import METHODS, Method, Search
from creditworthy.models.selection import Selection, Standing, select

__all__ = [
    "ARMS",
    "CALIBRATIONS",
    "CANDIDATES",
    "METHODS",
    "USUAL",
    "Beta",
    "Calibration",
    "Candidate",
    "Choice",
    "Contender",
    "Data",
    "Encoder",
    "Fit",
    "FittedModel",
    "Isotonic",
    "Kind",
    "Leakage",
    "Learnt",
    "Method",
    "Outcome",
    "Platt",
    "Price",
    "Rows",
    "Search",
    "Selection",
    "Standing",
    "allowed",
    "at_base_rate",
    "boosting",
    "candidate",
    "choose",
    "compare",
    "fit",
    "gather",
    "kept_out",
    "leakage_of",
    "learning_curve",
    "linear",
    "load_model",
    "price_of",
    "scorecard",
    "select",
    "trees",
]
