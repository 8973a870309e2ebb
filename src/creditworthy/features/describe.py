"""What the catalogue says of a feature, for people and programs."""

from creditworthy.catalog import unknown_name
from creditworthy.features.feature import FEATURES, Feature, Features
from creditworthy.features.writing import measures_in, unknown_when, written
from creditworthy.language import current

__all__ = ["described", "explained", "of_block"]


def described(entry: Feature) -> dict[str, object]:
    """Return everything declared of a feature, ready for JSON."""
    return {
        "name": entry.name,
        "table": entry.block.table,
        "unit": entry.unit,
        "en": entry.en,
        "fr": entry.fr,
        "concept": entry.concept.value,
        "risk": entry.risk,
        "actionable": entry.actionable,
        "inputs": sorted(entry.inputs),
        "family": entry.family,
    }


def explained(entry: Feature) -> dict[str, object]:
    """Return what is declared of a feature, how it is computed and when it is unknown, ready for JSON."""
    rows = {name: column.meaning(current()) for name, column in measures_in(entry).items()}
    return {**described(entry), "formula": written(entry), "rows": rows, "unknown": unknown_when(entry)}


def of_block(name: str, known: Features = FEATURES) -> list[Feature]:
    """Return the known features of a table, by the table's name or by their prefix; an unknown one raises."""
    found = [entry for entry in known.values() if name in (entry.block.name, entry.block.table)]
    if not found:
        raise unknown_name("table", name, sorted({entry.block.name for entry in known.values()}))
    return found
