"""What is drawn on cards: cash, purchases and the rest, in amounts and in numbers."""

import narwhals as nw

from creditworthy.features.credit_cards.block import CREDIT_CARDS, HALF_YEAR, MONTH, TWO_YEARS, YEAR
from creditworthy.features.credit_cards.measures import (
    CASH_PART,
    CASH_TO_LIMIT,
    DRAWN,
    DRAWN_TO_LIMIT,
    PURCHASE_PART,
)
from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.measure import Shared
from creditworthy.features.summarise import contrast, summarise

__all__ = ["credit_cards_cash_of_all_drawings", "credit_cards_cash_share", "credit_cards_months_since_drawing"]

CASH = "AMT_DRAWINGS_ATM_CURRENT"
DRAWINGS = "AMT_DRAWINGS_CURRENT"
CASH_COUNT = "CNT_DRAWINGS_ATM_CURRENT"
COUNT = "CNT_DRAWINGS_CURRENT"

CASH_KNOWN = Shared("drawings_with_cash_known", lambda: only(~nw.col(CASH).is_null(), nw.col(DRAWINGS)))
"""What was drawn in the months whose withdrawals of cash are known."""

summarise(CREDIT_CARDS, DRAWINGS, by=("mean", "max"), concept=Concept.PAYMENT, risk="+")
summarise(CREDIT_CARDS, DRAWINGS, by=("mean",), where=HALF_YEAR, concept=Concept.PAYMENT, risk="+")
contrast(CREDIT_CARDS, DRAWINGS, recent=HALF_YEAR, usual=TWO_YEARS, concept=Concept.PAYMENT)
summarise(CREDIT_CARDS, CASH_PART, by=("mean",), where=YEAR, concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(CREDIT_CARDS, PURCHASE_PART, by=("mean",), concept=Concept.PAYMENT)
summarise(CREDIT_CARDS, CASH_TO_LIMIT, by=("mean", "max"), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(CREDIT_CARDS, CASH_TO_LIMIT, by=("mean",), where=YEAR, concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(CREDIT_CARDS, DRAWN_TO_LIMIT, by=("mean",), where=(None, HALF_YEAR), concept=Concept.PAYMENT, risk="+")
summarise(CREDIT_CARDS, CASH_COUNT, by=("mean", "max"), concept=Concept.PAYMENT, risk="+")
summarise(CREDIT_CARDS, CASH_COUNT, by=("mean",), where=HALF_YEAR, concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(CREDIT_CARDS, COUNT, by=("mean", "max"), concept=Concept.PAYMENT, risk="+")
summarise(CREDIT_CARDS, COUNT, by=("mean",), where=YEAR, concept=Concept.PAYMENT, risk="+")
summarise(CREDIT_CARDS, "CNT_DRAWINGS_POS_CURRENT", by=("mean",), concept=Concept.PAYMENT, risk="+")
summarise(CREDIT_CARDS, DRAWN, by=("share",), where=(None, HALF_YEAR), concept=Concept.PAYMENT, risk="+")


@feature(
    CREDIT_CARDS,
    unit="share",
    fr="Part des retraits d'espèces dans les dépenses par carte, en moyenne",
    concept=Concept.PAYMENT,
    inputs=(CASH_PART.name,),
    risk="+",
    actionable=True,
)
def credit_cards_cash_share() -> nw.Expr:
    """Share of cash withdrawals in card spending, on average."""
    return nw.col(CASH_PART.name).mean()


@feature(
    CREDIT_CARDS,
    unit="share",
    fr="Part des retraits d'espèces dans tout ce qui a été tiré sur la carte",
    concept=Concept.PAYMENT,
    inputs=(CASH, DRAWINGS),
    risk="+",
    actionable=True,
    parts=(CASH_KNOWN,),
)
def credit_cards_cash_of_all_drawings() -> nw.Expr:
    """Share of cash withdrawals in all that was drawn on the card."""
    return ratio(nw.col(CASH).sum(), nw.col(CASH_KNOWN.name).sum())


@feature(
    CREDIT_CARDS,
    unit="months",
    fr="Mois écoulés depuis que la carte a servi pour la dernière fois",
    concept=Concept.PAYMENT,
    inputs=(DRAWN.name, MONTH),
    risk="-",
)
def credit_cards_months_since_drawing() -> nw.Expr:
    """Months since the card was last used."""
    return only(nw.col(DRAWN.name) > 0, nw.col(MONTH)).max().abs()
