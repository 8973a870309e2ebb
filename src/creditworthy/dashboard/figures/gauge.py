"""The gauge: the probability of default on a line, with the threshold from which an application is declined."""

import altair as alt

from creditworthy.dashboard.figures.frame import (
    GREY,
    INK,
    LOWERS,
    PALE_LOWERS,
    PALE_RAISES,
    RAISES,
    Figure,
    finished,
    rows,
)
from creditworthy.language import percent, say

__all__ = ["gauge"]

HEIGHT = 118
BAND, ABOVE, BELOW = (44, 78), 14, 102
"""Pixels from the top: the band, the letters above and below it."""
ROOM = 0.85
"""Right of this share of the line, letters stand left of their mark."""


def gauge(probability: float, threshold: float, *, before: float | None = None) -> Figure:
    """Return the gauge of a decision.

    Parameters
    ----------
    probability, threshold : float
        The probability of default, and that from which an application is declined.
    before : float, optional
        The probability before something was changed; it is shown as a hollow mark.
    """
    end = _end(threshold, max(probability, before or 0.0))
    marks = [_mark(probability, end, say("Probability {probability}", probability=percent(probability)))]
    layers = [*_zones(threshold, end), *_threshold(threshold, end)]
    if before is not None:
        layers += _marker([_mark(before, end, "")], filled=False)
    layers += _marker(marks, filled=True)
    return Figure(finished(*layers, height=HEIGHT), _words(probability, threshold, before))


def _end(threshold: float, probability: float) -> float:
    return min(1.0, max(2.5 * threshold, 1.3 * probability))


def _words(probability: float, threshold: float, before: float | None) -> str:
    values = {"probability": percent(probability), "threshold": percent(threshold)}
    if before is None:
        return say("Probability of default {probability}; declined from {threshold}.", **values)
    template = "Probability of default {before} before, {probability} now; declined from {threshold}."
    return say(template, before=percent(before), **values)


def _zones(threshold: float, end: float) -> list[alt.Chart]:
    zones = [
        {"from": 0.0, "to": threshold, "fill": PALE_LOWERS},
        {"from": threshold, "to": end, "fill": PALE_RAISES},
    ]
    band = (
        alt.Chart(rows(zones))
        .mark_rect()
        .encode(
            x=_x("from", end),
            x2="to:Q",
            y=alt.value(BAND[0]),
            y2=alt.value(BAND[1]),
            color=alt.Color("fill:N", scale=None),
        )
    )
    ends = [(0.0, say("granted"), LOWERS, False), (end, say("declined"), RAISES, True)]
    words = [
        _letters(alt.Chart(rows([_mark(at, end, text)])), end, BELOW, color=colour, left=left)
        for at, text, colour, left in ends
    ]
    return [band, *words]


def _threshold(threshold: float, end: float) -> list[alt.Chart]:
    text = say("Threshold {threshold}", threshold=percent(threshold))
    base = alt.Chart(rows([_mark(threshold, end, text)]))
    line = base.mark_rule(color=INK, strokeDash=[4, 3], strokeWidth=1.5).encode(
        x=_x("at", end), y=alt.value(BAND[0] - 4), y2=alt.value(BAND[1] + 10)
    )
    return [line, _letters(base, end, BELOW, color=GREY, left=threshold > ROOM * end)]


def _marker(marks: list[dict[str, object]], *, filled: bool) -> list[alt.Chart]:
    end = float(str(marks[0]["end"]))
    base = alt.Chart(rows(marks))
    line = base.mark_rule(color=INK, strokeWidth=3 if filled else 1.5).encode(
        x=_x("at", end), y=alt.value(BAND[0] - 8), y2=alt.value(BAND[1])
    )
    tip = base.mark_point(shape="triangle-down", size=140, opacity=1, stroke=INK, fill=INK if filled else "white")
    point = tip.encode(x=_x("at", end), y=alt.value(BAND[0] - 12))
    left = float(str(marks[0]["at"])) > ROOM * end
    return [line, point, _letters(base, end, ABOVE, color=INK, left=left, bold=True)]


def _letters(base: alt.Chart, end: float, y: int, *, color: str, left: bool, bold: bool = False) -> alt.Chart:
    words = base.mark_text(
        align="right" if left else "left",
        fontSize=15 if bold else 13,
        fontWeight="bold" if bold else "normal",
        color=color,
    )
    written: alt.Chart = words.encode(x=_x("at", end), y=alt.value(y), text="text:N")
    return written


def _mark(at: float, end: float, text: str) -> dict[str, object]:
    return {"at": at, "end": end, "text": text}


def _x(field: str, end: float) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, end], nice=False), axis=None)
