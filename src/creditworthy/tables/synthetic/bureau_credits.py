"""The credits at other lenders: of what kind, since when, until when they are planned, and whether they are open."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.bureau_kinds import CARD, draw_kinds, of_kind
from creditworthy.tables.synthetic.bureau_owners import Owners, owners_of_credits
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, chance
from creditworthy.tables.synthetic.given import Category, ranked_within

__all__ = ["Credits", "draw_credits"]

_OLDEST = -2_922
"""First day that the bureau tells of: eight years back."""
_YEAR = 365.25
_CLOSE = 2.6
"""How close an applicant's credits are to each other in time: the sum of the parameters of a beta distribution."""
_SPREAD = 700
"""Usual distance in days of a credit from its owner's mean."""
_BY_ITSELF = 0.9
"""What of a term is not its owner's habit."""
_NATURE = 0.5
"""How far the share of open credits follows from the dates, beside the owner's own share."""
_DOUBT = 0.6


@dataclass(frozen=True)
class Credits:
    """One entry a credit in every array."""

    owners: Owners
    kind: Category
    start: Numbers
    end: Numbers
    """The day on which the credit is planned to end."""
    open: Flags
    term: Numbers
    """Standard normal score of the planned term, without what is the owner's habit."""

    def __len__(self) -> int:
        return len(self.start)

    @property
    def card(self) -> Flags:
        """Whether the credit is a card."""
        return self.kind.is_(CARD)

    @property
    def newness(self) -> Numbers:
        """How much later the credit began than its owner's mean one, in usual distances."""
        return (self.start - self.owners.mean(self.start)[self.owners.owner]) / _SPREAD

    @property
    def remaining(self) -> Numbers:
        """Which part of the planned term is still to come, from 0 to 1."""
        return np.clip(self.end / np.maximum(self.end - self.start, 1), 0, 1)


def draw_credits(c: Circumstances, rng: np.random.Generator) -> Credits:
    """Draw the credits of every applicant whom the bureau knows."""
    owners = owners_of_credits(c)
    start = _starts(owners, rng)
    kind = draw_kinds(owners, start, rng)
    term = rng.standard_normal(len(owners))
    habit = 0.15 * c["size_elsewhere"] + 0.2 * c["debt"] + 0.4 * (c["open_share"] - 0.5 * c["novelty"])
    end = start + np.round(of_kind(kind, "term", habit[owners.owner] + _BY_ITSELF * term))
    usual = _usually_open(kind.is_(CARD), start, end)
    return Credits(owners, kind, start, end, _open(owners, usual, rng), term)


def _starts(owners: Owners, rng: np.random.Generator) -> Numbers:
    """Date the newest credit of each applicant, and the others so far before it that their mean is the applicant's."""
    c, counts, owner = owners.c, owners.counts, owners.owner
    newest = owners.shown("newest", c["newest"] + np.where(counts == 1, c["novelty"], 0))
    depth = owners.shown("depth", 0.4 * c["newest"] - c["novelty"])
    others = np.clip(depth * counts / np.maximum(counts - 1, 1), 0.001, 0.97)[owner]
    back = np.where(owners.place == 0, 0.0, rng.beta(_CLOSE * others, _CLOSE * (1 - others)))
    back = np.minimum(back * (depth / np.maximum(owners.mean(back), 1e-9))[owner], 1)
    return np.clip(np.round(newest[owner] - (newest - _OLDEST)[owner] * back), _OLDEST, -1)


def _usually_open(card: Flags, start: Numbers, end: Numbers) -> Numbers:
    """Return the logit of being open: high until the planned end, the less so the older, and for cards after it too."""
    years = -start / _YEAR
    due = np.where(card, -0.75, -3.3)
    running = np.where(card, 2.6 - 0.5 * years, 2.4 - 0.45 * years)
    return np.where(end < 0, due, running)


def _open(owners: Owners, usual: Numbers, rng: np.random.Generator) -> Flags:
    score = owners.c["open_share"] + _NATURE * ranked_within(owners.mean(chance(usual)), owners.size)
    return owners.chosen(owners.shown("open_share", score), usual + rng.logistic(0, _DOUBT, len(owners)))
