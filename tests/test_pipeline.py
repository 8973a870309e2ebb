import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy import pipeline
from creditworthy.decision import Costs, Policy
from creditworthy.errors import InputError, UnknownNameError
from creditworthy.evaluation import METRICS, folds, persons
from creditworthy.features import FEATURES
from creditworthy.models import CANDIDATES, USUAL, Search, select
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer, read_evidence
from creditworthy.tables.dictionary import APPLICANT
from creditworthy.tables.load import Tables

TRAIN_ELSEWHERE = """
import sys
from pathlib import Path
from creditworthy.pipeline import train
from creditworthy.tables.load import open_tables
training = train(open_tables(sys.argv[1]), ["logistic", "lightgbm"], fold_count=2)
print(training.save(Path(sys.argv[2])).version)
"""


@pytest.fixture(scope="module")
def labels(tables: Tables) -> Any:
    return tables.applications("train").sort(APPLICANT).collect()["TARGET"].to_numpy()


@pytest.fixture(scope="module")
def scores(scorer: Scorer, tables: Tables) -> pl.DataFrame:
    return pipeline.score(scorer, tables, "test")


def test_prepare_gives_a_row_an_applicant(tables: Tables) -> None:
    advanced: list[int] = []
    frame = pipeline.prepare(tables, "test", ["application_credit"], advance=advanced.append)
    assert frame.columns == [APPLICANT, "application_credit"]
    assert frame[APPLICANT].to_list() == sorted(tables.applications("test").collect()[APPLICANT])
    assert sum(advanced) == frame.height == 210


def test_the_scorer_is_of_the_champion(training: Training, labels: Any) -> None:
    scores = [outcome.metrics["business_score"].value for outcome in training.outcomes]
    assert scores == sorted(scores, reverse=True)
    assert training.selection == select(training.outcomes, labels, costs=Costs(), seed=7)
    assert training.champion.name == training.selection.champion
    assert training.evidence["selection"] == training.selection.as_json()
    assert training.scorer.candidate == training.champion.name


def test_calibration_and_threshold_come_from_rows_that_the_folds_had_not_seen(training: Training, labels: Any) -> None:
    scorer, best = training.scorer, training.champion
    probability = scorer.calibration.probability(best.margin)
    assert probability.mean() == pytest.approx(labels.mean(), abs=1e-3)
    costs = scorer.costs.of(labels, probability >= scorer.threshold)
    assert costs <= min(scorer.costs.of(labels, probability >= threshold) for threshold in probability)
    assert costs <= min(scorer.costs.of(labels, labels < 0), scorer.costs.of(labels, labels >= 0))


def unsaying(tables: Tables) -> set[str]:
    """Features that are the same, or unknown, for every applicant."""
    frame = pipeline.prepare(tables, "train", FEATURES.usual())
    return {name for name in FEATURES.usual() if frame[name].n_unique() < 2}


def test_a_family_is_learnt_from_where_it_is_asked_for(tables: Tables) -> None:
    some = Policy(frozenset(raw for entry in FEATURES.values() for raw in entry.inputs if "EXT_SOURCE" not in raw))
    found = pipeline.train(tables, ["decision_tree"], policy=some, families=["polynomial"], fold_count=2)
    assert "application_poly_score_2_squared" in found.scorer.features
    with pytest.raises(UnknownNameError, match="no family 'polynomials'; close names: polynomial"):
        pipeline.train(tables, ["decision_tree"], policy=some, families=["polynomials"])


def test_every_feature_but_the_protected_ones_is_offered(scorer: Scorer, tables: Tables) -> None:
    protected = {name for name, entry in FEATURES.items() if entry.inputs & tables.dictionary.protected}
    assert "application_gender" in protected
    assert set(FEATURES.usual()) - protected - set(scorer.offered) == unsaying(tables) - protected
    assert set(scorer.features) <= set(scorer.offered) <= set(FEATURES.usual()) - protected
    assert {raw for name in scorer.offered for raw in FEATURES[name].inputs}.isdisjoint(tables.dictionary.protected)


def test_without_a_label_nothing_can_be_learnt(tables: Tables) -> None:
    application = replace(tables.dictionary.application, label=None)
    silent = replace(tables.dictionary, tables={**tables.dictionary.tables, "application": application})
    with pytest.raises(InputError) as raised:
        pipeline.train(replace(tables, dictionary=silent))
    assert str(raised.value) == (
        "dictionary 'home_credit': table application has no label; nothing can be learnt without one"
    )


