"""How good decisions and probabilities are, measured on rows that no model has seen."""

from creditworthy.evaluation import measures
from creditworthy.evaluation.metrics import METRICS, Metric, metric
from creditworthy.evaluation.splits import folds, persons

__all__ = ["METRICS", "Metric", "folds", "measures", "metric", "persons"]
