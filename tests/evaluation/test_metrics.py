import numpy as np
import pytest

from creditworthy.evaluation import METRICS, Metric, metric

DEFAULTED = np.array([0, 1])
PROBABILITY = np.array([0.2, 0.6])
DECLINED = np.array([1.0, 0.0])


def first(defaulted: np.ndarray, values: np.ndarray) -> float:
    return float(values[0])


def test_a_metric_stays_the_function_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(METRICS, "_entries", dict(METRICS.items()))
    assert metric("lower", "probability")(first) is first
    assert METRICS["first"] == Metric("first", first, "lower", "probability")
    with pytest.raises(ValueError, match="two entries of kind metric are called 'first'; rename one"):
        metric("lower", "probability")(first)


@pytest.mark.parametrize(("subject", "value"), [("ranking", 0.2), ("probability", 0.2), ("decision", 1.0)])
def test_a_metric_looks_at_what_it_is_about(subject: str, value: float) -> None:
    entry = Metric("first", first, "higher", subject)  # type: ignore[arg-type]
    assert entry.measure(DEFAULTED, PROBABILITY, DECLINED) == value


def test_better_is_strict_and_goes_the_metrics_way() -> None:
    higher, lower = Metric("first", first, "higher", "ranking"), Metric("first", first, "lower", "ranking")
    assert [higher.better(0.2, 0.1), higher.better(0.1, 0.1), higher.better(0.1, 0.2)] == [True, False, False]
    assert [lower.better(0.2, 0.1), lower.better(0.1, 0.1), lower.better(0.1, 0.2)] == [False, False, True]


def test_better_is_nearer_to_a_target_and_nothing_is_better_without_a_direction() -> None:
    target, none = Metric("first", first, 1.0, "probability"), Metric("first", first, "none", "decision")
    assert [target.better(0.9, 1.2), target.better(1.1, 0.9), target.better(1.2, 0.9)] == [True, False, False]
    assert [none.better(0.2, 0.1), none.better(0.1, 0.2)] == [False, False]
