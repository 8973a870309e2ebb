"""How good decisions and probabilities are, measured on rows that no model has seen."""

from creditworthy.evaluation import measures
from creditworthy.evaluation.fairness import Answers, bound, breaches, fairness_of
from creditworthy.evaluation.groups import Grouping, groups_of
from creditworthy.evaluation.metrics import METRICS, Metric, metric
from creditworthy.evaluation.reliability import Bin, reliability
from creditworthy.evaluation.splits import folds, persons

__all__ = [
    "METRICS",
    "Answers",
    "Bin",
    "Grouping",
    "Metric",
    "bound",
    "breaches",
    "fairness_of",
    "folds",
    "groups_of",
    "measures",
    "metric",
    "persons",
    "reliability",
]
