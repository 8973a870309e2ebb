"""What the catalogue says of a feature, for people and programs."""

from creditworthy.catalog import unknown_name
from creditworthy.features.feature import FEATURES, Feature, Features

__all__ = ["described", "of_block"]


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
    }


def of_block(name: str, known: Features = FEATURES) -> list[Feature]:
    """Return the known features of a table, by the table's name or by their prefix; an unknown one raises."""
    found = [entry for entry in known.values() if name in (entry.block.name, entry.block.table)]
    if not found:
        raise unknown_name("table", name, sorted({entry.block.name for entry in known.values()}))
    return found
