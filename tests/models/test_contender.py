from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy.errors import InputError, UnknownNameError
from creditworthy.models import ARMS, CANDIDATES, USUAL, Contender, Encoder, Rows, Search, fit

ROWS = 600


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Two applications of each of 300 persons; whose score is high defaults."""
    random = np.random.default_rng(5)
    score = random.normal(size=ROWS)
    defaulted = (score + random.normal(size=ROWS) > 1.0).astype(np.int64)
    person = np.repeat(np.arange(ROWS // 2), 2)
    frame = pl.DataFrame({"score": score, "person": person, "job": random.choice(["a", "b"], ROWS)})
    return Rows(frame, ("score", "job"), defaulted, person)


def test_a_name_says_candidate_and_arm() -> None:
    assert Contender.named("lightgbm") == Contender.named("lightgbm+none") == Contender("lightgbm", "none")
    assert Contender.named("logistic+smote").name == "logistic+smote"
    assert Contender("logistic").name == "logistic"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("lightgmb", "no candidate 'lightgmb'; close names: lightgbm"),
        ("lightgbm+smoote", "no arm 'smoote'; close names: smote, monotone"),
    ],
)
def test_an_unknown_part_is_named(name: str, sentence: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        Contender.named(name)
    assert str(raised.value) == sentence


def test_usual_are_all_candidates_and_the_arms_of_one() -> None:
    assert [one.name for one in USUAL] == [
        *CANDIDATES,
        *(f"lightgbm+{arm}" for arm in ARMS if arm != "none"),
    ]


def test_rows_are_taken_together(rows: Rows) -> None:
    some = rows.take(np.array([5, 2]))
    assert some.encoded(rows.encoder())[:, 0].tolist() == [np.float32(rows.frame["score"][row]) for row in (5, 2)]
    assert some.defaulted.tolist() == [rows.defaulted[5], rows.defaulted[2]]
    assert some.persons.tolist() == [2, 1]
    assert some.features == rows.features
    again = some.take(np.array([1]))  # the second of the two
    assert again.encoded(rows.encoder())[:, 0].tolist() == [np.float32(rows.frame["score"][2])]
    assert again.defaulted.tolist() == [rows.defaulted[2]]


def test_rows_that_are_some_of_a_frame_are_learnt_from_as_if_they_were_all(rows: Rows) -> None:
    places = np.arange(0, ROWS, 3)
    copied = Rows(rows.frame[places], rows.features, rows.defaulted[places], rows.persons[places])
    for how in (Search(), Search("grid")):
        some, alone = (fit(Contender("lightgbm"), one, seed=1, how=how) for one in (rows.take(places), copied))
        assert some.encoder == alone.encoder
        assert some.parameters == alone.parameters
        assert np.array_equal(some.margin(rows.frame, places), alone.margin(copied.frame))


def test_encoding_and_model_are_learnt(rows: Rows) -> None:
    found = fit(Contender("logistic"), rows, seed=1, how=Search())
    assert found.encoder == Encoder(("score", "job"), {"job": ("a", "b")})
    low, high = found.margin(pl.DataFrame({"score": [-2.0, 2.0], "job": ["a", "a"]}))
    rate = rows.defaulted.mean()
    assert low < np.log(rate / (1 - rate)) < high


def test_a_column_that_nobody_knows_is_learnt_as_one_that_says_nothing(rows: Rows, recorder: Any) -> None:
    frame = rows.frame.with_columns(score=pl.lit(None, pl.Float64))
    unknown = Rows(frame, ("score", "person"), rows.defaulted, rows.persons)
    found = fit(Contender("recorder"), unknown, seed=1, how=Search())
    assert recorder.learnt[0].tolist() == [[0.0, person] for person in rows.persons]
    assert np.isnan(found.margin(frame)).all()  # asked about what is missing, a model is told so


def test_the_arm_trains_the_candidate(rows: Rows, recorder: Any) -> None:
    fit(Contender("recorder", "smote"), rows, seed=1, how=Search())
    assert recorder.defaulted[-1].mean() == 0.5


def test_the_search_chooses_what_judges_best(rows: Rows) -> None:
    """Two leaves of 300 rows rank worse than what smaller leaves can tell."""
    found = fit(Contender("decision_tree"), rows, seed=1, how=Search("grid"))
    assert set(found.parameters) <= {"max_depth", "min_samples_leaf"}
    assert found.parameters["min_samples_leaf"] == 50


def test_without_a_search_the_defaults_stay(rows: Rows, recorder: Any) -> None:
    assert fit(Contender("recorder"), rows, seed=1, how=Search()).parameters == {}
    assert [len(matrix) for matrix in recorder.learnt] == [ROWS]
    assert recorder.asked == []


def test_a_trial_learns_from_persons_that_it_is_not_judged_on(rows: Rows, recorder: Any) -> None:
    """An inner split of the rows given, the same for each trial; then the choice learns from all of them."""
    seen = Rows(rows.frame, ("score", "person"), rows.defaulted, rows.persons)
    fit(Contender("recorder"), seen, seed=1, how=Search("grid"))
    assert [len(matrix) for matrix in recorder.learnt] == [400, 400, 400, ROWS]  # the defaults, two depths, the choice
    assert [len(matrix) for matrix in recorder.asked] == [200] * 3
    for learnt, judged in zip(recorder.learnt, recorder.asked, strict=False):
        assert set(learnt[:, 1]).isdisjoint(judged[:, 1])
        assert sorted([*learnt[:, 1], *judged[:, 1]]) == rows.persons.tolist()
        assert np.array_equal(judged, recorder.asked[0])


def test_an_arm_that_is_made_for_others_is_refused() -> None:
    with pytest.raises(InputError, match=r"^arm native is made for lightgbm, not for logistic$"):
        Contender.named("logistic+native")


def test_categories_go_in_as_they_are(rows: Rows) -> None:
    found = fit(Contender("lightgbm", "native"), rows, seed=1, how=Search())
    assert found.encoder.columns == (("score", None), ("job", None))
    assert found.encoder.numbered == [1]
    assert found.model.contributions(found.encoder.encode(rows.frame)).shape == (len(rows.defaulted), 3)


@pytest.mark.parametrize("candidate", ["lightgbm", "xgboost"])
@pytest.mark.parametrize("direction", [1, -1])
def test_a_declared_direction_is_kept_whatever_the_rows_say(rows: Rows, candidate: str, direction: int) -> None:
    directed = replace(rows, directions={"score": direction})
    found = fit(Contender(candidate, "monotone"), directed, seed=1, how=Search())
    rising = pl.DataFrame({"score": np.linspace(-3, 3, 50), "job": ["a"] * 50})
    assert (np.diff(found.margin(rising)) * direction >= -1e-6).all()
