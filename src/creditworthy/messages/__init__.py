"""What the service is asked and what it answers, shaped by the data dictionary, without any web framework."""

from creditworthy.messages.answer import Answer, DecisionAnswer, ReasonAnswer
from creditworthy.messages.applicant import ApplicantAnswer, ApplicantsAnswer
from creditworthy.messages.batch import MOST_ITEMS, BatchAnswer, BatchedAnswer, BatchRequest, batch_request
from creditworthy.messages.example import example_request
from creditworthy.messages.explanation import ContributionAnswer, ExplanationAnswer, WayAnswer
from creditworthy.messages.faults import faults
from creditworthy.messages.job import JobAnswer
from creditworthy.messages.kept import KeptAnswer, KeptPage, KeptSummary, NoteAnswer, ObservedAnswer, OutcomeRequest
from creditworthy.messages.lime import LimeAnswer, WeightAnswer
from creditworthy.messages.model import CostsAnswer, IntervalAnswer, ModelAnswer
from creditworthy.messages.portfolio import PortfolioAnswer
from creditworthy.messages.problem import Fault, Problem, printable
from creditworthy.messages.request import DecisionRequest, decision_request
from creditworthy.messages.what_if import (
    MOST_VARIANTS,
    OutcomeAnswer,
    VariantAnswer,
    WhatIfAnswer,
    WhatIfRequest,
    what_if_request,
)

__all__ = [
    "MOST_ITEMS",
    "MOST_VARIANTS",
    "Answer",
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
    "JobAnswer",
    "KeptAnswer",
    "KeptPage",
    "KeptSummary",
    "LimeAnswer",
    "ModelAnswer",
    "NoteAnswer",
    "ObservedAnswer",
    "OutcomeAnswer",
    "OutcomeRequest",
    "PortfolioAnswer",
    "Problem",
    "ReasonAnswer",
    "VariantAnswer",
    "WayAnswer",
    "WeightAnswer",
    "WhatIfAnswer",
    "WhatIfRequest",
    "batch_request",
    "decision_request",
    "example_request",
    "faults",
    "printable",
    "what_if_request",
]
