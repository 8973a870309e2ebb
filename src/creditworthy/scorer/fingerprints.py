"""Fingerprints of features: digests of their values on fixed, invented applicants."""

from collections.abc import Sequence
from hashlib import sha256

import polars as pl

from creditworthy.features.build import build
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.specimen import specimen

__all__ = ["fingerprints"]


def fingerprints(names: Sequence[str], dictionary: Dictionary) -> dict[str, str]:
    """Return a digest per feature; it differs where the feature computes differently.

    Values count to six significant digits, so that the last bits of another processor do not matter.
    """
    frame = build(specimen(dictionary), names, dictionary=dictionary)
    return {name: _digest(frame[name]) for name in names}


def _digest(values: pl.Series) -> str:
    written = [f"{value:.5e}" if isinstance(value, float) else str(value) for value in values.to_list()]
    return sha256("\n".join(written).encode()).hexdigest()[:16]
