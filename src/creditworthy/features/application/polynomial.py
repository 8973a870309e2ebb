"""Products of the second and third degree of scores, age and two ratios: a family for straight-line models.

Off unless it is asked for: trees find products by themselves.
"""

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from itertools import combinations_with_replacement
from operator import mul

import narwhals as nw

from creditworthy.features.application.block import composed
from creditworthy.features.application.score_pairs import ORDINALS
from creditworthy.features.expressions import only, ratio, years
from creditworthy.features.feature import Concept
from creditworthy.features.measure import Formula

__all__ = ["POLYNOMIAL", "Factor"]

POLYNOMIAL = "polynomial"
"""The family's name."""

LONGEST_TERM = 1000


@dataclass(frozen=True)
class Factor:
    """A number whose powers are multiplied; ``fr`` names it as in "le carré de l'âge"."""

    name: str
    of: Formula
    inputs: tuple[str, ...]
    en: str
    fr: str


def _term() -> nw.Expr:
    """Return the term in annuities; unknown where it is so long that its square means nothing."""
    annuity, credit = nw.col("AMT_ANNUITY"), nw.col("AMT_CREDIT")
    return ratio(only(annuity * LONGEST_TERM >= credit, credit), "AMT_ANNUITY")


def _score(number: int) -> Factor:
    column, (en, fr) = f"EXT_SOURCE_{number}", ORDINALS[number]
    return Factor(
        f"score_{number}", lambda: nw.col(column), (column,), f"the {en} external score", f"du {fr} score externe"
    )


SCORES = [_score(number) for number in ORDINALS]
AGE = Factor("age", lambda: years("DAYS_BIRTH"), ("DAYS_BIRTH",), "the age", "de l'âge")
RATIOS = [
    Factor("term", _term, ("AMT_CREDIT", "AMT_ANNUITY"), "the term of the loan", "de la durée du prêt"),
    Factor(
        "effort",
        lambda: ratio(nw.col("AMT_ANNUITY"), "AMT_INCOME_TOTAL"),
        ("AMT_ANNUITY", "AMT_INCOME_TOTAL"),
        "the weight of the annuity in the income",
        "du poids de l'annuité dans le revenu",
    ),
]
POWERS = {1: ("", "", ""), 2: ("_squared", "the square of ", "du carré "), 3: ("_cubed", "the cube of ", "du cube ")}


def _wanted(factors: tuple[Factor, ...]) -> bool:
    """Leave out the products that are features already, ratios together or cubed, and the age beyond a factor."""
    powers = Counter(factor.name for factor in factors)
    ratios = sum(powers[part.name] for part in RATIOS)
    if len(powers) == len(factors) and all(factor in SCORES for factor in factors):
        return False
    if len(factors) == 3:
        return ratios == 0 and powers[AGE.name] <= 1
    return ratios < 2 or len(powers) == 1


def _formula(factors: tuple[Factor, ...]) -> Formula:
    return lambda: reduce(mul, [factor.of() for factor in factors])


def _register(factors: tuple[Factor, ...]) -> None:
    raised = [(factor, POWERS[power]) for factor, power in Counter(factors).items()]
    composed(
        "_".join(["application_poly", *(factor.name + suffix for factor, (suffix, _, _) in raised)]),
        _formula(factors),
        unit="score" if set(factors) <= set(SCORES) else "ratio",
        meanings=(
            _sentence("Product of", "the", [en + factor.en for factor, (_, en, _) in raised], "and"),
            _sentence("Produit", "du", [fr + factor.fr for factor, (_, _, fr) in raised], "et"),
        ),
        concept=_concept(factors),
        inputs=tuple(dict.fromkeys(column for factor in factors for column in factor.inputs)),
        written=" * ".join(factor.name for factor in factors),
        family=POLYNOMIAL,
    )


def _concept(factors: tuple[Factor, ...]) -> Concept:
    if any(factor in SCORES for factor in factors):
        return Concept.EXTERNAL
    return Concept.PERSON if AGE in factors else Concept.LOAN


def _sentence(product: str, article: str, parts: list[str], joined: str) -> str:
    """Say a product of several powers, or the one power alone, without its article."""
    if len(parts) == 1:
        return parts[0].removeprefix(f"{article} ").capitalize()
    return f"{product} {', '.join(parts[:-1])} {joined} {parts[-1]}"


for degree in (2, 3):
    for chosen in combinations_with_replacement([*SCORES, AGE, *RATIOS], degree):
        if _wanted(chosen):
            _register(chosen)
