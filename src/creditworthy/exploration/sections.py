"""The sections of the report, in the order in which a reader asks."""

from creditworthy.exploration import captions
from creditworthy.exploration.applications import OUTCOME
from creditworthy.exploration.figures import (
    ENOUGH,
    draw_boxes,
    draw_correlations,
    draw_gaps,
    draw_histograms,
    draw_missing,
    draw_rates,
)
from creditworthy.exploration.focus import Measure, meaning_of
from creditworthy.exploration.grids import (
    boxes_grid,
    counts_grid,
    files_grid,
    gaps_grid,
    rates_grid,
    sentinels_grid,
)
from creditworthy.exploration.page import Plate, Section
from creditworthy.exploration.pair_plot import draw_pairs
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.rates import CategoryRates
from creditworthy.intervals import Interval
from creditworthy.language import say

__all__ = ["sections_of"]


def sections_of(profile: Profile) -> tuple[Section, ...]:
    """Return the sections with their figures drawn; what the tables do not allow is said in its place."""
    return (
        _applications(profile),
        _missing(profile),
        _sentinels(profile),
        _rates(profile),
        _boxes(profile),
        _spread(profile),
        _correlations(profile),
        _pairs(profile),
        _method(),
    )


def _applications(profile: Profile) -> Section:
    counts = profile.counts
    return Section("applications", say("Applications"), captions.of_counts(counts), grids=(counts_grid(counts),))


def _missing(profile: Profile) -> Section:
    shapes, generated = profile.shapes, profile.generated
    drawn = [
        Plate(
            "missing_by_file",
            say("Empty cells by file"),
            captions.of_missing(shapes),
            draw_missing(shapes, generated=generated),
        )
    ]
    first = shapes[0]
    if first.complete < first.columns:
        caption = captions.of_gaps(first, profile.dictionary.application)
        title = say("Emptiest columns of {file}", file=first.stem)
        drawn.append(Plate("missing_by_column", title, caption, draw_gaps(first, generated=generated)))
    said = (say("Absent: {files}. Nothing is said of them.", files=", ".join(profile.absent)),)
    return Section(
        "missing",
        say("Files and missing values"),
        said if profile.absent else (),
        tuple(drawn),
        (files_grid(profile), gaps_grid(profile)),
    )


def _sentinels(profile: Profile) -> Section:
    grid = sentinels_grid(profile)
    said = (
        say("A sentinel is a value that stands for “unknown”. It is no empty cell, so it is counted apart.")
        if grid.rows
        else say("No cell holds a sentinel, a value that stands for “unknown”.")
    )
    return Section("sentinels", say("Sentinels"), (said,), grids=(grid,) if grid.rows else ())


def _rates(profile: Profile) -> Section:
    said = [say("Categories are written as they stand in the files.")]
    if profile.counts.rate is None:
        said.append(say("No outcome is known, so there is no default rate; the table counts the applications."))
        plates: tuple[Plate, ...] = ()
    else:
        overall = profile.counts.rate
        plates = tuple(_rate(profile, rates, overall) for rates in profile.rates if _drawable(rates))
    grids = (rates_grid(profile),) if profile.rates else ()
    return Section("categories", say("Default rate by category"), tuple(said), plates, grids)


def _drawable(rates: CategoryRates) -> bool:
    return any(found.labelled >= ENOUGH for found in rates.categories)


def _rate(profile: Profile, rates: CategoryRates, overall: Interval) -> Plate:
    title = meaning_of(profile.dictionary.application.column(rates.column))
    figure = draw_rates(rates, overall, generated=profile.generated)
    return Plate(f"default_rate_{rates.column}", title, captions.of_rates(rates, overall), figure, half=True)


def _boxes(profile: Profile) -> Section:
    found = [(measure, profile.boxes[name]) for measure, name in _named(profile.focus.boxes) if name in profile.boxes]
    title = say("Box plots by outcome")
    if not found:
        return Section("boxes", title, (say("No value of these measures is known."),))
    figure = draw_boxes(found, generated=profile.generated)
    plate = Plate("boxes", title, captions.of_boxes(found), figure)
    return Section("boxes", title, plates=(plate,), grids=(boxes_grid(found),))


def _spread(profile: Profile) -> Section:
    found = [
        (measure, profile.histograms[name])
        for measure, name in _named(profile.focus.spread)
        if name in profile.histograms
    ]
    title = say("Distributions by outcome")
    if not found:
        return Section("distributions", title, (say("No value of these measures is known."),))
    figure = draw_histograms(found, generated=profile.generated)
    caption = captions.of_spread(labelled=profile.labelled)
    return Section("distributions", title, plates=(Plate("distributions", title, caption, figure),))


def _correlations(profile: Profile) -> Section:
    found = profile.correlations
    names = {name: measure.label for measure, name in _named(profile.focus.correlated)} | {OUTCOME: say("Default")}
    labels = [names[column] for column in found.columns]
    title = say("Correlations")
    if len(labels) < 2:
        return Section("correlations", title, (say("There are no two measures to compare."),))
    figure = draw_correlations(found, labels, generated=profile.generated)
    caption = captions.of_correlations(found, labels)
    return Section("correlations", title, plates=(Plate("correlations", title, caption, figure),))


def _pairs(profile: Profile) -> Section:
    title = say("Main scores two by two")
    if profile.pairs is None:
        return Section("pairs", title, (say("There are no two scores to compare."),))
    labels = [measure.label for measure in profile.focus.scores]
    histograms = [profile.histograms.get(column) for column in profile.pairs.columns]
    figure = draw_pairs(profile.pairs, labels, histograms, generated=profile.generated)
    return Section("pairs", title, plates=(Plate("scores", title, captions.of_pairs(profile.pairs), figure),))


def _method() -> Section:
    said = (
        say("Outcome: in default (1) is serious lateness on an early instalment; repaid (0) is every other loan."),
        say("Intervals are Wilson's, at 95%: where two of them overlap widely, the difference may be chance."),
        say("Correlations are Spearman's, of ranks, over the applications in which both values are known."),
        say("Sentinels count as unknown wherever a measure is drawn. Days are told as years before the application."),
        say("None of this is a model: a category with a high rate is not the cause of it."),
    )
    return Section("method", say("How to read this"), said)


def _named(measures: tuple[Measure, ...]) -> list[tuple[Measure, str]]:
    return [(measure, measure.column.name) for measure in measures]
