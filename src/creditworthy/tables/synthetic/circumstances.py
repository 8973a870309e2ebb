"""The circumstances of each applicant, most of them never shown: the tables are readings of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, chance, like, reading
from creditworthy.tables.synthetic.marginals import quantiles

__all__ = ["Circumstances", "draw_circumstances"]

_FIRST_APPLICANT = 100_002
_TEST_SHARE = 0.14
_REPEATED = 0.025
_NO_BUREAU = 1 / 7
_NO_PREVIOUS = 0.05


@dataclass(frozen=True)
class Circumstances:
    """One entry an application in every array; scores are about standard normal."""

    sk_id_curr: Whole
    person: Whole
    later: Whole
    """Days since the same person's first application; 0 for the first."""
    in_test: Flags
    age: Whole
    registered: Whole
    identified: Whole
    employed: Whole
    """Days since birth, registration, identity document and start of work, at the first application."""
    male: Flags
    pensioner: Flags
    in_bureau: Flags
    has_previous: Flags
    education: Numbers
    region: Numbers
    """High where the region is well off."""
    income: Numbers
    """Score of the yearly income; ``amount`` is the income itself."""
    amount: Numbers
    stability: Numbers
    indebtedness: Numbers
    discipline: Numbers
    shock: Numbers
    """A recent misfortune: 0 for most, up to 1.5."""

    def __len__(self) -> int:
        return len(self.person)

    @property
    def age_score(self) -> Numbers:
        """Age as a score, at the application."""
        return (self.age + self.later - 16_000) / 4_350


def draw_circumstances(applicants: int, rng: np.random.Generator) -> Circumstances:
    """Draw persons, then their applications; about 2.5 % of these are the second of the same person."""
    person, later = _applications(applicants, rng)
    persons = _persons(int(person.max()) + 1, rng)
    shared = {name: values[person] for name, values in persons.items()}
    return Circumstances(
        sk_id_curr=np.arange(_FIRST_APPLICANT, _FIRST_APPLICANT + applicants),
        person=person,
        later=later,
        in_test=_test(applicants, rng),
        in_bureau=rng.random(applicants) >= _NO_BUREAU,
        has_previous=rng.random(applicants) >= _NO_PREVIOUS,
        shock=_shock(shared["stability"], rng),
        **shared,
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


def _persons(count: int, rng: np.random.Generator) -> dict[str, npt.NDArray[Any]]:
    age = (7_700 + 16_600 * rng.beta(1.6, 1.65, count)).astype(np.int64)
    male = rng.random(count) < 0.343
    pensioner = rng.random(count) < chance((age / 365.25 - np.where(male, 59, 54)) / 1.2)
    education, region, discipline = rng.standard_normal((3, count))
    stability = reading(rng, (0.35, (age - 16_000) / 4_350))
    of_men, of_pensioners = 2.1 * (male - 0.343), 2.5 * (pensioner - 0.18)
    income = reading(rng, (0.35, education), (0.25, region), (0.3, of_men), (-0.35, of_pensioners))
    return {
        "age": age,
        "registered": (age * rng.beta(1.1, 2.4, count)).astype(np.int64),
        "identified": (5_300 * rng.beta(1.2, 1.0, count)).astype(np.int64),
        "employed": _employed(age, stability, rng),
        "male": male,
        "pensioner": pensioner,
        "education": education,
        "region": region,
        "income": income,
        "amount": _round_income(like(income, quantiles("application", "AMT_INCOME_TOTAL"))),
        "stability": stability,
        "indebtedness": reading(rng, (-0.15, discipline)),
        "discipline": discipline,
    }


def _round_income(amount: Numbers) -> Numbers:
    return np.maximum(1, np.round(amount / 4_500)) * 4_500


def _employed(age: Whole, stability: Numbers, rng: np.random.Generator) -> Whole:
    days = np.exp(7.35 + 0.95 * reading(rng, (0.7, stability)))
    possible: Numbers = np.minimum(days, 0.9 * (age - 6_500))
    return possible.astype(np.int64)


def _shock(stability: Numbers, rng: np.random.Generator) -> Numbers:
    happened = rng.random(len(stability)) < 0.12 * np.exp(-0.3 * stability)
    return np.where(happened, rng.uniform(0.5, 1.5, len(stability)), 0.0)
