import re
from dataclasses import replace

import pytest

from creditworthy.cli.comparison import COMPARED, MEASURES, show_training
from creditworthy.evaluation import METRICS
from creditworthy.intervals import Interval
from creditworthy.language import number, percent, speaking
from creditworthy.pipeline import Training


def cell(interval: Interval) -> list[str]:
    return [f"{interval.value:.4f}", f"[{interval.low:.3f}–{interval.high:.3f}]"]


def shown(training: Training, capsys: pytest.CaptureFixture[str]) -> str:
    show_training(training)
    return capsys.readouterr().out


def test_every_measure_is_a_metric_with_a_name() -> None:
    assert set(COMPARED) <= set(MEASURES) <= set(METRICS)
    assert next(iter(MEASURES)) == "business_score"


def test_candidates_stand_side_by_side_the_best_first(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(training, capsys).splitlines()
    header = next(line for line in lines if line.strip().startswith("Candidate [95% interval]"))
    assert header.split("  ")[-1].strip() == MEASURES[COMPARED[-1]]
    rows = lines[lines.index(header) + 1 :][: len(training.outcomes)]
    for row, outcome in zip(rows, training.outcomes, strict=True):
        assert row.split() == [outcome.name, *(part for name in COMPARED for part in cell(outcome.metrics[name]))]


def test_the_best_is_told_in_full(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(training, capsys).splitlines()
    full = lines[lines.index(f"{training.champion.name}, the best of them, in full") :]
    assert next(line for line in full if "Measure" in line).split()[-1] == training.champion.name
    for name, words in MEASURES.items():
        row = next(line for line in full if line.strip().startswith(f"{words} ") and "[" in line)
        assert row.split()[-2:] == cell(training.champion.metrics[name])


def test_figures_are_those_of_the_training(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(training, capsys)
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
