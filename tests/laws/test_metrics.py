"""Laws of metrics, held for every one of the catalogue."""

import numpy as np
import pytest

from creditworthy.evaluation import METRICS

ROWS = 500
ENTRIES = pytest.mark.parametrize("name", METRICS)
ONE_WAY = [name for name, metric in METRICS.items() if metric.direction in {"higher", "lower"}]
TARGETS = [name for name, metric in METRICS.items() if isinstance(metric.direction, float)]
Values = np.ndarray


def answers(seed: int) -> tuple[Values, Values, Values]:
    """Return outcomes, probabilities (with ties) and decisions."""
    random = np.random.default_rng(seed)
    probability = np.round(random.uniform(0.01, 0.99, ROWS), 2)
    return (random.uniform(size=ROWS) < probability).astype(int), probability, (probability > 0.5).astype(float)


@ENTRIES
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_is_irrelevant(name: str, seed: int) -> None:
    given = answers(seed)
    order = np.random.default_rng(seed).permutation(ROWS)
    shuffled = tuple(values[order] for values in given)
    assert METRICS[name].measure(*shuffled) == pytest.approx(METRICS[name].measure(*given), rel=0, abs=1e-12)


@ENTRIES
def test_inputs_are_left_as_they_were(name: str) -> None:
    given = answers(1)
    METRICS[name].measure(*given)
    assert all(np.array_equal(one, other) for one, other in zip(given, answers(1), strict=True))


@pytest.mark.parametrize("name", ONE_WAY)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_right_answers_are_better_than_reversed_ones(name: str, seed: int) -> None:
    """A perfect ranking, near-certain probabilities or perfect decisions, against their mirror image."""
    defaulted, spread, _ = answers(seed)
    right = np.where(defaulted == 1, 0.5 + spread / 2.1, spread / 2.1)
    metric = METRICS[name]
    best = metric.measure(defaulted, right, defaulted.astype(float))
    worst = metric.measure(defaulted, 1.0 - right, 1.0 - defaulted)
    assert metric.better(best, worst)
    between = metric.measure(*answers(seed))
    assert metric.better(best, between)
    assert metric.better(between, worst)


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_comes_true_is_nearer_the_target_than_what_is_too_high_and_not_sure_enough(name: str, seed: int) -> None:
    defaulted, probability, declined = answers(seed)
    metric = METRICS[name]
    true = metric.measure(defaulted, probability, declined)
    odds = 9.0 * (probability / (1.0 - probability)) ** 0.4
    assert metric.better(true, metric.measure(defaulted, odds / (1.0 + odds), declined))


@ENTRIES
def test_a_row_that_counts_twice_is_two_rows_and_one_that_counts_0_is_none(name: str) -> None:
    given = answers(2)
    random = np.random.default_rng(4)
    drawn = [random.integers(0, ROWS, ROWS) for _ in range(3)]
    weights = np.array([np.bincount(one, minlength=ROWS) for one in drawn], dtype=float)
    found = METRICS[name].resampled(*given, weights)
    expected = [METRICS[name].measure(*(values[one] for values in given)) for one in drawn]
    # A line is fitted to each resample in one step, the others are exact.
    close = {"abs": 0.03} if name in TARGETS else {"rel": 1e-12}
    assert found.tolist() == pytest.approx(expected, **close)
    assert METRICS[name].resampled(*given, np.ones((1, ROWS)))[0] == pytest.approx(METRICS[name].measure(*given))


@pytest.mark.parametrize("name", [name for name, metric in METRICS.items() if metric.subject == "ranking"])
def test_a_ranking_is_all_that_a_ranking_metric_sees(name: str) -> None:
    defaulted, probability, declined = answers(1)
    given = METRICS[name].measure(defaulted, probability, declined)
    assert METRICS[name].measure(defaulted, probability**3, 1.0 - declined) == given


@ENTRIES
def test_every_metric_has_a_doctest(name: str) -> None:
    assert f">>> {name}(" in (METRICS[name].of.__doc__ or "") or f"({name}(" in (METRICS[name].of.__doc__ or "")


@ENTRIES
def test_a_metric_is_a_number(name: str) -> None:
    assert type(METRICS[name].measure(*answers(1))) is float
