"""What the application itself says: the loan, the person, the home, the contacts, the scores of other agencies."""

from creditworthy.features.application import (
    changes,
    circle,
    completeness,
    contacts,
    enquiries,
    home,
    household,
    loan,
    person,
    polynomial,
    rates,
    score_crosses,
    score_pairs,
    scores,
    work,
)
from creditworthy.features.application.block import APPLICATION

__all__ = [
    "APPLICATION",
    "changes",
    "circle",
    "completeness",
    "contacts",
    "enquiries",
    "home",
    "household",
    "loan",
    "person",
    "polynomial",
    "rates",
    "score_crosses",
    "score_pairs",
    "scores",
    "work",
]
