import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditworthy.decision import Rule

lawful = settings(max_examples=200, deadline=None, derandomize=True, database=None)
shares = st.floats(0.0, 1.0)


def test_without_a_band_nobody_goes_to_review() -> None:
    rule = Rule(0.1)
    assert [rule.decide(probability) for probability in (0.0, 0.0999, 0.1, 0.5)] == [
        "grant",
        "grant",
        "decline",
        "decline",
    ]


@pytest.mark.parametrize(
    ("probability", "decision"),
    [(0.2, "grant"), (0.25, "grant"), (0.2501, "review"), (0.5, "review"), (0.7499, "review"), (0.75, "decline")],
)
def test_the_ends_of_the_band_do_not_belong_to_it(probability: float, decision: str) -> None:
    assert Rule(0.5, 0.25).decide(probability) == decision


@lawful
@given(shares, shares, shares, shares)
def test_more_risk_never_decides_better_and_a_band_turns_no_decision_round(
    threshold: float, band: float, one: float, other: float
) -> None:
    rule, order = Rule(threshold, band), ["grant", "review", "decline"]
    low, high = sorted([one, other])
    assert order.index(rule.decide(low)) <= order.index(rule.decide(high))
    assert rule.decide(one) in {"review", Rule(threshold).decide(one)}
