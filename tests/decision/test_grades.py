from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditworthy.decision import grade_of, graded, rising
from creditworthy.decision.grades import EDGES, GRADES
from creditworthy.intervals import wilson

lawful = settings(max_examples=100, deadline=None, derandomize=True, database=None)
shares = st.floats(1e-4, 1 - 1e-4)


def test_each_grade_is_twice_as_risky_as_the_one_before() -> None:
    assert len(EDGES) + 1 == len(GRADES) == 7
    assert [high / low for low, high in pairwise(EDGES)] == pytest.approx([2.0] * 5)


def test_a_portfolio_by_hand() -> None:
    defaulted = np.array([0, 0, 1, 0, 1, 1])
    probability = np.array([0.005, 0.05, 0.07, 0.04, 0.5, 0.4])
    by_name = {grade.name: grade for grade in graded(defaulted, probability)}
    assert "".join(by_name) == GRADES
    assert (by_name["D"].low, by_name["D"].high) == (0.04, 0.08)
    assert (by_name["D"].applicants, by_name["D"].defaults) == (3, 1)
    assert by_name["D"].expected == pytest.approx(0.16 / 3)
    assert by_name["D"].observed == wilson(1, 3)
    assert by_name["G"].expected == pytest.approx(0.45)
    assert (by_name["B"].expected, by_name["B"].observed) == (None, None)


@lawful
@given(st.lists(st.tuples(st.integers(0, 1), shares), min_size=1, max_size=40))
def test_everybody_has_one_grade_and_it_holds_the_probability(sample: list[tuple[int, float]]) -> None:
    defaulted, probability = (np.array(part) for part in zip(*sample, strict=True))
    found = graded(defaulted, probability)
    assert sum(grade.applicants for grade in found) == len(sample)
    assert sum(grade.defaults for grade in found) == defaulted.sum()
    for grade in found:
        members = [one for one in probability if grade_of(one) == grade.name]
        assert len(members) == grade.applicants
        assert all(grade.low <= one < grade.high for one in members)


@lawful
@given(shares, shares)
def test_more_risk_never_has_a_better_grade(one: float, other: float) -> None:
    assert grade_of(min(one, other)) <= grade_of(max(one, other))


@pytest.mark.parametrize(
    ("defaulted", "expected"), [([0, 0, 1], True), ([0, 1, 1], True), ([1, 0, 1], False), ([1, 1, 0], False)]
)
def test_rising_is_seen_over_grades_that_nobody_has(defaulted: list[int], expected: bool) -> None:
    assert rising(graded(np.array(defaulted), np.array([0.005, 0.05, 0.5]))) is expected


def test_probabilities_that_come_true_rise() -> None:
    probability = np.random.default_rng(1).beta(0.9, 9.0, 50_000)
    assert rising(graded(np.random.default_rng(2).binomial(1, probability), probability))
