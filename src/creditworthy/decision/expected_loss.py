"""Decisions by amounts: what a default would lose against what repayment would earn."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Terms", "Worth", "by_expected_loss"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Terms:
    """What a loan loses and earns, as shares of the exposure.

    The defaults are in the proportion of the usual costs, 10 to 1.

    >>> round(Terms().break_even, 12) == round(1 / 11, 12)
    True
    """

    loss_given_default: float = 0.6
    interest: float = 0.06

    @property
    def break_even(self) -> float:
        """The probability of default at which a loan earns what it loses."""
        return self.interest / (self.interest + self.loss_given_default)


@dataclass(frozen=True)
class Worth:
    """Decisions by expected profit: whom to grant, shape (n,), and what that earns in all, in units of the exposure."""

    granted: npt.NDArray[np.bool_]
    profit: float
    grant_all: float


def by_expected_loss(
    probability: npt.NDArray[np.floating], exposure: Array, *, terms: Terms, earned: Array | None = None
) -> Worth:
    """Grant every loan whose expected interest exceeds its expected loss.

    A loan is expected to earn interest × (1 − *p*) and to lose exposure × loss given default × *p* (Basel Committee,
    *International Convergence of Capital Measurement*, 2006: EL = PD × LGD × EAD).

    Parameters
    ----------
    probability : ndarray of shape (n,)
        Calibrated probability of default.
    exposure : ndarray of shape (n,)
        What would be owed at default, in currency.
    terms : Terms
        Loss given default, and interest where ``earned`` does not say it.
    earned : ndarray of shape (n,), optional
        Interest of each loan that is repaid, in currency; by default the same share of every exposure.

    Examples
    --------
    A loan of 1,000 at 5% is expected to earn 60 × .95 and to lose 600 × .05; at 20% it is not worth granting:

    >>> found = by_expected_loss(np.array([0.05, 0.2]), np.array([1_000.0, 1_000.0]), terms=Terms())
    >>> found.granted.tolist(), round(found.profit, 9), round(found.grant_all, 9)
    ([True, False], 27.0, -45.0)
    """
    interest = terms.interest * exposure if earned is None else earned
    worth = interest * (1.0 - probability) - exposure * terms.loss_given_default * probability
    granted = worth > 0.0
    return Worth(granted, float(worth[granted].sum()), float(worth.sum()))
