"""Whether probabilities come true, as a figure: what was expected against what was observed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from creditworthy.explanation.drawing import INK, PALE, Drawing
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["reliability_figure"]

BLUE = "#0072b2"
WIDTH, HEIGHT, ROOM = 9.0, 6.0, 1.05


def reliability_figure(evidence: Mapping[str, Any]) -> Drawing:
    """Draw the share of defaults against the mean probability of each bin, with 95 % Wilson intervals.

    Parameters
    ----------
    evidence : mapping
        What a training found, as it is saved with a scorer; ``reliability`` holds the bins.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    bins = evidence["reliability"]
    title = say("Probabilities of default against what was observed")
    title += f" ({say('generated portfolio')})" if evidence["generated"] else ""
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=100, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, x=0.01, ha="left", color=INK, size=12, weight="bold", parse_math=False)
    axes = figure.add_subplot()
    _draw(axes, bins)
    axes.set_xlabel(say("Mean probability of default of the applicants of a bin"), color=INK, fontsize=9)
    axes.set_ylabel(say("Share of them that defaulted, with its 95% interval"), color=INK, fontsize=9)
    figure.legend(loc="outside lower right", ncols=2, frameon=False, fontsize=9, labelcolor=INK)
    return Drawing(figure, axes, title, tuple(_lines(bins)))


def _draw(axes: "Axes", bins: Sequence[Mapping[str, Any]]) -> None:
    end = ROOM * max(max(part["expected"], part["observed"]["high"]) for part in bins)
    axes.plot([0.0, end], [0.0, end], color=PALE, linestyle="--", linewidth=1, label=say("comes true exactly"))
    for part in bins:
        ends = [part["observed"]["low"], part["observed"]["high"]]
        axes.plot([part["expected"]] * 2, ends, color=BLUE, linewidth=2, alpha=0.5)
    expected = [part["expected"] for part in bins]
    observed = [part["observed"]["value"] for part in bins]
    axes.plot(expected, observed, color=BLUE, linewidth=0, marker="o", markersize=5, label=say("observed"))
    axes.set_xlim(0.0, end)
    axes.set_ylim(0.0, end)
    axes.tick_params(length=0, labelcolor=INK, labelsize=9)
    axes.grid(color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda tick, _: percent(tick, 0))


def _lines(bins: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the figure in words, one line a bin."""
    template = "{applicants} applicants at {expected} on average: {observed} defaulted ({low} to {high})"
    return [
        say(
            template,
            applicants=number(part["applicants"]),
            expected=percent(part["expected"]),
            observed=percent(part["observed"]["value"]),
            low=percent(part["observed"]["low"]),
            high=percent(part["observed"]["high"]),
        )
        for part in bins
    ]
