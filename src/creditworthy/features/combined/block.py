"""Features made of features of several tables."""

import narwhals as nw

from creditworthy.features.expressions import ratio
from creditworthy.features.feature import Block, Concept, Feature, Risk
from creditworthy.features.measure import divided_by

__all__ = ["COMBINED", "FAMILY", "over"]

COMBINED = Block("combined", None, each_row=True)

FAMILY = "combined"
"""The family's name. It is off unless it is asked for: trees find these ratios, and no gain could be measured."""


def over(
    name: str,
    part: str,
    whole: str,
    *,
    en: str,
    fr: str,
    concept: Concept,
    unit: str = "ratio",
    risk: Risk = "",
    actionable: bool = False,
) -> None:
    """Register one feature over another, under the name ``combined_…``; unknown where the second is 0."""
    entry = Feature(
        name=f"{COMBINED.name}_{name}",
        block=COMBINED,
        formula=lambda: ratio(nw.col(part), whole),
        unit=unit,
        en=en,
        fr=fr,
        concept=concept,
        inputs=COMBINED.raw((part, whole)),
        risk=risk,
        actionable=actionable,
        made_of=(part, whole),
        written=f"ratio({part}, {whole})",
        family=FAMILY,
        parts=(divided_by(whole),),
    )
    COMBINED.features.add(entry.name, entry)
