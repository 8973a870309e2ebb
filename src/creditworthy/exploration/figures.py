"""The figures of an exploration, drawn from the values of its profile and from nothing else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from creditworthy.exploration.distributions import Box, Histogram
from creditworthy.exploration.focus import Measure
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.exploration.relations import Correlations
from creditworthy.exploration.shapes import FileShape
from creditworthy.exploration.style import (
    COLOURS,
    GREY,
    INK,
    drawing,
    numbered,
    outcome_name,
    shortened,
    signed,
    tidy,
)
from creditworthy.intervals import Interval
from creditworthy.language import percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

__all__ = [
    "ENOUGH",
    "category_name",
    "draw_boxes",
    "draw_correlations",
    "draw_gaps",
    "draw_histograms",
    "draw_missing",
    "draw_outlines",
    "draw_rates",
]

ENOUGH = 30
"""Applications with a known outcome from which on a category's rate is drawn: below, its interval fills the axis."""
_LABELLED_BARS = 20


def draw_missing(shapes: Sequence[FileShape], *, generated: bool) -> "Figure":
    """Draw the share of empty cells of every file."""
    shares = {shape.stem: shape.missing or 0.0 for shape in shapes}
    with drawing(generated=generated, height=0.9 + 0.32 * len(shares)) as figure:
        _bars(figure.subplots(), shares, say("Share of empty cells"))
    return figure


def draw_gaps(shape: FileShape, *, generated: bool) -> "Figure":
    """Draw the share of rows without a value in the twenty most incomplete columns of a file."""
    shares = {gap.column: shape.share(gap.missing) for gap in shape.gaps if gap.missing}
    most = dict(sorted(shares.items(), key=lambda share: -share[1])[:_LABELLED_BARS])
    with drawing(generated=generated, height=0.9 + 0.27 * len(most)) as figure:
        _bars(figure.subplots(), most, say("Share of rows without a value"))
    return figure


def draw_rates(rates: CategoryRates, overall: Interval, *, generated: bool) -> "Figure":
    """Draw the default rate of every category that is large enough, with its interval."""
    drawn = [(found, found.rate) for found in rates.categories if found.rate and found.labelled >= ENOUGH]
    with drawing(generated=generated, height=0.95 + 0.28 * len(drawn), width=5.4) as figure:
        axes = figure.subplots()
        axes.axvline(overall.value, color=GREY, linestyle="--", linewidth=1)
        for place, (_, rate) in enumerate(drawn):
            axes.plot([rate.low, rate.high], [place, place], color=COLOURS[1], linewidth=2, solid_capstyle="round")
            axes.plot(rate.value, place, "o", color=COLOURS[1], markersize=5.5)
        axes.set_yticks(range(len(drawn)), [shortened(category_name(found)) for found, _ in drawn])
        axes.set_ylim(len(drawn) - 0.4, -0.6)
        axes.set_xlim(left=0)
        axes.set_xlabel(say("Share in default, with its 95% interval"))
        numbered(axes.xaxis, share=True)
        tidy(axes)
    return figure


def draw_boxes(boxes: Sequence[tuple[Measure, Sequence[Box]]], *, generated: bool) -> "Figure":
    """Draw the quantiles of measures by outcome, a row of boxes each."""
    with drawing(generated=generated, height=0.4 + 1.55 * len(boxes)) as figure:
        for axes, (measure, found) in zip(figure.subplots(len(boxes), squeeze=False)[:, 0], boxes, strict=True):
            _boxes(axes, found)
            if measure.logarithmic and all(box.low > 0 for box in found):
                _logarithmic(axes, found)
            axes.set_title(measure.label)
            numbered(axes.xaxis)
            tidy(axes)
    return figure


