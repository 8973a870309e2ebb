"""One feature on the screen: meaning, formula, inputs, and its values in given tables."""

from typing import TYPE_CHECKING

from creditworthy.cli.screen import heading, progress, show, show_table, table
from creditworthy.language import category, current, number, percent, say, value

if TYPE_CHECKING:
    from creditworthy.features import Feature
    from creditworthy.features.distribution import Distribution, Group
    from creditworthy.tables.dictionary import Dictionary
    from creditworthy.tables.load import Tables

__all__ = ["show_feature", "values_in"]

BAR = 24
"""Characters of the longest bar."""


def values_in(entry: "Feature", tables: "Tables") -> "Distribution":
    """Return how a feature's values spread over the applicants of imported tables, with outcomes where known."""
    from creditworthy.features import build
    from creditworthy.features.distribution import distribution

    label, known = tables.dictionary.application.label, tables.has_label
    with progress(say("Computing features")) as advance:
        values = build(tables, [entry.name], part="train" if known else "all", advance=advance)[entry.name]
    if label is None or not known:
        return distribution(values)
    applications = tables.applications("train").sort(tables.dictionary.applicant)
    return distribution(values, applications.select(label).collect().to_series())


def show_feature(entry: "Feature", dictionary: "Dictionary", found: "Distribution | None") -> None:
    """Print everything about a feature, and its values where they were asked for."""
    from creditworthy.features.writing import measures_in, unknown_when, written

    show((entry.name, "bold"))
    show(entry.meaning(current()))
    heading(say("How it is computed"))
    show(written(entry), whole=True)
    for name, column in measures_in(entry).items():
        show((f"{name}: ", "dim"), column.meaning(current()), indent=2)
    show((unknown_when(entry), "dim"))
    _show_declared(entry)
    _show_inputs(entry, dictionary)
    if found:
        _show_values(entry, found)


def _show_declared(entry: "Feature") -> None:
    rows = table(say("Unit"), say("Risk"), say("Concept"), say("Applicant can act on it"), figures=False)
    risk = {"+": say("more of it means more risk"), "-": say("more of it means less risk"), "": "–"}[entry.risk]
    rows.add_row(say(entry.unit), risk, say(entry.concept.value), say("yes") if entry.actionable else say("no"))
    show("")
    show_table(rows)
    if entry.family:
        show(say("Off by default: it belongs to the family {family}.", family=entry.family))


def _show_inputs(entry: "Feature", dictionary: "Dictionary") -> None:
    heading(say("Made of"))
    rows = table(say("Column"), say("Meaning"), figures=False)
    for raw in sorted(entry.inputs):
        name, column = raw.split(".")
        rows.add_row(raw, dictionary.table(name).column(column).meaning(current()))
    show_table(rows)


def _show_values(entry: "Feature", found: "Distribution") -> None:
    heading(say("Values of {applicants} applicants", applicants=number(found.applicants)))
    rows = table(say("Value"), say("Applicants"), say("Default rate"), "")
    rows.columns[-1].justify = "left"
    highest = max((group.default_rate or 0.0 for group in found.groups), default=0.0)
    for group in found.groups:
        bar = "█" * round(BAR * (group.default_rate or 0.0) / highest) if highest else ""
        rows.add_row(_named(group, entry.unit), percent(group.share), _rate(group.default_rate), bar)
    rows.add_row(say("unknown"), percent(found.unknown), _rate(found.unknown_default_rate), "")
    show_table(rows)


def _named(group: "Group", unit: str) -> str:
    if group.low is None or group.high is None:
        return say("others") if group.category is None else category(group.category)
    low, high = value(group.low, unit), value(group.high, unit)
    return low if low == high else say("{low} to {high}", low=low, high=high)


def _rate(rate: float | None) -> str:
    return "–" if rate is None else percent(rate)
