"""Monthly statements of credit cards of this lender: what is owed, what is drawn, what is paid, and when."""

from creditworthy.features.credit_cards import balances, drawings, history, payments
from creditworthy.features.credit_cards.block import CREDIT_CARDS

__all__ = ["CREDIT_CARDS", "balances", "drawings", "history", "payments"]
