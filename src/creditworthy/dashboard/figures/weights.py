"""What LIME's imitation weighs, and what matters most to the model over many applicants."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from creditworthy.dashboard.figures.bars import Bar, drawn
from creditworthy.dashboard.figures.contributions import signed
from creditworthy.dashboard.figures.frame import Figure
from creditworthy.language import number, say

if TYPE_CHECKING:
    from creditworthy.messages import LimeAnswer, WeightAnswer

__all__ = ["importance", "weights"]

MOST_WEIGHTS, MOST_FEATURES = 10, 15


def weights(lime: "LimeAnswer") -> Figure:
    """Return the largest weights of the imitation, in percentage points of probability."""
    ordered = sorted(lime.weights, key=lambda entry: -abs(entry.weight))[:MOST_WEIGHTS]
    bars = [Bar(_labelled(entry), 100 * entry.weight, signed(100 * entry.weight, 1)) for entry in ordered]
    told = "; ".join(f"{bar.label} {bar.written}" for bar in bars)
    words = say("Weights of LIME, in percentage points of probability: {list}.", list=told)
    return drawn(bars, title=say("Change of the probability, in percentage points"), words=words)


def importance(sizes: Mapping[str, float], meanings: Mapping[str, str]) -> Figure:
    """Return the features that move the decisions most.

    Parameters
    ----------
    sizes : mapping
        Mean size of the contribution, in log-odds, by feature.
    meanings : mapping
        What features mean; one that is not in it keeps its name.
    """
    ordered = sorted(sizes.items(), key=lambda item: -item[1])[:MOST_FEATURES]
    bars = [Bar(meanings.get(name, name), size, number(size, 2), total=True) for name, size in ordered]
    words = say("Features that move the decisions most: {list}.", list="; ".join(bar.label for bar in bars))
    return drawn(bars, title=say("Mean size of the contribution, in log-odds"), words=words, legend=False)


def _labelled(entry: "WeightAnswer") -> str:
    return say("{meaning} ({value})", meaning=entry.meaning, value=entry.condition)
