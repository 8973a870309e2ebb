"""What a training and the demo leave to look at: figures and pages."""

from pathlib import Path
from typing import TYPE_CHECKING

from creditworthy.cli.screen import progress
from creditworthy.language import say

if TYPE_CHECKING:
    from creditworthy.pipeline import Training
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

__all__ = ["draw_comparison", "write_reports"]

FIGURE = Path("figures") / "comparison.svg"


def draw_comparison(training: "Training", reports: Path) -> Path:
    """Draw the candidates side by side into a folder of reports, and return the figure's path."""
    from creditworthy.cli.explaining import draw
    from creditworthy.documents import comparison_figure

    draw(comparison_figure(training.evidence), reports / FIGURE)
    return reports / FIGURE


def write_reports(training: "Training", scorer: "Scorer", tables: "Tables", applicant: int, reports: Path) -> None:
    """Write what people would rather look at than read.

    Parameters
    ----------
    training, scorer : Training, Scorer
        What was found, and the scorer of it.
    tables : Tables
        Whose applicants were judged.
    applicant : int
        Whose waterfall is drawn.
    reports : Path
        Folder to write into.
    """
    from creditworthy.exploration.profile import profile
    from creditworthy.exploration.report import write_report
    from creditworthy.monitoring import compare, leading_features, save_report

    importance = training.evidence["importance"]
    with progress(say("Drawing"), total=4) as advance:
        draw_comparison(training, reports)
        _draw_explanations(importance, scorer, tables, applicant, reports)
        advance()
        write_report(profile(tables), reports / "explore")
        advance()
        watched = compare(tables, leading_features(importance), scorer=scorer, importance=importance)
        advance()
        save_report(watched, reports / "drift")
        advance()


def _draw_explanations(
    importance: dict[str, float], scorer: "Scorer", tables: "Tables", applicant: int, reports: Path
) -> None:
    from creditworthy.answering import applicant_features
    from creditworthy.cli.explaining import draw
    from creditworthy.explanation.figures import importance_figure, waterfall_figure
    from creditworthy.explanation.full import full_explanation

    draw(importance_figure(importance), reports / "figures" / "importance.svg")
    explained = full_explanation(scorer, applicant_features(scorer, tables, applicant))
    draw(waterfall_figure(explained, threshold=scorer.threshold), reports / "figures" / f"applicant-{applicant}.svg")
