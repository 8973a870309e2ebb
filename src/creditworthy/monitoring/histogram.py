"""Reference and current values side by side, as small inline SVG: columns for numbers, rows for categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.language import percent, say, value
from creditworthy.monitoring.bins import count_both, is_category

__all__ = ["Bar", "bars", "histogram"]

Array = npt.NDArray[np.float64]

WIDTH, HEIGHT, ROW = 232, 44, 13
LABEL = 112
COLUMNS, CATEGORIES = 20, 4
FEW = 12
LONGEST = 18


@dataclass(frozen=True)
class Bar:
    """What a bar stands for (a first to a last value), and its share of the reference and of the current sample."""

    first: str
    last: str
    reference: float
    current: float
    missing: bool = False

    @property
    def text(self) -> str:
        """The bar in words."""
        label = self.first if self.first == self.last else f"{self.first} – {self.last}"
        return f"{label}: {percent(self.reference)} → {percent(self.current)}"


def histogram(reference: pl.Series, current: pl.Series, unit: str) -> str:
    """Return an SVG of both samples; pointing at a bar says its shares."""
    found = bars(reference, current, unit)
    return _rows(found) if is_category(reference) else _columns(found)


def bars(reference: pl.Series, current: pl.Series, unit: str) -> list[Bar]:
    """Return the bars of two samples; the last is of the missing values, where there are any.

    Numbers run from the 1 % to the 99 % quantile of the reference, and the outer bars are open; few values have a bar
    each, more share twenty equal ones. Of categories, the four most frequent have a bar; the others share one.

    >>> [bar.text for bar in bars(pl.Series(["a", "b"]), pl.Series(["a", None]), "category")]
    ['a: 50.0% → 50.0%', 'b: 50.0% → 0.0%', 'unknown: 0.0% → 50.0%']
    """
    known = _categories(reference, current) if is_category(reference) else _numbers(reference, current, unit)
    before, now = (values.null_count() / len(values) for values in (reference, current))
    unknown = Bar(say("unknown"), say("unknown"), before, now, missing=True)
    return [*known, unknown] if before or now else known


def _categories(reference: pl.Series, current: pl.Series) -> list[Bar]:
    names = pl.concat([reference, current]).drop_nulls().unique().sort().to_list()
    counts = zip(names, *(found[:-1] for found in count_both(reference, current)), strict=True)
    found = [Bar(name, name, before / len(reference), now / len(current)) for name, before, now in counts]
    found.sort(key=lambda bar: -(bar.reference + bar.current))
    others = found[CATEGORIES:]
    shares = sum(bar.reference for bar in others), sum(bar.current for bar in others)
    return found[:CATEGORIES] + ([Bar(say("others"), say("others"), *shares)] if others else [])


def _numbers(reference: pl.Series, current: pl.Series, unit: str) -> list[Bar]:
    before, now = _clipped(*(values.drop_nulls().to_numpy() for values in (reference, current)))
    both = np.unique(np.concatenate([before, now]))
    if len(both) <= FEW:
        firsts = lasts = both
        counts = [[(side == number).sum() for number in both] for side in (before, now)]
    else:
        edges = np.linspace(both[0], both[-1], COLUMNS + 1)
        firsts, lasts = edges[:-1], edges[1:]
        counts = [list(np.histogram(side, edges)[0]) for side in (before, now)]
    return [
        Bar(value(float(first), unit), value(float(last), unit), one / len(reference), other / len(current))
        for first, last, one, other in zip(firsts, lasts, *counts, strict=True)
    ]


def _clipped(before: Array, now: Array) -> tuple[Array, Array]:
    """Bring what lies outside the 1 % and 99 % quantiles to them, so that a few extremes do not flatten the rest."""
    known = before if len(before) else now
    if not len(known):
        return before, now
    low, high = np.quantile(known, [0.01, 0.99])
    if low == high:  # almost everybody has one value
        return before, now
    return np.clip(before, low, high), np.clip(now, low, high)


def _columns(found: Sequence[Bar]) -> str:
    top = max((max(bar.reference, bar.current) for bar in found), default=0.0) or 1.0
    step = min(WIDTH / (len(found) + 1), 36.0)
    shapes = [_column(bar, (index + bar.missing) * step, step - 1, HEIGHT / top) for index, bar in enumerate(found)]
    known = [bar for bar in found if not bar.missing]
    if known:
        shapes.append(_text(0, known[0].first))
        shapes.append(_text(len(known) * step, known[-1].last, "end") if len(known) > 1 else "")
    if len(known) < len(found):
        shapes.append(_text((len(found) + 0.5) * step, "?", "middle"))
    return _svg(HEIGHT + 12, shapes, found)


def _column(bar: Bar, left: float, width: float, scale: float) -> str:
    before, now = bar.reference * scale, bar.current * scale
    return (
        f"<g><title>{escape(bar.text)}</title>"
        f'<rect class="r" x="{left:.1f}" y="{HEIGHT - before:.1f}" width="{width:.1f}" height="{before:.1f}"/>'
        f'<path class="c" d="M{left:.1f} {HEIGHT - now:.1f}h{width:.1f}"/></g>'
    )


def _rows(found: Sequence[Bar]) -> str:
    return _svg(len(found) * ROW, [_row(bar, index * ROW) for index, bar in enumerate(found)], found)


def _row(bar: Bar, top: int) -> str:
    room = WIDTH - LABEL - 2
    label = bar.first if len(bar.first) <= LONGEST else bar.first[: LONGEST - 1] + "…"
    return (
        f"<g><title>{escape(bar.text)}</title>"
        f'<text x="{LABEL - 6}" y="{top + 9}" text-anchor="end">{escape(label)}</text>'
        f'<rect class="r" x="{LABEL}" y="{top + 1}" width="{bar.reference * room:.1f}" height="10"/>'
        f'<path class="c" d="M{LABEL + bar.current * room:.1f} {top + 1}v10"/></g>'
    )


def _text(left: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{left:.1f}" y="{HEIGHT + 11}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(height: float, shapes: Sequence[str], found: Sequence[Bar]) -> str:
    words = escape("; ".join(bar.text for bar in found), quote=True)
    frame = f'width="{WIDTH}" height="{height + 2}" viewBox="0 -1 {WIDTH} {height + 2}"'
    return f'<svg {frame} role="img" aria-label="{words}">{"".join(shapes)}</svg>'
