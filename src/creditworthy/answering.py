"""What a scorer answers to an application, as messages: the decision, its reasons, the whole way to it, LIME."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import polars as pl

from creditworthy.errors import InputError
from creditworthy.explanation import Reason, reasons_of_each
from creditworthy.features import build
from creditworthy.language import speaking
from creditworthy.messages import DecisionAnswer, ExplanationAnswer, LimeAnswer, ReasonAnswer
from creditworthy.scorer import Contributions, Decision, Scorer
from creditworthy.tables.load import Tables

__all__ = [
    "Decided",
    "answer",
    "answers",
    "applicant_features",
    "decided",
    "decided_by",
    "decided_by_row",
    "explain_applicant",
    "explanation",
    "imitation",
    "imitation_again",
    "retold",
]

Records = Sequence[Mapping[str, object]]
Case = tuple[Mapping[str, object], Mapping[str, Records]]
Features = Mapping[str, float | str | None]


@dataclass(frozen=True)
class Decided:
    """An answer, and the features of the applicant that it was decided by."""

    answer: DecisionAnswer
    features: Features


def answer(
    scorer: Scorer, application: Mapping[str, object], histories: Mapping[str, Records], language: str
) -> DecisionAnswer:
    """Decide on one application and say why, in ``"en"`` or ``"fr"``."""
    return decided(scorer, [(application, histories)], language)[0].answer


def answers(scorer: Scorer, cases: Sequence[Case], language: str) -> list[DecisionAnswer]:
    """Decide on several applications, each with its histories, as one crowd: to the bit what `answer` says of each."""
    return [one.answer for one in decided(scorer, cases, language)]


def decided(scorer: Scorer, cases: Sequence[Case], language: str) -> list[Decided]:
    """Decide on applications as one crowd, and tell the features that it was decided by."""
    if not cases:
        return []
    incomplete = [scorer.incomplete(histories) for _, histories in cases]
    if len(cases) == 1:
        return [decided_by_row(scorer, scorer.features_of(*cases[0]).row(0, named=True), incomplete[0], language)]
    return decided_by(scorer, scorer.features_of_many(cases), incomplete, language)


def decided_by(
    scorer: Scorer, frame: pl.DataFrame, incomplete: Sequence[tuple[str, ...]], language: str
) -> list[Decided]:
    """Decide on applicants whose features are known, one row each; ``incomplete``: tables that were not looked up."""
    return _told(scorer, scorer.decide_and_explain(frame), frame.to_dicts(), incomplete, language)


def decided_by_row(scorer: Scorer, row: Features, incomplete: tuple[str, ...], language: str) -> Decided:
    """Return what ``decided_by`` does of one applicant, whose number and features are a row."""
    return _told(scorer, scorer.decide_and_explain_row(row), [row], [incomplete], language)[0]


def _told(
    scorer: Scorer,
    found: tuple[list[Decision], Contributions],
    rows: Sequence[Features],
    incomplete: Sequence[tuple[str, ...]],
    language: str,
) -> list[Decided]:
    decisions, contributions = found
    features = [{name: row[name] for name in scorer.features} for row in rows]
    with speaking(language):
        reasons = reasons_of_each(scorer.known, contributions, features, [one.decision for one in decisions])
    return [
        Decided(_answer(replace(decision, incomplete=absent), principal), row)
        for decision, absent, principal, row in zip(decisions, incomplete, reasons, features, strict=True)
    ]


def explanation(
    scorer: Scorer, application: Mapping[str, object], histories: Mapping[str, Records], language: str
) -> ExplanationAnswer:
    """Decide on one application and say what every feature contributes."""
    return _explained(scorer, scorer.features_of(application, histories), scorer.incomplete(histories), language)


def retold(
    scorer: Scorer, applicant: int | None, features: Features, incomplete: Sequence[str], language: str
) -> ExplanationAnswer:
    """Decide again by features that were kept, and say what every one contributes.

    Raises
    ------
    InputError
        Where they are not the features that the scorer looks at.
    """
    return _explained(scorer, _frame_of(scorer, applicant, features), tuple(incomplete), language)


def imitation(
    scorer: Scorer, case: Case, statistics: Mapping[str, Any], language: str, *, samples: int, seed: int
) -> LimeAnswer:
    """Imitate the decisions around one application with LIME; ``statistics`` are those of the training rows."""
    return _imitated(scorer, scorer.features_of(*case), statistics, language, samples=samples, seed=seed)


def imitation_again(
    scorer: Scorer,
    kept: tuple[int | None, Features],
    statistics: Mapping[str, Any],
    language: str,
    *,
    samples: int,
    seed: int,
) -> LimeAnswer:
    """Imitate the decisions around an applicant whose number and features were kept.

    Raises
    ------
    InputError
        Where they are not the features that the scorer looks at.
    """
    return _imitated(scorer, _frame_of(scorer, *kept), statistics, language, samples=samples, seed=seed)


def explain_applicant(scorer: Scorer, tables: Tables, applicant: int, language: str) -> DecisionAnswer:
    """Decide on an applicant of imported tables and say why; an unknown one raises ``InputError``."""
    frame = applicant_features(scorer, tables, applicant)
    incomplete = scorer.incomplete({name: [] for name in tables.histories()})
    return decided_by(scorer, frame, [incomplete], language)[0].answer


def applicant_features(scorer: Scorer, tables: Tables, applicant: int) -> pl.DataFrame:
    """Return the features of an applicant of imported tables, one row; an unknown one raises ``InputError``."""
    sources = {tables.dictionary.application.name: tables.application_of(applicant), **tables.histories_of(applicant)}
    return build(sources, scorer.features, dictionary=tables.dictionary)


def _imitated(
    scorer: Scorer, frame: pl.DataFrame, statistics: Mapping[str, Any], language: str, *, samples: int, seed: int
) -> LimeAnswer:
    from creditworthy.explanation.surrogate import lime_explanation

    with speaking(language):
        found = lime_explanation(scorer, frame, statistics, samples=samples, seed=seed)
    return LimeAnswer(applicant=frame[scorer.dictionary.applicant][0] or None, **asdict(found))


def _explained(scorer: Scorer, frame: pl.DataFrame, incomplete: tuple[str, ...], language: str) -> ExplanationAnswer:
    from creditworthy.explanation.full import full_explanation

    decision = decided_by(scorer, frame, [incomplete], language)[0].answer
    with speaking(language):
        found = asdict(full_explanation(scorer, frame))
    return ExplanationAnswer(decision=decision, **{name: found[name] for name in found if name != "probability"})


def _frame_of(scorer: Scorer, applicant: int | None, features: Features) -> pl.DataFrame:
    if list(features) != list(scorer.features):
        raise InputError("the features that were kept are not those of version {version}", version=scorer.version)
    kinds = {name: pl.String() if scorer.known[name].categorical else pl.Float64() for name in features}
    row = {scorer.dictionary.applicant: applicant or 0, **features}
    return pl.DataFrame([row], schema={scorer.dictionary.applicant: pl.Int64(), **kinds})


def _answer(decision: Decision, found: list[Reason]) -> DecisionAnswer:
    facts = asdict(decision)
    return DecisionAnswer(
        **{**facts, "model_version": facts.pop("version"), "incomplete": list(decision.incomplete)},
        reasons=[ReasonAnswer(**asdict(reason)) for reason in found],
    )
