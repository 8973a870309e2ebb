from dataclasses import replace

import pytest

from creditworthy.cli.arms import show_arms
from creditworthy.models import Contender
from creditworthy.pipeline import Training


def test_an_arm_stands_under_its_control(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    control = next(outcome for outcome in training.outcomes if outcome.name == "lightgbm")
    weighted = replace(control, contender=Contender("lightgbm", "class_weights"))
    weighted = replace(weighted, uncalibrated={**control.uncalibrated, "brier": 0.25})
    show_arms(replace(training, outcomes=[weighted, *training.outcomes]))
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Arms beside their controls: as the model says it → recalibrated"
    assert [line.split()[0] for line in lines[3:5]] == ["lightgbm", "lightgbm+class_weights"]
    after = control.metrics["brier"].value
    assert f"{control.uncalibrated['brier']:.4f} → {after:.4f}" in lines[3]
    assert f"0.2500 → {after:.4f}" in lines[4]


def test_no_arm_no_table(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    show_arms(training)
    assert capsys.readouterr().out == ""
