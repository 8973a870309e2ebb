"""The sections of the report on files: what they hold, what is missing, what stands for unknown, what is odd."""

from collections.abc import Sequence

from creditworthy.exploration import captions
from creditworthy.exploration.figures import draw_shares
from creditworthy.exploration.file_grids import (
    columns_grid,
    extremes_grid,
    files_grid,
    histories_grid,
    links_grid,
    sentinels_grid,
)
from creditworthy.exploration.page import Plate, Section
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.shapes import FileShape
from creditworthy.exploration.words import short_meaning
from creditworthy.language import number, say

__all__ = [
    "columns_section",
    "emptiest",
    "extremes_section",
    "files_section",
    "links_section",
    "missing_section",
    "sentinels_section",
]

_DRAWN = 20


def files_section(profile: Profile) -> Section:
    """Return the sizes of the files, and who has a history."""
    said = (
        (say("Absent: {files}. Nothing is said of them.", files=", ".join(profile.absent)),) if profile.absent else ()
    )
    grids = (files_grid(profile), *((histories_grid(profile),) if profile.histories else ()))
    return Section("files", say("Files"), said, grids=grids)


def missing_section(profile: Profile) -> Section:
    """Return the emptiest files, and the emptiest columns of the applications and of the histories."""
    application, title = profile.dictionary.application, say("Missing values")
    files = [(shape.stem, shape.missing or 0.0) for shape in profile.shapes]
    figure = draw_shares(files, say("Share of empty cells"), generated=profile.generated)
    plates = [Plate("missing_by_file", say("Empty cells by file"), captions.of_missing(profile.shapes), figure)]
    first = profile.shapes[0]
    if first.complete < len(first.columns):
        plates.append(_gaps(profile, (first,), captions.of_gaps(first, application), "missing_by_column"))
    histories = tuple(shape for shape in profile.shapes if shape.table != application.name)
    if any(shape.complete < len(shape.columns) for shape in histories):
        said = say("Of all columns of the histories, those with most empty cells, twenty at most.")
        plates.append(_gaps(profile, histories, said, "missing_in_histories"))
    return Section("missing", title, plates=tuple(plates))


def emptiest(profile: Profile, shapes: Sequence[FileShape]) -> list[tuple[str, float]]:
    """Return the twenty columns with most empty cells, in words, and their shares of rows without a value."""
    found = [
        (shape.share(column.missing), shape, column.name)
        for shape in shapes
        for column in shape.columns
        if column.missing
    ]
    found.sort(key=lambda one: -one[0])
    table = profile.dictionary.table
    return [
        (_label(shape, short_meaning(table(shape.table).column(name)), alone=len(shapes) == 1), share)
        for share, shape, name in found[:_DRAWN]
    ]


def sentinels_section(profile: Profile) -> Section:
    """Return the values that stand for "unknown"."""
    grid = sentinels_grid(profile)
    said = (
        say("A sentinel is a value that stands for “unknown”. It is no empty cell, so it is counted apart.")
        if grid.rows
        else say("No cell holds a sentinel, a value that stands for “unknown”.")
    )
    return Section("sentinels", say("Sentinels"), (said,), grids=(grid,) if grid.rows else ())


def links_section(profile: Profile) -> Section:
    """Return repeated rows and applications, and rows without a parent."""
    repeats = profile.repeats
    said = [
        say(
            "Applications that equal another one in everything but number and outcome: {count}.",
            count=number(repeats.identical),
        )
    ]
    if repeats.persons is not None:
        said.append(
            say(
                "Applications of people who seem to have applied more than once: {count}; "
                "training keeps them together.",
                count=number(repeats.persons),
            )
        )
    said.append(
        say("The import has refused or dropped what the dictionary does not allow; what it allows is counted here.")
    )
    return Section("links", say("Duplicates and links"), tuple(said), grids=(links_grid(profile),))


def extremes_section(profile: Profile) -> Section:
    """Return the columns with extreme values."""
    grid, title = extremes_grid(profile), say("Extreme values")
    if not grid.rows:
        return Section("extremes", title, (say("No column has an extreme value."),))
    said = say(
        "A value is extreme where it lies outside the middle half of its column by more than three times the width of "
        "that half (Tukey’s outer fence). Columns whose middle half is a single value have none. Values are as stored."
    )
    return Section("extremes", title, (said,), grids=(grid,))


def columns_section(profile: Profile) -> Section:
    """Return every column of every file."""
    said = say("Every row is counted. Values are as stored; days and months are negative before the application.")
    grids = tuple(columns_grid(profile, shape) for shape in profile.shapes)
    return Section("columns", say("Every column of every file"), (said,), grids=grids)


def _gaps(profile: Profile, shapes: Sequence[FileShape], caption: str, name: str) -> Plate:
    title = (
        say("Emptiest columns of {file}", file=shapes[0].stem)
        if name == "missing_by_column"
        else say("Emptiest columns of the histories")
    )
    shares = emptiest(profile, shapes)
    return Plate(
        name, title, caption, draw_shares(shares, say("Share of rows without a value"), generated=profile.generated)
    )


def _label(shape: FileShape, meaning: str, *, alone: bool) -> str:
    return meaning if alone else f"{meaning} ·\N{NO-BREAK SPACE}{shape.stem}"
