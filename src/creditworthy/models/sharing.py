"""How a calibrated way is shared out among features when calibration is not a straight line."""

import numpy as np
import numpy.typing as npt

__all__ = ["shared"]

Array = npt.NDArray[np.float64]


def shared(values: Array, way: Array, slope: float) -> Array:
    """Scale contributions so that those of each applicant add up to the way from the base to the answer.

    One factor for all of them would do that too, but it is 0 where a step of the calibration holds both the base and
    the answer, which would leave no reason for the decision, and without bound where a step lies between two log-odds
    that hardly differ. So what raises the risk takes the factor *s t* and what lowers it *s* / *t*, where *s* is the
    slope of the straight line through the same rows and *t* the number above 0 with which the sum is right. With *P*
    the sum of what raises and *N* of what lowers, and the way *D*: *s t P* − *s N* / *t* = *D*, so that

        *t* = (*D* + √(*D*² + 4 *s*² *P* *N*)) / (2 *s* *P*)

    No sign changes, no order among the features of one side changes, and where the calibration is a straight line *t*
    is 1.

    Parameters
    ----------
    values : ndarray of shape (n, features)
        Contributions to log-odds before calibration.
    way : ndarray of shape (n,)
        Calibrated log-odds of the applicant less those of the base.
    slope : float
        More than 0.

    Examples
    --------
    >>> shared(np.array([[3.0, -1.0]]), np.array([2.0]), 1.0).tolist()  # a straight line of slope 1
    [[3.0, -1.0]]
    >>> shared(np.array([[2.0, -2.0], [1.0, -4.0]]), np.array([3.0, 0.0]), 1.0).tolist()
    [[4.0, -1.0], [2.0, -2.0]]
    """
    up = np.where(values > 0.0, values, 0.0).sum(axis=1)
    down = -np.where(values < 0.0, values, 0.0).sum(axis=1)
    root = np.sqrt(way**2 + 4.0 * slope**2 * up * down)
    # The sides s t P and s N / t are half of root ± way; the smaller comes from their product, lest digits cancel.
    larger = (root + np.abs(way)) / 2.0
    smaller = np.divide(slope**2 * up * down, larger, out=np.zeros_like(larger), where=larger > 0.0)
    raising, lowering = np.where(way >= 0.0, larger, smaller), np.where(way >= 0.0, smaller, larger)
    by_raising = np.divide(raising, up, out=np.zeros_like(up), where=up > 0.0)
    by_lowering = np.divide(lowering, down, out=np.zeros_like(down), where=down > 0.0)
    factors = np.where(values > 0.0, by_raising[:, None], by_lowering[:, None])
    return np.asarray(factors * values, dtype=np.float64)
