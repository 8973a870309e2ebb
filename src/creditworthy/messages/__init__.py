"""What the service is asked and what it answers, shaped by the data dictionary, without any web framework."""

from creditworthy.messages.answer import DecisionAnswer, ReasonAnswer
from creditworthy.messages.example import example_request
from creditworthy.messages.faults import faults
from creditworthy.messages.problem import Fault, Problem
from creditworthy.messages.request import DecisionRequest, decision_request

__all__ = [
    "DecisionAnswer",
    "DecisionRequest",
    "Fault",
    "Problem",
    "ReasonAnswer",
    "decision_request",
    "example_request",
    "faults",
]
