"""What a committee looks at: ROC, precision and recall, and the cost of each threshold, of the two best candidates."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from creditworthy.explanation.drawing import INK, PALE, Drawing
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["curves_figure"]

COLOURS = ("#0072b2", "#d55e00")
STYLES = ("-", "--")
WIDTH, HEIGHT = 9.0, 3.6


def curves_figure(evidence: Mapping[str, Any]) -> Drawing:
    """Draw three panels from the curves that a training kept.

    Parameters
    ----------
    evidence : mapping
        What a training found, as it is saved with a scorer; ``curves`` holds the curves by candidate.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    curves: Mapping[str, Mapping[str, Mapping[str, list[float]]]] = evidence["curves"]
    title = say("Defaults found, good loans lost, and what it costs")
    title += f" ({say('generated portfolio')})" if evidence["generated"] else ""
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=100, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, x=0.01, ha="left", color=INK, size=12, weight="bold", parse_math=False)
    panels = figure.subplots(1, 3)
    for axes, (kind, across, up) in zip(panels, _panels(), strict=True):
        for (name, found), colour, style in zip(curves.items(), COLOURS, STYLES, strict=False):
            axes.plot(found[kind]["x"], found[kind]["y"], style, color=colour, linewidth=1.6, label=name)
        _dress(axes, across, up)
    roc, _, cost = panels
    roc.plot([0, 1], [0, 1], color=PALE, linestyle=":", linewidth=1)
    threshold = evidence["threshold"]
    cost.axvspan(threshold["low"], threshold["high"], color=PALE, alpha=0.2)
    cost.axvline(threshold["value"], color=INK, linewidth=1, label=say("threshold, with its 95% interval"))
    cost.yaxis.set_major_formatter(lambda tick, _: number(tick, 2))
    handles, labels = cost.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower right", ncols=3, frameon=False, fontsize=8, labelcolor=INK)
    return Drawing(figure, roc, title, tuple(_lines(curves)))


def _panels() -> list[tuple[str, str, str]]:
    return [
        ("roc", say("Good loans declined"), say("Defaults declined")),
        ("precision_recall", say("Defaults declined"), say("Defaults among the declined")),
        ("cost", say("Threshold"), say("Cost of an applicant, in lost good loans")),
    ]


def _dress(axes: "Axes", across: str, up: str) -> None:
    axes.set_xlabel(across, color=INK, fontsize=9)
    axes.set_ylabel(up, color=INK, fontsize=9)
    axes.tick_params(length=0, labelcolor=INK, labelsize=8)
    axes.grid(color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.xaxis.set_major_formatter(lambda tick, _: percent(tick, 0))
    axes.yaxis.set_major_formatter(lambda tick, _: percent(tick, 0))


def _lines(curves: Mapping[str, Any]) -> list[str]:
    template = "{candidate}: cheapest at a threshold of {threshold}, {cost} an applicant"
    found = []
    for name, kept in curves.items():
        cost = min(kept["cost"]["y"])
        threshold = kept["cost"]["x"][kept["cost"]["y"].index(cost)]
        found.append(say(template, candidate=name, threshold=percent(threshold, 1), cost=number(cost, 3)))
    return found
