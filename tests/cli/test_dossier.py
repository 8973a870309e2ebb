from pathlib import Path

import pytest

from creditworthy.cli.dossier import cell_of, show_dossier
from creditworthy.language import speaking
from creditworthy.pipeline import Training
from creditworthy.scorer import read_evidence, read_saved


def test_all_that_is_kept_can_be_read(
    scorer_folder: Path, training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, evidence = read_saved(scorer_folder), read_evidence(scorer_folder)
    show_dossier(scorer_folder, "challenger", saved, {**evidence, "fairness": {"four_fifths": 0.91, "by": {"F": 1}}})
    out = capsys.readouterr().out
    titles = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert titles == [
        f"saved  {training.champion.name}  challenger",
        "The portfolio (generated)",
        "The candidates, judged on 2 folds they had not seen (generated portfolio)",
        f"{training.champion.name}, the champion, in full",
        "The decision rule",
        f"What weighs most of {len(training.scorer.features)} features, in log-odds",
        "What else is kept",
    ]
    assert "  1,290 applicants with a known outcome, of whom" in out
    for outcome in training.outcomes:
        assert f"  {outcome.name} " in out
    assert next(iter(evidence["importance"])) in out
    lines = {line.strip() for line in out.splitlines()}
    assert {"seed = 7", f"folds_digest = {evidence['folds_digest']}", "fairness.four_fifths = 0.91"} <= lines
    assert "fairness.by.F = 1" in lines
    assert any(line.startswith(f"candidates.{training.champion.name}.thresholds = [") for line in lines)
    assert any(line.startswith("files.unseen.parquet = ") for line in lines)
    assert "background" not in out


def test_in_french_of_a_real_portfolio(scorer_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evidence = {**read_evidence(scorer_folder), "generated": False}
    with speaking("fr"):
        show_dossier(scorer_folder, "", read_saved(scorer_folder), evidence)
    out = capsys.readouterr().out
    assert out.splitlines()[2] == "Le portefeuille"
    assert "généré" not in out
    assert "Ce qui est gardé aussi" in out


def test_a_value_and_its_interval_in_french() -> None:
    with speaking("fr"):
        assert cell_of({"value": 0.7, "low": 0.65, "high": 0.74}) == "0,7000 [0,650–0,740]"
