from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy.decision import Costs, best_threshold
from creditworthy.evaluation import METRICS
from creditworthy.intervals import resampled
from creditworthy.models import Contender, Data, Outcome, Rows, Search, choose, compare

ROWS = 300
RANDOM = np.random.default_rng(8)
SIGNAL = RANDOM.normal(size=ROWS).astype(np.float32).astype(np.float64)  # as models see it
DEFAULTED = (SIGNAL + RANDOM.normal(size=ROWS) > 1.2).astype(np.int64)
FRAME = pl.DataFrame({"signal": SIGNAL, "row": np.arange(ROWS, dtype=float)})
FOLDS = [(np.flatnonzero(np.arange(ROWS) % 3 != part), np.arange(part, ROWS, 3)) for part in range(3)]
DATA = Data(Rows(FRAME, ("signal", "row"), DEFAULTED, np.arange(ROWS)), FOLDS)


@pytest.fixture(autouse=True)
def rough_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("creditworthy.models.comparison.resampled", partial(resampled, repeats=20))


def outcome(data: Data, costs: Costs | None = None, how: Search | None = None) -> Outcome:
    """The outcome of the recorder, whose log-odds are the signal."""
    return compare(data, [Contender("recorder")], costs=costs or Costs(), seed=1, how=how)[0]


def test_each_fold_is_judged_by_a_model_that_learnt_from_the_other_rows(recorder: Any) -> None:
    found = outcome(DATA)
    assert [matrix[:, 1].tolist() for matrix in recorder.learnt] == [training.tolist() for training, _ in FOLDS]
    assert [matrix[:, 1].tolist() for matrix in recorder.asked] == [validation.tolist() for _, validation in FOLDS]
    assert np.array_equal(found.margin, SIGNAL)
    assert found.chosen == ({}, {}, {})


def test_tuning_never_sees_the_validation_rows_of_its_fold(recorder: Any) -> None:
    """Each fold learns four times (defaults, two depths, the choice) and is asked for three judgements and its own."""
    outcome(DATA, how=Search("grid"))
    assert len(recorder.learnt) == len(recorder.asked) == 12
    for part, (training, validation) in enumerate(FOLDS):
        learnt, asked = (seen[4 * part : 4 * part + 4] for seen in (recorder.learnt, recorder.asked))
        for matrix in (*learnt, *asked[:3]):
            assert set(matrix[:, 1]) <= set(training)
        assert asked[3][:, 1].tolist() == validation.tolist()


def test_what_each_fold_chose_is_kept() -> None:
    found = compare(DATA, [Contender("decision_tree")], costs=Costs(), seed=1, how=Search("grid"))[0]
    assert len(found.chosen) == 3
    assert any(found.chosen)
    logged = found.logged()
    assert (logged["arm"], logged["max_depth"], logged["min_samples_leaf"]) == ("none", 6, 100)
    assert {name: told for name, told in logged.items() if name.startswith("fold_")} == {
        f"fold_{part}": str(dict(chosen)) for part, chosen in enumerate(found.chosen) if chosen
    }


def test_calibration_and_threshold_of_a_fold_are_what_the_other_folds_teach(recorder: Any) -> None:
    found = outcome(DATA)
    judged_with = zip(FOLDS, found.thresholds, found.calibrations, strict=True)
    for (others, fold), threshold, method in judged_with:
        line = choose(SIGNAL[others], DEFAULTED[others], others, seed=1).calibration
        assert method == line.method
        assert threshold == best_threshold(DEFAULTED[others], line.probability(SIGNAL[others]), Costs())
        assert np.array_equal(found.probability[fold], line.probability(SIGNAL[fold]))
        assert np.array_equal(found.declined[fold], found.probability[fold] >= threshold)


@pytest.mark.parametrize("part", range(3))
def test_the_labels_of_a_fold_move_neither_its_threshold_nor_its_probabilities(recorder: Any, part: int) -> None:
    fold = FOLDS[part][1]
    labels = DEFAULTED.copy()
    labels[fold] = 1 - labels[fold]
    before, after = outcome(DATA), outcome(Data(replace(DATA.rows, defaulted=labels), FOLDS))
    assert after.thresholds[part] == before.thresholds[part]
    assert np.array_equal(after.probability[fold], before.probability[fold])
    others = [other for other in range(3) if other != part]
    assert all(after.thresholds[other] != before.thresholds[other] for other in others)
    assert not np.isin(after.probability[FOLDS[others[0]][1]], before.probability).any()


def test_measured_are_all_metrics_and_the_business_score_at_the_costs_asked_for(recorder: Any) -> None:
    dear = Costs(missed_default=3.0, lost_good_loan=2.0)
    found = outcome(DATA, dear)
    assert set(found.metrics) == set(METRICS)
    assert found.metrics["business_score"].value == dear.business_score(DEFAULTED, found.declined.astype(bool))
    assert found.metrics["business_score"].value != Costs().business_score(DEFAULTED, found.declined.astype(bool))
    assert found.metrics["auc"].value == METRICS["auc"].of(DEFAULTED, found.probability)
    for interval in found.metrics.values():
        assert interval.low <= interval.value <= interval.high


def test_contenders_come_best_first_and_each_fold_is_told() -> None:
    told: list[str] = []
    entered = [Contender("prior"), Contender("decision_tree"), Contender("logistic", "class_weights")]
    found = compare(DATA, entered, costs=Costs(), seed=1, advance=told.append)
    assert told == ["prior"] * 3 + ["decision_tree"] * 3 + ["logistic+class_weights"] * 3
    scores = [one.metrics["business_score"].value for one in found]
    assert scores == sorted(scores, reverse=True)
    assert {one.name for one in found} == {one.name for one in entered}
    assert found[-1].name == "prior"


def test_parameters_are_the_defaults_of_the_candidate() -> None:
    found = compare(DATA, [Contender("decision_tree")], costs=Costs(), seed=4)[0]
    assert (found.parameters["random_state"], found.parameters["max_depth"]) == (4, 6)
