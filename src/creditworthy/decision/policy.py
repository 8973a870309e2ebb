"""The lender's rules on what a decision may look at."""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Policy"]


@dataclass(frozen=True)
class Policy:
    """Which features a champion may use: none that is made of a protected column (``table.COLUMN``).

    >>> Policy(frozenset({"application.CODE_GENDER"})).allows({"application.CODE_GENDER", "application.AMT_CREDIT"})
    False
    """

    protected: frozenset[str]

    def allows(self, inputs: Iterable[str]) -> bool:
        """Return whether a feature with these raw inputs (``table.COLUMN``) may decide."""
        return self.protected.isdisjoint(inputs)
