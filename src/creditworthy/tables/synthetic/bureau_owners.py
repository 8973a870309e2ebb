"""How many credits with other lenders each applicant has, and what of them is known before they are drawn."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, numbered
from creditworthy.tables.synthetic.given import Category, ranked_within, sizes
from creditworthy.tables.synthetic.marginals import within

__all__ = ["Owners", "owners_of_credits"]

_SIZES = (1, 2, 3, 4, 5, 6, 8, 11, 15)
"""Classes of applicants by how many credits they have, each by its least number."""


@dataclass(frozen=True)
class Owners:
    """The applicants, one entry each, and the owner of each credit: the credits of an applicant follow each other."""

    c: Circumstances
    counts: Whole
    size: Category
    owner: Whole
    place: Whole
    """The place of each credit among its owner's."""

    def __len__(self) -> int:
        return len(self.owner)

    def of(self, circumstance: str) -> Numbers:
        """Return a circumstance of each credit's owner."""
        return self.c[circumstance][self.owner]

    def shown(self, statistic: str, score: Numbers) -> Numbers:
        """Return a statistic of each applicant, distributed as among those with about as many credits."""
        score = ranked_within(score, self.size)
        values = np.zeros(len(score))
        for least in map(str, _SIZES):
            here = self.size.is_(least)
            values[here] = within("bureau", statistic, least).at(score[here])
        return values

    def chosen(self, share: Numbers, key: Numbers) -> Flags:
        """Choose a share of each applicant's credits: those with the highest keys."""
        wanted = np.floor(share * self.counts + 0.5)
        order = np.lexsort((-key, self.owner))
        chosen = np.empty(len(self), dtype=np.bool_)
        chosen[order] = self.place < wanted[self.owner]
        return chosen

    def mean(self, values: Numbers) -> Numbers:
        """Return each applicant's mean over the credits; 0 where there are none."""
        return np.bincount(self.owner, values, len(self.counts)) / np.maximum(self.counts, 1)


def owners_of_credits(c: Circumstances) -> Owners:
    """Return who has how many credits: one at least where the bureau knows the applicant, else none."""
    known = np.maximum(np.round(within("bureau", "borrowing").at(c["borrowing"])), 1)
    counts = np.where(c.in_bureau, known, 0).astype(np.int64)
    return Owners(c, counts, sizes(counts, _SIZES), *numbered(counts))
