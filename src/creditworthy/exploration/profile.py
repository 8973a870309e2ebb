"""What is known of a portfolio before any model: plain values, of which the figures and the report are made."""

from dataclasses import asdict, dataclass
from typing import Any

from creditworthy.exploration.applications import Counts, gather
from creditworthy.exploration.contrasts import Contrasts, contrasts_of
from creditworthy.exploration.distributions import Box, Histogram, boxes_of, histogram_of
from creditworthy.exploration.focus import Focus, focus_on
from creditworthy.exploration.histories import History, histories_of
from creditworthy.exploration.links import FileLinks, Repeats, links_of, repeats_of
from creditworthy.exploration.rates import CategoryRates, rates_by_category
from creditworthy.exploration.relations import Correlations, Pairs, correlations_of, pairs_of
from creditworthy.exploration.shapes import FileShape, absent_files, shapes_of
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Tables

__all__ = ["POINTS", "Profile", "as_json", "profile"]

POINTS = 800
"""Points drawn of each outcome: more would only cover each other."""


@dataclass(frozen=True)
class Profile:
    """A portfolio in figures.

    Parameters
    ----------
    dictionary : Dictionary
        What the tables are like; labels come from it.
    generated : bool
        Whether the portfolio is invented: whatever shows these figures says so.
    counts : Counts
        Applications with and without a known outcome, and the share of defaults.
    shapes : tuple of FileShape
        Size of every file present, and what its columns hold.
    absent : tuple of str
        Files that the dictionary names and the tables lack.
    links : tuple of FileLinks
        Repeated keys and rows without a parent, by file.
    repeats : Repeats
        Applications that look like others.
    histories : tuple of History
        Who has a row in each history table.
    contrasts : Contrasts
        Which columns tell the outcomes apart, and which have moved.
    focus : Focus
        What was looked at closely.
    rates : tuple of CategoryRates
        Share of defaults by category, a column each.
    boxes : dict of column to boxes
        Quantiles by outcome; a measure of no known value is not in it.
    histograms : dict of column to Histogram
        Spread by outcome; a measure that does not vary is not in it.
    correlations : Correlations
        Of the outcome and the measures.
    pairs : Pairs or None
        The scores two by two.
    """

    dictionary: Dictionary
    generated: bool
    counts: Counts
    shapes: tuple[FileShape, ...]
    absent: tuple[str, ...]
    links: tuple[FileLinks, ...]
    repeats: Repeats
    histories: tuple[History, ...]
    contrasts: Contrasts
    focus: Focus
    rates: tuple[CategoryRates, ...]
    boxes: dict[str, tuple[Box, ...]]
    histograms: dict[str, Histogram]
    correlations: Correlations
    pairs: Pairs | None

    @property
    def labelled(self) -> bool:
        """Whether the outcome of any application is known."""
        return bool(self.counts.labelled)


def profile(tables: Tables, *, seed: int = 7) -> Profile:
    """Return the figures of a portfolio.

    Parameters
    ----------
    tables : Tables
        Imported tables; no label, one application part or absent histories are all right.
    seed : int
        Seed of the points that are drawn.
    """
    focus = focus_on(tables.dictionary.application)
    applications = gather(tables, focus)
    boxes = {measure.column.name: boxes_of(applications, measure) for measure in focus.boxes}
    histograms = (histogram_of(applications, measure) for measure in (*focus.spread, *focus.scores))
    return Profile(
        dictionary=tables.dictionary,
        generated=tables.generated,
        counts=applications.counts(),
        shapes=shapes_of(tables),
        absent=absent_files(tables),
        links=links_of(tables),
        repeats=repeats_of(tables),
        histories=histories_of(tables),
        contrasts=contrasts_of(tables),
        focus=focus,
        rates=tuple(rates_by_category(applications, column) for column in focus.categories),
        boxes={name: found for name, found in boxes.items() if found},
        histograms={found.column: found for found in histograms if found},
        correlations=correlations_of(applications, focus.correlated),
        pairs=pairs_of(applications, focus.scores, limit=POINTS, seed=seed),
    )


def as_json(found: Profile) -> dict[str, Any]:
    """Return the figures as JSON knows them, without the points of single applicants."""
    outcomes = {None: "all", 0: "repaid", 1: "defaulted"}
    pairs = found.pairs.correlations if found.pairs else {}
    return {
        "dictionary": found.dictionary.name,
        "generated": found.generated,
        "applications": asdict(found.counts),
        "files": [{**asdict(shape), "missing": shape.missing} for shape in found.shapes],
        "absent": list(found.absent),
        "links": [asdict(links) for links in found.links],
        "repeats": asdict(found.repeats),
        "histories": [asdict(history) for history in found.histories],
        "contrasts": asdict(found.contrasts),
        "rates": [asdict(rates) for rates in found.rates],
        "boxes": {
            name: {outcomes[box.outcome]: asdict(box) | {"outcome": outcomes[box.outcome]} for box in boxes}
            for name, boxes in found.boxes.items()
        },
        "histograms": [
            asdict(histogram) | {"shares": {outcomes[key]: share for key, share in histogram.shares.items()}}
            for histogram in found.histograms.values()
        ],
        "correlations": asdict(found.correlations),
        "pairs": {outcomes[outcome]: asdict(found_pairs) for outcome, found_pairs in pairs.items()},
    }
