"""Explanations as figures, in the current language."""

import math
from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from creditworthy.explanation.drawing import INK, PALE, Bar, Drawing, bars, legend
from creditworthy.explanation.full import FullExplanation
from creditworthy.explanation.surrogate import Surrogate
from creditworthy.features import FEATURES, Features
from creditworthy.language import current, number, percent, say, value

if TYPE_CHECKING:
    from matplotlib.lines import Line2D

__all__ = ["importance_figure", "lime_figure", "waterfall_figure"]

SURE = 1e-4
APART = 0.09
"""Share of the axis that two ticks must lie apart."""


def importance_figure(sizes: Mapping[str, float], *, most: int = 15, known: Features = FEATURES) -> Drawing:
    """Draw which features move the decisions most.

    Parameters
    ----------
    sizes : mapping
        The mean absolute contribution of each feature in log-odds, the largest first, as `importance` returns it.
    most : int
        How many features are drawn.
    known : Features
        Whose they are: the reference portfolio's by default.
    """
    shown = [(known[name].meaning(current()), size) for name, size in sizes.items() if size][:most]
    rows = [Bar(label, size, number(size, 3)) for label, size in shown]
    scale = say("Mean size of the contribution, in log-odds (0.1 changes the odds of default by about 10%)")
    return bars(say("What moves the decisions most"), rows, scale, neutral=True)


def lime_figure(surrogate: Surrogate, *, most: int = 10) -> Drawing:
    """Draw the largest weights of LIME, in percentage points of the probability.

    Parameters
    ----------
    surrogate : Surrogate
        What `lime_explanation` returned.
    most : int
        How many weights are drawn.
    """
    rows = [
        Bar(weight.meaning, 100 * weight.weight, _signed(100 * weight.weight), detail=weight.condition)
        for weight in surrogate.weights[:most]
    ]
    scale = say(
        "Weight, in percentage points of the probability (fit R² {fit} on {samples} variants)",
        fit=number(surrogate.fit, 2),
        samples=number(surrogate.samples),
    )
    drawing = bars(say("What weighs most around this applicant (LIME)"), rows, scale)
    legend(drawing)
    return drawing


def waterfall_figure(explanation: FullExplanation, *, threshold: float | None = None, most: int = 10) -> Drawing:
    """Draw the way from the start to the result: what each feature adds, and what that makes of the probability.

    Parameters
    ----------
    explanation : FullExplanation
        What `full_explanation` returned.
    threshold : float, optional
        The probability from which an application is declined.
    most : int
        How many features are drawn; the others are one bar together.
    """
    title = say(
        "How a probability of default of {probability} comes about", probability=percent(explanation.probability)
    )
    rows = _steps(explanation, most)
    drawing = bars(title, rows, say("Log-odds of default; above: the probability of default"))
    for (place, row), (below, _) in pairwise(zip(drawing.axes.get_yticks(), rows, strict=True)):
        drawing.axes.plot([row.end, row.end], [place, below], color=PALE, linewidth=0.8, zorder=1)
    legend(drawing, [] if threshold is None else [_threshold(drawing, threshold)])
    _probabilities(drawing)
    return drawing


def _steps(explanation: FullExplanation, most: int) -> list[Bar]:
    """Return the start, a bar of each large contribution, one of all others, and the result."""
    parts = [part for part in explanation.contributions if part.contribution]
    most += len(parts) == most + 1  # one feature is not worth a bar of "others"
    steps = [(part.meaning, part.contribution, value(part.value, part.unit)) for part in parts[:most]]
    if parts[most:]:
        together = sum(part.contribution for part in parts[most:])
        steps.append((say("{count} other features together", count=len(parts[most:])), together, ""))
    starts = accumulate([explanation.base, *(size for _, size, _ in steps)])
    bars_between = [
        Bar(label, size, _signed(size), start, detail)
        for (label, size, detail), start in zip(steps, starts, strict=False)
    ]
    return [
        Bar(say("Start: nothing is known of the applicant"), 0.0, _written(explanation.base), explanation.base),
        *bars_between,
        Bar(say("Result"), 0.0, percent(explanation.probability), explanation.log_odds),
    ]


def _probabilities(drawing: Drawing) -> None:
    """Put a scale of probabilities above the bars: round ones, as far as they lie apart."""
    from matplotlib.ticker import LogitLocator, MaxNLocator

    low, high = drawing.axes.get_xlim()
    ends = _probability(low), _probability(high)
    round_ones = [*LogitLocator().tick_values(*ends), *MaxNLocator(5).tick_values(*ends)]
    shown: list[float] = []
    for place in (_log_odds(share) for share in round_ones if ends[0] < share < ends[1]):
        if all(abs(place - other) > APART * (high - low) for other in shown):
            shown.append(place)
    above = drawing.axes.secondary_xaxis("top")
    above.set_xticks(shown, labels=[_written(place) for place in shown])
    above.tick_params(length=3, color=PALE, labelcolor=INK, labelsize=9)
    above.spines[:].set_color(PALE)


def _threshold(drawing: Drawing, threshold: float) -> "Line2D":
    """Draw where applicants begin to be declined; the axis reaches it."""
    place = _log_odds(min(max(threshold, SURE), 1 - SURE))
    low, high = drawing.axes.get_xlim()
    room = APART * (high - low)
    drawing.axes.set_xlim(min(low, place - room), max(high, place + room))
    return drawing.axes.axvline(
        place,
        color=INK,
        linewidth=1.2,
        linestyle=(0, (4, 3)),
        zorder=1.5,
        label=say("declined from {threshold}", threshold=percent(threshold)),
    )


def _signed(size: float) -> str:
    return ("+" if size > 0 else "−") + number(abs(size), 2)


def _written(log_odds: float) -> str:
    return percent(_probability(log_odds))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))
