"""What deserves a second look before anything is learnt from the tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from creditworthy.exploration.contrasts import LEAK
from creditworthy.exploration.focus import label_of
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.shapes import ColumnShape, FileShape
from creditworthy.exploration.words import signed, spoken
from creditworthy.language import number, percent, say
from creditworthy.monitoring.monitor import MONITORS, Level

__all__ = ["Finding", "findings_of"]

_HALF = 0.5


@dataclass(frozen=True)
class Finding:
    """One thing to look at, in a sentence; an alarm where a model should not be trained before it is."""

    level: Level
    text: str


def findings_of(profile: Profile) -> tuple[Finding, ...]:
    """Return what deserves a second look, alarms first; nothing where nothing does."""
    rules = (_leaks, _repeated_applications, _repeated_rows, _moved, _absent, _orphans, _persons)
    about_columns = (_empty, _constant, _sentinels, _extremes)
    found = [finding for rule in (*rules, *about_columns) for finding in rule(profile)]
    return tuple(sorted(found, key=lambda finding: finding.level != "alarm"))


def _leaks(profile: Profile) -> Iterator[Finding]:
    for found in profile.contrasts.separations:
        if found.beyond >= LEAK:
            text = say(
                "{column} ({meaning}) tells the outcomes apart too well by itself: is it known before the decision? "
                "Its information value is {value}.",
                column=found.column,
                meaning=label_of(profile.dictionary.application.column(found.column)),
                value=number(found.beyond, 2),
            )
            yield Finding("alarm", text)


def _repeated_applications(profile: Profile) -> Iterator[Finding]:
    repeats = profile.repeats
    if repeats.identical_across:
        text = say(
            "Applications without a known outcome that equal one whose outcome is known, in everything but their "
            "number: {count}.",
            count=number(repeats.identical_across),
        )
        yield Finding("alarm", text)
    if repeats.identical:
        text = say(
            "Applications that equal another one in everything but number and outcome: {count}.",
            count=number(repeats.identical),
        )
        yield Finding("warning", text)


def _repeated_rows(profile: Profile) -> Iterator[Finding]:
    for links in profile.links:
        count = number(links.repeated)
        if links.repeated and links.key:
            text = say(
                "{file}: rows whose key ({key}) stands twice: {count}.",
                file=links.stem,
                key=", ".join(links.key),
                count=count,
            )
            yield Finding("alarm", text)
        elif links.repeated:
            yield Finding(
                "warning", say("{file}: rows that repeat another one whole: {count}.", file=links.stem, count=count)
            )


def _moved(profile: Profile) -> Iterator[Finding]:
    monitor = MONITORS["population_stability"]
    levels: dict[Level, float] = {"alarm": monitor.alarm, "warning": monitor.warn}
    for level, least in levels.items():
        names = [
            f"{label_of(profile.dictionary.application.column(found.column))} ({number(found.index, 2)})"
            for found in profile.contrasts.moved
            if monitor.level(found.index) == level
        ]
        if names:
            text = say(
                "Not the same with and without a known outcome (stability index from {least} on): {names}.",
                least=number(least, 2),
                names=", ".join(names),
            )
            yield Finding(level, text)


def _absent(profile: Profile) -> Iterator[Finding]:
    if profile.absent:
        yield Finding("warning", say("Absent: {files}. Nothing is said of them.", files=", ".join(profile.absent)))


def _orphans(profile: Profile) -> Iterator[Finding]:
    found = [
        f"{shape.stem} → {orphans.parent} {number(orphans.rows)} ({percent(shape.share(orphans.rows))})"
        for shape, links in zip(profile.shapes, profile.links, strict=True)
        for orphans in links.orphans
        if orphans.rows
    ]
    if found:
        yield Finding("warning", say("Rows without a row in their parent table: {names}.", names=", ".join(found)))


def _persons(profile: Profile) -> Iterator[Finding]:
    if profile.repeats.persons:
        text = say(
            "Applications of people who seem to have applied more than once: {count}; training keeps them together.",
            count=number(profile.repeats.persons),
        )
        yield Finding("warning", text)


def _empty(profile: Profile) -> Iterator[Finding]:
    counts = _by_file(profile, lambda shape, column: shape.share(column.missing) > _HALF)
    if counts:
        yield Finding("warning", say("Columns empty in more than half of the rows: {counts}.", counts=counts))


def _constant(profile: Profile) -> Iterator[Finding]:
    counts = _by_file(profile, lambda _, column: column.constant)
    if counts:
        yield Finding("warning", say("Columns of a single value: {counts}.", counts=counts))


def _by_file(profile: Profile, odd: Callable[[FileShape, ColumnShape], bool]) -> str:
    """Return in how many columns of each file something is so; empty where it is in none."""
    counts = {shape.stem: sum(odd(shape, column) for column in shape.columns) for shape in profile.shapes}
    return ", ".join(f"{stem} {count}" for stem, count in counts.items() if count)


def _sentinels(profile: Profile) -> Iterator[Finding]:
    found = [
        (shape.share(held.rows), shape, column) for shape, column in _columns(profile) for held in column.sentinels
    ]
    if found:
        share, shape, column = max(found, key=lambda one: one[0])
        text = say(
            "Columns in which a value stands for “unknown”: {count}; most often in {column} of {file} "
            "({share} of the rows).",
            count=len({(shape.stem, column.name) for _, shape, column in found}),
            column=column.name,
            file=shape.stem,
            share=percent(share),
        )
        yield Finding("warning", text)


def _extremes(profile: Profile) -> Iterator[Finding]:
    found = [
        (column.spread, shape, column) for shape, column in _columns(profile) if column.spread and column.spread.extreme
    ]
    if found:
        spread, shape, column = max(found, key=lambda one: one[0].reach)
        furthest = spread.high if spread.high - spread.upper > spread.lower - spread.low else spread.low
        text = say(
            "Columns with extreme values: {count}; the furthest is {value} in {column} of {file}, where the median is "
            "{median}.",
            count=len(found),
            value=signed(furthest, 0),
            column=column.name,
            file=shape.stem,
            median=spoken(spread.median, whole=True),
        )
        yield Finding("warning", text)


def _columns(profile: Profile) -> Iterator[tuple[FileShape, ColumnShape]]:
    yield from ((shape, column) for shape in profile.shapes for column in shape.columns)
