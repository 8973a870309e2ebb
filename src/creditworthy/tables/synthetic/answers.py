"""What applicants asked this lender for before, and what it answered: the kinds and statuses of their applications."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, numbered
from creditworthy.tables.synthetic.given import Category, numbers_given, ranked_within, sizes

__all__ = ["KINDS", "REQUESTS", "SIZES", "STATUSES", "Answers", "draw_answers"]

REQUESTS = "requests"
"""Stem of the statistics of earlier applications."""
KINDS = ("Cash loans", "Consumer loans", "Revolving loans")
SIZES = (1, 2, 3, 4, 5, 6, 8, 11, 15)
"""Least numbers of applications of the classes of applicants that statistics are of."""
_CASH, _GOODS, _CARD = range(3)
STATUSES = ("Approved", "Canceled", "Refused", "Unused offer")
_APPROVED, _CANCELLED, _REFUSED, _UNUSED = range(4)
_NOT_USED = 0.042
"""Share of the approved goods that nobody came to buy."""
_REFUSED_CARD = 0.2
"""Weight of refusals in the number of applications for cards of those who hold none."""
_SECOND_CARD = 2.5
"""How readily the application for a second card is cancelled, against one for cash."""
_DOUBT = np.array([4.5, 1.0, 1e9])
"""How readily an application is refused, by kind."""


@dataclass(frozen=True)
class Answers:
    """The published earlier applications, one entry each, an applicant's together, in no order of time."""

    owner: Whole
    kind: Category
    status: Category
    holding: Flags
    """Whether the applicant's card comes of this application."""


@dataclass(frozen=True)
class _Asked:
    """The same before the answer; ``held`` is the number of cards an applicant that come of them, 0 or 1."""

    owner: Whole
    kind: Whole
    holding: Flags
    held: Whole

    def count(self, where: Flags) -> Whole:
        """Count the applications of a sort that each applicant has."""
        return np.bincount(self.owner[where], minlength=len(self.held))


def draw_answers(c: Circumstances, holder: Flags, rng: np.random.Generator) -> Answers:
    """Draw the published applications; a card comes of one application of each holder who has any."""
    asked = _asked(c, holder)
    cancelled = _cancelled(c, asked, rng)
    refused = _refused(c, asked, cancelled, rng)
    unused = (asked.kind == _GOODS) & (rng.random(len(asked.owner)) < _NOT_USED)
    status = np.select([cancelled, refused, unused], [_CANCELLED, _REFUSED, _UNUSED], _APPROVED)
    return Answers(asked.owner, Category(asked.kind, KINDS), Category(status, STATUSES), asked.holding)


def _asked(c: Circumstances, holder: Flags) -> _Asked:
    """Count applications, those for cards and those for cash; a holder of a card has asked for one at least."""
    asking = Category(c.has_previous.astype(np.int64), ("no", "yes"))
    held = Category((holder & c.has_previous).astype(np.int64), ("none", "holder"))
    custom = numbers_given(REQUESTS, "custom", ranked_within(c["custom"], asking, held), held)
    total = np.where(c.has_previous, np.round(custom), 0).astype(np.int64)
    wanted = c["card_requests"] + np.where(held.codes > 0, 0.0, _REFUSED_CARD * c["refusals"])
    cards = np.maximum(_part(wanted, "cards", total, held), held.codes)
    cash = _part(c["cash"], "cash", total - cards)
    owner, place = numbered(total)
    kind = np.where(place < cards[owner], _CARD, np.where(place < (cards + cash)[owner], _CASH, _GOODS))
    return _Asked(owner, kind, (place == 0) & (held.codes[owner] > 0), held.codes)


def _part(score: Numbers, name: str, of: Whole, *given: Category) -> Whole:
    """Return how many of a number of applications are such, by the scores among the applicants with as many."""
    size = sizes(of, SIZES)
    share = numbers_given(REQUESTS, name, ranked_within(score, size, *given), size, *given)
    return np.minimum(np.round(share * of).astype(np.int64), of)


def _cancelled(c: Circumstances, asked: _Asked, rng: np.random.Generator) -> Flags:
    """Cancel some applications, but none for goods and none that a card comes of."""
    possible = (asked.kind != _GOODS) & ~asked.holding
    all_, of = asked.count(np.ones(len(possible), dtype=np.bool_)), asked.count(possible)
    others = Category((of < all_).astype(np.int64), ("none", "others"))
    count = _part(c["cancellations"], "cancelled", of, others)
    second_card = (asked.kind == _CARD) & (asked.held[asked.owner] > 0)
    return _some(asked.owner, np.where(second_card, _SECOND_CARD, 1.0) * possible, count, rng)


def _refused(c: Circumstances, asked: _Asked, cancelled: Flags, rng: np.random.Generator) -> Flags:
    """Refuse some of the others, and all the cards: what came of none was refused."""
    open_ = ~cancelled & ~asked.holding
    unserved = open_ & (asked.kind == _CARD)
    at_least = asked.count(unserved)
    some = Category((at_least > 0).astype(np.int64), ("served", "unserved"))
    count = _part(c["refusals"], "refused", asked.count(open_), some)
    return _some(asked.owner, _DOUBT[asked.kind] * open_, np.maximum(count, at_least), rng)


def _some(owner: Whole, weight: Numbers, count: Whole, rng: np.random.Generator) -> Flags:
    """Choose so many rows of each owner, without replacement and in proportion to their weights."""
    with np.errstate(divide="ignore"):
        wait = rng.exponential(size=len(owner)) / weight
    order = np.lexsort((wait, owner))
    _, place = numbered(np.bincount(owner, minlength=len(count)))
    chosen = np.zeros(len(owner), dtype=np.bool_)
    chosen[order] = place < count[owner]
    return chosen & (weight > 0)
