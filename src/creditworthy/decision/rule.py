"""The rule: from a probability of default to grant, review or decline."""

from dataclasses import dataclass

__all__ = ["Rule"]


@dataclass(frozen=True)
class Rule:
    """Decline from the threshold on; where the probability is near it, a person decides.

    Parameters
    ----------
    threshold : float
        Probability of default from which an applicant is declined.
    review_band : float
        Half the width of the band around the threshold, as a probability, whose ends do not belong to it; 0 leaves no
        review.

    Examples
    --------
    >>> [Rule(0.1, review_band=0.02).decide(probability) for probability in (0.05, 0.09, 0.11, 0.15)]
    ['grant', 'review', 'review', 'decline']
    """

    threshold: float
    review_band: float = 0.0

    def decide(self, probability: float) -> str:
        """Return ``"grant"``, ``"review"`` or ``"decline"``."""
        if abs(probability - self.threshold) < self.review_band:
            return "review"
        return "decline" if probability >= self.threshold else "grant"
