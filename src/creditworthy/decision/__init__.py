"""From a probability of default to a decision: costs, threshold, review, grades, points, policy."""

from creditworthy.decision.costs import Costs
from creditworthy.decision.expected_loss import Terms, Worth, by_expected_loss
from creditworthy.decision.grades import Grade, grade_of, graded, rising
from creditworthy.decision.points import PointScale
from creditworthy.decision.policy import Policy
from creditworthy.decision.rule import Rule
from creditworthy.decision.sensitivity import CostCase, sensitivity
from creditworthy.decision.threshold import best_threshold, by_approval_rate, threshold_interval

__all__ = [
    "CostCase",
    "Costs",
    "Grade",
    "PointScale",
    "Policy",
    "Rule",
    "Terms",
    "Worth",
    "best_threshold",
    "by_approval_rate",
    "by_expected_loss",
    "grade_of",
    "graded",
    "rising",
    "sensitivity",
    "threshold_interval",
]
