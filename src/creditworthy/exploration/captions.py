"""What one sees in a figure, in a sentence or two with the figures themselves."""

from collections.abc import Sequence

from creditworthy.exploration.applications import OUTCOME, Counts
from creditworthy.exploration.distributions import Box
from creditworthy.exploration.figures import ENOUGH, category_name
from creditworthy.exploration.focus import Measure, meaning_of
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.exploration.relations import Correlations, Pairs
from creditworthy.exploration.shapes import FileShape
from creditworthy.exploration.style import outcome_name, signed
from creditworthy.intervals import Interval
from creditworthy.language import number, percent, say
from creditworthy.tables.dictionary import Table

__all__ = [
    "of_boxes",
    "of_correlations",
    "of_counts",
    "of_gaps",
    "of_missing",
    "of_pairs",
    "of_rates",
    "of_spread",
    "spoken",
]


def spoken(amount: float) -> str:
    """Return a number with as many decimals as its size needs.

    >>> spoken(148500.0), spoken(43.64), spoken(0.5052)
    ('148,500', '43.6', '0.505')
    """
    digits = 0 if abs(amount) >= 1000 else 1 if abs(amount) >= 10 else 3
    return signed(amount, digits)


def of_counts(counts: Counts) -> tuple[str, ...]:
    """Say how many applications there are, and how many of them defaulted."""
    without = counts.unlabelled or 0
    said = []
    if counts.labelled and counts.rate:
        said.append(
            say(
                "Applications with a known outcome: {count}. In default: {defaults}, or {rate} "
                "(95% interval from {low} to {high}).",
                count=number(counts.labelled),
                defaults=number(counts.defaults or 0),
                rate=percent(counts.rate.value, 2),
                low=percent(counts.rate.low, 2),
                high=percent(counts.rate.high, 2),
            )
        )
    else:
        said.append(
            say("No outcome is known: what compares outcomes is left out, and figures show all applications together.")
        )
    if counts.unlabelled is not None:
        said.append(say("Applications without a known outcome: {count}.", count=number(without)))
    else:
        said.append(say("There is no file of applications without a known outcome."))
    return tuple(said)


def of_missing(shapes: Sequence[FileShape]) -> str:
    """Say which file is emptiest."""
    most = max(shapes, key=lambda shape: shape.missing or 0.0)
    if not most.missing:
        return say("No cell is empty.")
    return say(
        "The emptiest file is {file}: {share} of its cells hold no value.",
        file=most.stem,
        share=percent(most.missing),
    )


def of_gaps(shape: FileShape, table: Table) -> str:
    """Say which column of a file is emptiest, and how many have gaps."""
    most = max(shape.gaps, key=lambda gap: gap.missing)
    return say(
        "Columns of {file} with empty cells: {incomplete} of {all}; the emptiest are drawn, twenty at most. "
        "First comes {column}, without a value in {share} of the rows: {meaning}.",
        incomplete=shape.columns - shape.complete,
        all=shape.columns,
        file=shape.stem,
        column=most.column,
        meaning=meaning_of(table.column(most.column)),
        share=percent(shape.share(most.missing)),
    )


def of_rates(rates: CategoryRates, overall: Interval) -> str:
    """Say between which shares the categories lie, and which are too small to be drawn."""
    large = (found for found in rates.categories if _is_enough(found))
    drawn = sorted((found.rate.value, category_name(found)) for found in large if found.rate)
    small = [category_name(found) for found in rates.categories if found.labelled and not _is_enough(found)]
    said = [
        say(
            "From {low} ({lowest}) to {high} ({highest}); the dashed line is the share of all, {overall}.",
            low=percent(drawn[0][0]),
            lowest=drawn[0][1],
            high=percent(drawn[-1][0]),
            highest=drawn[-1][1],
            overall=percent(overall.value),
        )
    ]
    if small:
        said.append(say("Not drawn, with fewer than {count}: {names}.", count=ENOUGH, names=", ".join(small)))
    return " ".join(said)


def of_boxes(boxes: Sequence[tuple[Measure, Sequence[Box]]]) -> str:
    """Say the medians, and how to read a box."""
    said = [
        say(
            "{measure}: median {medians}.",
            measure=measure.label,
            medians=", ".join(f"{spoken(box.median)} ({outcome_name(box.outcome)})" for box in found),
        )
        for measure, found in boxes
    ]
    read = say(
        "A box holds the middle half, the dark line is the median, the whiskers reach from the 5% to the 95% quantile."
    )
    return " ".join([*said, read])


def of_spread(*, labelled: bool) -> str:
    """Say how to read the distributions."""
    if not labelled:
        return say("The height is the share of all applications, from the 1% to the 99% quantile.")
    return say(
        "The height is the share of the applications with that outcome, from the 1% to the 99% quantile of all. "
        "Where the two lines part, the measure tells the outcomes apart."
    )


def of_correlations(correlations: Correlations, labels: Sequence[str]) -> str:
    """Say which measures go most closely with default, or with each other where no outcome is known."""
    names = dict(zip(correlations.columns, labels, strict=True))
    read = say("Vermilion: the two grow together; blue: one grows as the other falls.")
    if correlations.columns[0] != OUTCOME:
        return read
    ties = {name: correlations.between(OUTCOME, name) for name in correlations.columns[1:]}
    known = {name: value for name, value in ties.items() if value is not None}
    first = sorted(known, key=lambda name: -abs(known[name]))[:3]
    if not first:
        return read
    told = ", ".join(f"{names[name]} ({signed(known[name])})" for name in first)
    return say("Most closely tied to default: {measures}.", measures=told) + " " + read


def of_pairs(pairs: Pairs) -> str:
    """Say what the points are, and how many were drawn of how many."""
    drawn = ", ".join(f"{number(len(points))} ({outcome_name(outcome)})" for outcome, points in pairs.points.items())
    return say(
        "Below the diagonal, a point is an application with both scores known; {drawn} were drawn at random, "
        "the same number of each outcome where there are enough, so that neither hides the other. "
        "On the diagonal, the spread of each score; above it, the rank correlation over all applications.",
        drawn=drawn,
    )


def _is_enough(category: Category) -> bool:
    return category.labelled >= ENOUGH
