"""The two sides of a comparison: reference and current applicants, drawn with a seed, with their features."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from creditworthy.errors import InputError
from creditworthy.features import build
from creditworthy.tables.load import Tables

__all__ = ["Side", "draw"]

_EMPTY = "{origin}: {file} holds no applicant; drift compares applicants of both application files"


@dataclass(frozen=True)
class Side:
    """One side: its file, how many applicants that holds, and the features of those who were drawn, a row each."""

    file: str
    applicants: int
    frame: pl.DataFrame


def draw(tables: Tables, part: Literal["train", "test"], names: Sequence[str], *, rows: int, seed: int) -> Side:
    """Draw at most so many applicants of a part and compute their features.

    Raises
    ------
    InputError
        Where the part is absent or holds nobody.
    """
    application = tables.dictionary.application
    applicant = tables.dictionary.applicant
    ids = tables.applications(part).select(applicant).collect()[applicant].sort()
    file = application.files[0 if part == "train" else 1]
    if ids.is_empty():
        raise InputError(_EMPTY, origin=tables.origin, file=file)
    chosen = np.random.default_rng(seed).choice(len(ids), size=min(rows, len(ids)), replace=False)
    drawn = ids.gather(np.sort(chosen)).to_frame().lazy()
    sources = {application.name: tables.applications(part), **tables.histories()}
    theirs = {name: frame.join(drawn, on=applicant, how="semi") for name, frame in sources.items()}
    return Side(file, len(ids), build(theirs, names, dictionary=tables.dictionary))
