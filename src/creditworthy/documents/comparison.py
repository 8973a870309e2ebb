"""The candidates side by side, as a figure: each measure with its interval."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from creditworthy.explanation.drawing import INK, PALE, Drawing
from creditworthy.language import number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MEASURES", "comparison_figure"]

MEASURES = {"business_score": "Business score", "auc": "AUC"}
BLUE = "#0072b2"
WIDTH, ROW, REST = 9.0, 0.32, 1.3


def comparison_figure(evidence: Mapping[str, Any]) -> Drawing:
    """Draw the business score and the AUC of every candidate with 95 % intervals, the best on top.

    The dashed line is what granting everyone scores.

    Parameters
    ----------
    evidence : mapping
        What a training found, as it is saved with a scorer.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    found = evidence["candidates"]
    title = say("The candidates, judged on {folds} folds they had not seen", folds=evidence["folds"])
    title += f" ({say('generated portfolio')})" if evidence["generated"] else ""
    figure = Figure(figsize=(WIDTH, REST + ROW * len(found)), dpi=100, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, x=0.01, ha="left", color=INK, size=12, weight="bold", parse_math=False)
    left, right = figure.subplots(1, len(MEASURES), sharey=True)
    for axes, (name, words) in zip((left, right), MEASURES.items(), strict=True):
        _draw(axes, {candidate: judged["metrics"][name] for candidate, judged in found.items()})
        axes.set_xlabel(say("{measure}, with its 95% interval", measure=say(words)), color=INK, fontsize=9)
    left.axvline(evidence["grant_all"], color=PALE, linestyle="--", linewidth=1, label=say("granting everyone"))
    figure.legend(loc="outside lower right", frameon=False, fontsize=8, labelcolor=INK)
    return Drawing(figure, left, title, tuple(_lines(found)))


def _draw(axes: "Axes", measured: Mapping[str, Mapping[str, float]]) -> None:
    for place, interval in enumerate(measured.values()):
        axes.plot([interval["low"], interval["high"]], [place, place], color=BLUE, linewidth=2, alpha=0.5)
        axes.plot(interval["value"], place, marker="o", markersize=5, color=BLUE)
    axes.set_yticks(range(len(measured)), labels=list(measured), parse_math=False)
    axes.set_ylim(len(measured) - 0.5, -0.5)
    axes.tick_params(length=0, labelcolor=INK, labelsize=9)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.xaxis.set_major_formatter(lambda tick, _: number(tick, 3))


def _lines(found: Mapping[str, Any]) -> list[str]:
    """Return the figure in words, one line a candidate."""
    return [
        f"{candidate} · "
        + ", ".join(f"{say(words)} {number(judged['metrics'][name]['value'], 3)}" for name, words in MEASURES.items())
        for candidate, judged in found.items()
    ]
