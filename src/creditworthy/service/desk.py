"""The desk: where the routes bring what they were asked, and the only place that asks the core."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from creditworthy import pipeline
from creditworthy.errors import InputError, ScorerError, UnknownNameError
from creditworthy.messages import (
    ApplicantAnswer,
    ApplicantsAnswer,
    DecisionAnswer,
    ExplanationAnswer,
    LimeAnswer,
    ModelAnswer,
    PortfolioAnswer,
)
from creditworthy.scorer import Scorer
from creditworthy.tables.applicants import applicants_after, request_of
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Tables

__all__ = ["Case", "Desk"]

Row = Mapping[str, object]
Case = tuple[Row, Mapping[str, Sequence[Row]]]
"""An application and its histories: every column of the dictionary but the label, None where it was not given; the
tables that were looked up, each row with the number of the application (None where it gave none)."""

_NO_TABLES = "this service was started without tables, so that it knows no applicants; «creditworthy serve TABLES» does"
_NO_APPLICANT = "no applicant {applicant} is known here; GET /v1/applicants lists who is"


class Desk:
    """What a scorer answers, as messages; ``language`` is ``"en"`` or ``"fr"``.

    Parameters
    ----------
    scorer : Scorer
        What decides.
    evidence : mapping
        What `creditworthy.scorer.read_evidence` says of it.
    tables : Tables, optional
        Imported tables of the applicants that are known; without them ``UnknownNameError`` is raised for each.
    seed : int
        Seed of LIME.

    Raises
    ------
    ScorerError
        Where the evidence does not tell what the answers need.
    """

    def __init__(
        self, scorer: Scorer, evidence: Mapping[str, Any], tables: Tables | None = None, *, seed: int = 7
    ) -> None:
        self._scorer = scorer
        self._tables = tables
        self._seed = seed
        try:
            self._model = _model(scorer, evidence)
            self._portfolio = _portfolio(scorer, evidence)
        except (KeyError, TypeError, ValidationError) as error:
            raise ScorerError(
                "the scorer {version} is of another release: what was kept with it cannot be read; train it again",
                version=scorer.version,
            ) from error
        self._statistics = evidence["background"]

    @property
    def dictionary(self) -> Dictionary:
        """The lender's tables: the shape of a request."""
        return self._scorer.dictionary

    def decide(self, case: Case, language: str) -> DecisionAnswer:
        """Decide on one application."""
        return pipeline.answer(self._scorer, *case, language)

    def decide_many(self, cases: Sequence[Case], language: str) -> list[DecisionAnswer]:
        """Decide on several applications as one crowd; each answer is what ``decide`` says, to the bit."""
        return pipeline.answers(self._scorer, cases, language)

    def decide_known(self, applicant: int, language: str) -> DecisionAnswer:
        """Decide on a known applicant."""
        asked = self._known(applicant)
        return self.decide((asked["application"], asked["histories"]), language)

    def explain(self, case: Case, language: str) -> ExplanationAnswer:
        """Decide on one application and say what every feature contributes."""
        return pipeline.explanation(self._scorer, *case, language)

    def lime(self, case: Case, language: str, samples: int) -> LimeAnswer:
        """Imitate the decisions around one application."""
        return pipeline.imitation(self._scorer, case, self._statistics, language, samples=samples, seed=self._seed)

    def applicants(self, after: int | None, limit: int) -> ApplicantsAnswer:
        """Return a page of the known applicants."""
        found = applicants_after(self._opened(), after, most=limit + 1)
        page = found[:limit]
        return ApplicantsAnswer(applicants=page, next=page[-1] if len(found) > limit else None)

    def applicant(self, applicant: int) -> ApplicantAnswer:
        """Return what the tables hold of a known applicant."""
        return ApplicantAnswer(applicant=applicant, **self._known(applicant))

    def model(self) -> ModelAnswer:
        """Return the model in use."""
        return self._model

    def portfolio(self) -> PortfolioAnswer:
        """Return how the training applicants spread."""
        return self._portfolio

    def _opened(self) -> Tables:
        if self._tables is None:
            raise UnknownNameError(_NO_TABLES)
        return self._tables

    def _known(self, applicant: int) -> dict[str, Any]:
        tables = self._opened()
        try:
            return request_of(tables, applicant)
        except InputError as error:
            # The tables' own sentence names a folder of this machine.
            raise UnknownNameError(_NO_APPLICANT, applicant=applicant) from error


def _model(scorer: Scorer, evidence: Mapping[str, Any]) -> ModelAnswer:
    kept = ("generated", "importance", "applicants", "defaults", "grant_all", "decline_all")
    return ModelAnswer.model_validate(
        {
            "version": scorer.version,
            "candidate": scorer.candidate,
            "threshold": scorer.threshold,
            "costs": asdict(scorer.costs),
            "features": list(scorer.features),
            "metrics": evidence["candidates"][scorer.candidate]["metrics"],
            **{name: evidence[name] for name in kept},
        }
    )


def _portfolio(scorer: Scorer, evidence: Mapping[str, Any]) -> PortfolioAnswer:
    kept = ("applicants", "defaults", "generated", "scores", "background")
    return PortfolioAnswer.model_validate({"threshold": scorer.threshold, **{name: evidence[name] for name in kept}})
