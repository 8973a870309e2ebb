"""Probabilities for a portfolio that defaults more, or less, often than the one that was learnt from."""

import numpy as np
import numpy.typing as npt

__all__ = ["at_base_rate"]

Array = npt.NDArray[np.float64]


def at_base_rate(probability: Array, trained: float, expected: float) -> Array:
    """Return the probabilities of applicants among whom defaults are rarer or more frequent than in training.

    The log-odds of everybody move by the difference of the log-odds of the two rates (Saerens, Latinne &
    Decaestecker, 2002; King & Zeng, 2001). This is right where only the rate changed: among defaults, and among good
    loans, applicants are what they were.

    Parameters
    ----------
    probability : ndarray of shape (n,)
        Calibrated probabilities of default, strictly between 0 and 1.
    trained, expected : float
        Share of defaults in training, and the share that is expected now; each strictly between 0 and 1.

    Examples
    --------
    Of a portfolio with 8% defaults an applicant at 8% is as everybody; where 16% default, still so:

    >>> at_base_rate(np.array([0.08, 0.5]), trained=0.08, expected=0.16).round(4).tolist()
    [0.16, 0.6866]
    """
    step = np.log(expected / (1.0 - expected)) - np.log(trained / (1.0 - trained))
    log_odds = np.log(probability) - np.log1p(-probability)
    return np.asarray(1.0 / (1.0 + np.exp(-(log_odds + step))), dtype=np.float64)
