import re
from typing import Any

import pytest

from creditworthy.cli.fairness import show_disparities, show_fairness, show_price
from creditworthy.decision import Policy
from creditworthy.language import percent, speaking
from creditworthy.pipeline import Training
from creditworthy.tables.dictionary import home_credit

POLICY = Policy(home_credit().protected)


@pytest.fixture
def fairness(training: Training) -> dict[str, Any]:
    return dict(training.evidence["fairness"])


def test_the_groups_farthest_apart_are_told(fairness: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    show_disparities(fairness, POLICY)
    out = capsys.readouterr().out
    for name in ("CODE_GENDER", "NAME_FAMILY_STATUS", "age", "CODE_GENDER by age"):
        assert re.search(rf"^  {name} ", out, re.MULTILINE)
    ratio = fairness["CODE_GENDER"]["four_fifths"]
    assert f"{ratio['value']:.2f} [{ratio['low']:.2f}–{ratio['high']:.2f}]" in out
    rate = fairness["CODE_GENDER"]["groups"]["F"]["approval_rate"]["value"]
    assert f"female {percent(rate)}" in out
    assert "creditworthy check fairness" in out


def test_without_groups_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    show_disparities({}, POLICY)
    assert capsys.readouterr().out == ""


def test_every_group_is_told_and_small_ones_too(fairness: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    alone = {**fairness["CODE_GENDER"], "four_fifths": None, "equal_opportunity": None, "too_small": {"unknown": 3}}
    alone["groups"]["F"] = {**alone["groups"]["F"], "recall": None}
    show_fairness({"CODE_GENDER": alone}, POLICY)
    out = capsys.readouterr().out
    assert "unknown: 3 applicants, too few to say anything" in out
    assert "The bounds of the policy on protected groups are kept." in out
    assert re.search(r"^  female +\d+ +\d+ +\d+\.\d% +\d+\.\d% \[[\d.]+–[\d.]+\]$", out, re.MULTILINE)
    assert re.search(r"^  female +\d+\.\d% \[[\d.]+–[\d.]+\] +- ", out, re.MULTILINE)
    show_disparities({"CODE_GENDER": alone}, POLICY)
    assert "not compared" in capsys.readouterr().out


def test_a_bound_that_is_not_kept_is_told(fairness: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    ratio = {"value": 0.7, "low": 0.6, "high": 0.8, "least": "M", "most": "F"}
    show_disparities({"CODE_GENDER": {**fairness["CODE_GENDER"], "four_fifths": ratio}}, POLICY)
    out = capsys.readouterr().out
    assert "CODE_GENDER: M are approved 0.700 times as often as F, a four-fifths ratio below the bound of 0.80" in out


def test_in_french_on_a_terminal(fairness: dict[str, Any], terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("fr"):
        show_disparities(fairness, POLICY)
        show_fairness(fairness, POLICY)
    out = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert max(map(len, out.splitlines())) <= 80
    assert "CODE_GENDER par âge" in out


@pytest.mark.usefixtures("terminal")
def test_an_interval_stays_beside_its_value_on_a_terminal(
    fairness: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    show_fairness(fairness, POLICY)
    out = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert out.count("[") == out.count("% [")


def test_the_price_of_what_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    gain = {"value": 0.0123, "low": 0.0011, "high": 0.0234}
    show_price({"everything": {"features": 3, "auc": gain, "business_score": gain}})
    out = capsys.readouterr().out
    assert re.search(r"everything protected +3 +0\.0123 \[0\.0011–0\.0234\] +0\.0123", out)
    show_price({})
    assert "costs nothing" in capsys.readouterr().out
