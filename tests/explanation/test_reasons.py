from typing import Any

import polars as pl
import pytest

from creditworthy.explanation import Reason, principal_reasons, reasons, reasons_of_each
from creditworthy.features import FEATURES
from creditworthy.language import speaking, value
from creditworthy.models import CANDIDATES
from creditworthy.scorer import Scorer

Few = tuple[pl.DataFrame, Any]


def said(*contributions: float) -> list[Reason]:
    return [
        Reason(f"feature {index}", "", None, "raises" if amount > 0 else "lowers", amount, "")
        for index, amount in enumerate(contributions)
    ]


@pytest.mark.parametrize("name", CANDIDATES)
def test_a_reason_for_each_feature_with_a_say_the_largest_first(
    scorers: dict[str, Scorer], few: Few, name: str
) -> None:
    one = few[0].head(1)
    found = reasons(scorers[name], one)
    contributions = scorers[name].contributions(one)
    expected = dict(zip(contributions.features, contributions.values[0].tolist(), strict=True))
    assert {reason.feature: reason.contribution for reason in found} == {
        feature: amount for feature, amount in expected.items() if amount
    }
    sizes = [abs(reason.contribution) for reason in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all((reason.effect == "raises") == (reason.contribution > 0) for reason in found)
    assert all(reason.value == one[reason.feature][0] for reason in found)


@pytest.mark.parametrize(
    ("language", "raises", "lowers"),
    [("en", "raises the risk", "lowers the risk"), ("fr", "augmente le risque", "diminue le risque")],
)
def test_reasons_speak_the_readers_language(
    scorers: dict[str, Scorer], few: Few, language: str, raises: str, lowers: str
) -> None:
    with speaking(language):
        found = reasons(scorers["lightgbm"], few[0].head(1))
        values = [value(reason.value, FEATURES[reason.feature].unit) for reason in found]
    assert {reason.effect for reason in found} == {"raises", "lowers"}
    for reason, written in zip(found, values, strict=True):
        assert reason.meaning == FEATURES[reason.feature].meaning(language)
        assert reason.text == f"{reason.meaning} ({written}) {raises if reason.contribution > 0 else lowers}"


def test_only_the_words_depend_on_the_language(scorers: dict[str, Scorer], few: Few) -> None:
    spoken = []
    for language in ("en", "fr"):
        with speaking(language):
            spoken.append(reasons(scorers["logistic"], few[0].head(1)))
    english, french = spoken
    assert [(one.feature, one.value, one.contribution) for one in english] == [
        (one.feature, one.value, one.contribution) for one in french
    ]
    assert all(one.text != other.text for one, other in zip(english, french, strict=True))


def test_reasons_of_each_are_those_of_one(scorers: dict[str, Scorer], few: Few) -> None:
    decisions = ["grant", "decline", "review"]
    scorer, frame = scorers["lightgbm"], few[0].head(3)
    found = reasons_of_each(scorer.known, scorer.contributions(frame), frame.iter_rows(named=True), decisions)
    assert found == [principal_reasons(reasons(scorer, frame[row]), decision) for row, decision in enumerate(decisions)]


def test_principal_reasons_speak_for_the_decision_then_against_it() -> None:
    found = said(0.9, -0.8, 0.7, 0.6, -0.5, 0.4, 0.3, -0.2)
    assert [one.contribution for one in principal_reasons(found, "decline")] == [0.9, 0.7, 0.6, 0.4, -0.8, -0.5]
    assert [one.contribution for one in principal_reasons(found, "grant")] == [-0.8, -0.5, -0.2, 0.9, 0.7]
    assert [one.contribution for one in principal_reasons(found, "decline", most=1, against=0)] == [0.9]


def test_for_a_review_speaks_what_keeps_it_from_being_granted() -> None:
    found = said(0.9, -0.8, 0.7)
    assert principal_reasons(found, "review") == principal_reasons(found, "decline")


def test_nothing_is_made_up_where_nothing_speaks_for_a_decision() -> None:
    assert principal_reasons([], "decline") == []
    assert [one.contribution for one in principal_reasons(said(-0.5), "decline")] == [-0.5]
