"""The scores two by two: spreads on the diagonal, points below it, correlations above."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from creditworthy.exploration.distributions import Histogram
from creditworthy.exploration.figures import draw_outlines
from creditworthy.exploration.relations import Pairs
from creditworthy.exploration.style import COLOURS, MARKERS, drawing, numbered, tidy
from creditworthy.exploration.words import outcome_name, signed
from creditworthy.language import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_pairs"]


def draw_pairs(
    pairs: Pairs, labels: Sequence[str], histograms: Sequence[Histogram | None], *, generated: bool
) -> "Figure":
    """Draw every pair of scores; the clouds of points are one image within the figure, so that it stays small.

    Parameters
    ----------
    pairs : Pairs
        Points and correlations.
    labels : sequence of str, shape (n,)
        What the scores are called.
    histograms : sequence of Histogram or None, shape (n,)
        How each score is spread; None where it does not vary.
    generated : bool
        Whether the portfolio is invented.
    """
    count = len(labels)
    with drawing(generated=generated, height=0.7 + 2.5 * count) as figure:
        grid = figure.subplots(count, count, squeeze=False)
        for row in range(count):
            for column in range(count):
                axes = grid[row][column]
                if row == column:
                    _spread(axes, histograms[row])
                elif row > column:
                    _cloud(axes, pairs, column, row)
                else:
                    _written(axes, pairs, column, row)
            grid[row][0].set_ylabel(labels[row])
            grid[-1][row].set_xlabel(labels[row])
        _legend(figure, pairs)
    return figure


def _spread(axes: "Axes", histogram: Histogram | None) -> None:
    if histogram:
        draw_outlines(axes, histogram)
        numbered(axes.xaxis)
    else:
        _bare(axes)


def _cloud(axes: "Axes", pairs: Pairs, across: int, up: int) -> None:
    for outcome, points in pairs.points.items():
        found = ((point[across], point[up]) for point in points)
        seen = [(x, y) for x, y in found if x is not None and y is not None]
        axes.scatter(
            [x for x, _ in seen],
            [y for _, y in seen],
            s=9,
            marker=MARKERS[outcome],
            color=COLOURS[outcome],
            alpha=0.5,
            linewidths=0,
            rasterized=True,
        )
    for axis in (axes.xaxis, axes.yaxis):
        numbered(axis)
    tidy(axes)
    axes.spines[:].set_visible(False)


def _written(axes: "Axes", pairs: Pairs, across: int, up: int) -> None:
    """Write the correlation of each outcome where the mirrored cloud would be."""
    _bare(axes)
    first, second = pairs.columns[across], pairs.columns[up]
    axes.text(0.5, 0.78, say("Rank correlation"), ha="center", fontsize=8, transform=axes.transAxes)
    for line, (outcome, found) in enumerate(pairs.correlations.items()):
        value = found.between(first, second)
        text = f"{outcome_name(outcome)}\u2003{'–' if value is None else signed(value)}"
        place = 0.58 - 0.17 * line
        axes.text(0.5, place, text, ha="center", fontsize=10, color=COLOURS[outcome], transform=axes.transAxes)


def _bare(axes: "Axes") -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)


def _legend(figure: "Figure", pairs: Pairs) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=COLOURS[outcome], marker=MARKERS[outcome], linestyle="--" if outcome else "-")
        for outcome in pairs.points
    ]
    names = [outcome_name(outcome) for outcome in pairs.points]
    figure.legend(handles, names, loc="outside upper right", ncols=len(names))
