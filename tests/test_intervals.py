import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from creditworthy.intervals import Interval, bootstrap, delong, percentiles, resampled, wilson

VALUES = np.arange(100.0)


def mean(rows: np.ndarray) -> dict[str, float]:
    return {"mean": float(VALUES[rows].mean())}


def test_the_value_is_of_the_sample_itself() -> None:
    assert bootstrap(mean, 100, seed=1)["mean"].value == 49.5


def test_resamples_are_as_large_as_the_sample_and_as_many_as_asked() -> None:
    seen: list[np.ndarray] = []

    def measure(rows: np.ndarray) -> dict[str, float]:
        seen.append(rows)
        return {"rows": float(len(rows))}

    found = bootstrap(measure, 30, seed=1, repeats=7)
    assert found == {"rows": Interval(30.0, 30.0, 30.0)}
    assert seen[0].tolist() == list(range(30))
    assert len(seen) == 8
    assert all(rows.min() >= 0 and rows.max() < 30 and len(set(rows)) < 30 for rows in seen[1:])


def test_the_interval_is_about_two_standard_errors_either_way() -> None:
    found = bootstrap(mean, 100, seed=1, repeats=2_000)["mean"]
    error = VALUES.std() / 10  # 2.89
    assert found.low == pytest.approx(49.5 - 1.96 * error, abs=0.3)
    assert found.high == pytest.approx(49.5 + 1.96 * error, abs=0.3)


def test_a_higher_level_holds_more() -> None:
    narrow, wide = (bootstrap(mean, 100, seed=1, level=level)["mean"] for level in (0.5, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_the_whole_range_of_resamples_is_the_interval_of_level_one() -> None:
    means: list[float] = []

    def measure(rows: np.ndarray) -> dict[str, float]:
        means.append(float(VALUES[rows].mean()))
        return {"mean": means[-1]}

    found = bootstrap(measure, 100, seed=1, level=1.0)["mean"]
    assert (found.low, found.high) == (min(means[1:]), max(means[1:]))


def test_the_same_seed_gives_the_same_interval_and_another_one_another() -> None:
    assert bootstrap(mean, 100, seed=1) == bootstrap(mean, 100, seed=1)
    assert bootstrap(mean, 100, seed=1) != bootstrap(mean, 100, seed=2)


def test_every_name_has_its_own_interval_on_the_same_resamples() -> None:
    found = bootstrap(lambda rows: mean(rows) | {"twice": 2 * mean(rows)["mean"]}, 100, seed=1)
    one, two = found["mean"], found["twice"]
    assert (two.value, two.low, two.high) == pytest.approx((2 * one.value, 2 * one.low, 2 * one.high))


def test_a_published_example() -> None:
    # Newcombe (1998), table I: 81 of 263 by the score method.
    found = wilson(81, 263)
    assert found is not None
    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.3080, 0.2553, 0.3662)


@pytest.mark.parametrize(("count", "total"), [(0, 5), (5, 5), (1, 1_000)])
def test_an_interval_holds_its_share_and_stays_within_0_and_1(count: int, total: int) -> None:
    found = wilson(count, total)
    assert found is not None
    assert 0.0 <= found.low <= found.value <= found.high <= 1.0
    assert found.low < found.high


def test_none_of_none_is_no_share() -> None:
    assert wilson(0, 0) is None


def test_delong_is_the_difference_of_the_areas_with_a_sensible_interval() -> None:
    random = np.random.default_rng(5)
    defaulted = (random.uniform(size=4_000) < 0.1).astype(int)
    good, weak = (defaulted * strength + random.normal(size=4_000) for strength in (1.5, 0.5))
    found = delong(defaulted, good, weak)
    assert found.value == pytest.approx(roc_auc_score(defaulted, good) - roc_auc_score(defaulted, weak))
    again = bootstrap(
        lambda rows: {"gain": roc_auc_score(defaulted[rows], good[rows]) - roc_auc_score(defaulted[rows], weak[rows])},
        4_000,
        seed=1,
        repeats=300,
    )["gain"]
    assert found.low == pytest.approx(again.low, abs=0.006)
    assert found.high == pytest.approx(again.high, abs=0.006)


def test_delong_counts_ties_by_half() -> None:
    found = delong(np.array([0, 1, 0, 1]), np.array([1.0, 1.0, 0.0, 2.0]), np.zeros(4))
    assert found.value == pytest.approx(7 / 8 - 1 / 2)


def test_delong_against_a_constant_is_the_distance_from_chance_and_a_higher_level_holds_more() -> None:
    defaulted, score = np.array([0, 0, 1, 0, 1]), np.array([0.1, 0.4, 0.3, 0.2, 0.8])
    found = delong(defaulted, score, np.zeros(5))
    wide = delong(defaulted, score, np.zeros(5), level=0.99)
    assert found.value == wide.value == pytest.approx(roc_auc_score(defaulted, score) - 0.5)
    assert wide.low < found.low < found.high < wide.high


def test_resamples_told_by_weights_are_those_of_the_bootstrap(monkeypatch: pytest.MonkeyPatch) -> None:
    def weighed(weights: np.ndarray) -> dict[str, np.ndarray]:
        assert (weights.sum(axis=1) == 100).all()
        return {"mean": weights @ VALUES / 100}

    found = resampled(weighed, 100, seed=1, repeats=30)["mean"]
    assert found.shape == (31,)
    plain, again = bootstrap(mean, 100, seed=1, repeats=30)["mean"], percentiles(found)
    assert (again.value, again.low, again.high) == pytest.approx((plain.value, plain.low, plain.high))
    monkeypatch.setattr("creditworthy.intervals._AT_ONCE", 700)  # 7 resamples at a time
    assert resampled(weighed, 100, seed=1, repeats=30)["mean"] == pytest.approx(found)
