"""Laws of metrics, held for every one of the catalogue."""

import numpy as np
import pytest

from creditworthy.evaluation import METRICS

ROWS = 500
ENTRIES = pytest.mark.parametrize("name", METRICS)
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


@ENTRIES
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
