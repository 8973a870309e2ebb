"""The earlier applications as they are known to every table that tells of them."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, Whole
from creditworthy.tables.synthetic.given import Category
from creditworthy.tables.synthetic.occasions import WINDOW

__all__ = ["Requests", "in_window"]


@dataclass(frozen=True)
class Requests:
    """The earlier applications, one entry each; ``owner`` is the applicant's place in the circumstances.

    An applicant's stand together, oldest first.
    """

    owner: Whole
    sk_id_prev: Whole
    kind: Labels
    status: Labels
    yield_group: Labels
    decision: Whole
    size: Numbers
    """Score of the amount asked for, among applications of the kind."""
    terms: Numbers
    """Number of planned instalments; 0 for a card, NaN where no terms were agreed."""
    signed: Flags
    """Whether the contract was signed, where approved."""
    kinds: Category
    """The kind again, also where the table does not tell it."""
    statuses: Category
    stage: Category
    """How far it came: ``blank`` without an amount, ``asked`` with one, ``priced``, or a card's ``limit``."""
    yields: Category
    down: Numbers
    """Score of the rate of the down payment."""

    def __len__(self) -> int:
        return len(self.owner)

    @property
    def approved(self) -> Flags:
        """Whether a loan or a card came of it."""
        return np.asarray(self.statuses.is_("Approved") & self.signed)

    @property
    def priced(self) -> Flags:
        """Whether it came as far as a price: most cancelled and all unused ones did not."""
        return ~np.isnan(self.terms)

    @property
    def sort(self) -> tuple[Category, Category]:
        """Kind and status."""
        return self.kinds, self.statuses


def in_window(requests: Requests) -> Flags:
    """Return which applications are published."""
    return np.asarray(requests.decision >= WINDOW)
