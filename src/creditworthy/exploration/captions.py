"""What one sees in a figure, in a sentence or two with the figures themselves."""

from collections.abc import Sequence

from creditworthy.exploration.applications import OUTCOME, Counts
from creditworthy.exploration.contrasts import LEAK, STRONG, Moved, Separation
from creditworthy.exploration.distributions import Box
from creditworthy.exploration.focus import Measure, label_of
from creditworthy.exploration.rates import ENOUGH, CategoryRates
from creditworthy.exploration.relations import Correlations, Pairs
from creditworthy.exploration.shapes import FileShape
from creditworthy.exploration.words import meaning_of, outcome_name, signed, spoken
from creditworthy.intervals import Interval
from creditworthy.language import number, percent, say
from creditworthy.tables.dictionary import Table

__all__ = [
    "of_boxes",
    "of_correlations",
    "of_counts",
    "of_gaps",
    "of_missing",
    "of_moved",
    "of_pairs",
    "of_rates",
    "of_separations",
    "of_spread",
]


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
    most = max(shape.columns, key=lambda column: column.missing)
    return say(
        "Columns of {file} with empty cells: {incomplete} of {all}; the emptiest are drawn, twenty at most. "
        "First comes {column}, without a value in {share} of the rows: {meaning}.",
        incomplete=len(shape.columns) - shape.complete,
        all=len(shape.columns),
        file=shape.stem,
        column=most.name,
        meaning=meaning_of(table.column(most.name)),
        share=percent(shape.share(most.missing)),
    )


def of_rates(rates: CategoryRates, overall: Interval) -> str:
    """Say between which shares the categories lie, and which are too small to be drawn."""
    drawn = sorted((found.rate.value, found.name) for found in rates.categories if found.rate and found.enough)
    small = [found.name for found in rates.categories if found.labelled and not found.enough]
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


def of_separations(separations: Sequence[Separation], table: Table) -> str:
    """Say which column tells the outcomes apart best, and how to read its information value."""
    first = separations[0]
    return say(
        "First comes {column}, with an information value of {value}. From {weak} on it is called weak, from {medium} "
        "medium, from {strong} strong; from {leak} on one asks whether the column knew the outcome. What chance alone "
        "would give so many bins is taken off.",
        column=label_of(table.column(first.column)),
        value=number(first.beyond, 2),
        leak=number(LEAK, 1),
        **{name: number(least, 2) for name, least in STRONG.items()},
    )


def of_moved(moved: Sequence[Moved], table: Table) -> str:
    """Say which column has moved furthest, and what its index means."""
    first = moved[0]
    return say(
        "{column} has moved furthest ({index}); chance alone would move it by about {chance}. The index compares the "
        "shares of the same bins, missing values being one of them.",
        column=label_of(table.column(first.column)),
        index=number(first.index, 2),
        chance=number(first.chance, 3),
    )


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
    read = say(
        "Columns carry the numbers of the rows. Vermilion: the two grow together; blue: one grows as the other falls."
    )
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
        "Below the diagonal, a point is an application with both scores known; {drawn} were drawn at random (seed "
        "{seed}), the same number of each outcome where there are enough, so that neither hides the other. "
        "On the diagonal, the spread of each score; above it, the rank correlation over all applications.",
        drawn=drawn,
        seed=pairs.seed,
    )
