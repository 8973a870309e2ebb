"""Of which kinds the credits at other lenders are, and what depends on the kind."""

from statistics import NormalDist

import numpy as np

from creditworthy.tables.synthetic.bureau_owners import Owners
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, ranked, reading
from creditworthy.tables.synthetic.given import Category
from creditworthy.tables.synthetic.marginals import shares, within

__all__ = ["CARD", "draw_kinds", "of_kind"]

CARD = "Credit card"
_USUAL, _BRIEF = "Consumer credit", "Microloan"
_LARGE = ("Car loan", "Mortgage")
"""The largest of the credits that are no cards, the largest last."""
_STATISTICS = {CARD: "card", "Car loan": "car", "Mortgage": "mortgage", _BRIEF: "micro"}
"""Kinds with statistics of their own; all others are like consumer credits."""
_NEWER = 0.15
"""How much newer cards are than other credits: part of the bureau's eight years."""
_EIGHT_YEARS = 2_922
_BRIEF_LATELY = 0.1
"""Share of microloans among the credits of today; they are forgotten after some months."""
_FORGOTTEN = 200
_EAGER = 1.2


def draw_kinds(owners: Owners, start: Numbers, rng: np.random.Generator) -> Category:
    """Draw the kind of each credit: as many cards as the owner is said to have, and homes and cars for the largest."""
    share = shares("bureau", "CREDIT_TYPE")
    names = tuple(share)
    wanted = owners.shown("cards_elsewhere", owners.c["cards_elsewhere"])
    card = owners.chosen(wanted, rng.random(len(owners)) + _NEWER * start / _EIGHT_YEARS)
    left = 1 - share[CARD]
    codes = _others(names, [part / left for part in share.values()], rng.random(len(owners)))
    codes[_brief(owners, start, rng)] = names.index(_BRIEF)
    size = reading(rng, (0.9, owners.of("size_elsewhere") - 0.1 * owners.of("borrowing")))
    size = ranked(size, ~card)
    for number, name in enumerate(_LARGE):
        largest = sum(share[larger] for larger in _LARGE[number:]) / left
        codes[size > NormalDist().inv_cdf(1 - largest)] = names.index(name)
    codes[card] = names.index(CARD)
    return Category(codes, names)


def _others(names: tuple[str, ...], share: list[float], level: Numbers) -> Whole:
    """Return the codes of rare kinds in their shares, and of the usual one for all else."""
    rare = [number for number, name in enumerate(names) if name not in (_USUAL, *_STATISTICS)]
    upto = np.cumsum([share[number] for number in rare])
    return np.array([*rare, names.index(_USUAL)])[np.searchsorted(upto, level)]


def _brief(owners: Owners, start: Numbers, rng: np.random.Generator) -> Flags:
    eager = np.exp(_EAGER * rng.standard_normal(len(owners.counts)) - _EAGER**2 / 2)[owners.owner]
    return np.asarray(rng.random(len(owners)) < _BRIEF_LATELY * eager * np.exp(start / _FORGOTTEN))


def of_kind(kind: Category, statistic: str, score: Numbers) -> Numbers:
    """Return the numbers, such as terms, that standard normal scores stand for among the credits of a kind."""
    values = within("bureau", statistic, "consumer").at(score)
    for name, short in _STATISTICS.items():
        here = kind.is_(name)
        values[here] = within("bureau", statistic, short).at(score[here])
    return values
