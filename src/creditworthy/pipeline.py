"""The straight line: tables → features → probability → decision → reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from creditworthy.catalog import unknown_name
from creditworthy.cluster import LOCAL, build_on_spark, session
from creditworthy.decision import Costs, Policy, best_threshold
from creditworthy.explanation import evidence_of
from creditworthy.features import build, built, features_of
from creditworthy.features.duckdb import MEMORY, built_in_duckdb
from creditworthy.features.storing import put_together, store
from creditworthy.models import (
    USUAL,
    Choice,
    Contender,
    Data,
    Fit,
    Outcome,
    Search,
    Selection,
    allowed,
    choose,
    compare,
    fit,
    gather,
    kept_out,
    price_of,
    select,
)
from creditworthy.scorer import Scorer, save
from creditworthy.scorer.known import origin
from creditworthy.scorer.unseen import digest_of, unseen_rows
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Part, Tables

__all__ = ["ENGINES", "Training", "build_features", "prepare", "score", "submission", "train"]

Records = Sequence[Mapping[str, object]]
Case = tuple[Mapping[str, object], Mapping[str, Records]]
ENGINES = ("polars", "duckdb", "spark")


@dataclass(frozen=True)
class Training:
    """What a training found: the candidates, best first, which is champion, its scorer, and the evidence kept.

    ``unseen`` is what the champion answered on rows that it had not seen, see `scorer.unseen.unseen_rows`.
    """

    outcomes: Sequence[Outcome]
    selection: Selection
    scorer: Scorer
    evidence: Mapping[str, Any]
    unseen: pl.DataFrame

    @property
    def champion(self) -> Outcome:
        """The simplest candidate whose business score is within one standard error of the best."""
        return next(outcome for outcome in self.outcomes if outcome.name == self.selection.champion)

    def save(self, folder: Path) -> Scorer:
        """Write the scorer with its evidence, and return it with its version."""
        return save(self.scorer, folder, self.evidence, self.unseen)


def prepare(
    tables: Tables,
    part: Part = "train",
    names: Sequence[str] | None = None,
    *,
    advance: Callable[[int], None] | None = None,
) -> pl.DataFrame:
    """Return the features of the applicants of a part, one row each, sorted by applicant."""
    return build(tables, names, part=part, advance=advance)


def build_features(
    tables: Tables,
    target: Path,
    part: Part = "all",
    *,
    families: Sequence[str] = (),
    engine: str = "polars",
    memory: str = MEMORY,
    master: str = LOCAL,
    advance: Callable[[int], None] | None = None,
) -> None:
    """Compute the features of a part into one Parquet file, a block of applicants in memory at a time.

    Parameters
    ----------
    tables, target, part
        Imported tables, the file, and which applicants.
    families : sequence of str
        Families of features that are off by default, to be built too.
    engine : str
        Who computes: ``"polars"``, ``"duckdb"`` within ``memory``, or ``"spark"`` on ``master``.
    memory, master
        See `features.duckdb.built_in_duckdb` and `cluster.session`.
    advance : callable, optional
        Called with the number of applicants after each block; Spark has no blocks.
    """
    if engine not in ENGINES:
        raise unknown_name("engine", engine, list(ENGINES))
    dictionary = tables.dictionary
    names = features_of(dictionary).usual(families)
    if engine == "spark":
        with session(master) as spark, put_together(target) as folder:
            build_on_spark(spark, tables.paths(part), folder, names, dictionary=dictionary)
    elif engine == "duckdb":
        paths = tables.paths(part)
        store(built_in_duckdb(paths, names, dictionary=dictionary, memory=memory, advance=advance), target)
    else:
        store(built(tables, names, part=part, advance=advance), target, origin(tables, names))


def train(  # noqa: PLR0913 - each of them is an option of the command
    tables: Tables,
    contenders: Sequence[str] | None = None,
    *,
    costs: Costs | None = None,
    policy: Policy | None = None,
    families: Sequence[str] = (),
    how: Search | None = None,
    fold_count: int = 5,
    seed: int = 7,
    price: bool = False,
    advance: Callable[[str], None] | None = None,
) -> Training:
    """Compare contenders on person-grouped folds and fit the champion on all rows (see `models.select`).

    Parameters
    ----------
    tables : Tables
        Imported tables with applications whose outcome is known.
    contenders : sequence of str, optional
        Candidates of the catalogue, or ``candidate+arm``; the usual ones by default.
    costs, policy
        What errors cost, and what a decision may look at and a person decides; by default, all that the dictionary
        does not protect, and nothing.
    families : sequence of str
        Families of features that are off by default, to be learnt from too.
    how : Search, optional
        How parameters are searched, inside the folds; not at all by default.
    fold_count, seed
        How many folds, and the seed of everything that draws at random.
    price : bool
        Whether the champion's candidate is trained again with what the policy keeps out, to see what that costs.
    advance : callable, optional
        Called with a contender's name after each of its folds, and with the champion's when it is fitted on all rows.
    """
    costs, how = costs or Costs(), how or Search()
    entered = [Contender.named(name) for name in contenders] if contenders else list(USUAL)
    policy = policy or Policy(tables.dictionary.protected)
    names = allowed(tables.dictionary, policy, families)
    data = gather(tables, names, fold_count=fold_count, seed=seed)
    outcomes = compare(data, entered, costs=costs, seed=seed, how=how, advance=advance)
    selection = select(outcomes, data.defaulted, costs=costs, seed=seed)
    champion = next(outcome for outcome in outcomes if outcome.name == selection.champion)
    choice = choose(champion.margin, data.defaulted, data.rows.persons, seed=seed)
    scorer = _scorer(fit(champion.contender, data.rows, seed=seed, how=how), champion, choice, data, costs)
    scorer = replace(scorer, dictionary=tables.dictionary, review_band=policy.review_band)
    if advance:
        advance(scorer.candidate)
    facts = {"dictionary": tables.dictionary.name, "generated": tables.generated, "seed": seed, "folds": fold_count}
    facts["selection"] = selection.as_json()
    if price:
        out = kept_out(tables, policy, families)
        found = price_of(tables, data, champion, out, costs=costs, how=how, seed=seed, advance=advance)
        facts["price"] = {column: asdict(one) for column, one in found.items()}
    unseen = unseen_rows(data, champion)
    judged = evidence_of(data, outcomes, scorer, choice=choice, terms=policy.terms, seed=seed)
    return Training(outcomes, selection, scorer, {**facts, "folds_digest": digest_of(unseen), **judged}, unseen)


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


def _scorer(learned: Fit, best: Outcome, choice: Choice, data: Data, costs: Costs) -> Scorer:
    """Put together what was fitted on all rows; calibration and threshold come from rows that no fold had seen."""
    return Scorer(
        candidate=best.name,
        encoder=learned.encoder.narrowed(learned.model.looks_at(len(learned.encoder.columns))),
        model=learned.model,
        calibration=choice.calibration,
        threshold=best_threshold(data.defaulted, choice.calibration.probability(best.margin), costs),
        costs=costs,
    )
