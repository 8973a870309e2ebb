"""Where an applicant stands among all: by probability, and by one feature."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import altair as alt

from creditworthy.dashboard.figures.frame import (
    GREY,
    INK,
    LOWERS,
    PALE_LOWERS,
    RAISES,
    Figure,
    finished,
    rows,
)
from creditworthy.dashboard.wording import named
from creditworthy.language import percent, say, value

if TYPE_CHECKING:
    from creditworthy.messages import DecisionAnswer

__all__ = ["categories", "deciles", "histogram", "share_below"]

HEIGHT = 320


def share_below(probability: float, edges: Sequence[float], counts: Sequence[int]) -> float:
    """Return the share of the applicants whose probability is lower; within a bin they lie evenly.

    >>> share_below(0.75, [0.0, 0.5, 1.0], [60, 40])
    0.8
    """
    parts = zip(pairwise(edges), counts, strict=True)
    below = sum(count * min(1.0, max(0.0, (probability - low) / (high - low))) for (low, high), count in parts)
    return below / sum(counts) if sum(counts) else 0.0


def histogram(decision: "DecisionAnswer", edges: Sequence[float], counts: Sequence[int]) -> Figure:
    """Return how many applicants have which probability, with this one and the threshold marked."""
    last = max((high for high, count in zip(edges[1:], counts, strict=True) if count), default=1.0)
    end = min(1.0, max(last, 1.15 * decision.probability, 2 * decision.threshold))
    drawn = [
        {
            "from": low,
            "to": high,
            "count": count,
            "kind": say("declined") if low >= decision.threshold else say("granted"),
        }
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
        if low < end
    ]
    bars = _bars(drawn, end)
    marks = _marks(decision, end)
    share = percent(share_below(decision.probability, edges, counts), 0)
    words = say("{share} of the applicants have a lower probability of default than this one.", share=share)
    return Figure(finished(bars, *marks, height=HEIGHT), words)


def deciles(content: float | None, found: Sequence[float], *, unit: str, meaning: str) -> Figure:
    """Return the nine deciles of a feature, with the applicant's value as a line across.

    Parameters
    ----------
    content : float or None
        The applicant's value; None where it is unknown.
    found : sequence of float
        What a tenth, two tenths, … nine tenths of the applicants do not exceed.
    unit, meaning : str
        The feature's.
    """
    drawn = [
        {"share": tenth / 10, "value": size, "written": value(size, unit)} for tenth, size in enumerate(found, start=1)
    ]
    base = alt.Chart(rows(drawn))
    x = alt.X(
        "share:O",
        axis=alt.Axis(format=".0%", labelAngle=0),
        title=say("Share of the applicants who have at most this much"),
    )
    bars = base.mark_bar(color=PALE_LOWERS, stroke=LOWERS, strokeWidth=1, size=34).encode(
        x=x, y=_height(found, content)
    )
    words = base.mark_text(dy=-9, fontSize=12, color=INK).encode(x=x, y="value:Q", text="written:N")
    layers = [bars, words] if content is None else [bars, words, *_across(content, unit)]
    return Figure(finished(*layers, height=HEIGHT), _decile_words(content, found, unit=unit, meaning=meaning))


def categories(content: str | None, frequencies: Mapping[str, float]) -> Figure:
    """Return how frequent each category is, with the applicant's in a darker colour and marked with an arrow."""
    ordered = sorted(frequencies.items(), key=lambda item: -item[1])
    drawn = [_frequent(name, share, own=name == content) for name, share in ordered]
    base = alt.Chart(rows(drawn))
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=320, ticks=False, domain=False))
    x = alt.X("share:Q", title=say("Share of the applicants"), axis=alt.Axis(format=".0%", tickCount=6))
    colour = alt.condition("datum.own", alt.value(INK), alt.value("#a9c9e2"))
    bars = base.mark_bar(height=17).encode(y=y, x=x, color=colour)
    words = base.mark_text(align="left", dx=5, fontSize=13, color=INK).encode(y=y, x="share:Q", text="written:N")
    shared = percent(frequencies.get(content or "", 0.0))
    own = say("This applicant: {value}, as {share} of the applicants.", value=named(content, "category"), share=shared)
    return Figure(finished(bars, words, height=alt.Step(28)), own)


