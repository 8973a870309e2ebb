"""The columns of the card balances that tell what was drawn: cash, purchases and other."""

import numpy as np

from creditworthy.tables.synthetic.card_months import CardMonths
from creditworthy.tables.synthetic.draws import Flags, Numbers, blank
from creditworthy.tables.synthetic.marginals import numbers
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["drawing_columns"]

_OTHER = 0.017
"""Share of the drawing months in which something else is drawn too."""


def drawing_columns(months: CardMonths, told: Flags, rng: np.random.Generator) -> Columns:
    """Split the drawings into cash, purchases and other; of a card that was never drawn on, nothing is told."""
    drawn = months.drawn
    other = np.round(np.where(rng.random(len(drawn)) < _OTHER, 0.3 * drawn, 0.0), 2)
    cash = np.round(months.cash * (drawn - other), 2)
    parts = {"ATM": cash, "OTHER": other, "POS": np.round(drawn - other - cash, 2)}
    counts = {kind: _times(kind, amount, rng) for kind, amount in parts.items()}
    return {
        "AMT_DRAWINGS_CURRENT": drawn,
        "CNT_DRAWINGS_CURRENT": np.sum([*counts.values()], axis=0),
        **{f"AMT_DRAWINGS_{kind}_CURRENT": blank(amount, ~told) for kind, amount in parts.items()},
        **{f"CNT_DRAWINGS_{kind}_CURRENT": blank(count, ~told) for kind, count in counts.items()},
    }


def _times(kind: str, amount: Numbers, rng: np.random.Generator) -> Numbers:
    """Return how often something was drawn, in the months in which it was."""
    usual = numbers("credit_card_balance", f"CNT_DRAWINGS_{kind}_CURRENT")
    never = usual.levels[np.flatnonzero(usual.values == 0)[-1]]
    some = np.interp(never + (1 - never) * rng.random(len(amount)), usual.levels, usual.values)
    return np.where(amount > 0, np.maximum(np.round(some), 1), 0.0)
