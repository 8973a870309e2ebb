"""The straight line: tables → features → probability → decision → reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from creditworthy.decision import Costs, Policy, best_threshold
from creditworthy.evaluation import folds, persons
from creditworthy.explanation import importance, principal_reasons, reasons
from creditworthy.features import FEATURES, build
from creditworthy.language import speaking
from creditworthy.messages import DecisionAnswer, ReasonAnswer
from creditworthy.models import CANDIDATES, Calibration, Data, Outcome, compare, fit
from creditworthy.scorer import Scorer, save
from creditworthy.tables.dictionary import APPLICANT
from creditworthy.tables.load import Part, Tables

__all__ = ["Training", "answer", "explain_applicant", "prepare", "score", "submission", "train"]

Rows = Sequence[Mapping[str, object]]


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
    """Return the features of the applicants of a part, one row each, sorted by ``SK_ID_CURR``."""
    return build(tables.sources(part), names, dictionary=tables.dictionary, advance=advance)


def train(
    tables: Tables,
    candidates: Sequence[str] | None = None,
    *,
    costs: Costs | None = None,
    policy: Policy | None = None,
    fold_count: int = 5,
    seed: int = 7,
    advance: Callable[[str], None] | None = None,
) -> Training:
    """Compare candidates on person-grouped folds and fit the one with the best business score on all rows.

    Parameters
    ----------
    tables : Tables
        Imported tables with applications whose outcome is known.
    candidates : sequence of str, optional
        Names of the catalogue; all of them by default.
    costs, policy
        What errors cost, and what a decision may look at.
    fold_count, seed
        How many folds, and the seed of everything that draws at random.
    advance : callable, optional
        Called with what was just done, once a fold and once for each other step.
    """
    costs = costs or Costs()
    data = _data(tables, policy or Policy(), fold_count, seed)
    outcomes = compare(data, candidates or list(CANDIDATES), costs=costs, seed=seed, advance=advance)
    scorer = _scorer(data, outcomes[0], costs, seed, tables)
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
        {"applicant": APPLICANT, "version": "model_version"}
    )


def submission(scores: pl.DataFrame) -> pl.DataFrame:
    """Return scores in the shape that the competition takes: ``SK_ID_CURR``, ``TARGET``."""
    return scores.select(APPLICANT, pl.col("probability").alias("TARGET"))


def answer(
    scorer: Scorer, application: Mapping[str, object], histories: Mapping[str, Rows], language: str
) -> DecisionAnswer:
    """Decide on one application and say why, in ``"en"`` or ``"fr"``."""
    frame = scorer.features_of(application, histories)
    return _answered(scorer, frame, scorer.incomplete(histories), language)


def explain_applicant(scorer: Scorer, tables: Tables, applicant: int, language: str) -> DecisionAnswer:
    """Decide on an applicant of imported tables and say why; an unknown one raises ``InputError``."""
    histories = tables.histories_of(applicant)
    sources = {tables.dictionary.application.name: tables.application_of(applicant), **histories}
    frame = build(sources, scorer.features, dictionary=tables.dictionary)
    return _answered(scorer, frame, scorer.incomplete({name: [] for name in histories}), language)


def _answered(scorer: Scorer, frame: pl.DataFrame, incomplete: tuple[str, ...], language: str) -> DecisionAnswer:
    decision = scorer.decide(frame, incomplete)[0]
    with speaking(language):
        found = principal_reasons(reasons(scorer, frame), decision.decision)
    facts = asdict(decision)
    return DecisionAnswer(
        **{**facts, "model_version": facts.pop("version"), "incomplete": list(incomplete)},
        reasons=[ReasonAnswer(**asdict(reason)) for reason in found],
    )


def _data(tables: Tables, policy: Policy, fold_count: int, seed: int) -> Data:
    applications = tables.applications("train").sort(APPLICANT).collect()
    label = tables.dictionary.application.label or ""
    defaulted = applications[label].to_numpy().astype(np.int64)
    names = tuple(name for name, entry in FEATURES.items() if policy.allows(entry.inputs))
    parts = folds(defaulted, persons(applications), count=fold_count, seed=seed)
    return Data(prepare(tables, "train", names), names, defaulted, parts)


def _scorer(data: Data, best: Outcome, costs: Costs, seed: int, tables: Tables) -> Scorer:
    """Fit the best candidate on all rows; calibration and threshold come from rows that its folds had not seen."""
    encoder, model = fit(data.frame, data.features, data.defaulted, name=best.candidate, seed=seed)
    calibration = Calibration.fit(best.margin, data.defaulted)
    threshold = best_threshold(data.defaulted, calibration.probability(best.margin), costs)
    return Scorer(best.candidate, encoder, model, calibration, threshold, costs=costs, dictionary=tables.dictionary)


def _evidence(data: Data, outcomes: Sequence[Outcome], scorer: Scorer) -> dict[str, Any]:
    return {
        "applicants": len(data.defaulted),
        "defaults": int(data.defaulted.sum()),
        "grant_all": scorer.costs.grant_all(data.defaulted),
        "decline_all": scorer.costs.decline_all(data.defaulted),
        "candidates": {
            outcome.candidate: {
                "metrics": {name: asdict(interval) for name, interval in outcome.metrics.items()},
                "thresholds": outcome.thresholds,
            }
            for outcome in outcomes
        },
        "importance": importance(scorer, data.frame.head(5_000)),
    }
