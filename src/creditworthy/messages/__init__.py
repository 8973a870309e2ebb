"""What the service is asked and what it answers, shaped by the data dictionary, without any web framework."""

from creditworthy.messages.answer import DecisionAnswer, ReasonAnswer
from creditworthy.messages.applicant import ApplicantAnswer, ApplicantsAnswer
from creditworthy.messages.batch import MOST_ITEMS, BatchAnswer, BatchedAnswer, BatchRequest, batch_request
from creditworthy.messages.example import example_request
from creditworthy.messages.explanation import ContributionAnswer, ExplanationAnswer
from creditworthy.messages.faults import faults
from creditworthy.messages.lime import LimeAnswer, WeightAnswer
from creditworthy.messages.model import CostsAnswer, IntervalAnswer, ModelAnswer
from creditworthy.messages.portfolio import PortfolioAnswer
from creditworthy.messages.problem import Fault, Problem
from creditworthy.messages.request import DecisionRequest, decision_request

__all__ = [
    "MOST_ITEMS",
    "ApplicantAnswer",
    "ApplicantsAnswer",
    "BatchAnswer",
    "BatchRequest",
    "BatchedAnswer",
    "ContributionAnswer",
    "CostsAnswer",
    "DecisionAnswer",
    "DecisionRequest",
    "ExplanationAnswer",
    "Fault",
    "IntervalAnswer",
    "LimeAnswer",
    "ModelAnswer",
    "PortfolioAnswer",
    "Problem",
    "ReasonAnswer",
    "WeightAnswer",
    "batch_request",
    "decision_request",
    "example_request",
    "faults",
]
