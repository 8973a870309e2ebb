"""External scores two by two: how far they are apart, and their products."""

from itertools import combinations

import narwhals as nw

from creditworthy.features.application.block import composed
from creditworthy.features.feature import Concept
from creditworthy.features.measure import Formula

__all__ = ["ORDINALS"]

ORDINALS: dict[int, tuple[str, str]] = {1: ("first", "premier"), 2: ("second", "deuxième"), 3: ("third", "troisième")}
"""Names of the scores in both languages."""


def _difference(one: str, other: str) -> Formula:
    return lambda: nw.col(one) - nw.col(other)


def _product(one: str, other: str) -> Formula:
    return lambda: nw.col(one) * nw.col(other)


for first, second in combinations(ORDINALS, 2):
    columns = (f"EXT_SOURCE_{first}", f"EXT_SOURCE_{second}")
    (en, fr), (other_en, other_fr) = ORDINALS[first], ORDINALS[second]
    composed(
        f"application_external_score_{first}_less_{second}",
        _difference(*columns),
        unit="score",
        meanings=(
            f"The {en} external score less the {other_en}",
            f"Écart entre le {fr} et le {other_fr} score externe",
        ),
        concept=Concept.EXTERNAL,
        inputs=columns,
        written=" - ".join(columns),
    )
    if first == 1:  # the product of the second and the third has a name of its own
        composed(
            f"application_external_score_{first}_times_{second}",
            _product(*columns),
            unit="score",
            meanings=(
                f"Product of the {en} and {other_en} external scores",
                f"Produit des {fr} et {other_fr} scores externes",
            ),
            concept=Concept.EXTERNAL,
            inputs=columns,
            written=" * ".join(columns),
            risk="-",
        )
