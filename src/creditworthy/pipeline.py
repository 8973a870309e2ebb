"""The straight line: tables → features → probability → decision → reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.decision import Costs, Policy, best_threshold
from creditworthy.errors import InputError
from creditworthy.evaluation import folds, persons
from creditworthy.explanation import Reason, background, importance, principal_reasons, reasons_of_each
from creditworthy.features import build, features_of
from creditworthy.language import speaking
from creditworthy.messages import DecisionAnswer, ExplanationAnswer, LimeAnswer, ReasonAnswer
from creditworthy.models import USUAL, Calibration, Contender, Data, Outcome, Rows, Search, compare, fit
from creditworthy.scorer import Decision, Scorer, save
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Part, Tables

__all__ = [
    "Training",
    "answer",
    "answers",
    "applicant_features",
    "explain_applicant",
    "explanation",
    "imitation",
    "prepare",
    "score",
    "submission",
    "train",
]

Records = Sequence[Mapping[str, object]]
Case = tuple[Mapping[str, object], Mapping[str, Records]]
IMPORTANCE_ROWS = 2_000

_NO_LABEL = "dictionary '{name}': table {table} has no label; nothing can be learnt without one"


@dataclass(frozen=True)
class Training:
    """What a training found: the candidates, best first, the scorer of the best, and the evidence kept with it."""

    outcomes: Sequence[Outcome]
    scorer: Scorer
    evidence: Mapping[str, Any]

    @property
    def champion(self) -> Outcome:
        """The candidate with the best business score."""
        return self.outcomes[0]

    def save(self, folder: Path) -> Scorer:
        """Write the scorer with its evidence, and return it with its version."""
        return save(self.scorer, folder, self.evidence)


def prepare(
    tables: Tables,
    part: Part = "train",
    names: Sequence[str] | None = None,
    *,
    advance: Callable[[int], None] | None = None,
) -> pl.DataFrame:
    """Return the features of the applicants of a part, one row each, sorted by applicant."""
    return build(tables.sources(part), names, dictionary=tables.dictionary, advance=advance)


def train(
    tables: Tables,
    contenders: Sequence[str] | None = None,
    *,
    costs: Costs | None = None,
    policy: Policy | None = None,
    how: Search | None = None,
    fold_count: int = 5,
    seed: int = 7,
    advance: Callable[[str], None] | None = None,
) -> Training:
    """Compare contenders on person-grouped folds and fit the one with the best business score on all rows.

    Parameters
    ----------
    tables : Tables
        Imported tables with applications whose outcome is known.
    contenders : sequence of str, optional
        Candidates of the catalogue, or ``candidate+arm``; the usual ones by default.
    costs, policy
        What errors cost, and what a decision may look at; by default, all that the dictionary does not protect.
    how : Search, optional
        How parameters are searched, inside the folds; not at all by default.
    fold_count, seed
        How many folds, and the seed of everything that draws at random.
    advance : callable, optional
        Called with a contender's name after each of its folds, and with the champion's when it is fitted on all rows.
    """
    costs, how = costs or Costs(), how or Search()
    entered = [Contender.named(name) for name in contenders] if contenders else list(USUAL)
    data = _data(tables, policy or Policy(tables.dictionary.protected), fold_count, seed)
    outcomes = compare(data, entered, costs=costs, seed=seed, how=how, advance=advance)
    scorer = _scorer(data, outcomes[0], tables, costs=costs, how=how, seed=seed)
    if advance:
        advance(scorer.candidate)
    facts = {"dictionary": tables.dictionary.name, "generated": tables.generated, "seed": seed, "folds": fold_count}
    return Training(outcomes, scorer, {**facts, **_evidence(data, outcomes, scorer)})


def score(
    scorer: Scorer, tables: Tables, part: Part = "test", *, advance: Callable[[int], None] | None = None
) -> pl.DataFrame:
    """Decide on every applicant of a part: applicant, probability, decision, points, threshold, model version."""
    frame = prepare(tables, part, scorer.features, advance=advance)
    rows = [asdict(decision) for decision in scorer.decide(frame)]
    kinds = {"applicant": pl.Int64, "probability": pl.Float64, "decision": pl.String, "points": pl.Int64}
    schema = {**kinds, "threshold": pl.Float64, "version": pl.String}
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema).rename(
        {"applicant": tables.dictionary.applicant, "version": "model_version"}
    )


def submission(scores: pl.DataFrame, dictionary: Dictionary) -> pl.DataFrame:
    """Return scores in the shape that a competition takes: the applicant, and the probability as the label."""
    return scores.select(dictionary.applicant, pl.col("probability").alias(dictionary.application.label or "TARGET"))


def answer(
    scorer: Scorer, application: Mapping[str, object], histories: Mapping[str, Records], language: str
) -> DecisionAnswer:
    """Decide on one application and say why, in ``"en"`` or ``"fr"``."""
    frame = scorer.features_of(application, histories)
    return _answered(scorer, frame, [scorer.incomplete(histories)], language)[0]


def answers(scorer: Scorer, cases: Sequence[Case], language: str) -> list[DecisionAnswer]:
    """Decide on several applications, each with its histories, as one crowd: to the bit what `answer` says of each."""
    if not cases:
        return []
    frame = scorer.features_of_many(cases)
    return _answered(scorer, frame, [scorer.incomplete(histories) for _, histories in cases], language)


def explanation(
    scorer: Scorer, application: Mapping[str, object], histories: Mapping[str, Records], language: str
) -> ExplanationAnswer:
    """Decide on one application and say what every feature contributes."""
    from creditworthy.explanation.full import full_explanation

    frame = scorer.features_of(application, histories)
    decision = _answered(scorer, frame, [scorer.incomplete(histories)], language)[0]
    with speaking(language):
        found = asdict(full_explanation(scorer, frame))
    return ExplanationAnswer(decision=decision, **{name: found[name] for name in found if name != "probability"})


def imitation(
    scorer: Scorer, case: Case, statistics: Mapping[str, Any], language: str, *, samples: int, seed: int
) -> LimeAnswer:
    """Imitate the decisions around one application with LIME; ``statistics`` are those of the training rows."""
    from creditworthy.explanation.surrogate import lime_explanation

    frame = scorer.features_of(*case)
    with speaking(language):
        found = lime_explanation(scorer, frame, statistics, samples=samples, seed=seed)
    return LimeAnswer(applicant=frame[scorer.dictionary.applicant][0] or None, **asdict(found))


def explain_applicant(scorer: Scorer, tables: Tables, applicant: int, language: str) -> DecisionAnswer:
    """Decide on an applicant of imported tables and say why; an unknown one raises ``InputError``."""
    frame = applicant_features(scorer, tables, applicant)
    incomplete = scorer.incomplete({name: [] for name in tables.histories()})
    return _answered(scorer, frame, [incomplete], language)[0]


def applicant_features(scorer: Scorer, tables: Tables, applicant: int) -> pl.DataFrame:
    """Return the features of an applicant of imported tables, one row; an unknown one raises ``InputError``."""
    sources = {tables.dictionary.application.name: tables.application_of(applicant), **tables.histories_of(applicant)}
    return build(sources, scorer.features, dictionary=tables.dictionary)


def _answered(
    scorer: Scorer, frame: pl.DataFrame, incomplete: Sequence[tuple[str, ...]], language: str
) -> list[DecisionAnswer]:
    with speaking(language):
        found = reasons_of_each(scorer, frame)
    return [
        _answer(replace(decision, incomplete=absent), all_reasons)
        for decision, absent, all_reasons in zip(scorer.decide(frame), incomplete, found, strict=True)
    ]


def _answer(decision: Decision, found: list[Reason]) -> DecisionAnswer:
    facts = asdict(decision)
    return DecisionAnswer(
        **{**facts, "model_version": facts.pop("version"), "incomplete": list(decision.incomplete)},
        reasons=[ReasonAnswer(**asdict(reason)) for reason in principal_reasons(found, decision.decision)],
    )


def _data(tables: Tables, policy: Policy, fold_count: int, seed: int) -> Data:
    dictionary = tables.dictionary
    label = dictionary.application.label
    if label is None:
        raise InputError(_NO_LABEL, name=dictionary.name, table=dictionary.application.name)
    applications = tables.applications("train").sort(dictionary.applicant).collect()
    defaulted = applications[label].to_numpy().astype(np.int64)
    names = tuple(name for name, entry in features_of(dictionary).items() if policy.allows(entry.inputs))
    rows = Rows(prepare(tables, "train", names), names, defaulted, persons(applications, dictionary))
    return Data(rows, folds(defaulted, rows.persons, count=fold_count, seed=seed))


def _scorer(data: Data, best: Outcome, tables: Tables, *, costs: Costs, how: Search, seed: int) -> Scorer:
    """Fit the best contender on all rows; calibration and threshold come from rows that its folds had not seen."""
    learned = fit(best.contender, data.rows, seed=seed, how=how)
    calibration = Calibration.fit(best.margin, data.defaulted)
    return Scorer(
        candidate=best.name,
        encoder=learned.encoder,
        model=learned.model,
        calibration=calibration,
        threshold=best_threshold(data.defaulted, calibration.probability(best.margin), costs),
        costs=costs,
        dictionary=tables.dictionary,
    )


def _evidence(data: Data, outcomes: Sequence[Outcome], scorer: Scorer) -> dict[str, Any]:
    return {
        "applicants": len(data.defaulted),
        "defaults": int(data.defaulted.sum()),
        "grant_all": scorer.costs.grant_all(data.defaulted),
        "decline_all": scorer.costs.decline_all(data.defaulted),
        "candidates": {
            outcome.name: {
                "metrics": {name: asdict(interval) for name, interval in outcome.metrics.items()},
                "thresholds": outcome.thresholds,
                "chosen": outcome.chosen,
            }
            for outcome in outcomes
        },
        "background": background(data.rows.frame, scorer.features),
        "scores": _histogram(outcomes[0].probability),
        "importance": importance(scorer, data.rows.frame.head(IMPORTANCE_ROWS)),
    }


def _histogram(probability: npt.NDArray[np.float64]) -> dict[str, list[float]]:
    """Return how the applicants spread over probabilities: the position of one among all."""
    edges = np.linspace(0.0, 1.0, 101)
    counts, _ = np.histogram(probability, edges)
    return {"edges": edges.tolist(), "counts": counts.tolist()}
