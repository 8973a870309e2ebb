"""What the application itself says: the loan, the person, the contacts, the scores of other agencies."""

from creditworthy.features.application import contacts, loan, person, scores
from creditworthy.features.application.block import APPLICATION

__all__ = ["APPLICATION", "contacts", "loan", "person", "scores"]
