"""How many cards there are, and since when."""

import narwhals as nw

from creditworthy.features.credit_cards.block import CARD, CREDIT_CARDS, MONTH
from creditworthy.features.credit_cards.measures import ACTIVE
from creditworthy.features.feature import Concept, feature
from creditworthy.features.summarise import summarise

__all__ = [
    "credit_cards_count",
    "credit_cards_months",
    "credit_cards_months_since_last",
]

summarise(CREDIT_CARDS, ACTIVE, by=("share",), concept=Concept.PAST)
summarise(CREDIT_CARDS, "CNT_INSTALMENT_MATURE_CUM", by=("max",), concept=Concept.PAST)


@feature(
    CREDIT_CARDS,
    unit="count",
    fr="Nombre de cartes de crédit auprès de ce prêteur",
    concept=Concept.PAST,
    inputs=(CARD,),
)
def credit_cards_count() -> nw.Expr:
    """Number of credit cards with this lender."""
    return nw.col(CARD).n_unique()


@feature(
    CREDIT_CARDS,
    unit="months",
    fr="Mois d'historique de carte auprès de ce prêteur",
    concept=Concept.PAST,
    inputs=(MONTH,),
)
def credit_cards_months() -> nw.Expr:
    """Months of card history with this lender."""
    return nw.col(MONTH).count()


@feature(
    CREDIT_CARDS,
    unit="months",
    fr="Mois écoulés depuis le dernier relevé de carte",
    concept=Concept.PAST,
    inputs=(MONTH,),
)
def credit_cards_months_since_last() -> nw.Expr:
    """Months since the last statement of a card."""
    return nw.col(MONTH).max().abs()
