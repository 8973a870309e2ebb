"""The desk: where the routes bring what they were asked, and the only place that asks the core."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import ValidationError

from creditworthy import answering
from creditworthy.answering import Decided
from creditworthy.errors import InputError, ScorerError, UnknownNameError
from creditworthy.messages import (
    ApplicantAnswer,
    ApplicantsAnswer,
    ExplanationAnswer,
    LimeAnswer,
    ModelAnswer,
    PortfolioAnswer,
    WhatIfAnswer,
    decision_request,
    example_request,
)
from creditworthy.scorer import Scorer
from creditworthy.scorer.known import KnownFeatures
from creditworthy.service.trying import what_if
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


@dataclass(frozen=True)
class _Seat:
    """A scorer and what is said of it: all of a desk that changes when another one takes over."""

    scorer: Scorer
    model: ModelAnswer
    portfolio: PortfolioAnswer
    statistics: Mapping[str, Any]
    known: KnownFeatures | None


class Desk:
    """What a scorer answers, as messages; ``language`` is ``"en"`` or ``"fr"``.

    Another scorer may take over at any time: every answer is of one scorer from its beginning to its end.

    Parameters
    ----------
    scorer : Scorer
        What decides.
    evidence : mapping
        What `creditworthy.scorer.read_evidence` says of it.
    tables : Tables, optional
        Imported tables of the applicants that are known; without them ``UnknownNameError`` is raised for each.
    known : KnownFeatures, optional
        Their features, where they are built; what is not is computed from the tables.
    seed : int
        Seed of LIME.

    Raises
    ------
    ScorerError
        Where the evidence does not tell what the answers need.
    """

    def __init__(
        self,
        scorer: Scorer,
        evidence: Mapping[str, Any],
        tables: Tables | None = None,
        *,
        known: KnownFeatures | None = None,
        seed: int = 7,
    ) -> None:
        self._tables = tables
        self._known_features = known
        self._seed = seed
        self._seat = _seat(scorer, evidence, known)
        self.refused: str | None = None
        """Version of a champion that was promoted and cannot answer here; the one before it goes on."""
        self.listeners: list[Callable[[], object]] = []
        """Called when another scorer has taken over or was refused."""

    @property
    def dictionary(self) -> Dictionary:
        """The lender's tables: the shape of a request."""
        return self._seat.scorer.dictionary

    @property
    def scorer(self) -> Scorer:
        """What decides now."""
        return self._seat.scorer

    def warm(self) -> None:
        """Decide on an invented application, alone and in a crowd, so that nobody waits for what is made once."""
        _warmed(self._seat.scorer)

    def replace(self, scorer: Scorer, evidence: Mapping[str, Any]) -> None:
        """Answer with another scorer of the same lender from now on, once it has answered something.

        Raises
        ------
        ScorerError
            Where the evidence does not tell what the answers need; the scorer before it stays.
        """
        seat = _seat(scorer, evidence, self._known_features)
        _warmed(scorer)
        self._seat, self.refused = seat, None
        self._tell()

    def refuse(self, version: str) -> None:
        """Take note of a champion that cannot answer here."""
        self.refused = version
        self._tell()

    def decide(self, case: Case, language: str) -> Decided:
        """Decide on one application."""
        return answering.decided(self._seat.scorer, [case], language)[0]

    def decide_many(self, cases: Sequence[Case], language: str) -> list[Decided]:
        """Decide on several applications as one crowd; each answer is what ``decide`` says, to the bit."""
        return answering.decided(self._seat.scorer, cases, language)

    def decide_known(self, applicant: int, language: str) -> tuple[Decided, dict[str, Any] | None]:
        """Decide on a known applicant; also return the request that the tables make, None where features were built."""
        seat, row = self._seat, self._row(applicant)
        if row is not None:
            incomplete = seat.scorer.incomplete({name: [] for name in self._opened().histories()})
            return answering.decided_by_row(seat.scorer, row, incomplete, language), None
        asked = self._known(applicant)
        return self.decide((asked["application"], asked["histories"]), language), asked

    def explain(self, case: Case, language: str) -> ExplanationAnswer:
        """Decide on one application and say what every feature contributes."""
        return answering.explanation(self._seat.scorer, *case, language)

    def lime(self, case: Case, language: str, samples: int) -> LimeAnswer:
        """Imitate the decisions around one application."""
        seat = self._seat
        return answering.imitation(seat.scorer, case, seat.statistics, language, samples=samples, seed=self._seed)

    def what_if(self, case: Case, variants: Sequence[Row]) -> WhatIfAnswer:
        """Decide on an application and on variants of it, each given as the columns that it changes, as one crowd."""
        return what_if(self._seat.scorer, case, variants)

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
        return self._seat.model

    def portfolio(self) -> PortfolioAnswer:
        """Return how the training applicants spread."""
        return self._seat.portfolio

    def _tell(self) -> None:
        for listener in self.listeners:
            listener()

    def _row(self, applicant: int) -> dict[str, float | str | None] | None:
        """Return the built features of a known applicant; None where there are none that can be used."""
        seat = self._seat
        if self._tables is None or seat.known is None:
            return None
        return seat.known.row(applicant, seat.scorer.features, self.dictionary)

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


def _seat(scorer: Scorer, evidence: Mapping[str, Any], known: KnownFeatures | None) -> _Seat:
    built = known if known and known.hold(scorer.fingerprints) else None
    try:
        return _Seat(scorer, _model(scorer, evidence), _portfolio(scorer, evidence), evidence["background"], built)
    except (KeyError, TypeError, ValidationError) as error:
        raise ScorerError(
            "the scorer {version} is of another release: what was kept with it cannot be read; train it again",
            version=scorer.version,
        ) from error


def _warmed(scorer: Scorer) -> None:
    invented = decision_request(scorer.dictionary).model_validate(example_request(scorer.dictionary))
    case = (invented.row(), invented.rows())
    answering.answer(scorer, *case, "en")
    answering.answers(scorer, [case, case], "en")


def _model(scorer: Scorer, evidence: Mapping[str, Any]) -> ModelAnswer:
    kept = ("generated", "importance", "applicants", "defaults", "grant_all", "decline_all")
    return ModelAnswer.model_validate(
        {
            "version": scorer.version,
            "candidate": scorer.candidate,
            "threshold": scorer.threshold,
            "review_band": scorer.review_band,
            "costs": asdict(scorer.costs),
            "features": list(scorer.features),
            "metrics": evidence["candidates"][scorer.candidate]["metrics"],
            **{name: evidence[name] for name in kept},
        }
    )


def _portfolio(scorer: Scorer, evidence: Mapping[str, Any]) -> PortfolioAnswer:
    kept = ("applicants", "defaults", "generated", "scores", "background")
    return PortfolioAnswer.model_validate({"threshold": scorer.threshold, **{name: evidence[name] for name in kept}})
