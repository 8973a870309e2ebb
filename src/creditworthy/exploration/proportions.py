"""The interval of a share that was counted."""

from math import sqrt

from creditworthy.intervals import Interval

__all__ = ["wilson"]

_Z95 = 1.959963984540054  # the normal distribution's 97.5 % point


def wilson(count: int, total: int) -> Interval | None:
    """Return a share with its 95 % interval (Wilson, 1927); None where the total is 0.

    >>> found = wilson(0, 10)
    >>> found.value, found.low, round(found.high, 4)
    (0.0, 0.0, 0.2775)
    """
    if total == 0:
        return None
    share, spread = count / total, _Z95**2 / total
    centre = (share + spread / 2) / (1 + spread)
    half = _Z95 * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half))
