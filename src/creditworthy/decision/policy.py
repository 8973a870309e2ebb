"""The lender's rules on what a decision may look at."""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["PROTECTED", "Policy"]

PROTECTED = frozenset({"application.CODE_GENDER", "application.NAME_FAMILY_STATUS"})
"""Raw columns that no decision looks at by default; they are kept for audit."""


@dataclass(frozen=True)
class Policy:
    """Which features a champion may use.

    >>> Policy().allows({"application.CODE_GENDER", "application.AMT_CREDIT"})
    False
    """

    protected: frozenset[str] = PROTECTED

    def allows(self, inputs: Iterable[str]) -> bool:
        """Return whether a feature with these raw inputs (``table.COLUMN``) may decide."""
        return self.protected.isdisjoint(inputs)
