"""The lender's rules: what a decision may look at, and what a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from creditworthy.decision.expected_loss import Terms

__all__ = ["Policy"]


@dataclass(frozen=True)
class Policy:
    """What a decision may look at, how near to the threshold a person decides, and how far groups may be apart.

    Parameters
    ----------
    protected : frozenset of str
        Columns (``table.COLUMN``); no feature that is made of one may decide.
    review_band : float
        Half the width of the band around the threshold whose applicants go to review, as a probability; 0: nobody.
    terms : Terms
        What loans lose and earn, by which decisions by amounts are compared with those of the threshold.
    four_fifths : float or None
        The least that the lowest approval rate of a protected column's groups may be of the highest (the four-fifths
        rule: US Uniform Guidelines on Employee Selection Procedures, 1978, 29 CFR 1607.4 D); None for no bound.
    equal_opportunity : float or None
        The most by which approval rates among those who repaid may differ (Hardt, Price & Srebro, 2016); None for no
        bound.

    Examples
    --------
    >>> Policy(frozenset({"application.CODE_GENDER"})).allows({"application.CODE_GENDER", "application.AMT_CREDIT"})
    False
    """

    protected: frozenset[str]
    review_band: float = 0.0
    terms: Terms = field(default_factory=Terms)
    four_fifths: float | None = 0.8
    equal_opportunity: float | None = 0.1

    def allows(self, inputs: Iterable[str]) -> bool:
        """Return whether a feature with these raw inputs (``table.COLUMN``) may decide."""
        return self.protected.isdisjoint(inputs)
