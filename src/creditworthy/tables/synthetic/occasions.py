"""When the earlier applications were decided: between an applicant's first and latest, some on one day."""

import numpy as np

from creditworthy.tables.synthetic.answers import REQUESTS, SIZES, Answers
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole
from creditworthy.tables.synthetic.given import Category, numbers_given, ranked_within, shares_given, sizes

__all__ = ["SERVED", "WINDOW", "decision_days"]

WINDOW = -2922
"""The lender keeps eight years: an application decided earlier is not published; what followed may be."""
SERVED = -33
"""A card or a loan that an application brought was under way by this day."""
_LATEST = -1
_UNDONE = {"custom_age": 0.15, "freshness": 0.35, "cancellations": -0.25, "size_elsewhere": 0.05}
"""Weights in a card's age against what comes of the card being of the time between first and latest application."""
_SHARPER = 1.4
"""Among few applications, the one that is most often the first is so more often than the odds tell."""
_COMPANY = 1.2
"""A row that would be accompanied may have no neighbour that would, too."""


def decision_days(c: Circumstances, answers: Answers, rng: np.random.Generator) -> Whole:
    """Return the days of the decisions, in the order of the answers."""
    owner = answers.owner
    oldest, newest = _ends(c, answers)
    span = (newest - oldest)[owner]
    card = np.clip((_card_days(c, answers)[owner] - oldest[owner]) / np.maximum(span, 1), 0, 1)
    order, place = _sequence(answers, card, rng)
    lateness = np.empty(len(owner))
    lateness[order] = _together(answers, order, place, rng)
    days = np.clip(np.round(oldest[owner] + lateness * span), WINDOW, _LATEST)
    return np.where(answers.holding, np.minimum(days, SERVED), days).astype(np.int64)


def _ends(c: Circumstances, answers: Answers) -> tuple[Numbers, Numbers]:
    """Return the days of each applicant's first and latest decision; one application has them on one day."""
    total = np.bincount(answers.owner, minlength=len(c))
    cancelled = np.bincount(answers.owner[answers.status.is_("Canceled")], minlength=len(c))
    size, cancelling = sizes(total, SIZES), Category((cancelled > 0).astype(np.int64), ("none", "cancelled"))
    fresh = np.where(total == 1, c["freshness"] - c["custom_age"], c["freshness"])
    newest = numbers_given(REQUESTS, "newest", ranked_within(fresh, size, cancelling), size, cancelling)
    oldest = numbers_given(REQUESTS, "oldest", ranked_within(-c["custom_age"], size), size)
    return np.where(total == 1, newest, np.minimum(oldest, newest)), newest


def _card_days(c: Circumstances, answers: Answers) -> Numbers:
    """Return since when each applicant has the card that comes of a published application."""
    held = np.bincount(answers.owner[answers.holding], minlength=len(c))
    age = c["card_age"] + sum(weight * c[name] for name, weight in _UNDONE.items())
    return numbers_given(REQUESTS, "held", ranked_within(-age, Category(held, ("none", "held"))))


def _sequence(answers: Answers, card: Numbers, rng: np.random.Generator) -> tuple[Whole, Numbers]:
    """Return the rows by applicant and time, and where each is between the first (0) and the latest (1)."""
    drawn = numbers_given(REQUESTS, "between", rng.standard_normal(len(card)), answers.kind, answers.status)
    place = np.where(answers.holding, card, drawn)
    place[_chosen(answers, "first", place, rng)] = -1.0
    place[_chosen(answers, "latest", place, rng)] += 3.0
    order = np.lexsort((place, answers.owner))
    return order, np.clip(place[order], 0, 1)


def _chosen(answers: Answers, name: str, place: Numbers, rng: np.random.Generator) -> Whole:
    """Choose a row of every applicant, of a kind and status that are often such, and another than was chosen before."""
    often = shares_given(REQUESTS, name, "yes", answers.kind, answers.status)
    wait = rng.exponential(size=len(often)) * ((1 - often) / often) ** _SHARPER
    order = np.lexsort((np.where(place < 0, np.inf, wait), answers.owner))
    return order[_ends_of(answers.owner)[0]]


def _ends_of(owner: Whole) -> tuple[Flags, Flags]:
    """Return which rows are the first, and the last, of an applicant whose rows are together."""
    return np.diff(owner, prepend=-1) != 0, np.diff(owner, append=-1) != 0


def _together(answers: Answers, order: Whole, place: Numbers, rng: np.random.Generator) -> Numbers:
    """Move some rows to the day of the one before; what is together with the latest is as late."""
    sort = [Category(part.codes[order], part.names) for part in (answers.kind, answers.status)]
    first, last = _ends_of(answers.owner[order])
    accompanied = rng.random(len(order)) < _COMPANY * shares_given(REQUESTS, "accompanied", "yes", *sort)
    joined = accompanied & np.roll(accompanied, 1) & ~first
    day = np.cumsum(~joined) - 1
    shared = place[np.append(~joined[1:], True)]
    shared[day[first & ~last]] = np.where(shared[day[first & ~last]] < 1, 0.0, 1.0)
    between = answers.holding[order] & ~first & ~last
    return np.where(between, place, shared[day])
