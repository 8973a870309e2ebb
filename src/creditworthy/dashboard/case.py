"""The case in hand: one known applicant, what the lender holds of it, and the model's whole explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from creditworthy.settings import lender
from creditworthy.tables.dictionary import Dictionary, Table

if TYPE_CHECKING:
    from creditworthy.client import Client
    from creditworthy.messages import DecisionAnswer, ExplanationAnswer, ModelAnswer

__all__ = ["Case", "open_case"]


@dataclass(frozen=True)
class Case:
    """One known applicant, as the service knows it."""

    client: "Client"
    model: "ModelAnswer"
    applicant: int
    application: Mapping[str, Any]
    histories: Mapping[str, Sequence[Mapping[str, Any]]]
    explanation: "ExplanationAnswer"
    dictionary: Dictionary

    @property
    def decision(self) -> "DecisionAnswer":
        """The decision on what the lender holds."""
        return self.explanation.decision

    @property
    def table(self) -> Table:
        """The columns of the application."""
        return self.dictionary.application

    def request(self, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the request of this applicant, with some columns changed."""
        return {"application": {**self.application, **(changes or {})}, "histories": dict(self.histories)}

    def explain(self, changes: Mapping[str, Any]) -> "ExplanationAnswer":
        """Return the explanation that the applicant would have with some columns changed."""
        return self.client.explain(self.request(changes)) if changes else self.explanation


def open_case(client: "Client", model: "ModelAnswer", applicant: int) -> Case:
    """Ask the service for everything about a known applicant; an unknown one raises ``InputError``."""
    found = client.applicant(applicant)
    dictionary = lender()
    label = dictionary.application.label
    application = {name: content for name, content in found.application.items() if name != label}
    request = {"application": application, "histories": found.histories}
    return Case(client, model, applicant, application, found.histories, client.explain(request), dictionary)
