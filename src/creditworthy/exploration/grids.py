"""The tables of the report."""

from creditworthy.exploration.applications import Counts
from creditworthy.exploration.captions import spoken
from creditworthy.exploration.distributions import Box
from creditworthy.exploration.figures import category_name
from creditworthy.exploration.focus import Measure, meaning_of
from creditworthy.exploration.page import Grid
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.exploration.shapes import ColumnGaps, FileShape
from creditworthy.exploration.style import outcome_name
from creditworthy.intervals import Interval
from creditworthy.language import number, percent, say

__all__ = ["boxes_grid", "counts_grid", "files_grid", "gaps_grid", "rates_grid", "sentinels_grid"]

_NONE = "–"


def counts_grid(counts: Counts) -> Grid:
    """Return the applications with a known outcome against those without."""
    parts = {
        say("with a known outcome (train)"): counts.labelled,
        say("without a known outcome (test)"): counts.unlabelled,
    }
    total = sum(count or 0 for count in parts.values())
    rows = tuple(
        (part, say("absent"), _NONE) if count is None else (part, number(count), _share(count, total))
        for part, count in parts.items()
    )
    return Grid(
        say("Train against test"),
        (say("Applications"), say("Rows"), say("Share")),
        (*rows, (say("together"), number(total), _share(total, total))),
    )


def files_grid(profile: Profile) -> Grid:
    """Return the size and completeness of every file; an absent one says so."""
    present = tuple(
        (
            shape.stem,
            number(shape.rows),
            number(shape.applicants),
            number(shape.columns),
            number(shape.complete),
            _NONE if shape.missing is None else percent(shape.missing),
        )
        for shape in profile.shapes
    )
    absent = tuple((stem, say("absent"), *[_NONE] * 4) for stem in profile.absent)
    header = (say("File"), say("Rows"), say("Applicants"), say("Columns"), say("Complete columns"), say("Empty cells"))
    return Grid(say("Files"), header, present + absent)


def gaps_grid(profile: Profile) -> Grid:
    """Return every column that has an empty cell."""
    rows = tuple(
        (
            shape.stem,
            gap.column,
            _meaning(profile, shape, gap),
            number(gap.missing),
            percent(shape.share(gap.missing)),
        )
        for shape in profile.shapes
        for gap in shape.gaps
        if gap.missing
    )
    header = (say("File"), say("Column"), say("Meaning"), say("Empty cells"), say("Share"))
    return Grid(say("Every column with empty cells ({count})", count=len(rows)), header, rows, texts=3, folded=True)


def sentinels_grid(profile: Profile) -> Grid:
    """Return every sentinel that was found, and in how many rows."""
    rows = tuple(
        (
            shape.stem,
            gap.column,
            _meaning(profile, shape, gap),
            str(sentinel.value),
            number(sentinel.rows),
            percent(shape.share(sentinel.rows), 2),
        )
        for shape in profile.shapes
        for gap in shape.gaps
        for sentinel in gap.sentinels
    )
    header = (say("File"), say("Column"), say("Meaning"), say("Sentinel"), say("Rows"), say("Share"))
    return Grid(say("Sentinels found"), header, rows, texts=3)


def rates_grid(profile: Profile) -> Grid:
    """Return every category: how many with and without an outcome, and the rate where it is known."""
    rows = tuple(
        (rates.column, *_category(found, _totals(rates), labelled=profile.labelled))
        for rates in profile.rates
        for found in rates.categories
    )
    counts = (say("Train"), say("Share"), say("Test"), say("Share"))
    known = (say("In default"), say("Rate"), say("95% interval")) if profile.labelled else ()
    title = say("Every category ({count})", count=len(rows))
    return Grid(title, (say("Column"), say("Category"), *counts, *known), rows, texts=2, folded=True)


def boxes_grid(boxes: list[tuple[Measure, tuple[Box, ...]]]) -> Grid:
    """Return the quantiles that the box plots draw."""
    rows = tuple(
        (
            measure.label,
            outcome_name(box.outcome),
            number(box.known),
            *(spoken(value) for value in (box.low, box.lower, box.median, box.upper, box.high)),
        )
        for measure, found in boxes
        for box in found
    )
    quantiles = tuple(percent(share, 0) for share in (0.05, 0.25))
    upper = tuple(percent(share, 0) for share in (0.75, 0.95))
    header = (say("Measure"), say("Outcome"), say("Known values"), *quantiles, say("Median"), *upper)
    return Grid(say("Quantiles"), header, rows, texts=2)


def _totals(rates: CategoryRates) -> list[int]:
    return [sum(getattr(found, part) for found in rates.categories) for part in ("labelled", "unlabelled")]


def _category(found: Category, totals: list[int], *, labelled: bool) -> tuple[str, ...]:
    counts = zip((found.labelled, found.unlabelled), totals, strict=True)
    counted = tuple(text for count, total in counts for text in (number(count), _share(count, total)))
    if not labelled:
        return (category_name(found), *counted)
    return (category_name(found), *counted, number(found.defaults), *_rate(found.rate))


def _rate(rate: Interval | None) -> tuple[str, str]:
    if rate is None:
        return _NONE, _NONE
    return percent(rate.value), say("{low} to {high}", low=percent(rate.low), high=percent(rate.high))


def _share(count: int, total: int) -> str:
    return percent(count / total) if total else _NONE


def _meaning(profile: Profile, shape: FileShape, gap: ColumnGaps) -> str:
    return meaning_of(profile.dictionary.table(shape.table).column(gap.column))
