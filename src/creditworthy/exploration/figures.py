"""The figures of an exploration, drawn from the values of its profile and from nothing else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from creditworthy.exploration.distributions import Box, Histogram
from creditworthy.exploration.focus import Measure
from creditworthy.exploration.rates import ENOUGH, CategoryRates
from creditworthy.exploration.relations import Correlations
from creditworthy.exploration.style import CALM, COLOURS, GREY, INK, drawing, numbered, tidy
from creditworthy.exploration.words import outcome_name, shortened, signed, typeset, wrapped
from creditworthy.intervals import Interval
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

__all__ = [
    "draw_boxes",
    "draw_correlations",
    "draw_histograms",
    "draw_indices",
    "draw_outlines",
    "draw_rates",
    "draw_shares",
]

Bars = Sequence[tuple[str, float]]


def draw_shares(shares: Bars, title: str, *, generated: bool) -> "Figure":
    """Draw shares as bars under each other, in the order given."""
    with drawing(generated=generated, height=0.9 + _row(shares) * len(shares)) as figure:
        axes = figure.subplots()
        _bars(axes, shares, [percent(share) for _, share in shares], title)
        axes.set_xlim(right=min(1.08, max([0.05, *(share for _, share in shares)]) * 1.15))
        numbered(axes.xaxis, share=True)
    return figure


def draw_indices(indices: Bars, title: str, marks: dict[str, float], *, generated: bool) -> "Figure":
    """Draw indices as bars under each other, and what is said of them from which value on as dashed lines."""
    with drawing(generated=generated, height=1.1 + _row(indices) * len(indices)) as figure:
        axes = figure.subplots()
        _bars(axes, indices, [number(index, 2) for _, index in indices], title)
        right = 1.15 * max([index for _, index in indices] + sorted(marks.values())[:1])
        axes.set_xlim(right=right)
        for name, value in marks.items():
            if value < right:
                axes.axvline(value, color=GREY, linestyle="--", linewidth=1, zorder=0)
                axes.annotate(name, (value, -0.7), (3, 0), textcoords="offset points", fontsize=8, color=GREY)
        axes.set_ylim(top=-1.2)
        axes.grid(visible=False)
        numbered(axes.xaxis)
    return figure


def draw_rates(rates: CategoryRates, overall: Interval, *, generated: bool) -> "Figure":
    """Draw the default rate of every category that is large enough with its interval, the highest named one on top."""
    drawn = [(found, found.rate) for found in rates.categories if found.rate and found.labelled >= ENOUGH]
    drawn.sort(key=lambda pair: (pair[0].value is None, -pair[1].value))
    with drawing(generated=generated, height=1.1 + 0.28 * len(drawn), width=5.4) as figure:
        axes = figure.subplots()
        axes.axvline(overall.value, color=GREY, linestyle="--", linewidth=1)
        counts: dict[str, Any] = {
            "fontsize": 8,
            "color": GREY,
            "ha": "right",
            "va": "center",
            "transform": axes.get_yaxis_transform(),
        }
        axes.text(1.16, -0.9, say("Applications"), **counts)
        for place, (found, rate) in enumerate(drawn):
            axes.plot([rate.low, rate.high], [place, place], color=COLOURS[1], linewidth=2, solid_capstyle="round")
            axes.plot(rate.value, place, "o", color=COLOURS[1], markersize=5.5)
            axes.text(1.16, place, number(found.labelled), **counts)
        axes.set_yticks(range(len(drawn)), [shortened(found.name) for found, _ in drawn])
        axes.set_ylim(len(drawn) - 0.4, -0.6)
        axes.set_xlim(left=0)
        axes.set_xlabel(say("Share in default, with its 95% interval"))
        axes.locator_params(axis="x", nbins=5)
        numbered(axes.xaxis, share=True)
        tidy(axes)
    return figure


def draw_boxes(boxes: Sequence[tuple[Measure, Sequence[Box]]], *, generated: bool) -> "Figure":
    """Draw the quantiles of measures by outcome, a row of boxes each."""
    with drawing(generated=generated, height=0.4 + 1.55 * len(boxes)) as figure:
        for axes, (measure, found) in zip(figure.subplots(len(boxes), squeeze=False)[:, 0], boxes, strict=True):
            for place, box in enumerate(found):
                _box(axes, place, box)
            axes.set_yticks(range(len(found)), [outcome_name(box.outcome) for box in found])
            axes.set_ylim(len(found) - 0.5, -0.5)
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
        handles, names = panels[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside upper right", ncols=len(names))
    return figure


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


def draw_correlations(correlations: Correlations, labels: Sequence[str], *, generated: bool) -> "Figure":
    """Draw rank correlations as a map: the rows by name, the columns by the numbers of the rows."""
    from matplotlib.colors import Normalize

    count = len(labels)
    # Everything goes with itself: the diagonal says nothing, and would be the loudest colour.
    values = [
        [float("nan") if value is None or row == column else value for column, value in enumerate(found)]
        for row, found in enumerate(correlations.values)
    ]
    with drawing(generated=generated, height=1.3 + 0.36 * count) as figure:
        axes = figure.subplots()
        axes.set_facecolor("#EEF1F4")
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


def _row(bars: Bars) -> float:
    """Return the height of a row in inches: two lines of letters need more than one."""
    return 0.36 if any("\n" in wrapped(label) for label, _ in bars) else 0.27


def _bars(axes: "Axes", bars: Bars, written: Sequence[str], title: str) -> None:
    places = range(len(bars))
    axes.barh(places, [value for _, value in bars], color=CALM, height=0.62)
    for place, (_, value) in enumerate(bars):
        axes.annotate(
            written[place],
            (value, place),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )
    axes.set_yticks(places, [wrapped(label) for label, _ in bars], linespacing=1.1)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_xlim(left=0)
    axes.set_xlabel(typeset(title))
    tidy(axes)


def _box(axes: "Axes", place: int, box: Box) -> None:
    colour = COLOURS[box.outcome]
    axes.plot([box.low, box.high], [place, place], "|", color=colour, markersize=9)
    for near, far in ((box.lower, box.low), (box.upper, box.high)):
        axes.plot([near, far], [place, place], color=colour, linewidth=1.4)
    axes.barh(place, box.upper - box.lower, 0.52, box.lower, color=(colour, 0.35), edgecolor=colour)
    axes.plot([box.median, box.median], [place - 0.26, place + 0.26], color=INK, linewidth=2)


def _logarithmic(axes: "Axes", boxes: Sequence[Box]) -> None:
    from matplotlib.ticker import FixedLocator, NullLocator

    low, high = min(box.low for box in boxes), max(box.high for box in boxes)
    axes.set_xscale("log")
    axes.set_xlim(low / 1.15, high * 1.15)
    ticks = [step * 10**power for power in range(13) for step in (1, 1.5, 2, 3, 5, 7)]
    axes.xaxis.set_major_locator(FixedLocator([tick for tick in ticks if low / 1.15 <= tick <= high * 1.15]))
    axes.xaxis.set_minor_locator(NullLocator())


def _diverging() -> "Colormap":
    """Return the colours of a correlation: blue below, white at, vermilion above zero."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("correlation", ["#0072B2", "#FFFFFF", "#D55E00"])


def _cell(axes: "Axes", row: int, column: int, value: float | None) -> None:
    if row == column:
        return
    written = "–" if value is None else signed(value)
    dark = value is not None and abs(value) > 0.65
    axes.text(column, row, written, ha="center", va="center", fontsize=7, color="white" if dark else INK)
