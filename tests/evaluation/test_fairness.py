from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from creditworthy.decision import Policy
from creditworthy.evaluation.fairness import Answers, Attribute, breaches, fairness_of
from creditworthy.evaluation.groups import Grouping
from creditworthy.intervals import wilson
from creditworthy.language import speaking

SEX = "people.SEX"


def rows(group: str, **counts: int) -> list[tuple[str, int, int]]:
    """Applicants of a group: bad or good, declined or granted, so many of each."""
    kinds = {"bad_declined": (1, 1), "bad_granted": (1, 0), "good_declined": (0, 1), "good_granted": (0, 0)}
    return [(group, *kinds[kind]) for kind, count in counts.items() for _ in range(count)]


# Approved: A 80 of 100, B 60 of 100, C 30 of 50. Approved among those who repaid: A 76/90, B 56/80, C 28/40.
THREE = (
    rows("A", bad_declined=6, bad_granted=4, good_declined=14, good_granted=76)
    + rows("B", bad_declined=16, bad_granted=4, good_declined=24, good_granted=56)
    + rows("C", bad_declined=8, bad_granted=2, good_declined=12, good_granted=28)
    + rows("D", bad_declined=9)
)


def judged(given: list[tuple[str, int, int]], minimum: int = 10) -> Attribute:
    members, defaulted, declined = (np.array(values) for values in zip(*given, strict=True))
    points = np.where(members == "A", 650.0, 600.0)
    answers = Answers(defaulted, np.where(members == "A", 0.1, 0.2), declined.astype(float), points)
    return fairness_of({"SEX": Grouping((SEX,), members)}, answers, seed=1, minimum=minimum)["SEX"]


def kept(attribute: Attribute) -> dict[str, Any]:
    return {"SEX": asdict(attribute)}


def test_three_groups_by_hand() -> None:
    found = judged(THREE)
    assert list(found.groups) == ["A", "B", "C"]
    first = found.groups["A"]
    assert (first.applicants, first.defaults, first.predicted, first.points) == (100, 10, pytest.approx(0.1), 650.0)
    assert first.approval_rate == wilson(80, 100)
    assert first.recall == wilson(6, 10)
    assert first.false_positive_rate == wilson(14, 90)
    assert first.observed == wilson(10, 100)
    assert found.four_fifths
    assert (found.four_fifths.value, found.four_fifths.least, found.four_fifths.most) == (
        pytest.approx(0.75),
        "B",
        "A",
    )
    assert found.equal_opportunity
    assert found.equal_opportunity.value == pytest.approx(76 / 90 - 56 / 80)
    assert found.columns == (SEX,)


def test_differences_have_the_interval_of_the_two_that_are_farthest_apart() -> None:
    found = judged(THREE)
    assert found.four_fifths
    assert found.equal_opportunity
    # The error of a ratio of shares: its logarithm has variance Σ (1 − p)/(n p).
    error = np.sqrt(0.2 / 80 + 0.4 / 60)
    assert found.four_fifths.low == pytest.approx(0.75 * np.exp(-1.96 * error), abs=0.02)
    assert found.four_fifths.high == pytest.approx(0.75 * np.exp(1.96 * error), abs=0.03)
    gap = found.equal_opportunity
    assert gap.low < gap.value < gap.high
    assert gap.high - gap.low == pytest.approx(2 * 1.96 * np.sqrt(0.844 * 0.156 / 90 + 0.7 * 0.3 / 80), rel=0.15)


def test_a_small_group_is_listed_and_moves_nothing() -> None:
    found = judged(THREE)
    assert found.too_small == {"D": 9}
    assert found == Attribute(**{**vars(judged(THREE[:-9])), "too_small": {"D": 9}})
    alone = judged(THREE, minimum=100)
    assert (list(alone.groups), alone.too_small) == (["A", "B"], {"C": 50, "D": 9})


def test_one_group_or_none_is_not_compared() -> None:
    one = judged(rows("A", good_granted=20, bad_declined=2) + rows("B", good_granted=3))
    assert (list(one.groups), one.four_fifths, one.equal_opportunity) == (["A"], None, None)
    none = judged(rows("A", good_granted=5))
    assert (none.groups, none.too_small, none.four_fifths) == ({}, {"A": 5}, None)


def test_where_nobody_is_approved_or_nobody_repaid_there_is_no_ratio_or_no_gap() -> None:
    nobody = judged(rows("A", good_declined=20) + rows("B", good_declined=20))
    assert nobody.four_fifths is None
    assert nobody.equal_opportunity
    assert nobody.equal_opportunity.value == 0.0
    assert nobody.groups["A"].recall is None
    bad = judged(rows("A", good_granted=20) + rows("B", bad_granted=20))
    assert bad.four_fifths
    assert (bad.four_fifths.value, bad.equal_opportunity) == (1.0, None)


def test_an_unfair_threshold_breaches_the_policy() -> None:
    """Two groups that repay alike; one is declined from half the probability on."""
    random = np.random.default_rng(2)
    members = np.repeat(["F", "M"], 2_000)
    probability = random.beta(1, 9, 4_000)
    defaulted = (random.uniform(size=4_000) < probability).astype(int)
    policy, points = Policy(frozenset({SEX})), np.full(4_000, 600.0)

    def of(threshold: Any) -> dict[str, Any]:
        answers = Answers(defaulted, probability, (probability >= threshold).astype(float), points)
        return kept(fairness_of({"SEX": Grouping((SEX,), members)}, answers, seed=1)["SEX"])

    assert breaches(of(0.12), policy) == []
    found = breaches(of(np.where(members == "F", 0.12, 0.06)), policy)
    assert len(found) == 2
    assert found[0].startswith("SEX: M are approved 0.6")
    assert found[0].endswith(" times as often as F, a four-fifths ratio below the bound of 0.80")
    assert found[1].startswith("SEX: of those who repaid, the approval of M is 0.")
    with speaking("fr"):
        assert "obtiennent l'accord" in breaches(of(np.where(members == "F", 0.12, 0.06)), policy)[0]


def test_bounds_can_be_lifted_and_bind_what_is_protected_only() -> None:
    found = kept(judged(THREE))
    assert len(breaches(found, Policy(frozenset({SEX})))) == 2
    assert breaches(found, Policy(frozenset({"people.AGE"}))) == []
    assert breaches(found, Policy(frozenset({SEX}), four_fifths=None, equal_opportunity=0.15)) == []
    assert breaches(found, Policy(frozenset({SEX}), four_fifths=0.7, equal_opportunity=None)) == []
    both = {"SEX by age": {**found["SEX"], "columns": (SEX, "people.AGE")}}
    assert breaches(both, Policy(frozenset({SEX}))) == []
    assert len(breaches(both, Policy(frozenset({SEX, "people.AGE"})))) == 2


def test_nothing_compared_breaches_nothing() -> None:
    assert breaches(kept(judged(rows("A", good_granted=20))), Policy(frozenset({SEX}))) == []


def test_the_youngest_come_first() -> None:
    bands = [row for band in ("25-34", "65+", "<25") for row in rows(band, good_granted=20, bad_declined=1)]
    assert list(judged(bands).groups) == ["<25", "25-34", "65+"]
