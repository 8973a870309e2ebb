import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditworthy.models.sharing import shared

lawful = settings(max_examples=200, deadline=None, derandomize=True, database=None)
sizes = st.floats(0.01, 20.0)


@lawful
@given(st.lists(sizes, min_size=1, max_size=5), st.lists(sizes, min_size=1, max_size=5), st.floats(-20, 20), sizes)
def test_the_sum_is_the_way_and_neither_sign_nor_order_changes(
    up: list[float], down: list[float], way: float, slope: float
) -> None:
    values = np.array([*up, *(-one for one in down)])
    found = shared(values[None, :], np.array([way]), slope)[0]
    assert found.sum() == pytest.approx(way, abs=1e-9)
    assert (np.sign(found) == np.sign(values)).all()
    for side in (slice(0, len(up)), slice(len(up), None)):
        assert found[side] == pytest.approx(found[side].sum() / values[side].sum() * values[side])


@lawful
@given(st.lists(st.floats(-5, 5, allow_subnormal=False), min_size=1, max_size=6), sizes)
def test_on_a_straight_line_every_contribution_is_multiplied_by_the_slope(parts: list[float], slope: float) -> None:
    values = np.array([parts])
    assert shared(values, slope * values.sum(axis=1), slope) == pytest.approx(slope * values, abs=1e-9)


def test_a_step_that_holds_the_base_and_the_answer_still_has_reasons() -> None:
    # 3 up and 1 down end where they began: √3 each way.
    assert shared(np.array([[3.0, -1.0]]), np.zeros(1), 1.0) == pytest.approx(np.array([[3**0.5, -(3**0.5)]]))


def test_a_jump_between_log_odds_that_hardly_differ_stays_of_its_size() -> None:
    found = shared(np.array([[1.0, -1.0 + 1e-12]]), np.array([2.0]), 1.0)[0]
    assert found == pytest.approx([1 + 2**0.5, 1 - 2**0.5], abs=1e-9)


@pytest.mark.parametrize("way", [0.0, 2.0])
def test_where_nothing_speaks_nothing_is_shared_out(way: float) -> None:
    assert shared(np.zeros((1, 3)), np.array([way]), 1.0).tolist() == [[0.0, 0.0, 0.0]]


def test_where_one_side_is_silent_the_other_has_the_whole_way() -> None:
    assert shared(np.array([[1.0, 3.0], [0.0, -4.0]]), np.array([2.0, -1.0]), 1.0).tolist() == [[0.5, 1.5], [0.0, -1.0]]
