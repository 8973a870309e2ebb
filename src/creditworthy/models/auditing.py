"""What models are asked before they are believed: whether anything leaks, and what more applicants would bring."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from creditworthy.decision import Costs
from creditworthy.evaluation import folds
from creditworthy.evaluation.leakage import Parts, alone, shuffled, told_apart
from creditworthy.features import build, features_of
from creditworthy.features.feature import Concept
from creditworthy.intervals import Interval
from creditworthy.models.comparison import Data, compare
from creditworthy.models.contender import Contender
from creditworthy.tables.load import Tables

__all__ = ["SHARES", "Leakage", "Learnt", "leakage_of", "learning_curve"]

SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)
ROWS = 50_000
"""Applicants of each part that leaks are looked for in; more take longer and tell nothing else."""

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Leakage:
    """What was found: the AUC of shuffled outcomes, how the parts are told apart, and who knows too much alone.

    ``parts`` is None where there are no applicants without a known outcome; ``external`` are scores of others, which
    may well be above the suspect AUC, ``suspects`` all other features.
    """

    shuffled: Interval
    parts: Parts | None
    suspects: dict[str, float]
    external: dict[str, float]

    @property
    def clean(self) -> bool:
        """Whether nothing was learnt of shuffled outcomes, and no feature is suspect."""
        return self.shuffled.low <= 0.5 <= self.shuffled.high and not self.suspects


@dataclass(frozen=True)
class Learnt:
    """What is reached with a share of the training rows: their number in a fold, and two measures."""

    rows: int
    auc: Interval
    business_score: Interval


def leakage_of(tables: Tables, data: Data, *, seed: int, advance: Callable[[str], None] | None = None) -> Leakage:
    """Look for leaks in what is learnt from.

    Parameters
    ----------
    tables, data
        Imported tables, and the rows, features and folds that were gathered from them.
    seed : int
        Seed of samples, shuffles and models.
    advance : callable, optional
        Called with the name of each of the three steps when it is done.
    """
    rows = data.rows.take(_some(len(data.defaulted), seed))
    encoder = rows.encoder()
    matrix, owners = rows.encoded(encoder), [name for name, _ in encoder.columns]
    tell = advance or (lambda _: None)
    parts = folds(rows.defaulted, rows.persons, count=len(data.folds), seed=seed)
    chance = shuffled(matrix, rows.defaulted, parts, seed=seed)
    tell("shuffled")
    apart = None
    if set(tables.dictionary.application.files[1:]) & set(tables.frames):
        frame = build(tables, list(rows.features), part="test")
        other = encoder.encode(frame[_some(frame.height, seed)])
        apart = told_apart(matrix, other, owners, seed=seed)
    tell("parts")
    found = alone(matrix, rows.defaulted, owners)
    tell("alone")
    known = features_of(tables.dictionary)
    external = {name: area for name, area in found.items() if known[name].concept == Concept.EXTERNAL}
    return Leakage(chance, apart, {name: area for name, area in found.items() if name not in external}, external)


def _some(rows: int, seed: int) -> Rows:
    return np.sort(np.random.default_rng(seed).permutation(rows)[:ROWS])


def learning_curve(
    data: Data,
    contender: Contender,
    *,
    costs: Costs,
    seed: int,
    shares: Sequence[float] = SHARES,
    advance: Callable[[str], None] | None = None,
) -> dict[float, Learnt]:
    """Return what a contender reaches with shares of the training rows, on the same validation rows.

    A smaller share is part of a larger one, and has as large a part of the defaults.

    Parameters
    ----------
    data, contender, costs, seed, advance
        As in `compare`.
    shares : sequence of float
        Above 0, up to 1.
    """

    def reached() -> Iterator[tuple[float, Learnt]]:
        for share in shares:
            parts = [(_share(training, data.defaulted, share, seed), judged) for training, judged in data.folds]
            fewer = replace(data, folds=parts)
            metrics = compare(fewer, [contender], costs=costs, seed=seed, advance=advance)[0].metrics
            size = round(float(np.mean([len(training) for training, _ in parts])))
            yield share, Learnt(size, metrics["auc"], metrics["business_score"])

    return dict(reached())


def _share(training: Rows, defaulted: npt.NDArray[np.int64], share: float, seed: int) -> Rows:
    drawn = np.random.default_rng(seed).permutation(training)
    kinds = [drawn[defaulted[drawn] == kind] for kind in (0, 1)]
    return np.sort(np.concatenate([rows[: int(np.ceil(share * len(rows)))] for rows in kinds]))
