"""The loans that came of earlier applications, and every instalment of theirs that fell due."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, numbered
from creditworthy.tables.synthetic.previous import Requests
from creditworthy.tables.synthetic.punctuality import payment_delay
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["Loans", "Schedule", "draw_loans", "draw_schedule", "loan_dates"]

_NEVER = 365_243
"""The day that stands for «not yet, or never»."""
_REPAID_EARLY = 0.55


@dataclass(frozen=True)
class Loans:
    """The approved cash and consumer loans, one entry each; ``request`` is the place in the requests."""

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
        return np.asarray(self.passed == self.kept)

    @property
    def last_due(self) -> Whole:
        """The day of the last instalment, early end included."""
        return self.first_due + 30 * (self.kept - 1)


@dataclass(frozen=True)
class Schedule:
    """Every instalment that fell due, one entry each; ``loan`` is the place in the loans."""

    loan: Whole
    place: Whole
    due: Whole
    delay: Whole


def draw_loans(requests: Requests, annuity: Numbers, rng: np.random.Generator) -> Loans:
    """Start the approved loans; about half are repaid early."""
    request = np.flatnonzero(requests.approved & (requests.kind != "Revolving loans"))
    terms = requests.terms[request].astype(np.int64)
    early = rng.random(len(request)) < _REPAID_EARLY
    kept = np.where(early, np.ceil(terms * rng.uniform(0.2, 0.9, len(request))), terms).astype(np.int64)
    first_due = requests.decision[request] + rng.integers(28, 37, len(request))
    return Loans(
        request=request,
        owner=requests.owner[request],
        sk_id_prev=requests.sk_id_prev[request],
        first_due=first_due,
        terms=terms,
        kept=kept,
        passed=np.minimum(kept, (-1 - first_due) // 30 + 1),
        instalment=annuity[request],
    )


def draw_schedule(c: Circumstances, loans: Loans, rng: np.random.Generator) -> Schedule:
    """Draw when each instalment is paid; a finished loan is paid by its last due day."""
    loan, place = numbered(loans.passed)
    due = loans.first_due[loan] + 30 * place
    delay = payment_delay(c, loans.owner[loan], due, rng)
    left = np.where(loans.finished, loans.last_due, _NEVER)[loan] - due
    return Schedule(loan=loan, place=place, due=due, delay=np.minimum(delay, left))


def loan_dates(requests: Requests, loans: Loans, rng: np.random.Generator) -> Columns:
    """Return the dates that the table of earlier applications shows of approved loans and cards."""
    ended = np.where(loans.finished, loans.last_due, _NEVER)
    closed = loans.last_due + rng.integers(1, 10, len(ended))
    shown = {
        "DAYS_FIRST_DRAWING": np.full(len(ended), _NEVER),
        "DAYS_FIRST_DUE": loans.first_due,
        "DAYS_LAST_DUE_1ST_VERSION": loans.first_due + 30 * (loans.terms - 1),
        "DAYS_LAST_DUE": ended,
        "DAYS_TERMINATION": np.where(loans.finished & (closed < 0), closed, _NEVER),
    }
    dates = {name: np.where(requests.approved, float(_NEVER), np.nan) for name in shown}
    for name, days in shown.items():
        dates[name][loans.request] = days
    cards = requests.approved & (requests.kind == "Revolving loans")
    dates["DAYS_FIRST_DRAWING"][cards] = np.where(rng.random(len(cards)) < 0.64, requests.decision + 30, _NEVER)[cards]
    return dates
