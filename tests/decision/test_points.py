import pytest

from creditworthy.decision import PointScale


@pytest.mark.parametrize(
    ("probability", "points"),
    [
        (1 / 21, 600),  # 20 good loans for a default
        (1 / 41, 650),  # twice as many
        (1 / 81, 700),
        (1 / 11, 550),  # half as many
        (1 / 2, 384),  # odds of 1: 600 − 50·log2(20) = 600 − 216.1
        (1 / 11 + 0.0005, 550),  # 549.6
        (1e-4, 1048),  # 600 + 50·log2(9999 / 20) = 600 + 448.3
        (1 - 1e-4, -280),  # 600 − 50·log2(20·9999) = 600 − 880.47
    ],
)
def test_points_of_a_probability(probability: float, points: int) -> None:
    assert PointScale().of(probability) == points


def test_another_scale_has_its_own_base_and_doubling() -> None:
    scale = PointScale(base_points=500.0, base_odds=1.0, points_to_double=20.0)
    assert [scale.of(probability) for probability in (1 / 2, 1 / 3, 2 / 3, 1 / 5)] == [500, 520, 480, 540]
