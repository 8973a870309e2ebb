"""From a probability of default to a decision: costs, threshold, points, policy."""

from creditworthy.decision.costs import Costs
from creditworthy.decision.points import PointScale
from creditworthy.decision.policy import Policy
from creditworthy.decision.threshold import best_threshold

__all__ = ["Costs", "PointScale", "Policy", "best_threshold"]