def _frequent(name: str, share: float, *, own: bool) -> dict[str, object]:
    label = named(name, "category")
    return {"label": f"▶ {label}" if own else label, "share": share, "own": own, "written": percent(share)}


def _bars(drawn: Sequence[Mapping[str, object]], end: float) -> alt.Chart:
    x = alt.X(
        "from:Q",
        bin="binned",
        scale=alt.Scale(domain=[0, end], nice=False),
        title=say("Probability of default"),
        axis=alt.Axis(format=".0%", grid=False, tickCount=10),
    )
    kinds = alt.Scale(domain=[say("granted"), say("declined")], range=["#a9c9e2", "#f0b996"])
    legend = alt.Legend(orient="top", title=None, labelFontSize=13, labelColor=INK)
    room = alt.Scale(domain=[0, 1.25 * max(int(str(bar["count"])) for bar in drawn) or 1], nice=False)
    y = alt.Y("count:Q", title=say("Number of applicants"), scale=room, axis=alt.Axis(tickMinStep=1, tickCount=5))
    colour = alt.Color("kind:N", scale=kinds, legend=legend)
    bars = alt.Chart(rows(drawn)).mark_bar(stroke="white", strokeWidth=1)
    found: alt.Chart = bars.encode(x=x, x2="to:Q", y=y, color=colour)
    return found


def _marks(decision: "DecisionAnswer", end: float) -> list[alt.Chart]:
    own = say("This applicant {probability}", probability=percent(decision.probability))
    limit = say("Threshold {threshold}", threshold=percent(decision.threshold))
    left = decision.probability < decision.threshold
    return [
        *_rule(decision.threshold, limit, end, y=30, bold=False, left=not left and decision.threshold > 0.25 * end),
        *_rule(decision.probability, own, end, y=8, bold=True, left=decision.probability > 0.7 * end),
    ]


def _rule(at: float, text: str, end: float, *, y: int, bold: bool, left: bool) -> list[alt.Chart]:
    base = alt.Chart(rows([{"at": at, "text": text}]))
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, end], nice=False))
    line = base.mark_rule(color=INK, strokeWidth=2.5 if bold else 1.5, strokeDash=[1, 0] if bold else [4, 3])
    words = base.mark_text(
        align="right" if left else "left",
        dx=-6 if left else 6,
        fontSize=13,
        fontWeight="bold" if bold else "normal",
        color=INK if bold else GREY,
    )
    return [
        line.encode(x=x, y=alt.value(y - 6), y2=alt.value("height")),
        words.encode(x=x, y=alt.value(y), text="text:N"),
    ]


def _height(found: Sequence[float], content: float | None) -> alt.Y:
    places = [*found, *([] if content is None else [content]), 0.0]
    low, high = min(places), max(places)
    room = 0.12 * (high - low or 1.0)
    domain = [low - room if low < 0 else low, high + room]
    return alt.Y("value:Q", scale=alt.Scale(domain=domain, nice=False), title=None)


def _across(content: float, unit: str) -> list[alt.Chart]:
    text = say("This applicant: {value}", value=value(content, unit))
    base = alt.Chart(rows([{"value": content, "text": text}]))
    line = base.mark_rule(color=RAISES, strokeWidth=2.5).encode(y="value:Q")
    words = base.mark_text(align="left", dy=-9, dx=4, fontSize=13, fontWeight="bold", color=INK)
    return [line, words.encode(x=alt.value(0), y="value:Q", text="text:N")]


def _decile_words(content: float | None, found: Sequence[float], *, unit: str, meaning: str) -> str:
    if content is None:
        return say("{meaning}: unknown for this applicant.", meaning=meaning)
    template = "{meaning}: {value}; about {below} of the applicants have less, half have at most {median}."
    below = percent(sum(size < content for size in found) / 10, 0)
    return say(template, meaning=meaning, value=value(content, unit), below=below, median=value(found[4], unit))
