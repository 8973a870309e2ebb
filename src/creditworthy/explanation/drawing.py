"""Horizontal bars with words for labels; nothing global is touched, so that several can be drawn at once."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from textwrap import fill, wrap
from typing import TYPE_CHECKING

from creditworthy.explanation.svg import self_contained
from creditworthy.language import number, say

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["INK", "PALE", "Bar", "Drawing", "bars", "legend"]

# Okabe and Ito's vermilion and blue, which everybody tells apart; signs and sides say the same once more.
RAISES, LOWERS = "#d55e00", "#0072b2"
INK, GREY, PALE = "#222222", "#5b6770", "#767676"
WIDTH, PER_INCH = 9.0, 100
LETTERS, SCALE_LETTERS, TITLE_LETTERS = 46, 74, 88
ROW, LINE, REST = 0.3, 0.15, 1.5
BAR = 0.18
"""Heights in inches, and so in the units of the axis."""
MARGIN = 0.15


@dataclass(frozen=True)
class Bar:
    """One bar: what stands before it (``detail`` on a line of its own), where it goes, and its size in words.

    A bar without size is a point.
    """

    label: str
    size: float
    written: str
    start: float = 0.0
    detail: str = ""

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.size

    @property
    def line(self) -> str:
        """The bar in words."""
        label = say("{meaning} ({value})", meaning=self.label, value=self.detail) if self.detail else self.label
        return say("{label}: {size}", label=label, size=self.written)

    @property
    def lines_before(self) -> str:
        """What stands before it, wrapped; French signs stay with the word before them."""
        return "\n".join(_wrapped(part, LETTERS) for part in (self.label, self.detail) if part)


@dataclass(frozen=True)
class Drawing:
    """A figure, 900 pixels wide, with what it shows in words."""

    figure: "Figure"
    axes: "Axes"
    title: str
    lines: tuple[str, ...]

    def svg(self) -> str:
        """Return an ``<svg>`` element that may stand in a page."""
        written = StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        self.figure.savefig(written, format="svg", metadata=nothing)
        return self_contained(written.getvalue(), self.title, self.lines)

    def png(self) -> bytes:
        """Return a PNG of twice the width, for sharp print."""
        written = BytesIO()
        self.figure.savefig(written, format="png", dpi=2 * PER_INCH, metadata={"Title": self.title})
        return written.getvalue()


def bars(title: str, rows: Sequence[Bar], scale: str, *, neutral: bool = False) -> Drawing:
    """Draw bars under each other, the first on top.

    Parameters
    ----------
    title : str
        What is shown.
    rows : sequence of Bar
        Long labels are wrapped, and the figure is as high as they need.
    scale : str
        What the axis below counts.
    neutral : bool
        True where the side that a bar goes to says nothing about risk.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    labels = [row.lines_before for row in rows]
    heights = [ROW + LINE * label.count("\n") for label in labels]
    figure = Figure(figsize=(WIDTH, REST + sum(heights)), dpi=PER_INCH, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(fill(title, TITLE_LETTERS), x=0.01, ha="left", color=INK, size=12, weight="bold", parse_math=False)
    axes = figure.add_subplot(xlabel=_wrapped(scale, SCALE_LETTERS))
    places = [sum(heights[:place]) + height / 2 for place, height in enumerate(heights)]
    for place, row in zip(places, rows, strict=True):
        _draw(axes, place, row, GREY if neutral else RAISES if row.size > 0 else LOWERS)
    axes.set_yticks(places, labels=labels, parse_math=False)
    axes.set_ylim(sum(heights) + ROW / 4, -ROW / 4)
    axes.set_xlim(*_span(rows))
    _dress(axes)
    return Drawing(figure, axes, title, tuple(row.line for row in rows))


def legend(drawing: Drawing, handles: Sequence["Artist"] = ()) -> None:
    """Say below the bars what their colours mean, and what else is drawn."""
    from matplotlib.patches import Patch

    colours = [
        Patch(color=RAISES, label=say("raises the risk (+)")),
        Patch(color=LOWERS, label=say("lowers the risk (−)")),
    ]
    found = [*colours, *handles]
    drawing.figure.legend(
        handles=found, loc="outside lower right", ncols=len(found), frameon=False, fontsize=9, labelcolor=INK
    )


def _wrapped(text: str, letters: int) -> str:
    """Wrap into as few lines as there must be, of about the same length."""
    kept = re.sub(r" (?=[:;?!»])", "\N{NO-BREAK SPACE}", text)
    lines, longest = len(wrap(kept, letters)), max(map(len, kept.split(" ")))
    widths = range(min(longest, letters), letters + 1)
    return fill(kept, next(width for width in widths if len(wrap(kept, width)) <= lines))


def _draw(axes: "Axes", place: float, row: Bar, colour: str) -> None:
    if row.size:
        axes.barh(place, row.size, BAR, left=row.start, color=colour, zorder=2)
    else:
        axes.plot(row.start, place, marker="D", markersize=6, color=INK, zorder=3)
    side = 1 if row.size >= 0 else -1
    axes.annotate(
        row.written,
        (row.end, place),
        xytext=((5 if row.size else 9) * side, 0),
        textcoords="offset points",
        ha="left" if side > 0 else "right",
        va="center_baseline",
        fontsize=9,
        color=INK,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        parse_math=False,
    )


def _span(rows: Sequence[Bar]) -> tuple[float, float]:
    """Return the ends of the axis, with room for the sizes in words."""
    ends = [end for row in rows for end in (row.start, row.end)]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    room = MARGIN * (high - low or 1.0)
    return (low - room if low < 0 or any(row.start for row in rows) else low), high + room


def _dress(axes: "Axes") -> None:
    axes.tick_params(length=0, labelcolor=INK, labelsize=9)
    axes.xaxis.label.set(color=INK, fontsize=9)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.xaxis.set_major_formatter(lambda tick, _: number(tick, _digits(axes)))


def _digits(axes: "Axes") -> int:
    """Return how many decimals the ticks of the axis need."""
    low, high = axes.get_xlim()
    return max(0, math.ceil(-math.log10((high - low) / 8)))