def test_policy_costs_and_contenders_can_be_chosen(tables: Tables) -> None:
    told: list[str] = []
    some = Policy(frozenset(raw for entry in FEATURES.values() for raw in entry.inputs if "EXT_SOURCE" not in raw))
    allowed = {name for name in FEATURES.usual() if some.allows(FEATURES[name].inputs)}
    costs = Costs(missed_default=1.0, lost_good_loan=50.0)
    name = "logistic+class_weights"
    found = pipeline.train(tables, [name], costs=costs, policy=some, fold_count=2, advance=told.append)
    assert allowed
    assert set(found.scorer.features) == allowed
    assert (found.scorer.candidate, found.scorer.costs, told) == (name, costs, [name] * 3)  # two folds, all rows
    assert found.champion.declined.mean() < 0.02  # a good loan is dear: hardly anybody is declined


def test_the_price_of_the_policy_is_kept_where_it_is_asked_for(tables: Tables, training: Training) -> None:
    seen = ("EXT_SOURCE", "CODE_GENDER")
    raw = {raw for entry in FEATURES.values() for raw in entry.inputs if not any(name in raw for name in seen)}
    some = Policy(frozenset({"application.CODE_GENDER"} | raw))
    found = pipeline.train(tables, ["decision_tree"], policy=some, fold_count=2, price=True)
    price = found.evidence["price"]
    assert "application.CODE_GENDER" in price
    assert set(price["application.CODE_GENDER"]) == {"features", "auc", "business_score"}
    assert "price" not in training.evidence


