"""The tables of the report on applications: parts, outcomes, categories, quantiles, and what tells samples apart."""

from collections.abc import Sequence

from creditworthy.exploration.applications import Counts
from creditworthy.exploration.contrasts import Moved, Separation
from creditworthy.exploration.distributions import Box
from creditworthy.exploration.focus import Measure, label_of
from creditworthy.exploration.page import NONE, Grid
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.exploration.words import outcome_name, spoken, strength_name
from creditworthy.intervals import Interval
from creditworthy.language import number, percent, say
from creditworthy.monitoring.monitor import MONITORS
from creditworthy.tables.dictionary import Table

__all__ = ["boxes_grid", "counts_grid", "moved_grid", "rates_grid", "separations_grid", "written_rate"]


def counts_grid(counts: Counts) -> Grid:
    """Return the applications with a known outcome against those without."""
    parts = {
        say("with a known outcome (train)"): counts.labelled,
        say("without a known outcome (test)"): counts.unlabelled,
    }
    total = sum(count or 0 for count in parts.values())
    rows = tuple(
        (part, say("absent"), NONE) if count is None else (part, number(count), _share(count, total))
        for part, count in parts.items()
    )
    return Grid(
        say("Both kinds of applications"),
        (say("Applications"), say("Rows"), say("Share")),
        (*rows, (say("together"), number(total), _share(total, total))),
    )


def rates_grid(profile: Profile) -> Grid:
    """Return every category: how many with and without an outcome, and the rate where it is known."""
    columns = profile.dictionary.application.columns
    rows = tuple(
        (label_of(columns[rates.column]), *_category(found, _totals(rates), labelled=profile.labelled))
        for rates in profile.rates
        for found in rates.categories
    )
    counts = (say("Train"), say("Share"), say("Test"), say("Share"))
    known = (say("In default"), say("Rate"), say("95% interval")) if profile.labelled else ()
    title = say("Every category ({count})", count=len(rows))
    return Grid(title, (say("Column"), say("Category"), *counts, *known), rows, texts=2, folded=True)


def boxes_grid(boxes: Sequence[tuple[Measure, tuple[Box, ...]]]) -> Grid:
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


def separations_grid(separations: Sequence[Separation], table: Table, title: str, *, folded: bool = False) -> Grid:
    """Return how well columns tell the outcomes apart, and the default rate at both of their ends."""
    rows = tuple(
        (
            label_of(table.column(found.column)),
            found.column,
            strength_name(found.strength),
            number(found.beyond, 2),
            *(map(written_rate, found.ends) if found.ends else (NONE, NONE)),
        )
        for found in separations
    )
    ends = say("Rate, lowest values"), say("Rate, highest values")
    header = (say("Measure"), say("Column"), say("Strength"), say("Information value"), *ends)
    return Grid(title, header, rows, texts=3, long=1, folded=folded)


def moved_grid(moved: Sequence[Moved], table: Table, *, drawn: int) -> Grid:
    """Return how far columns have moved, the furthest first, and their shares of missing values on both sides."""
    monitor = MONITORS["population_stability"]
    rows = tuple(
        (
            label_of(table.column(found.column)),
            found.column,
            say(monitor.level(found.index)),
            number(found.index, 3),
            number(found.chance, 3),
            *(percent(share) for share in found.missing),
        )
        for found in moved
    )
    gaps = say("Missing, train"), say("Missing, test")
    header = (say("Measure"), say("Column"), say("Level"), say("Stability index"), say("By chance"), *gaps)
    title = say("Every column ({count})", count=len(rows))
    return Grid(title, header, rows, texts=3, long=1, folded=len(rows) > drawn)


def written_rate(rate: Interval | None) -> str:
    """Return a share with its interval in brackets."""
    if rate is None:
        return NONE
    return say("{rate} [{low}; {high}]", rate=percent(rate.value), low=percent(rate.low), high=percent(rate.high))


def _totals(rates: CategoryRates) -> list[int]:
    return [sum(getattr(found, part) for found in rates.categories) for part in ("labelled", "unlabelled")]


def _category(found: Category, totals: list[int], *, labelled: bool) -> tuple[str, ...]:
    counts = zip((found.labelled, found.unlabelled), totals, strict=True)
    counted = tuple(text for count, total in counts for text in (number(count), _share(count, total)))
    if not labelled:
        return (found.name, *counted)
    return (found.name, *counted, number(found.defaults), *_rate(found.rate))


def _rate(rate: Interval | None) -> tuple[str, str]:
    if rate is None:
        return NONE, NONE
    return percent(rate.value), say("{low} to {high}", low=percent(rate.low), high=percent(rate.high))


def _share(count: int, total: int) -> str:
    return percent(count / total) if total else NONE
