"""Applications decided before the window: not published themselves, though what came of them may be."""

import numpy as np

from creditworthy.tables.synthetic.answers import KINDS, STATUSES, Answers
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Whole
from creditworthy.tables.synthetic.given import Category
from creditworthy.tables.synthetic.occasions import WINDOW

__all__ = ["with_older"]

_SINCE = (WINDOW, -2_600, -2_300, -1_800, -1_000, 0)
_LOANS = (0.46, 0.36, 0.17, 0.12, 0.085, 0.05)
"""Mean number of loans from before the window that were still running in it, by the day of the first published one."""
_LONE_LOANS = 0.18
"""The same of an applicant without published applications."""
_LONGEST_LOAN = 270
_LONGEST_CARD = 1_100


def with_older(
    c: Circumstances, answers: Answers, days: Whole, holder: Flags, rng: np.random.Generator
) -> tuple[Answers, Whole]:
    """Return all applications and their days, an applicant's together and oldest first.

    ``holder`` tells whose card is older than the window.
    """
    loans = rng.poisson(_expected(answers, days, len(c)))
    owner = np.concatenate([answers.owner, np.repeat(np.arange(len(c)), loans), np.flatnonzero(holder)])
    old = _days(int(loans.sum()), _LONGEST_LOAN, rng), _days(int(holder.sum()), _LONGEST_CARD, rng)
    all_days = np.concatenate([days, *old])
    kind = np.repeat([KINDS.index("Consumer loans"), KINDS.index("Revolving loans")], [len(part) for part in old])
    approved = np.full(len(kind), STATUSES.index("Approved"))
    order = np.lexsort((all_days, owner))
    return (
        Answers(
            owner=owner[order],
            kind=Category(np.concatenate([answers.kind.codes, kind])[order], KINDS),
            status=Category(np.concatenate([answers.status.codes, approved])[order], STATUSES),
            holding=np.concatenate([answers.holding, kind == KINDS.index("Revolving loans")])[order],
        ),
        all_days[order],
    )


def _expected(answers: Answers, days: Whole, owners: int) -> Whole:
    """Return how many older loans each applicant is expected to have."""
    oldest = np.zeros(owners)
    np.minimum.at(oldest, answers.owner, days)
    return np.where(oldest < 0, np.interp(oldest, _SINCE, _LOANS), _LONE_LOANS)


def _days(count: int, longest: int, rng: np.random.Generator) -> Whole:
    return np.floor(WINDOW - rng.uniform(0, longest, count)).astype(np.int64) - 1