def test_parameters_are_searched_in_each_fold_and_again_on_all_rows(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stump by default, so that what is searched is better in every fold."""
    entry = CANDIDATES["decision_tree"]
    monkeypatch.setitem(CANDIDATES._entries, entry.name, replace(entry, make=partial(entry.make, max_depth=1)))
    found = pipeline.train(tables, ["decision_tree"], how=Search("grid"), fold_count=2, seed=1)
    chosen = found.evidence["candidates"]["decision_tree"]["chosen"]
    assert chosen == found.champion.chosen
    assert len(chosen) == 2
    for one in chosen:
        assert one["max_depth"] in entry.space["max_depth"]
    plain = pipeline.train(tables, ["decision_tree"], fold_count=2, seed=1)
    assert plain.champion.chosen == ({}, {})
    assert not np.array_equal(plain.champion.margin, found.champion.margin)


def test_the_usual_contenders_compete_where_none_are_named(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    class EnteredError(Exception):
        """Carries who competes: training all of them takes minutes."""

    def compare(data: Any, contenders: Any, **_: Any) -> Any:
        raise EnteredError(contenders)

    monkeypatch.setattr("creditworthy.pipeline.compare", compare)
    with pytest.raises(EnteredError) as raised:
        pipeline.train(tables)
    assert raised.value.args == (list(USUAL),)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("logistics", "no candidate 'logistics'; close names: logistic"),
        ("logistic+smot", "no arm 'smot'; close names: smote"),
    ],
)
def test_an_unknown_contender_is_a_sentence(tables: Tables, name: str, sentence: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        pipeline.train(tables, [name], fold_count=2)
    assert str(raised.value) == sentence


def test_folds_keep_persons_together(tables: Tables, training: Training, labels: Any) -> None:
    person = persons(tables.applications("train").sort(APPLICANT).collect(), tables.dictionary)
    assert len(set(person)) < len(person)
    for learnt, judged in folds(labels, person, count=training.evidence["folds"], seed=training.evidence["seed"]):
        assert set(person[learnt]).isdisjoint(person[judged])


def test_evidence_says_what_was_learnt_and_how_good_it_is(training: Training, labels: Any) -> None:
    evidence = training.evidence
    assert (evidence["applicants"], evidence["defaults"]) == (1290, labels.sum())
    assert (evidence["seed"], evidence["folds"], evidence["dictionary"]) == (7, 2, "home_credit")
    assert list(evidence["candidates"]) == [outcome.name for outcome in training.outcomes]
    best = evidence["candidates"][training.champion.name]
    assert set(best["metrics"]) == set(METRICS)
    assert best["metrics"]["auc"]["value"] == training.champion.metrics["auc"].value
    assert best["thresholds"] == training.champion.thresholds
    assert best["chosen"] == ({}, {})
    assert set(evidence["importance"]) == set(training.scorer.features)


def test_evidence_says_whom_it_was_learnt_from_without_a_row_of_anybody(training: Training) -> None:
    known = training.evidence["background"]
    assert known["rows"] == 1290
    assert {*known["numbers"], *known["categories"]} == set(training.scorer.features)


def test_evidence_says_how_the_probabilities_of_unseen_applicants_spread(training: Training) -> None:
    edges, counts = (training.evidence["scores"][name] for name in ("edges", "counts"))
    assert (len(edges), edges[0], edges[-1]) == (101, 0.0, 1.0)
    assert sum(counts) == 1290
    below = training.champion.probability < edges[10]
    assert sum(counts[:10]) == below.sum() > 0


def test_evidence_says_whether_the_portfolio_is_invented(training: Training, tables: Tables) -> None:
    assert training.evidence["generated"] == tables.generated


def test_granting_and_declining_all_are_what_the_formula_says(training: Training, labels: Any) -> None:
    bad, good = int(labels.sum()), int((labels == 0).sum())
    assert training.evidence["grant_all"] == pytest.approx(1 - 10 * bad / (10 * bad + good), abs=1e-12)
    assert training.evidence["decline_all"] == pytest.approx(1 - good / (10 * bad + good), abs=1e-12)


def test_evidence_holds_no_path_and_no_time(training: Training, scorer_folder: Path, tables_folder: Path) -> None:
    written = (scorer_folder / "evidence.json").read_text(encoding="utf-8")
    assert read_evidence(scorer_folder) == json.loads(json.dumps(training.evidence))
    assert str(tables_folder.parent) not in written
    assert not re.search(r"\S/\S|\\", written)  # "House / apartment" is a category
    assert str(date.today().year) not in re.sub(r"\d*\.\d+", "", written)
    assert not re.search(r"\b(time|date|duration|seconds)", " ".join(training.evidence))


def test_the_same_data_and_seed_give_the_same_scorer_whoever_else_competes(tables: Tables, training: Training) -> None:
    again = pipeline.train(tables, [training.champion.name], fold_count=2)
    assert replace(again.scorer, model=training.scorer.model) == training.scorer
    assert np.array_equal(again.champion.margin, training.champion.margin)
    assert again.champion.metrics == training.champion.metrics
    assert again.evidence["importance"] == training.evidence["importance"]


@pytest.mark.usefixtures("unmeasured")
def test_another_process_gives_the_same_scorer(tables_folder: Path, scorer_folder: Path, tmp_path: Path) -> None:
    settings = {**os.environ, "PYTHONHASHSEED": "12345"}
    command = [sys.executable, "-W", "error", "-c", TRAIN_ELSEWHERE, tables_folder, tmp_path / "saved"]
    done = subprocess.run(command, env=settings, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr == ""
    for path in scorer_folder.iterdir():
        assert (tmp_path / "saved" / path.name).read_bytes() == path.read_bytes(), path.name


def test_another_seed_gives_another_scorer(tables: Tables, training: Training) -> None:
    other = pipeline.train(tables, ["logistic"], fold_count=2, seed=8)
    same_kind = next(outcome for outcome in training.outcomes if outcome.name == "logistic")
    assert not np.array_equal(other.champion.margin, same_kind.margin)


def test_scores(scores: pl.DataFrame, scorer: Scorer, tables: Tables) -> None:
    assert scores.columns == [APPLICANT, "probability", "decision", "points", "threshold", "model_version"]
    assert scores[APPLICANT].to_list() == sorted(tables.applications("test").collect()[APPLICANT])
    assert scores["probability"].is_between(1e-4, 1 - 1e-4).all()
    assert ((scores["probability"] >= scorer.threshold) == (scores["decision"] == "decline")).all()
    assert set(scores["decision"]) == {"grant", "decline"}
    assert (set(scores["threshold"]), set(scores["model_version"])) == ({scorer.threshold}, {scorer.version})


def test_the_submission_has_the_columns_and_the_order_of_the_competition(
    scores: pl.DataFrame, tables: Tables, portfolio_folder: Path
) -> None:
    sample = pl.read_csv(portfolio_folder / "sample_submission.csv")
    found = pipeline.submission(scores, tables.dictionary)
    assert found.columns == sample.columns == [APPLICANT, "TARGET"]
    assert found[APPLICANT].to_list() == sample[APPLICANT].to_list()
    assert found["TARGET"].to_list() == scores["probability"].to_list()
