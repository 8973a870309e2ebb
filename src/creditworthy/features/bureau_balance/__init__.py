"""Monthly states of the credits with other lenders: straight over the months, and put together per credit."""

from creditworthy.features.bureau_balance import months, per_credit
from creditworthy.features.bureau_balance.block import BUREAU_BALANCE

__all__ = ["BUREAU_BALANCE", "months", "per_credit"]
