"""The tables of the report on files: sizes, links, histories, sentinels, extreme values, and every column."""

from creditworthy.exploration.grids import written_rate
from creditworthy.exploration.page import NONE, Grid
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.shapes import ColumnShape, FileShape
from creditworthy.exploration.words import meaning_of, spoken
from creditworthy.language import number, percent, say
from creditworthy.tables.dictionary import Column

__all__ = ["columns_grid", "extremes_grid", "files_grid", "histories_grid", "links_grid", "sentinels_grid"]

_TYPES = {"integer": "whole number", "number": "number", "category": "category"}
_FURTHEST = 15


def files_grid(profile: Profile) -> Grid:
    """Return the size and completeness of every file; an absent one says so."""
    present = tuple(
        (
            shape.stem,
            number(shape.rows),
            number(shape.applicants),
            spoken(shape.median_rows, whole=True),
            number(shape.most_rows),
            number(len(shape.columns)),
            number(shape.complete),
            NONE if shape.missing is None else percent(shape.missing),
        )
        for shape in profile.shapes
    )
    absent = tuple((stem, say("absent"), *[NONE] * 6) for stem in profile.absent)
    each = say("Rows per applicant, median"), say("Most")
    columns = say("Columns"), say("Complete columns"), say("Empty cells")
    return Grid(say("Files"), (say("File"), say("Rows"), say("Applicants"), *each, *columns), present + absent)


def histories_grid(profile: Profile) -> Grid:
    """Return who has no row in a history, and the default rates with and without one."""
    total = (profile.counts.labelled or 0) + (profile.counts.unlabelled or 0)
    rows = tuple(
        (
            history.table,
            number(history.without),
            percent(history.without / total) if total else NONE,
            *((written_rate(history.rate_with), written_rate(history.rate_without)) if profile.labelled else ()),
        )
        for history in profile.histories
    )
    rates = (say("Default rate with a row"), say("Default rate without")) if profile.labelled else ()
    header = (say("Table"), say("Applicants without a row"), say("Share"), *rates)
    return Grid(say("Applicants without a history"), header, rows)


def links_grid(profile: Profile) -> Grid:
    """Return repeated keys, and rows without a parent, of every file."""
    rows = tuple(
        (
            shape.stem,
            ", ".join(links.key) or say("none: whole rows are compared"),
            orphans.parent if orphans else NONE,
            number(links.repeated),
            number(orphans.rows) if orphans else NONE,
            percent(shape.share(orphans.rows)) if orphans else NONE,
        )
        for shape, links in zip(profile.shapes, profile.links, strict=True)
        for orphans in links.orphans or (None,)
    )
    header = (say("File"), say("Key"), say("Parent"), say("Rows that repeat it"), say("Without a parent"), say("Share"))
    return Grid(say("Keys and parents"), header, rows, texts=3)


def sentinels_grid(profile: Profile) -> Grid:
    """Return every sentinel that was found, and in how many rows."""
    rows = tuple(
        (
            shape.stem,
            column.name,
            meaning_of(_declared(profile, shape, column)),
            str(sentinel.value),
            number(sentinel.rows),
            percent(shape.share(sentinel.rows), 2),
        )
        for shape in profile.shapes
        for column in shape.columns
        for sentinel in column.sentinels
    )
    header = (say("File"), say("Column"), say("Meaning"), say("Sentinel"), say("Rows"), say("Share"))
    return Grid(say("Sentinels found"), header, rows, texts=4, long=3)


def extremes_grid(profile: Profile) -> Grid:
    """Return the columns whose values reach furthest outside their middle half."""
    found = [
        (column.spread, shape, column)
        for shape in profile.shapes
        for column in shape.columns
        if column.spread and column.spread.extreme
    ]
    found.sort(key=lambda one: -one[0].reach)
    rows = tuple(
        (
            shape.stem,
            column.name,
            meaning_of(_declared(profile, shape, column)),
            number(spread.extreme or 0),
            percent(shape.share(spread.extreme or 0), 2),
            *(spoken(value, whole=True) for value in (spread.low, spread.median, spread.high)),
        )
        for spread, shape, column in found[:_FURTHEST]
    )
    header = (say("File"), say("Column"), say("Meaning"), say("Extreme"), say("Share"), *_ends())
    return Grid(
        say("Furthest extremes, {count} of {all}", count=len(rows), all=len(found)), header, rows, texts=3, long=3
    )


def columns_grid(profile: Profile, shape: FileShape) -> Grid:
    """Return every column of a file: type, meaning, gaps, and what it holds."""
    rows = tuple(
        (
            column.name,
            say(_TYPES[_declared(profile, shape, column).type]),
            meaning_of(_declared(profile, shape, column)),
            percent(shape.share(column.missing)),
            percent(shape.share(sum(held.rows for held in column.sentinels))) if column.sentinels else NONE,
            NONE if column.distinct is None else number(column.distinct),
            *_held(column),
        )
        for column in shape.columns
    )
    counts = say("Empty"), say("Sentinels"), say("Different values")
    header = (say("Column"), say("Type"), say("Meaning"), *counts, *_ends(), say("Extreme"))
    title = say("{file}: every column ({count})", file=shape.stem, count=len(rows))
    return Grid(title, header, rows, texts=3, long=3, folded=True)


def _ends() -> tuple[str, str, str]:
    return say("Lowest"), say("Median"), say("Highest")


def _held(column: ColumnShape) -> tuple[str, ...]:
    spread = column.spread
    if spread is None:
        return (NONE,) * 4
    values = (spoken(value, whole=True) for value in (spread.low, spread.median, spread.high))
    return (*values, NONE if spread.extreme is None else number(spread.extreme))


def _declared(profile: Profile, shape: FileShape, column: ColumnShape) -> Column:
    return profile.dictionary.table(shape.table).column(column.name)
