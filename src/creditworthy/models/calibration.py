"""Calibration: a model's log-odds become probabilities that come true."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Self
from warnings import catch_warnings, filterwarnings

import numpy as np
import numpy.typing as npt

from creditworthy.models.sharing import shared

__all__ = ["CALIBRATIONS", "Beta", "Calibration", "Isotonic", "Platt"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.integer]
SURE = 1e-4
FLATTEST = 1e-6
UTMOST = 100.0


class Calibration(ABC):
    """What all methods can do. A ranking is kept, but that a line falls where the model ranked upside down."""

    method: ClassVar[str]
    slope: float

    @classmethod
    @abstractmethod
    def fit(cls, margin: Array, defaulted: Labels, line: "Platt | None" = None) -> Self:
        """Fit on log-odds of rows that the model has not seen, shape (n,), and what became of them.

        ``line`` is the straight line through the same rows, where it is fitted already.
        """

    @abstractmethod
    def log_odds(self, margin: Array) -> Array:
        """Return calibrated log-odds of default."""

    def probability(self, margin: Array) -> Array:
        """Return probabilities of default, kept within [1e-4, 1 − 1e-4]: nobody is that sure."""
        log_odds = np.clip(self.log_odds(margin), -UTMOST, UTMOST)  # exp has an end
        return np.clip(1.0 / (1.0 + np.exp(-log_odds)), SURE, 1.0 - SURE)

    def contributions(self, values: Array, base: float, margin: Array) -> Array:
        """Return what features add to the calibrated log-odds, from what they add to the raw ones.

        Parameters
        ----------
        values : ndarray of shape (n, features)
            What each adds to the log-odds before calibration.
        base : float
            Log-odds before calibration where nothing is known of the applicant.
        margin : ndarray of shape (n,)
            Log-odds before calibration: ``base`` + the sum of a row.

        Returns
        -------
        ndarray of shape (n, features)
            A row and the calibrated base add up to the calibrated log-odds; see `sharing.shared`.
        """
        way = self.log_odds(margin) - self.log_odds(np.array([base]))
        return shared(values, way, self.slope)

    def saved(self) -> dict[str, Any]:
        """Return the plain form: the method and its numbers."""
        return {"method": self.method, **asdict(self)}  # type: ignore[call-overload]  # every method is a dataclass


@dataclass(frozen=True)
class Platt(Calibration):
    """A straight line on the log-odds (Platt, 1999): it makes no ties.

    Examples
    --------
    >>> Platt(slope=1.0, intercept=0.0).probability(np.array([0.0, 99.0])).tolist()
    [0.5, 0.9999]
    """

    method: ClassVar[str] = "platt"
    slope: float
    intercept: float

    @classmethod
    def fit(cls, margin: Array, defaulted: Labels, line: "Platt | None" = None) -> Self:
        """Fit the line by the highest likelihood."""
        if line is not None:
            return cls(line.slope, line.intercept)
        likeliest = _likeliest(margin.reshape(-1, 1), defaulted)
        return cls(float(likeliest.coef_[0, 0]), float(likeliest.intercept_[0]))

    def log_odds(self, margin: Array) -> Array:
        """Return the points of the line."""
        return self.slope * margin + self.intercept

    def contributions(self, values: Array, base: float, margin: Array) -> Array:  # noqa: ARG002 - a line needs neither
        """Return the contributions times the slope: on a line that is exact."""
        return self.slope * values


@dataclass(frozen=True)
class Beta(Calibration):
    """Two slopes, one for applicants who look safe and one for those who do not (Kull, Silva Filho & Flach, 2017).

    With *p* the probability of the raw log-odds: log-odds = ``a`` ln *p* − ``b`` ln(1 − *p*) + ``intercept``. Neither
    ``a`` nor ``b`` is negative, so that the ranking stays. ``slope`` is that of the straight line through the same
    rows: the scale of contributions.

    Examples
    --------
    >>> Beta(a=1.0, b=1.0, intercept=0.0, slope=1.0).log_odds(np.array([-2.0, 0.5])).round(12).tolist()
    [-2.0, 0.5]
    """

    method: ClassVar[str] = "beta"
    a: float
    b: float
    intercept: float
    slope: float

    @classmethod
    def fit(cls, margin: Array, defaulted: Labels, line: Platt | None = None) -> Self:
        """Fit both slopes; where one would be negative it is 0 and the other is fitted alone, as the authors do."""
        columns = _both_logs(margin)
        slopes, intercept = _slopes(columns, defaulted)
        if slopes.min() < 0.0:
            kept = int(np.argmax(slopes))
            slopes = np.zeros(2)
            (alone,), intercept = _slopes(columns[:, [kept]], defaulted)
            slopes[kept] = max(alone, 0.0)
            if alone < 0.0:  # the model ranks upside down: everybody has the same probability
                share = float(np.mean(defaulted))
                intercept = float(np.log(share / (1.0 - share)))
        return cls(float(slopes[0]), float(slopes[1]), intercept, _scale(line or Platt.fit(margin, defaulted)))

    def log_odds(self, margin: Array) -> Array:
        """Return calibrated log-odds of default."""
        # In this order, so that one applicant has the bits of the crowd: a matrix product would not promise it.
        return -self.a * np.logaddexp(0.0, -margin) + self.b * np.logaddexp(0.0, margin) + self.intercept


@dataclass(frozen=True)
class Isotonic(Calibration):
    """The rising steps that fit best (Zadrozny & Elkan, 2002), joined by straight lines.

    Applicants on the same step have the same probability; between steps the ranking stays.

    Parameters
    ----------
    knots, probabilities : tuple of float
        Ends of the steps: log-odds before calibration, rising, and the probability there. It is interpolated between
        them and stays the same beyond the first and the last.
    slope : float
        That of the straight line through the same rows: the scale of contributions.

    Examples
    --------
    >>> Isotonic((-2.0, 0.0), (0.1, 0.3), slope=1.0).probability(np.array([-9.0, -1.0, 9.0])).round(12).tolist()
    [0.1, 0.2, 0.3]
    """

    method: ClassVar[str] = "isotonic"
    knots: tuple[float, ...]
    probabilities: tuple[float, ...]
    slope: float

    def __post_init__(self) -> None:
        """Take lists, which is what JSON holds."""
        object.__setattr__(self, "knots", tuple(self.knots))
        object.__setattr__(self, "probabilities", tuple(self.probabilities))

    @classmethod
    def fit(cls, margin: Array, defaulted: Labels, line: Platt | None = None) -> Self:
        """Fit the steps by least squares."""
        from sklearn.isotonic import IsotonicRegression

        steps = IsotonicRegression(y_min=0.0, y_max=1.0).fit(margin, defaulted)
        knots, probabilities = steps.X_thresholds_.tolist(), steps.y_thresholds_.tolist()
        return cls(tuple(knots), tuple(probabilities), _scale(line or Platt.fit(margin, defaulted)))

    def probability(self, margin: Array) -> Array:
        """Return probabilities of default between the knots, kept within [1e-4, 1 − 1e-4]."""
        return np.clip(np.interp(margin, self.knots, self.probabilities), SURE, 1.0 - SURE)

    def log_odds(self, margin: Array) -> Array:
        """Return calibrated log-odds of default; a step without a default is not taken at its word."""
        probability = self.probability(margin)
        return np.log(probability / (1.0 - probability))


CALIBRATIONS: Mapping[str, type[Calibration]] = MappingProxyType({one.method: one for one in (Platt, Beta, Isotonic)})
"""The methods by name, the simplest first."""


def _both_logs(margin: Array) -> Array:
    """Return ln *p* and −ln(1 − *p*) as columns."""
    return np.column_stack([-np.logaddexp(0.0, -margin), np.logaddexp(0.0, margin)])


def _slopes(columns: Array, defaulted: Labels) -> tuple[Array, float]:
    """Return the slope of each column and the intercept, by the highest likelihood."""
    # The two logs differ in size by orders of magnitude: the solver wants them alike.
    centre, spread = columns.mean(axis=0), columns.std(axis=0)
    telling = spread > 1e-9 * np.abs(columns).max(axis=0)  # equal numbers differ from their mean in the last bit
    factor = np.where(telling, 1.0 / np.where(telling, spread, 1.0), 0.0)
    line = _likeliest((columns - centre) * factor, defaulted, max_iter=1_000, tol=1e-6)
    slopes = line.coef_[0] * factor
    return slopes, float(line.intercept_[0] - slopes @ centre)


def _likeliest(columns: Array, defaulted: Labels, **how: Any) -> Any:
    """Return the logistic regression of the highest likelihood.

    Newton's method takes a tenth of the time. Where it breaks down, on columns that say the same or outcomes that they
    tell without fail, scikit-learn goes on with another by itself, and says so in a warning that is no news here.
    """
    from sklearn.linear_model import LogisticRegression

    with catch_warnings():
        filterwarnings("ignore", message=r"(?s).*will now resort to lbfgs instead")
        return LogisticRegression(C=np.inf, solver="newton-cholesky", **how).fit(columns, defaulted)


def _scale(line: Platt) -> float:
    return max(line.slope, FLATTEST)
