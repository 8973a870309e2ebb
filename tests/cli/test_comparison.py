import re
from dataclasses import replace

import pytest

from creditworthy.cli.comparison import COMPARED, MEASURES, show_training
from creditworthy.evaluation import METRICS
from creditworthy.intervals import Interval
from creditworthy.language import number, speaking
from creditworthy.models import Selection, Standing
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


def test_the_champion_is_told_in_full(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(training, capsys).splitlines()
    full = lines[lines.index(f"{training.champion.name}, the champion, in full") :]
    assert next(line for line in full if "Measure" in line).split()[-1] == training.champion.name
    for name, words in MEASURES.items():
        row = next(line for line in full if line.strip().startswith(f"{words} ") and "[" in line)
        assert row.split()[-2:] == cell(training.champion.metrics[name])


def test_figures_are_those_of_the_training(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(training, capsys)
    evidence = training.evidence
    assert f"everyone: {evidence['grant_all']:.4f}; of declining everyone: {evidence['decline_all']:.4f}" in out
    assert f"of whom {evidence['defaults']} defaulted" in out
    assert "The decision rule" in out


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


def test_a_simpler_champion_is_told_why(training: Training, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (outcome.name for outcome in training.outcomes)
    zero = Interval(0.0, 0.0, 0.0)
    standings = {first: Standing(zero, zero, 0.0), second: Standing(Interval(0.001, -0.003, 0.005), zero, 0.002)}
    simpler = replace(training, selection=Selection(first, second, standings))
    assert (
        f"{first} has the best business score, but {second} is simpler and only 0.0010 behind, "
        "within one standard error of the difference (0.0020)"
    ) in shown(simpler, capsys)
    best = replace(training, selection=Selection(first, first, standings))
    assert f"{first} has the best business score; no simpler candidate is" in shown(best, capsys)


def test_the_price_of_the_policy_is_shown_where_it_was_asked_for(
    training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "price" not in shown(training, capsys)
    asked = replace(training, evidence={**training.evidence, "price": {}})
    assert "The price of the policy" in shown(asked, capsys)
