import polars as pl
import pytest

from creditworthy.decision import Costs
from creditworthy.intervals import wilson
from creditworthy.scorer.comparing import Swapped, paired, same_folds

Ten = tuple[pl.DataFrame, pl.DataFrame]


def test_the_swap_set_of_ten_applicants_by_hand(ten: Ten) -> None:
    """Of the second and the sixth, newly declined, one defaulted: 10 saved, 1 lost. The fourth, newly granted, is good.

    Everything wrong would cost 3 × 10 + 7 × 1 = 37.
    """
    found = paired(*ten, Costs(), seed=1)
    assert found is not None
    assert (found.applicants, found.defaults) == (10, 3)
    assert found.newly_declined == Swapped(2, 1, wilson(1, 2), -9.0, 9 / 37)
    assert found.newly_granted == Swapped(1, 0, wilson(0, 1), -1.0, 1 / 37)
    assert found.differences["business_score"].value == pytest.approx(10 / 37)


def test_the_other_way_round_is_the_opposite(ten: Ten) -> None:
    found, back = paired(*ten, Costs(), seed=1), paired(*reversed(ten), Costs(), seed=1)
    assert found is not None
    assert back is not None
    assert back.newly_granted == Swapped(2, 1, wilson(1, 2), 9.0, -9 / 37)
    assert back.newly_declined == Swapped(1, 0, wilson(0, 1), 1.0, -1 / 37)
    for name, difference in found.differences.items():
        assert back.differences[name].value == pytest.approx(-difference.value)


def test_differences_are_those_of_the_metrics(ten: Ten) -> None:
    from creditworthy.evaluation.measures import auc, brier

    found = paired(*ten, Costs(8, 2), seed=1)
    assert found is not None
    defaulted = ten[0]["defaulted"].to_numpy().astype(int)
    for name, metric in (("auc", auc), ("brier", brier)):
        second, first = (metric(defaulted, one["probability"].to_numpy()) for one in reversed(ten))
        assert found.differences[name].value == pytest.approx(second - first)
    second, first = (Costs(8, 2).business_score(defaulted, one["declined"].to_numpy()) for one in reversed(ten))
    assert found.differences["business_score"].value == pytest.approx(second - first)


def test_a_version_and_itself_differ_in_nothing(ten: Ten) -> None:
    found = paired(ten[0], ten[0], Costs(), seed=1)
    assert found is not None
    assert {(one.value, one.low, one.high) for one in found.differences.values()} == {(0.0, 0.0, 0.0)}
    assert found.newly_declined == found.newly_granted == Swapped(0, 0, None, 0.0, 0.0)


def test_pairs_narrow_the_interval(calibrated: pl.DataFrame) -> None:
    """What both versions get wrong alike says nothing about their difference."""
    other = calibrated.with_columns(declined=pl.col("probability") > 0.49)
    nobody = calibrated.with_columns(declined=False)
    near, far = paired(calibrated, other, Costs(), seed=1), paired(nobody, other, Costs(), seed=1)
    assert near is not None
    assert far is not None
    narrow, wide = near.differences["business_score"], far.differences["business_score"]
    assert narrow.low <= narrow.value <= narrow.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 2


def test_only_applicants_in_common_are_compared(ten: Ten) -> None:
    found = paired(ten[0].tail(9), ten[1].head(9), Costs(), seed=1)
    assert found is not None
    assert (found.applicants, found.defaults) == (8, 2)
    assert paired(ten[0].tail(8), ten[1], Costs(), seed=1) is None
    foreign = ten[1].with_columns(pl.col("applicant") + 1000)
    assert paired(ten[0], foreign, Costs(), seed=1) is None
    assert paired(None, ten[1], Costs(), seed=1) is None
    assert paired(ten[0], None, Costs(), seed=1) is None


def test_same_folds() -> None:
    assert same_folds({"folds_digest": "a"}, {"folds_digest": "a"})
    assert not same_folds({"folds_digest": "a"}, {"folds_digest": "b"})
    assert not same_folds({"folds_digest": "a"}, {})
