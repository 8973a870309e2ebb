"""Columns whose values depend on other columns of their row: shares and distributions by sort of row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, Whole, normal_scores
from creditworthy.tables.synthetic.marginals import Distribution, statistics

__all__ = ["Category", "labels_given", "numbers_given", "ranked_within", "shares_given", "sizes"]


@dataclass(frozen=True)
class Category:
    """A category of every row: the codes are places in the names; a name of no letters stands for no value."""

    codes: Whole
    names: tuple[str, ...]

    @property
    def labels(self) -> Labels:
        """The names themselves, and None for no value."""
        return np.array([name or None for name in self.names], dtype=object)[self.codes]

    def is_(self, *names: str) -> Flags:
        """Return which rows have one of the names.

        >>> Category(np.array([0, 1, 2]), ("Cash", "Card", "")).is_("Card", "").tolist()
        [False, True, True]
        """
        return np.isin(self.names, names)[self.codes]


def sizes(counts: Whole, least: Sequence[int]) -> Category:
    """Return the class of each count: the name of a class is the least count in it.

    >>> sizes(np.array([7, 1, 0]), [1, 2, 5]).labels.tolist()
    ['5', '1', '0']
    """
    return Category(np.searchsorted(least, counts, side="right"), ("0", *map(str, least)))


def labels_given(stem: str, column: str, level: Numbers, *given: Category, order: tuple[str, ...] = ()) -> Category:
    """Return the categories at levels between 0 and 1 by the sort of each row; names in the order given, or of mention.

    A sort that nothing is written about has the shares of the wider sort: ``a|b`` of ``a``, and that of all.
    """
    names, upto, place = _shares(stem, column, tuple(category.names for category in given), order)
    reached = upto[place[_joint(given, len(level))]]
    return Category((level[:, None] >= reached).sum(axis=1), names)


def shares_given(stem: str, column: str, name: str, *given: Category) -> Numbers:
    """Return the share that a name has in the sort of each row; sorts as in ``labels_given``."""
    names, upto, place = _shares(stem, column, tuple(category.names for category in given), ())
    share = np.diff(np.column_stack([np.zeros(len(upto)), upto, np.ones(len(upto))]), axis=1)[:, names.index(name)]
    return np.asarray(share[place[_joint(given, len(given[0].codes))]])


@cache
def _shares(
    stem: str, column: str, names: tuple[tuple[str, ...], ...], order: tuple[str, ...]
) -> tuple[tuple[str, ...], Numbers, Whole]:
    """Return the column's names, the cumulative shares of each sort without the last, and each joint code's sort."""
    written: dict[str, dict[str, float]] = statistics(stem)["shares"][column]
    found = tuple(dict.fromkeys([*order, *(name for shares in written.values() for name in shares)]))
    shares = np.array([[part.get(name, 0.0) for name in found] for part in written.values()])
    upto = np.cumsum(shares / shares.sum(axis=1, keepdims=True), axis=1)[:, :-1]
    return found, upto, _sorts(tuple(written), names)


def _joint(given: Sequence[Category], rows: int) -> Whole:
    joint = np.zeros(rows, dtype=np.int64)
    for category in given:
        joint = joint * len(category.names) + category.codes
    return joint


def _sorts(keys: tuple[str, ...], names: tuple[tuple[str, ...], ...]) -> Whole:
    """Return for every combination of names the place of the narrowest key that it belongs to."""
    return np.array([_narrowest(keys, combination) for combination in product(*names)])


def _narrowest(keys: Sequence[str], combination: Sequence[str]) -> int:
    wider = ("|".join(combination[:depth]) for depth in range(len(combination), -1, -1))
    return keys.index(next(key for key in wider if key in keys))


def numbers_given(stem: str, column: str, score: Numbers, *given: Category) -> Numbers:
    """Return the numbers that standard normal scores stand for by the sort of each row, as in ``labels_given``."""
    distributions, place = _distributions(stem, column, tuple(category.names for category in given))
    sort = place[_joint(given, len(score))]
    values = np.empty(len(score))
    for number in np.unique(sort).tolist():
        here = sort == number
        values[here] = distributions[number].at(score[here])
    return values


@cache
def _distributions(stem: str, column: str, names: tuple[tuple[str, ...], ...]) -> tuple[list[Distribution], Whole]:
    written: dict[str, dict[str, list[float]]] = statistics(stem)["numbers"][column]
    found = [Distribution(np.array(part["levels"]), np.array(part["values"])) for part in written.values()]
    return found, _sorts(tuple(written), names)


def ranked_within(score: Numbers | Whole, *given: Category) -> Numbers:
    """Return standard normal scores by rank among the rows of the same sort.

    >>> sort = Category(np.array([0, 1, 0, 0]), ("a", "b"))
    >>> ranked_within(np.array([5.0, 9.0, 7.0, 6.0]), sort).round(2).tolist()
    [-0.97, 0.0, 0.97, 0.0]
    """
    joint = _joint(given, len(score))
    order = np.lexsort((score, joint))
    counts = np.bincount(joint)
    first = np.cumsum(counts) - counts
    sort = joint[order]
    ranked = np.empty(len(score))
    ranked[order] = normal_scores((np.arange(len(score)) - first[sort] + 0.5) / counts[sort])
    return ranked
