import re
from dataclasses import replace

import pytest

from creditworthy.cli.comparison import MEASURES, show_training
from creditworthy.evaluation import METRICS
from creditworthy.language import number, percent, speaking
from creditworthy.pipeline import Training


def shown(training: Training, capsys: pytest.CaptureFixture[str]) -> str:
    show_training(training)
    return capsys.readouterr().out


def test_every_measure_is_a_metric_with_a_name() -> None:
    assert set(MEASURES) <= set(METRICS)
    assert next(iter(MEASURES)) == "business_score"


def test_figures_are_those_of_the_training(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(training, capsys)
    lines = out.splitlines()
    for name, words in MEASURES.items():
        row = next(line for line in lines if line.strip().startswith(f"{words} ") and "[" in line)
        for outcome in training.outcomes:
            interval = outcome.metrics[name]
            assert f"{interval.value:.4f} [{interval.low:.3f}–{interval.high:.3f}]" in row
    header = next(line for line in lines if "Measure" in line)
    assert header.split()[-2:] == [outcome.candidate for outcome in training.outcomes]
    evidence = training.evidence
    assert f"everyone: {evidence['grant_all']:.4f}; of declining everyone: {evidence['decline_all']:.4f}" in out
    assert f"of whom {evidence['defaults']} defaulted" in out
    assert "break-even at 1/11 = 9.09%" in out
    assert f"declines from a probability of {percent(training.scorer.threshold, 2)}" in out


def test_a_generated_portfolio_is_called_so(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    invented = replace(training, evidence={**training.evidence, "generated": True})
    real = replace(training, evidence={**training.evidence, "generated": False})
    assert shown(invented, capsys).count("generated") == 2
    assert "generated" not in shown(real, capsys)


def test_in_french_on_a_terminal(training: Training, terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("fr"):
        out = re.sub(r"\x1b\[[\d;]*m", "", shown(training, capsys))
        assert number(training.champion.metrics["auc"].value, 4) in out
    assert max(map(len, out.splitlines())) <= 80
    assert "Score métier" in out
    assert "1/11 = 9,09\u202f%" in out
