"""The first section: the figures that a reader looks for, the columns that matter most, and what to look at first."""

from creditworthy.exploration.captions import of_counts
from creditworthy.exploration.findings import findings_of
from creditworthy.exploration.grids import separations_grid
from creditworthy.exploration.page import NONE, Fact, Section
from creditworthy.exploration.profile import Profile
from creditworthy.language import number, percent, say

__all__ = ["summary_of"]

_FIRST = 5


def summary_of(profile: Profile) -> Section:
    """Return the summary."""
    found = profile.contrasts.separations[:_FIRST]
    table = profile.dictionary.application
    grid = separations_grid(found, table, say("Columns that tell the outcomes apart best"))
    findings = findings_of(profile)
    said = () if profile.labelled else of_counts(profile.counts)[:1]
    said += () if findings else (say("Nothing found that deserves a second look."),)
    grids = (grid,) if found else ()
    return Section("summary", say("Summary"), said, _facts(profile), findings, grids=grids)


def _facts(profile: Profile) -> tuple[Fact, ...]:
    counts, rows = profile.counts, sum(shape.rows for shape in profile.shapes)
    rate = counts.rate
    return (
        Fact(
            say("Applications with a known outcome"),
            NONE if counts.labelled is None else number(counts.labelled),
        ),
        Fact(
            say("In default"),
            percent(rate.value, 2) if rate else NONE,
            say("95% interval from {low} to {high}", low=percent(rate.low, 2), high=percent(rate.high, 2))
            if rate
            else "",
        ),
        Fact(
            say("Applications without a known outcome"),
            NONE if counts.unlabelled is None else number(counts.unlabelled),
        ),
        Fact(
            say("Rows in all files"),
            number(rows),
            say("files: {present}; absent: {absent}", present=len(profile.shapes), absent=len(profile.absent)),
        ),
    )
