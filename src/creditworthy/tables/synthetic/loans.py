"""The loans that came of earlier applications: their terms, when they began, and when they end."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole
from creditworthy.tables.synthetic.marginals import numbers
from creditworthy.tables.synthetic.occasions import WINDOW
from creditworthy.tables.synthetic.requests import Requests

__all__ = ["TERMS", "Loans", "draw_loans", "last_months"]

_REPAYMENT = "repayment"
"""Stem of the statistics of loans and cards."""
TERMS = (4, 6, 9, 12, 13, 19, 25)
"""Least numbers of instalments of the classes of terms."""
_LAST_MONTHS = (0.58, 0.89, 0.955)
"""Share of the applicants whose latest published month is -1, at least -2, at least -3."""
_FORMERLY = 0.72
"""Terms of loans from before the window, over those of later ones."""
_YEAR = -365
_HABIT = 0.1
"""Correlation of a loan's early end with the owner's discipline."""
_MISFORTUNE = 2.5
"""How much a shock keeps the owner from repaying early, in standard deviations."""
_RELIEF, _TERM, _FORTUNE = 0.12, 12, 1.2
"""Share of the other loans of usual terms that are repaid early in the latest year, and how fast a shock lowers it."""


@dataclass(frozen=True)
class Loans:
    """The signed cash and consumer loans, one entry each; ``request`` is the place in the requests."""

    request: Whole
    owner: Whole
    sk_id_prev: Whole
    first_due: Whole
    terms: Whole
    kept: Whole
    """Instalments until the loan ends, fewer than ``terms`` where repaid early."""
    passed: Whole
    """Instalments that fell due before the application."""
    instalment: Numbers

    @property
    def finished(self) -> Flags:
        """Whether the last instalment fell due."""
        return np.asarray((self.passed == self.kept) & (self.passed > 0))

    @property
    def early(self) -> Flags:
        """Whether the last instalment settles those that were planned after it."""
        return np.asarray(self.kept < self.terms)

    @property
    def last_due(self) -> Whole:
        """The day of the last instalment, early end included."""
        return self.first_due + 30 * (self.kept - 1)


def draw_loans(c: Circumstances, requests: Requests, annuity: Numbers, rng: np.random.Generator) -> Loans:
    """Start the signed loans; nearly half are repaid early, the more readily the longer they would last."""
    request = np.flatnonzero(requests.approved & (requests.kind != "Revolving loans"))
    shorter = np.where(requests.decision[request] < WINDOW, _FORMERLY, 1.0)
    terms = np.maximum(np.ceil(shorter * requests.terms[request]), 1).astype(np.int64)
    wait = numbers(_REPAYMENT, "first_due").at(rng.standard_normal(len(request)))
    first_due = requests.decision[request] + np.round(wait).astype(np.int64)
    kept = _kept(c, requests.owner[request], terms, first_due, rng)
    return Loans(
        request=request,
        owner=requests.owner[request],
        sk_id_prev=requests.sk_id_prev[request],
        first_due=first_due,
        terms=terms,
        kept=kept,
        passed=np.clip((-1 - first_due) // 30 + 1, 0, kept),
        instalment=annuity[request],
    )


def _kept(c: Circumstances, owner: Whole, terms: Whole, first_due: Whole, rng: np.random.Generator) -> Whole:
    """Return how many instalments each loan has in the end; who has a misfortune ends none early in its year."""
    score = (1 - _HABIT**2) ** 0.5 * rng.standard_normal(len(owner)) - _HABIT * c["discipline"][owner]
    wanted, shock = _instalments(terms, score), c["shock"][owner]
    struck = (wanted < terms) & (first_due + 30 * (wanted - 1) > _YEAR)
    later = _instalments(terms, (score + _MISFORTUNE * shock) / (1 + _MISFORTUNE**2) ** 0.5)
    likely = _RELIEF * _TERM / terms * np.exp(-_FORTUNE * shock)
    return _relieved(np.where(struck, later, wanted), first_due, likely, rng)


def _relieved(kept: Whole, first_due: Whole, likely: Numbers, rng: np.random.Generator) -> Whole:
    """End more of the loans in the latest year."""
    now, then = (np.clip((day - first_due) // 30 + 1, 0, kept) for day in (-1, _YEAR))
    luck, place = rng.random((2, len(kept)))
    ends = (luck < likely) & (now > then)
    return np.where(ends, then + np.ceil(place * (now - then)), kept).astype(np.int64)


def _instalments(terms: Whole, score: Numbers) -> Whole:
    part = np.empty(len(terms))
    sort = np.maximum(np.searchsorted(TERMS, terms, side="right") - 1, 0)
    for number, least in enumerate(TERMS):
        here = sort == number
        part[here] = numbers(_REPAYMENT, f"kept_{least}").at(score[here])
    return np.clip(np.round(part * terms), 1, terms).astype(np.int64)


def last_months(applicants: int, rng: np.random.Generator) -> Whole:
    """Return the latest month that is published of each applicant's loans and cards, mostly -1."""
    return -1 - np.searchsorted(_LAST_MONTHS, rng.random(applicants))