def draw_histograms(histograms: Sequence[tuple[Measure, Histogram]], *, generated: bool) -> "Figure":
    """Draw how measures are spread by outcome, three panels a row."""
    rows = -(-len(histograms) // 3)
    with drawing(generated=generated, height=0.5 + 2.1 * rows) as figure:
        panels = list(figure.subplots(rows, 3, squeeze=False).flat)
        for axes, (measure, histogram) in zip(panels, histograms, strict=False):
            draw_outlines(axes, histogram)
            axes.set_title(shortened(measure.label, 40))
            numbered(axes.xaxis)
        for axes in panels[len(histograms) :]:
            axes.set_axis_off()
        _legend(figure, panels[0])
    return figure


def draw_correlations(correlations: Correlations, labels: Sequence[str], *, generated: bool) -> "Figure":
    """Draw rank correlations as a map: the rows by name, the columns by the numbers of the rows."""
    from matplotlib.colors import Normalize

    count = len(labels)
    values = [[float("nan") if value is None else value for value in row] for row in correlations.values]
    with drawing(generated=generated, height=1.3 + 0.36 * count) as figure:
        axes = figure.subplots()
        drawn = axes.imshow(values, cmap=_diverging(), norm=Normalize(-1, 1), aspect="auto")
        for row in range(count):
            for column in range(count):
                _cell(axes, row, column, correlations.values[row][column])
        axes.set_yticks(range(count), [f"{shortened(label, 42)}\u2003{at}" for at, label in enumerate(labels, 1)])
        axes.set_xticks(range(count), [str(at) for at in range(1, count + 1)])
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        bar = figure.colorbar(
            drawn, ax=axes, shrink=0.6, aspect=28, pad=0.02, label=say("Rank correlation"), ticks=[-1, -0.5, 0, 0.5, 1]
        )
        numbered(bar.ax.yaxis)
        bar.outline.set_visible(False)
    return figure


def category_name(category: Category) -> str:
    """Return what a category is called: its value, what is missing, or how many others are counted together."""
    if category.others:
        return say("{count} others", count=category.others)
    if category.value is None:
        return say("missing")
    return say("{value}, unknown", value=category.value) if category.sentinel else category.value


def _bars(axes: "Axes", shares: dict[str, float], title: str) -> None:
    places = range(len(shares))
    axes.barh(places, list(shares.values()), color=COLOURS[0], height=0.62)
    for place, share in zip(places, shares.values(), strict=True):
        axes.annotate(
            percent(share), (share, place), (4, 0), textcoords="offset points", va="center", fontsize=8, color=INK
        )
    axes.set_yticks(places, list(shares))
    axes.set_ylim(len(shares) - 0.4, -0.6)
    axes.set_xlim(0, min(1.08, max([0.05, *shares.values()]) * 1.15))
    axes.set_xlabel(title)
    numbered(axes.xaxis, share=True)
    tidy(axes)


def _boxes(axes: "Axes", boxes: Sequence[Box]) -> None:
    for place, box in enumerate(boxes):
        colour = COLOURS[box.outcome]
        for near, far in ((box.lower, box.low), (box.upper, box.high)):
            axes.plot([near, far], [place, place], color=colour, linewidth=1.4)
        axes.plot([box.low, box.high], [place, place], "|", color=colour, markersize=9)
        axes.barh(place, box.upper - box.lower, left=box.lower, height=0.52, color=colour, alpha=0.35, linewidth=0)
        axes.barh(place, box.upper - box.lower, left=box.lower, height=0.52, fill=False, edgecolor=colour)
        axes.plot([box.median, box.median], [place - 0.26, place + 0.26], color=INK, linewidth=2)
    axes.set_yticks(range(len(boxes)), [outcome_name(box.outcome) for box in boxes])
    axes.set_ylim(len(boxes) - 0.5, -0.5)


def _logarithmic(axes: "Axes", boxes: Sequence[Box]) -> None:
    from matplotlib.ticker import FixedLocator, NullLocator

    low, high = min(box.low for box in boxes), max(box.high for box in boxes)
    axes.set_xscale("log")
    axes.set_xlim(low / 1.15, high * 1.15)
    ticks = [step * 10**power for power in range(13) for step in (1, 1.5, 2, 3, 5, 7)]
    axes.xaxis.set_major_locator(FixedLocator([tick for tick in ticks if low / 1.15 <= tick <= high * 1.15]))
    axes.xaxis.set_minor_locator(NullLocator())


def draw_outlines(axes: "Axes", histogram: Histogram) -> None:
    """Draw the histogram of each outcome as an outline; the second one is dashed."""
    for outcome, shares in histogram.shares.items():
        axes.stairs(
            shares,
            histogram.edges,
            color=COLOURS[outcome],
            linewidth=1.6,
            linestyle="--" if outcome else "-",
            label=outcome_name(outcome),
        )
    axes.set_ylim(bottom=0)
    axes.locator_params(axis="x", nbins=4)
    axes.set_yticks([])
    tidy(axes)
    axes.spines["bottom"].set_visible(True)


def _legend(figure: "Figure", axes: "Axes") -> None:
    handles, names = axes.get_legend_handles_labels()
    figure.legend(handles, names, loc="outside upper right", ncols=len(names))


def _diverging() -> "Colormap":
    """Return the colours of a correlation: blue below, white at, vermilion above zero."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("correlation", ["#0072B2", "#FFFFFF", "#D55E00"])


def _cell(axes: "Axes", row: int, column: int, value: float | None) -> None:
    written = "–" if value is None else signed(value)
    dark = value is not None and abs(value) > 0.65
    axes.text(column, row, written, ha="center", va="center", fontsize=7, color="white" if dark else INK)
