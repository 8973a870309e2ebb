"""New versions of the plans by which loans are repaid: with nearly the same instalments, or with smaller ones."""

import numpy as np

from creditworthy.tables.synthetic.draws import Numbers, Whole
from creditworthy.tables.synthetic.loans import Loans
from creditworthy.tables.synthetic.schedule import Schedule

__all__ = ["revised"]

_MENDED, _EASED, _LONG = 0.025, 0.04, 2.5
"""Share of the loans of a year whose plan is mended, and eased; it grows with the square up to so many years."""
_MENDED_VERSION, _EASED_VERSION = 2, 3
_RESTLESS, _MOST_VERSIONS = 0.5, 40
"""Share of the eased plans of which every further instalment is another version."""


def revised(loans: Loans, schedule: Schedule, rng: np.random.Generator) -> tuple[Whole, Numbers]:
    """Return the version of the plan that each instalment is of, from 1, and its amount."""
    size = len(loans.request)
    luck, years = rng.random(size), np.minimum(loans.terms / 12, _LONG) ** 2
    eased = luck < _EASED * years
    mended = ~eased & (luck < (_EASED + _MENDED) * years)
    since = np.where(eased | mended, np.ceil(rng.random(size) * loans.kept), loans.kept)[schedule.loan]
    new = schedule.place >= since
    version = np.where(eased, _EASED_VERSION, _MENDED_VERSION)[schedule.loan]
    restless = (eased & (rng.random(size) < _RESTLESS))[schedule.loan]
    version = version + np.where(restless, schedule.place - since, 0).astype(np.int64)
    factor = np.where(eased, rng.uniform(0.4, 1.0, size), rng.uniform(0.98, 1.02, size))[schedule.loan]
    amount = np.round(loans.instalment[schedule.loan] * np.where(new, factor, 1.0), 2)
    return np.where(new, np.minimum(version, _MOST_VERSIONS), 1), amount
