"""The application table: a row already is an applicant."""

from creditworthy.features.feature import Block

__all__ = ["APPLICATION"]

APPLICATION = Block("application", "application", each_row=True)
