"""Horizontal bars with words before them and their size, with its sign, at their end."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill, wrap

import altair as alt

from creditworthy.dashboard.figures.frame import GREY, INK, LOWERS, RAISES, Figure, finished, rows
from creditworthy.language import say

__all__ = ["Bar", "drawn"]

LETTERS = 50
KINDS = {"raises": "▲ raises the risk", "lowers": "▼ lowers the risk", "total": "total"}
COLOURS = {"raises": RAISES, "lowers": LOWERS, "total": GREY}


@dataclass(frozen=True)
class Bar:
    """One bar: the words before it, its size as it is written, where it starts. A total neither raises nor lowers."""

    label: str
    size: float
    written: str
    start: float = 0.0
    total: bool = False

    @property
    def kind(self) -> str:
        """What it does to the risk."""
        return "total" if self.total else "raises" if self.size > 0 else "lowers"


def drawn(bars: Sequence[Bar], *, title: str, words: str, legend: bool = True) -> Figure:
    """Return the bars from top to bottom.

    Parameters
    ----------
    bars : sequence of Bar
        Their labels differ from each other.
    title : str
        What the axis measures.
    words : str
        What the figure shows, for those who do not see it.
    legend : bool
        Whether colours are explained above; they never say anything that signs and sides do not.
    """
    base = alt.Chart(rows([_row(bar) for bar in bars]))
    x = alt.X("start:Q", scale=alt.Scale(domain=_domain(bars), nice=False), title=title, axis=alt.Axis(tickCount=6))
    body = base.mark_bar(height=17).encode(y=_labels(), x=x, x2="end:Q", color=_colour(bars, legend=legend))
    points = base.transform_filter("datum.start === datum.end").mark_tick(color=GREY, thickness=4, height=24)
    places = points.encode(y=_labels(), x=x)
    return Figure(
        finished(body, places, *(_ends(base, up=up) for up in (True, False)), height=alt.Step(_step(bars))), words
    )


def _step(bars: Sequence[Bar]) -> int:
    """Return the pixels from one bar to the next: room for the longest label."""
    return 12 + 14 * max([2, *(len(wrap(bar.label, LETTERS)) for bar in bars)])


def _row(bar: Bar) -> dict[str, object]:
    end = bar.start + bar.size
    return {
        "label": fill(bar.label, LETTERS),
        "start": bar.start,
        "end": end,
        "up": bar.size >= 0,
        "written": bar.written,
    } | {"kind": say(KINDS[bar.kind])}


def _domain(bars: Sequence[Bar]) -> list[float]:
    """Return the ends of the axis, with room for the sizes that are written there."""
    places = [place for bar in bars for place in (bar.start, bar.start + bar.size)] or [0.0]
    low, high = min(places), max(places)
    room = 0.14 * (high - low or 1.0)
    falls = any(bar.size < 0 for bar in bars)
    return [low - room if falls else low, high + room]


def _labels() -> alt.Y:
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=400, ticks=False, domain=False, labelPadding=8)
    return alt.Y("label:N", sort=None, axis=axis, title=None)


def _ends(base: alt.Chart, *, up: bool) -> alt.Chart:
    """Write the sizes of the bars that go one way at their ends."""
    mine = base.transform_filter(f"datum.up === {str(up).lower()}")
    words = mine.mark_text(align="left" if up else "right", dx=7 if up else -7, fontSize=13, color=INK)
    written: alt.Chart = words.encode(y=_labels(), x="end:Q", text="written:N")
    return written


def _colour(bars: Sequence[Bar], *, legend: bool) -> alt.Color:
    kinds = [kind for kind in KINDS if any(bar.kind == kind for bar in bars)]
    scale = alt.Scale(domain=[say(KINDS[kind]) for kind in kinds], range=[COLOURS[kind] for kind in kinds])
    shown = alt.Legend(orient="top", title=None, labelFontSize=13, labelColor=INK, labelLimit=300) if legend else None
    return alt.Color("kind:N", scale=scale, legend=shown)
