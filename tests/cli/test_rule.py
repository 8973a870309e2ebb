import re
from dataclasses import replace
from typing import Any

import pytest

from creditworthy.cli.rule import CALIBRATED, show_rule
from creditworthy.language import percent, speaking
from creditworthy.models import CALIBRATIONS
from creditworthy.pipeline import Training


def shown(training: Training, capsys: pytest.CaptureFixture[str], **evidence: Any) -> str:
    show_rule(replace(training, evidence={**training.evidence, **evidence}))
    return capsys.readouterr().out


def test_every_calibration_has_a_name() -> None:
    assert list(CALIBRATED) == list(CALIBRATIONS)


def test_the_threshold_stands_with_its_interval_beside_the_break_even(
    training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    out, found = shown(training, capsys), training.evidence["threshold"]
    assert "break-even at 1/11 = 9.09%" in out
    assert f"declines from a probability of {percent(training.scorer.threshold, 2)}, the cheapest" in out
    assert f"Its 95% interval, {percent(found['low'], 2)} to {percent(found['high'], 2)}, " in out


@pytest.mark.parametrize(("low", "words"), [(0.05, ", holds the break-even"), (0.095, ", does not hold the break")])
def test_whether_the_interval_holds_the_break_even(
    training: Training, capsys: pytest.CaptureFixture[str], low: float, words: str
) -> None:
    assert words in shown(training, capsys, threshold={"value": 0.1, "low": low, "high": 0.2, "break_even": 1 / 11})


def test_the_calibration_is_named_with_the_loss_of_each(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    losses = {"platt": 0.25, "beta": 0.24123, "isotonic": 0.3}
    out = shown(training, capsys, calibration={"method": "beta", "log_loss": losses})
    assert "Calibrated by two slopes (beta), of the least log loss" in out
    assert "(platt 0.2500, beta 0.2412, isotonic 0.3000)" in out
    out = shown(training, capsys, calibration={"method": "platt", "log_loss": {}})
    assert "Calibrated by a straight line (Platt): too few defaults" in out


def test_each_grade_has_its_row(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(training, capsys)
    rows = out.partition("Rate [95% interval]\n")[2].splitlines()[:7]
    for row, grade in zip(rows, training.evidence["grades"]["grades"], strict=True):
        name, between, applicants, defaults, *rate = row.split()
        assert (name, int(applicants), int(defaults)) == (grade["name"], grade["applicants"], grade["defaults"])
        assert between == f"{grade['low']:.0%}–{grade['high']:.0%}"
        observed = grade["observed"]
        assert rate == (
            [f"{observed['value']:.1%}", f"[{observed['low']:.1%}–{observed['high']:.1%}]"] if observed else ["–"]
        )


def test_grades_that_do_not_rise_are_said(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    grades = training.evidence["grades"]
    sentence = "Not every grade defaulted more often than the one before it"
    assert sentence in shown(training, capsys, grades={**grades, "rising": False})
    empty = [{**grade, "applicants": 0, "defaults": 0, "observed": None} for grade in grades["grades"]]
    out = shown(training, capsys, grades={"rising": True, "grades": empty})
    assert sentence not in out
    assert out.count("–\n") == 7


def test_amounts_and_reviews_are_told_where_there_are_any(
    training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(training, capsys)
    assert "A loan loses 60% at default and earns 6.0%: by amounts, " in out
    assert "a person decides" not in out
    assert "A loan loses" not in shown(training, capsys, expected_loss={})
    near = replace(training, scorer=replace(training.scorer, review_band=0.01))
    out = shown(near, capsys, review={"band": 0.01, "share": 0.06})
    assert "Nearer to the threshold than 1.00%, a person decides: 6.0% of the applicants" in out


def test_in_french_on_a_terminal(training: Training, terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("fr"):
        out = re.sub(r"\x1b\[[\d;]*m", "", shown(training, capsys))
    assert max(map(len, out.splitlines())) <= 80
    assert "1/11 = 9,09\u202f%" in out
    assert "Taux [intervalle à 95\u202f%]" in out
