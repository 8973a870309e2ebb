import pytest

from creditworthy.exploration.proportions import wilson


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
