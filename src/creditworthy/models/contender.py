"""What competes: a candidate, in an arm against imbalance, with a search of its parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.errors import InputError
from creditworthy.evaluation import folds
from creditworthy.evaluation.measures import auc
from creditworthy.models import boosting, linear, trees  # noqa: F401 - they register the candidates
from creditworthy.models.blend import BlendModel
from creditworthy.models.candidate import CANDIDATES
from creditworthy.models.fitted import FittedModel
from creditworthy.models.matrix import Array, Matrix
from creditworthy.models.preprocessing import Encoder, Places
from creditworthy.models.resampling import ARMS
from creditworthy.models.search import Search, Tried, search

__all__ = ["USUAL", "Contender", "Fit", "Rows", "fit"]

INNER_FOLDS = 3
_NOT_MADE_FOR = "arm {arm} is made for {only}, not for {candidate}"
_NO_ARM = "{candidate} has no arm: it averages {members}, as they are; name it alone"


@dataclass(frozen=True)
class Contender:
    """One entry of a comparison.

    >>> Contender.named("lightgbm+smote")
    Contender(candidate='lightgbm', arm='smote')
    """

    candidate: str
    arm: str = "none"

    @classmethod
    def named(cls, name: str) -> "Contender":
        """Return the contender ``candidate`` or ``candidate+arm``; an unknown part raises ``UnknownNameError``."""
        candidate, _, arm = name.partition("+")
        found = cls(CANDIDATES[candidate].name, ARMS[arm or "none"].name)
        if found.members and found.arm != "none":
            raise InputError(_NO_ARM, candidate=candidate, members=", ".join(found.members))
        if ARMS[found.arm].only and candidate not in ARMS[found.arm].only:
            raise InputError(_NOT_MADE_FOR, arm=found.arm, only=", ".join(ARMS[found.arm].only), candidate=candidate)
        return found

    @property
    def members(self) -> tuple[str, ...]:
        """The names of the contenders that it averages; none where it is no blend."""
        return CANDIDATES[self.candidate].members

    @property
    def name(self) -> str:
        """How it is called: the candidate, and its arm where that is not the control."""
        return self.candidate if self.arm == "none" else f"{self.candidate}+{self.arm}"


@dataclass(frozen=True)
class Rows:
    """Training rows: features, what became of the loans, and who the persons are; each of n rows.

    ``directions`` says of features whether more of them means more risk (1) or less (-1). ``places`` are those of the
    rows in the frame, where they are some of it: no fold copies what it can look up.
    """

    frame: pl.DataFrame
    features: tuple[str, ...]
    defaulted: npt.NDArray[np.int64]
    persons: npt.NDArray[np.int64]
    directions: Mapping[str, int] = field(default_factory=dict)
    places: Places = None

    def take(self, rows: npt.NDArray[np.intp]) -> "Rows":
        """Return some of the rows."""
        places = rows if self.places is None else self.places[rows]
        return replace(self, defaulted=self.defaulted[rows], persons=self.persons[rows], places=places)

    def encoder(self, *, native: bool = False) -> Encoder:
        """Return the encoding that is learnt from these rows."""
        return Encoder.fit(self.frame, self.features, self.places, native=native)

    def encoded(self, encoder: Encoder) -> Matrix:
        """Return what models take of these rows."""
        return encoder.encode(self.frame, self.places)


@dataclass(frozen=True)
class Fit:
    """A fitted contender: encoding, model, the parameters that the search chose, and what it tried."""

    encoder: Encoder
    model: FittedModel
    parameters: Mapping[str, Any] = field(default_factory=dict)
    tried: tuple[Tried, ...] = ()

    def margin(self, frame: pl.DataFrame, places: Places = None) -> Array:
        """Return log-odds of default before calibration of the rows at some places, or of all: shape (rows,)."""
        return self.model.margin(self.encoder.encode(frame, places))


USUAL = (
    *(Contender(name) for name in CANDIDATES),
    *(Contender("lightgbm", arm) for arm in ARMS if arm != "none"),
)
"""What competes where nothing else is said: every candidate, and the arms of the one they are made for."""


def fit(contender: Contender, rows: Rows, *, seed: int, how: Search) -> Fit:
    """Fit a contender; its parameters are searched on an inner split of the same rows."""
    if contender.members:
        fits = [fit(Contender(name), rows, seed=seed, how=how) for name in contender.members]
        chosen = {name: one.parameters for name, one in zip(contender.members, fits, strict=True)}
        return Fit(fits[0].encoder, BlendModel([one.model for one in fits]), chosen)
    if how.method == "none":
        return _fit(contender, rows, {}, seed)
    inner = folds(rows.defaulted, rows.persons, count=INNER_FOLDS, seed=seed)

    def judge(parameters: Mapping[str, Any]) -> Iterator[float]:
        # Between its folds, a search that can give up does.
        for training, validation in inner if how.method == "optuna" else inner[:1]:
            judged, learned = rows.take(validation), _fit(contender, rows.take(training), parameters, seed)
            yield float(auc(judged.defaulted, learned.margin(judged.frame, judged.places)))

    name = f"{contender.name} {_digest(rows)}" if how.studies else contender.name
    found = search(CANDIDATES[contender.candidate].space, judge, how, seed, name=name)
    return replace(_fit(contender, rows, found.parameters, seed), tried=found.tried)


def _digest(rows: Rows) -> str:
    """Return what tells training rows apart, so that a search goes on only where it had begun."""
    told = sha256(str(rows.features).encode())
    hashes = rows.frame.select(rows.features).hash_rows().to_numpy()
    told.update((hashes if rows.places is None else hashes[rows.places]).tobytes())
    told.update(rows.defaulted.tobytes())
    return told.hexdigest()[:16]


def _fit(contender: Contender, rows: Rows, parameters: Mapping[str, Any], seed: int) -> Fit:
    arm = ARMS[contender.arm]
    encoder = rows.encoder(native=arm.native)
    matrix = rows.encoded(encoder)
    matrix[:, np.isnan(matrix).all(axis=0)] = 0.0  # scikit-learn's gradient boosting cannot bin what nobody knows
    estimator = CANDIDATES[contender.candidate].make(seed, **parameters)
    if arm.directed:
        constraints = (0 if category else rows.directions.get(name, 0) for name, category in encoder.columns)
        estimator.set_params(monotone_constraints=tuple(constraints))
    how = {"categorical_feature": encoder.numbered} if arm.native else {}
    model = arm.fit(estimator, matrix, rows.defaulted, seed, **how)
    return Fit(encoder, model, parameters)
