"""What every figure has in common: letters, colours, numbers as the reader writes them, its content in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from creditworthy.language import current

__all__ = ["GREY", "INK", "LOWERS", "PALE_LOWERS", "PALE_RAISES", "RAISES", "Figure", "finished", "rows"]

# Vermilion and blue are told apart by everybody; these are dark enough for letters on white (contrast above 5 to 1).
RAISES, LOWERS = "#b34700", "#005f99"
PALE_RAISES, PALE_LOWERS = "#f9dfcc", "#d3e6f4"
INK, GREY = "#262730", "#5b6770"


@dataclass(frozen=True)
class Figure:
    """A chart, and in one or two sentences what it shows, for those who do not see it."""

    chart: alt.LayerChart
    words: str


def rows(values: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Return rows as the data of a chart."""
    return alt.InlineData(values=[dict(row) for row in values])


def finished(*layers: alt.Chart, height: int | alt.Step) -> alt.LayerChart:
    """Put layers on top of each other, in the letters of the page and the numbers of the reader."""
    chart = alt.layer(*layers).properties(height=height).configure(font="Source Sans, sans-serif", **_numbers())
    styled: alt.LayerChart = chart.configure_view(stroke=None).configure_axis(
        labelColor=INK,
        titleColor=GREY,
        labelFontSize=13,
        titleFontSize=13,
        titleFontWeight="normal",
        gridColor="#e8eaed",
        domainColor="#b8bec4",
        tickColor="#b8bec4",
    )
    return styled


def _numbers() -> dict[str, Any]:
    if current() != "fr":
        return {}
    written = {"decimal": ",", "thousands": "\u202f", "percent": "\u202f%"}
    return {"locale": alt.Locale(number=alt.NumberLocale(currency=["", "\u00a0€"], grouping=[3], **written))}
