"""The credit cards that came of earlier applications: their limits, and what their holders make of them."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, ranked
from creditworthy.tables.synthetic.marginals import numbers
from creditworthy.tables.synthetic.punctuality import month_of
from creditworthy.tables.synthetic.requests import Requests

__all__ = ["AGES", "Cards", "draw_cards"]

_OLDEST_MONTH = -96
_LIMIT_STEP = 4_500
_FULLEST = 0.98
"""The largest part of a limit that is drawn; interest leads beyond it."""
_BY_AGE = 0.05
"""How much of the use that goes with the age of a card is a matter of its class of ages."""
_MORE, _SCATTER = 0.17, 0.25
"""How much longer than at its fullest a card is in use, and how that varies."""
AGES = (0, 8, 24, 60, 95)
"""Least numbers of published months of the classes of cards."""
_BLOCKED = np.array([0.02, 0.1, 0.24, 0.42, 0.55])
"""Share of the cards whose limit is 0 in the end, by age."""
_SOONEST, _SPAN = 0.22, 0.73
"""Part of its months after which a card is blocked at the soonest, and the others in which it may be."""
_COMPLETED, _OVER = 0.24, 12.0
"""Share of the cards whose contract ends, and for how many months it is over on average."""
_FORMERLY_USED = 0.34
"""Share of the old cards, of those used no more, that once were."""
_RAISED, _LOWERED = 0.14, 0.2
_RAISE, _CUT = 1.7, 0.5


@dataclass(frozen=True)
class Cards:
    """The signed cards, one entry each, those with the most months first; places are months since a card's first."""

    request: Whole
    owner: Whole
    sk_id_prev: Whole
    first: Whole
    """The first month that is published."""
    earlier: Whole
    """Months before that."""
    months: Whole
    limit: Numbers
    change: Whole
    """The place from which the limit is ``factor`` times the first."""
    factor: Numbers
    blocked: Whole
    """The place from which the limit is 0."""
    completed: Whole
    """The place from which the contract is over, where nothing is owed."""
    start: Whole
    end: Whole
    """The places from which the holder draws money, and no more."""
    wanted: Numbers
    """Part of the limit that the holder means to have drawn in that time."""
    cash: Numbers
    """Part of the drawings that is cash."""
    seasoned: Flags
    """Whether the card was in use before the first month that is published."""

    def __len__(self) -> int:
        return len(self.owner)

    def limit_at(self, card: Whole, place: Whole) -> Numbers:
        """Return the limits of months."""
        limit = self.limit[card] * np.where(place >= self.change[card], self.factor[card], 1.0)
        return np.where(place >= self.blocked[card], 0.0, _rounded(limit))


def draw_cards(c: Circumstances, requests: Requests, credit: Numbers, until: Whole, rng: np.random.Generator) -> Cards:
    """Open the cards; ``credit`` is what was granted, ``until`` each applicant's latest month that is published."""
    request, opened, months = _opened(requests, until, rng)
    owner, first = requests.owner[request], np.maximum(opened, _OLDEST_MONTH)
    blocked = _blocked(months, rng)
    mean = _mean_use((c["card_use"] - _BY_AGE * c["card_age"])[owner], _age(months))
    start, end, wanted = _use(mean, np.minimum(months, blocked), rng)
    change, factor = _changed(months, end, rng)
    return Cards(
        request=request,
        owner=owner,
        sk_id_prev=requests.sk_id_prev[request],
        first=first,
        earlier=first - opened,
        months=months,
        limit=_limits(c["card_limit"][owner], credit[request], first > opened),
        change=change,
        factor=factor,
        blocked=blocked,
        completed=_completed(months, end, rng),
        start=start,
        end=end,
        wanted=wanted,
        cash=np.clip(numbers("repayment", "card_cash").at(ranked(c["card_cash"][owner], wanted > 0)), 0, 1),
        seasoned=(first > opened) & ((wanted > 0) | (rng.random(len(first)) < _FORMERLY_USED)),
    )


def _limits(score: Numbers, credit: Numbers, old: Flags) -> Numbers:
    """Return the limits: those granted, or such as were usual then of old cards, whose application nobody knows."""
    return _rounded(np.where(old, numbers("repayment", "card_limit_old").at(ranked(score, old)), credit))


def _rounded(limit: Numbers) -> Numbers:
    return np.round(limit / _LIMIT_STEP) * _LIMIT_STEP


def _opened(requests: Requests, until: Whole, rng: np.random.Generator) -> tuple[Whole, Whole, Whole]:
    """Return the requests that cards came of, their first months, and how many are published, most first."""
    request = np.flatnonzero(requests.approved & (requests.kind == "Revolving loans"))
    opened = np.minimum(month_of(requests.decision[request]) + rng.integers(0, 2, len(request)), -1)
    months = np.maximum(until[requests.owner[request]] - np.maximum(opened, _OLDEST_MONTH) + 1, 0)
    order = np.argsort(-months, kind="stable")
    return request[order], opened[order], months[order]


def _age(months: Whole) -> Whole:
    return np.asarray(np.searchsorted(AGES, months, side="right") - 1)


def _blocked(months: Whole, rng: np.random.Generator) -> Whole:
    some = rng.random(len(months)) < _BLOCKED[_age(months)]
    part = _SOONEST + _SPAN * rng.random(len(months)) ** 2
    return np.where(some, np.ceil(months * part), months + 1).astype(np.int64)


def _mean_use(score: Numbers, age: Whole) -> Numbers:
    """Return the mean use of each card, by rank among those of its age."""
    mean = np.empty(len(score))
    for number, least in enumerate(AGES):
        here = age == number
        mean[here] = numbers("repayment", f"card_use_{least}").at(ranked(score, here)[here])
    return np.clip(mean, 0, _FULLEST)


def _use(mean: Numbers, months: Whole, rng: np.random.Generator) -> tuple[Whole, Whole, Numbers]:
    """Return from when to when a card is in use, and how much of it, so that its mean use is as told."""
    spread = np.clip(mean + _MORE + _SCATTER * rng.standard_normal(len(mean)), 0, 1)
    busy = mean / _FULLEST + (1 - mean / _FULLEST) * spread
    length = np.where(mean > 0, np.maximum(np.round(busy * months), 1), 0)
    wait = np.round(numbers("repayment", "card_first_drawing").at(rng.standard_normal(len(mean))))
    start = np.clip(wait, 0, np.maximum(months - length, 0)).astype(np.int64)
    return start, start + length.astype(np.int64), np.minimum(mean / np.maximum(busy, 1e-9), _FULLEST)


def _changed(months: Whole, end: Whole, rng: np.random.Generator) -> tuple[Whole, Numbers]:
    """Return when a limit changes, and by what: raised while in use, or lowered when no more."""
    luck = rng.random(len(months))
    raised, lowered = luck < _RAISED, luck > 1 - _LOWERED
    during = np.ceil(rng.uniform(0.2, 1.0, len(months)) * np.maximum(end, 1))
    after = np.ceil(end + rng.uniform(0.0, 1.0, len(months)) * np.maximum(months - end, 0))
    change = np.select([raised, lowered], [during, after], months + 1).astype(np.int64)
    return change, np.select([raised, lowered], [_RAISE, _CUT], 1.0)


def _completed(months: Whole, end: Whole, rng: np.random.Generator) -> Whole:
    over = rng.random(len(months)) < _COMPLETED
    last = np.maximum(months - rng.geometric(1 / _OVER, len(months)), end + 1)
    return np.where(over, last, months + 1)
