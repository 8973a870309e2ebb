"""Features across tables: the loan asked for and the income against what the histories say."""

# What combined features are made of has to be registered before them.
from creditworthy.features import (  # noqa: F401
    application,
    bureau,
    bureau_balance,
    credit_cards,
    installments,
    point_of_sale,
    previous_applications,
)
from creditworthy.features.combined import debts, lateness, loans
from creditworthy.features.combined.block import COMBINED

__all__ = ["COMBINED", "debts", "lateness", "loans"]
