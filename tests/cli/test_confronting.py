from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from creditworthy.cli.confronting import Confronted, confronted, show_confronted
from creditworthy.decision import Costs
from creditworthy.language import speaking
from creditworthy.pipeline import Training
from creditworthy.scorer import save


@pytest.fixture
def found(scorer_folder: Path, training: Training, tmp_path: Path) -> Confronted:
    """A version and one that declines the first five who defaulted, too."""
    missed = (pl.col("defaulted") == 1) & ~pl.col("declined")
    other = training.unseen.with_columns(declined=pl.col("declined") | (missed & (missed.cum_sum() <= 5)))
    save(training.scorer, tmp_path / "other", training.evidence, other)
    return confronted(scorer_folder, tmp_path / "other", costs=Costs(), seed=7)


def test_side_by_side_and_who_changes_side(found: Confronted, capsys: pytest.CaptureFixture[str]) -> None:
    show_confronted(found)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Each on the rows that it had not seen [95% interval] (generated portfolio)"
    name = found.candidates[0]
    assert lines[1].split("  ")[1] == "Measure"
    assert f"saved ({name})" in lines[1]
    assert f"other ({name})" in lines[1]
    assert lines[1].endswith("Difference in pairs")
    defaults, good = 108, 1290 - 108
    gain = 50 / (10 * defaults + good)
    assert f"+{gain:.4f} [+" in lines[2]
    assert "  In pairs: 1,290 applicants whom neither had seen, 108 of them defaulted; the same folds" in lines
    changed = lines[lines.index("Who changes side from saved to other") + 2 :]
    assert changed[0].split() == [
        "granted,",
        "then",
        "declined",
        "5",
        "100.0%",
        "[56.6%–100.0%]",
        "-50.0",
        f"+{gain:.4f}",
    ]
    assert changed[1].split() == ["declined,", "then", "granted", "0", "–", "0.0", "0.0000"]


def test_for_programs(found: Confronted) -> None:
    content = found.content()
    assert content["paired"]["newly_declined"]["applicants"] == 5
    assert content["paired"]["newly_declined"]["cost"] == -50.0
    assert content["paired"]["newly_granted"]["rate"] is None
    assert [one["version"] for one in content["versions"]] == ["saved", "other"]


def test_other_folds_are_said(found: Confronted, capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("fr"):
        show_confronted(replace(found, same_folds=False, generated=False))
    out = capsys.readouterr().out
    assert "d'autres plis\n" in out
    assert "généré" not in out


def test_without_a_pair_nothing_is_said_in_pairs(
    scorer_folder: Path, training: Training, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(training.scorer, tmp_path / "older", training.evidence)
    found = confronted(scorer_folder, tmp_path / "older", costs=Costs(), seed=7)
    assert found.content()["paired"] is None
    show_confronted(found)
    out = capsys.readouterr().out
    assert out.endswith("  Nothing can be said in pairs: they have no unseen applicant in common\n")
    assert "Difference" not in out
