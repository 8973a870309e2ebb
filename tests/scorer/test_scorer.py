from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy import pipeline
from creditworthy.decision import PointScale
from creditworthy.errors import InputError
from creditworthy.models import CANDIDATES, Beta, Calibration, Isotonic
from creditworthy.scorer import Decision, Scorer
from creditworthy.tables.dictionary import APPLICANT, home_credit
from creditworthy.tables.load import Tables

Few = tuple[pl.DataFrame, Any]
HISTORIES = tuple(table.name for table in home_credit().histories)


def records(tables: Tables, applicant: int) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    histories = {name: frame.to_dicts() for name, frame in tables.histories_of(applicant).items()}
    return tables.application_of(applicant).to_dicts()[0], histories


@pytest.mark.parametrize("name", CANDIDATES)
def test_contributions_and_base_are_the_calibrated_log_odds(scorers: dict[str, Scorer], few: Few, name: str) -> None:
    scorer, frame = scorers[name], few[0]
    found = scorer.contributions(frame)
    log_odds = found.base + found.values.sum(axis=1)
    assert found.features == scorer.features
    assert found.values.shape == (400, len(scorer.features))
    expected = scorer.calibration.log_odds(scorer.model.margin(scorer.encoder.encode(frame)))
    close = 1e-5 if name in {"xgboost", "blend"} else 1e-9  # it counts in single precision
    assert log_odds == pytest.approx(expected, abs=close)
    probability = np.clip(1 / (1 + np.exp(-log_odds)), 1e-4, 1 - 1e-4)
    assert probability == pytest.approx(scorer.probability(frame), abs=close)


@pytest.mark.parametrize("name", CANDIDATES)
@pytest.mark.parametrize("rows", [1, 30])
def test_both_at_once_are_to_the_bit_what_they_are_apart(
    scorers: dict[str, Scorer], few: Few, name: str, rows: int
) -> None:
    scorer, frame = scorers[name], few[0].head(rows)
    decisions, found = scorer.decide_and_explain(frame)
    apart = scorer.contributions(frame)
    assert decisions == scorer.decide(frame)
    assert (found.features, found.base) == (apart.features, apart.base)
    assert np.array_equal(found.values, apart.values)
    one, own = scorer.decide_and_explain_row(frame.row(0, named=True))
    assert one == decisions[:1]
    assert np.array_equal(own.values, found.values[:1])


@pytest.mark.parametrize("name", ["lightgbm", "xgboost", "scorecard"])
def test_features_that_no_tree_looks_at_are_left_out_and_change_nothing(
    scorers: dict[str, Scorer], few: Few, name: str
) -> None:
    whole, frame = scorers[name], few[0]
    encoder = whole.encoder.narrowed(whole.model.looks_at(len(whole.encoder.columns)))
    scorer = replace(whole, encoder=encoder)
    assert set(scorer.features) < set(whole.features)
    assert scorer.offered == whole.offered == whole.features
    assert scorer.decide(frame.select(APPLICANT, *scorer.features)) == whole.decide(frame)
    narrow, wide = scorer.contributions(frame), whole.contributions(frame)
    places = [whole.features.index(feature) for feature in scorer.features]
    assert narrow.values == pytest.approx(wide.values[:, places], abs=1e-12)
    assert not np.delete(wide.values, places, axis=1).any()


@pytest.mark.parametrize(
    "calibration",
    [Beta(0.6, 2.5, -0.5, 0.9), Isotonic((-5.0, -3.0, -2.9, -1.0, 1.0), (0.0, 0.02, 0.1, 0.1, 0.7), 0.9)],
    ids=lambda one: str(one.method),
)
def test_contributions_add_up_where_calibration_is_no_line(
    scorers: dict[str, Scorer], few: Few, calibration: Calibration
) -> None:
    line, scorer = scorers["lightgbm"], replace(scorers["lightgbm"], calibration=calibration)
    found, plain = scorer.contributions(few[0]), line.contributions(few[0])
    log_odds = found.base + found.values.sum(axis=1)
    expected = calibration.log_odds(scorer.model.margin(scorer.encoder.encode(few[0])))
    assert log_odds == pytest.approx(expected, abs=1e-9)
    assert np.array_equal(np.sign(found.values), np.sign(plain.values))
    assert 1 / (1 + np.exp(-log_odds)) == pytest.approx(scorer.probability(few[0]), abs=1e-9)


def test_who_is_near_the_threshold_goes_to_review(scorers: dict[str, Scorer], few: Few) -> None:
    scorer = replace(scorers["lightgbm"], review_band=0.02)
    decisions = scorer.decide(few[0])
    near = [abs(one.probability - one.threshold) < 0.02 for one in decisions]
    assert [one.decision == "review" for one in decisions] == near
    plain = zip(decisions, scorers["lightgbm"].decide(few[0]), strict=True)
    assert all(one == other for one, other in plain if one.decision != "review")
    assert {one.decision for one in decisions} == {"grant", "review", "decline"}


