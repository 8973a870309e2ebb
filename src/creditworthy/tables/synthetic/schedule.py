"""Every instalment of a loan that fell due, and when what was paid of it."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, numbered
from creditworthy.tables.synthetic.loans import Loans
from creditworthy.tables.synthetic.marginals import numbers
from creditworthy.tables.synthetic.punctuality import carelessness, habits

__all__ = ["NEVER", "Schedule", "draw_schedule", "settlement"]

NEVER = 100_000
"""Days of delay of what was not paid before the application."""
_LOAN, _CHANCE = 0.4, 0.62
"""Weights of the loan and of chance in how late an instalment is paid."""
_SEASONED, _USUAL_PLACE = 0.33, 1.65
"""Later instalments are paid later: slope on the logarithm of the place, and its usual value."""
_FORMERLY, _USUAL_AGE = 0.06, 2.8
"""So were those of former years: slope on the years, and their usual number."""
_SPREAD = 1.02
_LATEST = 20.0
"""Days of delay of a usual debtor, at most."""
_NOW, _THEN, _LONGEST = 0.0, 0.045, 0.15
"""Late payments are not as late as they were: factor on the days today, more a year, and at most."""
_DEPTH, _DEEPER, _STRUCK, _DEEPEST = 0.9, 0.8, 3.0, 2.1
"""Slopes of the logarithm of the days on carelessness, on habit and on a shock in its year, and the largest factor."""
_LASTING = 0.45
"""How fast the logarithm of the largest factor grows with a shock in its year."""
_YEAR = 365
_PREPAID_WHEN_LATE, _PREPAID = 0.55, 0.008
"""Share of the instalments that the payment before covered a part of, where the rest is late and where not."""
_SHORT = 0.002
"""Share of the payments that leave a part to the next one, a year ago."""
_FORGOTTEN = 0.002
"""Share of the finished loans of which a small part is forgotten, a year ago."""
_STRENGTH = 1.2
"""How fast both grow with carelessness; they do with the years that lie between, too."""
_SMALL = 0.02
"""The largest part that is forgotten."""
_MEMORY = 400.0, 1.2
"""Median days until a forgotten part is paid, and the spread of their logarithm."""


@dataclass(frozen=True)
class Schedule:
    """Every instalment that fell due, one entry each, a loan's together; ``loan`` is the place in the loans.

    Most of an instalment is paid after ``delay`` days; a ``part`` of some, 0 of others, after ``part_delay`` days.
    """

    loan: Whole
    place: Whole
    due: Whole
    delay: Whole
    part: Numbers
    part_delay: Whole

    @property
    def settled(self) -> Whole:
        """The day by which all of an instalment is paid."""
        return self.due + np.maximum(self.delay, np.where(self.part > 0, self.part_delay, self.delay))


@dataclass(frozen=True)
class _Dues:
    """The same instalments before anything is paid, and how their debtors are."""

    loan: Whole
    place: Whole
    day: Whole
    last: Flags
    """Whether nothing of the loan is due later."""
    careless: Numbers
    habit: Numbers
    shock: Numbers
    """The shock of those in whose year of it the instalment was due; 0 of others."""

    @property
    def years(self) -> Numbers:
        """The years that lie between the due day and the application."""
        return -self.day / 365


def draw_schedule(c: Circumstances, loans: Loans, rng: np.random.Generator) -> Schedule:
    """Draw when each instalment is paid."""
    dues = _dues(c, loans, rng)
    delay = _delay(loans, dues, rng)
    prepaid, ahead = _prepaid(dues, delay, rng)
    short, behind = _short(dues, delay, rng)
    short &= ~prepaid
    size = numbers("repayment", "part").at(rng.standard_normal(len(delay)))
    size = np.where(dues.last, np.minimum(size, _SMALL), size)
    return Schedule(
        loan=dues.loan,
        place=dues.place,
        due=dues.day,
        delay=delay,
        part=np.where(prepaid | short, size, 0.0),
        part_delay=np.select([prepaid, short], [ahead, behind], delay),
    )


def _dues(c: Circumstances, loans: Loans, rng: np.random.Generator) -> _Dues:
    loan, place = numbered(loans.passed)
    owner, day = loans.owner[loan], loans.first_due[loan] + 30 * place
    return _Dues(
        loan=loan,
        place=place,
        day=day,
        last=place == loans.kept[loan] - 1,
        careless=carelessness(c, owner, day, rng),
        habit=habits(c)[owner],
        shock=np.where(day > -_YEAR, c["shock"][owner], 0.0),
    )


def _delay(loans: Loans, dues: _Dues, rng: np.random.Generator) -> Whole:
    """Return the days from due day to payment: never before the loan, never late with an early end."""
    score = _LOAN * rng.standard_normal(len(loans.request))[dues.loan] + _CHANCE * rng.standard_normal(len(dues.loan))
    score += dues.careless + _SEASONED * (np.log1p(dues.place) - _USUAL_PLACE) + _FORMERLY * (dues.years - _USUAL_AGE)
    delay = np.minimum(numbers("repayment", "delay").at(score / _SPREAD), _LATEST)
    delay = np.where(delay > 0.5, np.ceil(delay * _depth(dues)), np.round(delay)).astype(np.int64)
    delay = np.maximum(delay, -29 - 30 * dues.place)
    return np.where(loans.early[dues.loan] & dues.last, np.minimum(delay, 0), delay)


def _depth(dues: _Dues) -> Numbers:
    """Return how much longer than usual a late payment takes: with the careless, and in former years."""
    then = np.minimum(_NOW + _THEN * dues.years, _LONGEST)
    worse = _DEPTH * dues.careless + _DEEPER * dues.habit + _STRUCK * dues.shock
    most = _DEEPEST * np.exp(_LASTING * np.maximum(dues.shock, 0))
    return np.asarray(np.minimum(then * np.exp(worse), most))


def _prepaid(dues: _Dues, delay: Whole, rng: np.random.Generator) -> tuple[Flags, Whole]:
    """Return which instalments the payment before covered a part of, and when that was."""
    ahead = np.roll(delay, 1) - 30
    share = np.where(delay > 0, _PREPAID_WHEN_LATE, _PREPAID)
    return (rng.random(len(delay)) < share) & (dues.place > 0) & (ahead < delay), ahead


def _short(dues: _Dues, delay: Whole, rng: np.random.Generator) -> tuple[Flags, Whole]:
    """Return which payments leave a part open, and when it is paid: with the next one, or much after the last."""
    following = np.append(np.diff(dues.loan) == 0, False)
    median, spread = _MEMORY
    late = np.minimum(median * np.exp(spread * rng.standard_normal(len(delay))), NEVER).astype(np.int64)
    behind = np.where(dues.last, late, np.where(following, np.roll(delay, -1) + 30, NEVER))
    share = np.where(dues.last, _FORGOTTEN, _SHORT) * dues.years * np.exp(_STRENGTH * dues.careless)
    return (rng.random(len(delay)) < share) & (behind > delay), behind


def settlement(loans: Loans, schedule: Schedule) -> Whole:
    """Return the day by which all of each loan is paid; ``NEVER`` where its last instalment is not due yet."""
    day = np.full(len(loans.request), -NEVER)
    np.maximum.at(day, schedule.loan, schedule.settled)
    return np.where(loans.finished, day, NEVER)
