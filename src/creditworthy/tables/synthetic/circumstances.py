"""The circumstances of each applicant, most of them never shown: the tables are readings of them.

Income, work, debt, discipline and some ninety more are standard normal scores that go together as they do in the
reference portfolio (``statistics/population.toml``). A shock is a misfortune that nothing announces. Whether an
applicant defaults follows from all of them, and from luck.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, normal_chance
from creditworthy.tables.synthetic.marginals import correlations

__all__ = ["DEFAULT_RATE", "Circumstances", "draw_circumstances"]

DEFAULT_RATE = 0.0807
_FIRST_APPLICANT = 100_002
_TEST_SHARE = 0.14
_REPEATED = 0.025
_SAME_PERSON = 0.6
"""Correlation of a passing circumstance between two applications of a person."""
_OF_THE_MOMENT = (
    "revolving", "goods", "insurance", "term", "company", "hour", "external_1", "external_2", "external_3",
    "external_1_told", "external_3_told", "enquiries_month", "enquiries_quarter", "enquiries_year", "document_3",
    "document_6", "document_8", "phone_kept", "circle", "late_circle", "later_circle", "newest", "debt", "open_share",
    "card_use", "freshness",
)  # fmt: skip
"""Circumstances that may be others in a later application; what else there is stays with the person."""
_PRUDENCE = 0.1
"""Ridge on the measured correlations with default: what thousands of applicants show by chance is not followed."""
_CLARITY = 1.15
"""Factor on all weights: real applicants are also told apart by what no correlation shows, turns and combinations."""
_LOUDER = {"card_use": 0.08}
"""What is added to the weights of circumstances that few rows show, so that a model can hear them in those rows."""
_SHOCK = 0.28
"""Correlation of the latent default with the shock."""


@dataclass(frozen=True)
class Circumstances:
    """One entry an application in every array.

    ``c["debt"]`` are the standard normal scores of a circumstance; names are those of ``population.toml``, and shock.
    """

    sk_id_curr: Whole
    person: Whole
    later: Whole
    """Days since the same person's first application; 0 for the first."""
    in_test: Flags
    scores: Mapping[str, Numbers]
    default_chance: Numbers

    def __len__(self) -> int:
        return len(self.person)

    def __getitem__(self, name: str) -> Numbers:
        return self.scores[name]

    @property
    def in_bureau(self) -> Flags:
        """Whether the credit bureau knows the applicant."""
        return np.where(self.in_test, self.having("in_bureau", 0.876), self.having("in_bureau", 0.865))

    @property
    def has_previous(self) -> Flags:
        """Whether the applicant asked the lender for credit before."""
        return np.where(self.in_test, self.having("has_previous", 0.981), self.having("has_previous", 0.947))

    @property
    def has_card(self) -> Flags:
        """Whether the applicant holds a credit card of the lender."""
        return np.where(self.in_test, self.having("has_card", 0.342), self.having("has_card", 0.283))

    def having(self, name: str, share: float) -> Flags:
        """Return who is among the given share with the highest scores."""
        return np.asarray(self.scores[name] > NormalDist().inv_cdf(1 - share))


def draw_circumstances(applicants: int, rng: np.random.Generator, earlier: int = 0) -> Circumstances:
    """Draw persons, then their applications; about 2.5 % of these are the second of the same person.

    ``earlier`` applications have an identifier already.
    """
    person, later = _applications(applicants, rng)
    scores = _scores(person, later, rng)
    return Circumstances(
        sk_id_curr=_FIRST_APPLICANT + earlier + np.arange(applicants),
        person=person,
        later=later,
        in_test=_test(applicants, rng),
        scores=scores,
        default_chance=_default_chance(scores),
    )


def _applications(applicants: int, rng: np.random.Generator) -> tuple[Whole, Whole]:
    repeated = round(_REPEATED * applicants)
    firsts = applicants - repeated
    person = np.concatenate([np.arange(firsts), rng.choice(firsts, repeated, replace=False)])
    later = np.concatenate([np.zeros(firsts, dtype=np.int64), rng.integers(30, 900, repeated)])
    order = rng.permutation(applicants)
    return person[order], later[order]


def _test(applicants: int, rng: np.random.Generator) -> Flags:
    count = max(1, round(_TEST_SHARE * applicants))
    return rng.permutation(applicants) < count


def _scores(person: Whole, later: Whole, rng: np.random.Generator) -> dict[str, Numbers]:
    names, matrix = correlations()
    root = np.linalg.cholesky(matrix[:-1, :-1])
    first = (rng.standard_normal((int(person.max()) + 1, len(root))) @ root.T)[person]
    fresh = rng.standard_normal((len(person), len(root))) @ root.T
    second = _SAME_PERSON * first + (1 - _SAME_PERSON**2) ** 0.5 * fresh
    passing = np.isin(names[:-1], _OF_THE_MOMENT) & (later > 0)[:, None]
    scores = dict(zip(names, np.where(passing, second, first).T, strict=False))
    return scores | {"shock": rng.standard_normal(len(person))}


@cache
def _weights() -> tuple[Numbers, float]:
    """Return the weights of the circumstances in the latent default, and the variance that they explain."""
    names, matrix = correlations()
    known, with_default = matrix[:-1, :-1], matrix[-1, :-1]
    weights = _CLARITY * np.linalg.solve(known + _PRUDENCE * np.eye(len(known)), with_default)
    weights += np.array([_LOUDER.get(name, 0.0) for name in names[:-1]])
    return weights, float(weights @ known @ weights)


def _default_chance(scores: Mapping[str, Numbers]) -> Numbers:
    """Return each application's probability of default: a probit model, of the default rate on the whole."""
    names, _ = correlations()
    weights, explained = _weights()
    share = 1 - _SHOCK**2
    expected = share**0.5 * sum(weight * scores[name] for name, weight in zip(names[:-1], weights, strict=True))
    expected = expected + _SHOCK * scores["shock"]
    normal = NormalDist()
    margin = (expected - normal.inv_cdf(1 - DEFAULT_RATE)) / (share * (1 - explained)) ** 0.5
    return normal_chance(margin)