def test_the_columns_of_a_category_count_for_their_feature(scorers: dict[str, Scorer], few: Few) -> None:
    scorer, frame = scorers["logistic"], few[0]
    name = next(name for name, known in scorer.encoder.categories.items() if len(known) > 1)
    columns = [index for index, (owner, _) in enumerate(scorer.encoder.columns) if owner == name]
    raw = scorer.model.contributions(scorer.encoder.encode(frame))[:, columns].sum(axis=1)
    found = scorer.contributions(frame).values[:, scorer.features.index(name)]
    assert found == pytest.approx(scorer.calibration.slope * raw, abs=1e-12)
    assert np.ptp(found) > 0


@pytest.mark.parametrize("name", CANDIDATES)
def test_one_applicant_from_records_has_the_bits_of_the_crowd(
    scorers: dict[str, Scorer], few: Few, tables: Tables, name: str
) -> None:
    scorer, crowd = replace(scorers[name], version="v1"), few[0].head(25)
    for expected in scorer.decide(crowd):
        assert expected.applicant is not None
        assert scorer.score(*records(tables, expected.applicant)) == expected


def test_decisions_go_by_the_threshold(scorers: dict[str, Scorer], few: Few) -> None:
    probabilities = scorers["lightgbm"].probability(few[0]).tolist()
    reached = probabilities[7]
    scorer = replace(scorers["lightgbm"], threshold=reached, version="v1")
    decisions = scorer.decide(few[0])
    assert decisions[7] == Decision(
        few[0][APPLICANT][7], "decline", reached, reached, PointScale().of(reached), version="v1"
    )
    assert [one.decision for one in decisions] == ["decline" if p >= reached else "grant" for p in probabilities]
    assert {one.decision for one in decisions} == {"grant", "decline"}
    assert [one.applicant for one in decisions] == few[0][APPLICANT].to_list()


def test_more_points_are_less_risk(scorer: Scorer, tables: Tables) -> None:
    frame = pipeline.prepare(tables, "train", scorer.features)
    ranked = sorted(scorer.decide(frame), key=lambda one: one.probability)
    points = [one.points for one in ranked]
    assert points == sorted(points, reverse=True)
    assert points[0] > points[-1]


def test_histories_that_were_not_looked_up_are_listed(scorer: Scorer, tables: Tables, few: Few) -> None:
    application, histories = records(tables, few[0][APPLICANT][0])
    some = {name: rows for name, rows in histories.items() if name != "bureau"}
    assert scorer.score(application, histories).incomplete == ()
    assert scorer.score(application, some).incomplete == ("bureau",)
    assert scorer.score(application, {}).incomplete == HISTORIES
    assert scorer.score(application).incomplete == HISTORIES


def test_an_empty_history_decides_as_an_absent_one_but_is_complete(scorer: Scorer, tables: Tables, few: Few) -> None:
    application, _ = records(tables, few[0][APPLICANT][0])
    empty = scorer.score(application, {name: [] for name in HISTORIES})
    assert empty.incomplete == ()
    assert empty == replace(scorer.score(application), incomplete=())


def test_an_application_without_a_number_is_decided(scorer: Scorer, tables: Tables, few: Few) -> None:
    application, histories = records(tables, few[0][APPLICANT][0])
    numbered = scorer.score(application, histories)
    nameless = scorer.score({name: value for name, value in application.items() if name != APPLICANT}, histories)
    assert nameless == replace(numbered, applicant=None)


@pytest.mark.parametrize(
    ("application", "histories", "told"),
    [
        ({"AMT_CREDITS": 1.0}, {}, "no column of application 'AMT_CREDITS'; close names: AMT_CREDIT"),
        (
            {},
            {"bureau": [{"CREDIT_ACTIV": "Active"}]},
            "no column of bureau 'CREDIT_ACTIV'; close names: CREDIT_ACTIVE",
        ),
        ({}, {"bureaux": []}, "no table 'bureaux'; close names: bureau"),
        ({"AMT_CREDIT": "much"}, {}, "application: a value has another type than the dictionary says ("),
        ({}, {"bureau": [{"DAYS_CREDIT": "long ago"}]}, "bureau: a value has another type than the dictionary says ("),
    ],
)
def test_what_cannot_be_used_is_a_sentence(
    scorer: Scorer, application: dict[str, object], histories: dict[str, list[dict[str, object]]], told: str
) -> None:
    with pytest.raises(InputError) as caught:
        scorer.score(application, histories)
    assert str(caught.value).startswith(told)


def test_the_label_is_no_column_of_an_application(scorer: Scorer, tables: Tables, few: Few) -> None:
    applicant = few[0][APPLICANT][0]
    assert "TARGET" not in tables.application_of(applicant).columns
    frame = pipeline.prepare(tables, "train", scorer.features)
    assert "TARGET" not in frame.columns
