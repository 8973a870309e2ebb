"""The application table: a row already is an applicant."""

from collections.abc import Sequence

from creditworthy.features.application.interest import INTEREST, with_interest
from creditworthy.features.application.sums import SUMS, with_sums
from creditworthy.features.feature import Block, Concept, Feature, Frame, Risk
from creditworthy.features.measure import Formula

__all__ = ["APPLICATION", "composed"]


DIVISORS = ("AMT_ANNUITY", "AMT_INCOME_TOTAL", "AMT_CREDIT", "CNT_FAM_MEMBERS", "DAYS_BIRTH")


def _prepared(rows: Frame) -> Frame:
    return with_sums(with_interest(rows))


APPLICATION = Block(
    "application",
    "application",
    prepare=_prepared,
    divisors=DIVISORS,
    derived={**dict.fromkeys(INTEREST, ("AMT_ANNUITY", "AMT_CREDIT")), **SUMS},
    each_row=True,
)


def composed(
    name: str,
    formula: Formula,
    *,
    unit: str,
    meanings: tuple[str, str],
    concept: Concept,
    inputs: Sequence[str],
    written: str,
    risk: Risk = "",
    family: str = "",
) -> None:
    """Register a feature of the application whose name and meanings, English and French, were composed in a loop."""
    entry = Feature(
        name=name,
        block=APPLICATION,
        formula=formula,
        unit=unit,
        en=meanings[0],
        fr=meanings[1],
        concept=concept,
        inputs=APPLICATION.raw(inputs),
        risk=risk,
        written=written,
        family=family,
    )
    APPLICATION.features.add(name, entry)
