"""Repayment of earlier loans: payments are put together per planned instalment, then per loan, then per applicant."""

# The order of the imports is the order of the features.
from creditworthy.features.installments import payments, windows, parts, loans  # isort: skip
from creditworthy.features.installments.loans import INSTALLMENTS_LOANS
from creditworthy.features.installments.rows import INSTALLMENTS
from creditworthy.features.installments.windows import INSTALLMENTS_LAST, INSTALLMENTS_LATEST

__all__ = [
    "INSTALLMENTS",
    "INSTALLMENTS_LAST",
    "INSTALLMENTS_LATEST",
    "INSTALLMENTS_LOANS",
    "loans",
    "parts",
    "payments",
    "windows",
]
