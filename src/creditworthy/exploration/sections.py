"""The sections of the report, in the order in which a reader asks."""

from creditworthy.exploration import captions, file_sections
from creditworthy.exploration.applications import OUTCOME
from creditworthy.exploration.contrasts import STRONG
from creditworthy.exploration.figures import (
    draw_boxes,
    draw_correlations,
    draw_histograms,
    draw_indices,
    draw_rates,
)
from creditworthy.exploration.focus import Measure, label_of
from creditworthy.exploration.grids import boxes_grid, counts_grid, moved_grid, rates_grid, separations_grid
from creditworthy.exploration.page import Plate, Section
from creditworthy.exploration.pair_plot import draw_pairs
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.rates import CategoryRates
from creditworthy.exploration.summary import summary_of
from creditworthy.exploration.words import meaning_of, strength_name
from creditworthy.intervals import Interval
from creditworthy.language import say
from creditworthy.monitoring.monitor import MONITORS

__all__ = ["sections_of"]

_DRAWN = 15


def sections_of(profile: Profile) -> tuple[Section, ...]:
    """Return the sections with their figures drawn; what the tables do not allow is said in its place."""
    return (
        summary_of(profile),
        file_sections.files_section(profile),
        file_sections.missing_section(profile),
        file_sections.sentinels_section(profile),
        file_sections.links_section(profile),
        file_sections.extremes_section(profile),
        _separations(profile),
        _rates(profile),
        _boxes(profile),
        _spread(profile),
        _correlations(profile),
        _pairs(profile),
        _moved(profile),
        file_sections.columns_section(profile),
        _method(),
    )


def _separations(profile: Profile) -> Section:
    found, table = profile.contrasts.separations, profile.dictionary.application
    title = say("What tells the outcomes apart")
    if not found:
        return Section("separations", title, (say("No outcome is known, so nothing tells them apart."),))
    drawn = [(label_of(table.column(one.column)), one.beyond) for one in found[:_DRAWN]]
    marks = {strength_name(name): value for name, value in STRONG.items()}
    figure = draw_indices(drawn, say("Information value, beyond chance"), marks, generated=profile.generated)
    plate = Plate("separations", title, captions.of_separations(found, table), figure)
    grid = separations_grid(found, table, say("Every column ({count})", count=len(found)), folded=True)
    said = say(
        "One column of the application at a time. Rates are those of its lowest and its highest values, a tenth of the "
        "loans each; of categories, the lowest and the highest rate. Days are counted back: the lowest are the latest."
    )
    return Section("separations", title, (said,), plates=(plate,), grids=(grid,))


def _rates(profile: Profile) -> Section:
    said: tuple[str, ...] = ()
    plates: tuple[Plate, ...] = ()
    if profile.counts.rate is None:
        said = (say("No outcome is known, so there is no default rate; the table counts the applications."),)
    else:
        overall = profile.counts.rate
        plates = tuple(_rate(profile, rates, overall) for rates in profile.rates if _drawable(rates))
    grids = (rates_grid(profile),) if profile.rates else ()
    return Section("categories", say("Default rate by category"), said, plates=plates, grids=grids)


def _drawable(rates: CategoryRates) -> bool:
    return any(found.enough for found in rates.categories)


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


def _moved(profile: Profile) -> Section:
    found, table, counts = profile.contrasts.moved, profile.dictionary.application, counts_grid(profile.counts)
    title = say("Train against test")
    if not found:
        said = say("Only one of the two kinds of applications is there: nothing to compare.")
        return Section("moved", title, (said,), grids=(counts,))
    drawn = [(label_of(table.column(one.column)), one.index) for one in found[:_DRAWN]]
    levels = MONITORS["population_stability"]
    marks = {say("warning"): levels.warn, say("alarm"): levels.alarm}
    figure = draw_indices(drawn, say("Stability index"), marks, generated=profile.generated)
    plate = Plate("train_against_test", title, captions.of_moved(found, table), figure)
    return Section("moved", title, plates=(plate,), grids=(counts, moved_grid(found, table, drawn=_DRAWN)))


def _method() -> Section:
    said = (
        say("Outcome: in default (1) is serious lateness on an early instalment; repaid (0) is every other loan."),
        say("Intervals are Wilson's, at 95%: where two of them overlap widely, the difference may be chance."),
        say("Correlations are Spearman's, of ranks, over the applications in which both values are known."),
        say("Sentinels count as unknown wherever a measure is drawn. Days are told as years before the application."),
        say("Everything is counted over all rows; only the points of the scores two by two are drawn at random."),
        say("None of this is a model: a category with a high rate is not the cause of it."),
    )
    return Section("method", say("How to read this"), said)


def _named(measures: tuple[Measure, ...]) -> list[tuple[Measure, str]]:
    return [(measure, measure.column.name) for measure in measures]
