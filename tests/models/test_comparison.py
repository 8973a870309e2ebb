from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy.decision import Costs, best_threshold
from creditworthy.evaluation import METRICS
from creditworthy.intervals import bootstrap
from creditworthy.models import Calibration, Data, Encoder, Outcome, compare, fit

ROWS = 300
RANDOM = np.random.default_rng(8)
SIGNAL = RANDOM.normal(size=ROWS)
DEFAULTED = (SIGNAL + RANDOM.normal(size=ROWS) > 1.2).astype(np.int64)
FRAME = pl.DataFrame({"row": np.arange(ROWS, dtype=float), "signal": SIGNAL, "noise": RANDOM.normal(size=ROWS)})
FOLDS = [(np.flatnonzero(np.arange(ROWS) % 3 != part), np.arange(part, ROWS, 3)) for part in range(3)]
DATA = Data(FRAME, ("signal", "noise"), DEFAULTED, FOLDS)


class Known:
    """A model whose log-odds are the first column, whatever it learnt from."""

    def margin(self, matrix: Any) -> Any:
        return matrix[:, 0]


@pytest.fixture(autouse=True)
def rough_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("creditworthy.models.comparison.bootstrap", partial(bootstrap, repeats=20))


@pytest.fixture
def learnt_from(monkeypatch: pytest.MonkeyPatch) -> list[list[float]]:
    """Make every candidate answer with the signal, and tell which rows each fold learnt from."""
    seen: list[list[float]] = []

    def known(frame: pl.DataFrame, features: Sequence[str], defaulted: Any, *, name: str, seed: int) -> Any:
        assert len(defaulted) == frame.height
        seen.append(frame["row"].to_list())
        return Encoder.fit(frame, features), Known()

    monkeypatch.setattr("creditworthy.models.comparison.fit", known)
    return seen


def outcome(data: Data) -> Outcome:
    return compare(data, ["logistic"], costs=Costs(), seed=1)[0]


def test_each_fold_is_judged_by_a_model_that_learnt_from_the_other_rows(learnt_from: list[list[float]]) -> None:
    found = outcome(DATA)
    assert learnt_from == [training.tolist() for training, _ in FOLDS]
    assert np.array_equal(found.margin, SIGNAL)


def test_calibration_and_threshold_of_a_fold_are_what_the_other_folds_teach(learnt_from: list[list[float]]) -> None:
    found = outcome(DATA)
    for (others, fold), threshold in zip(FOLDS, found.thresholds, strict=True):
        line = Calibration.fit(SIGNAL[others], DEFAULTED[others])
        assert threshold == best_threshold(DEFAULTED[others], line.probability(SIGNAL[others]), Costs())
        assert np.array_equal(found.probability[fold], line.probability(SIGNAL[fold]))
        assert np.array_equal(found.declined[fold], found.probability[fold] >= threshold)


@pytest.mark.parametrize("part", range(3))
def test_the_labels_of_a_fold_move_neither_its_threshold_nor_its_probabilities(
    learnt_from: list[list[float]], part: int
) -> None:
    fold = FOLDS[part][1]
    labels = DEFAULTED.copy()
    labels[fold] = 1 - labels[fold]
    before, after = outcome(DATA), outcome(replace(DATA, defaulted=labels))
    assert after.thresholds[part] == before.thresholds[part]
    assert np.array_equal(after.probability[fold], before.probability[fold])
    others = [other for other in range(3) if other != part]
    assert all(after.thresholds[other] != before.thresholds[other] for other in others)
    assert not np.isin(after.probability[FOLDS[others[0]][1]], before.probability).any()


def test_measured_are_all_metrics_and_the_business_score_at_the_costs_asked_for(learnt_from: list[list[float]]) -> None:
    dear = Costs(missed_default=3.0, lost_good_loan=2.0)
    found = compare(DATA, ["logistic"], costs=dear, seed=1)[0]
    assert set(found.metrics) == set(METRICS)
    assert found.metrics["business_score"].value == dear.business_score(DEFAULTED, found.declined.astype(bool))
    assert found.metrics["business_score"].value != Costs().business_score(DEFAULTED, found.declined.astype(bool))
    assert found.metrics["auc"].value == METRICS["auc"].of(DEFAULTED, found.probability)
    for interval in found.metrics.values():
        assert interval.low <= interval.value <= interval.high


def test_candidates_come_best_first_and_each_fold_is_told() -> None:
    told: list[str] = []
    found = compare(DATA, ["lightgbm", "logistic"], costs=Costs(), seed=1, advance=told.append)
    assert told == ["lightgbm"] * 3 + ["logistic"] * 3
    scores = [one.metrics["business_score"].value for one in found]
    assert scores == sorted(scores, reverse=True)
    assert {one.candidate for one in found} == {"lightgbm", "logistic"}
    boosted = next(one for one in found if one.candidate == "lightgbm")
    assert (boosted.parameters["random_state"], boosted.parameters["num_leaves"]) == (1, 12)


def test_fit_learns_encoding_and_model() -> None:
    encoder, model = fit(FRAME, ["signal"], DEFAULTED, name="logistic", seed=1)
    assert encoder == Encoder(("signal",), {})
    low, high = model.margin(encoder.encode(pl.DataFrame({"signal": [-2.0, 2.0]})))
    assert low < 0 < high
