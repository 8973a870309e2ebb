"""Decisions that the journal keeps, made again to see whether the answer is the same today."""

from collections.abc import Mapping
from dataclasses import dataclass

from creditworthy import answering
from creditworthy.errors import GateError, InputError
from creditworthy.journal import Entry, Payload
from creditworthy.messages import decision_request
from creditworthy.scorer import Scorer

__all__ = ["CLOSE", "Replay", "replay"]

CLOSE = 1e-12
"""How far probabilities of two machines may be apart."""

Features = Mapping[str, float | str | None]

_ERASED = "{id}: what was personal of this decision is erased, so that it cannot be made again"
_NO_DECISION = "{id}: the journal keeps no decision under this id, but: {kind}"
_ANOTHER = "{id}: version {version} decided then; give the scorer of that version"


@dataclass(frozen=True)
class Replay:
    """A decision then and now.

    Parameters
    ----------
    id, version : str
        Which decision, and the scorer of then and now.
    by : str
        ``"inputs"`` where features were computed again from what was sent, ``"features"`` where only they were kept.
    decision, probability, points : tuple
        Then and now.
    features : mapping
        Then and now, of each feature that is another.
    """

    id: str
    version: str
    by: str
    decision: tuple[str, str]
    probability: tuple[float, float]
    points: tuple[int, int]
    features: Mapping[str, tuple[float | str | None, float | str | None]]

    @property
    def exact(self) -> bool:
        """Whether everything is the same, to the bit."""
        pairs = (self.decision, self.probability, self.points)
        return not self.features and all(then == now for then, now in pairs)

    @property
    def close(self) -> bool:
        """Whether the answer is the same, and the probability within ``CLOSE``: as on another machine."""
        then, now = self.probability
        return self.decision[0] == self.decision[1] and abs(then - now) <= CLOSE


def replay(scorer: Scorer, entry: Entry, payload: Payload | None) -> Replay:
    """Make a kept decision again.

    Parameters
    ----------
    scorer : Scorer
        Of the version that decided then.
    entry : Entry
        The decision.
    payload : Payload or None
        What is kept of it.

    Raises
    ------
    GateError
        Where it was erased.
    InputError
        Where the entry is no decision, or the scorer of another version.
    """
    facts = entry.facts
    if entry.kind != "decision":
        raise InputError(_NO_DECISION, id=entry.id, kind=entry.kind)
    if payload is None or payload.features is None:
        raise GateError(_ERASED, id=entry.id)
    if scorer.version != facts["model_version"]:
        raise InputError(_ANOTHER, id=entry.id, version=facts["model_version"])
    now = _again(scorer, payload, facts["language"])
    return Replay(
        id=entry.id,
        version=scorer.version,
        by="features" if payload.inputs is None else "inputs",
        decision=(facts["decision"], now.answer.decision),
        probability=(facts["probability"], now.answer.probability),
        points=(facts["points"], now.answer.points),
        features=_moved(payload.features, now.features),
    )


def _again(scorer: Scorer, payload: Payload, language: str) -> answering.Decided:
    if payload.inputs is not None:
        asked = decision_request(scorer.dictionary).model_validate(payload.inputs)
        return answering.decided(scorer, [(asked.row(), asked.rows())], language)[0]
    features = payload.features or {}
    told = answering.retold(scorer, None, features, (), language)
    return answering.Decided(told.decision, features)


def _moved(then: Features, now: Features) -> dict[str, tuple[float | str | None, float | str | None]]:
    names = dict.fromkeys((*then, *now))
    return {name: (then.get(name), now.get(name)) for name in names if then.get(name) != now.get(name)}
