"""Which earlier applications features look at: by outcome, by contract, by date and by rank."""

import narwhals as nw

from creditworthy.features.measure import Slice, both, latest, within

__all__ = [
    "APPROVED",
    "APPROVED_CASH",
    "APPROVED_CONSUMER",
    "APPROVED_LAST_YEAR",
    "APPROVED_REVOLVING",
    "CASH",
    "CONSUMER",
    "FIRST_2",
    "LAST_HALF_YEAR",
    "LAST_TWO_YEARS",
    "LAST_YEAR",
    "LATEST",
    "LATEST_3",
    "LATEST_5",
    "LATEST_APPROVED",
    "REFUSED",
    "REVOLVING",
    "SLICES",
]

STATUS = ("NAME_CONTRACT_STATUS",)
CONTRACT = ("NAME_CONTRACT_TYPE",)

# The block's preparation compares these columns with their values, once.
APPROVED = Slice("approved", None, STATUS, "approved applications", "demandes acceptées")
REFUSED = Slice("refused", None, STATUS, "refused applications", "demandes refusées")
CASH = Slice("cash", None, CONTRACT, "cash loans", "prêts personnels")
CONSUMER = Slice("consumer", None, CONTRACT, "consumer loans", "crédits affectés à un achat")
REVOLVING = Slice("revolving", None, CONTRACT, "revolving loans", "crédits renouvelables")

LAST_HALF_YEAR = within("DAYS_DECISION", 180, "days")
LAST_YEAR = within("DAYS_DECISION", 365, "days")
LAST_TWO_YEARS = within("DAYS_DECISION", 730, "days")

RANK = ("recency",)
LATEST = Slice("latest", lambda: nw.col("recency") <= 1, RANK, "last application", "dernière demande")
LATEST_3 = latest("recency", 3, RANK, en="last 3 applications", fr="3 dernières demandes")
LATEST_5 = latest("recency", 5, RANK, en="last 5 applications", fr="5 dernières demandes")
FIRST_2 = Slice(
    "first_2", lambda: nw.col("seniority") <= 2, ("seniority",), "first 2 applications", "2 premières demandes"
)
LATEST_APPROVED = Slice(
    "latest_approved",
    lambda: nw.col("approved_recency") <= 1,
    ("approved_recency",),
    "last approved application",
    "dernière demande acceptée",
)

APPROVED_CASH = both(APPROVED, CASH)
APPROVED_CONSUMER = both(APPROVED, CONSUMER)
APPROVED_REVOLVING = both(APPROVED, REVOLVING)
APPROVED_LAST_YEAR = both(APPROVED, LAST_YEAR)

SLICES = (
    APPROVED,
    REFUSED,
    CASH,
    CONSUMER,
    REVOLVING,
    LAST_HALF_YEAR,
    LAST_YEAR,
    LAST_TWO_YEARS,
    LATEST,
    LATEST_3,
    LATEST_5,
    FIRST_2,
    LATEST_APPROVED,
    APPROVED_CASH,
    APPROVED_CONSUMER,
    APPROVED_REVOLVING,
    APPROVED_LAST_YEAR,
)
"""All of them, as columns of the rows."""
