"""What each feature adds to one applicant's log-odds of default: a waterfall, and the sums by concept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from creditworthy.dashboard.figures.bars import Bar, drawn
from creditworthy.dashboard.figures.frame import Figure
from creditworthy.dashboard.wording import named
from creditworthy.language import number, say

if TYPE_CHECKING:
    from creditworthy.messages import ContributionAnswer, ExplanationAnswer

__all__ = ["MOST", "concepts", "labelled", "signed", "waterfall"]

MOST = 10
"""Features that have a bar of their own in the waterfall."""


def signed(size: float, digits: int = 2) -> str:
    """Return a contribution with its sign.

    >>> signed(0.314), signed(-0.2), signed(0.001)
    ('+0.31', '−0.20', '0.00')
    """
    text = number(abs(size), digits)
    if text == number(0.0, digits):
        return text
    return ("+" if size > 0 else "−") + text


def labelled(entry: "ContributionAnswer") -> str:
    """Return a feature's meaning with its value for the applicant."""
    written = named(entry.value, entry.unit).replace(" ", "\u00a0")  # it is not broken where lines are
    return say("{meaning} ({value})", meaning=entry.meaning, value=written)


def waterfall(explanation: "ExplanationAnswer") -> Figure:
    """Return the way from the average applicant to this one, the largest contributions first."""
    ordered = sorted(explanation.contributions, key=lambda entry: -abs(entry.contribution))
    steps = [(labelled(entry), entry.contribution) for entry in ordered[:MOST]]
    if rest := ordered[MOST:]:
        steps.append((say("{count} other features", count=len(rest)), sum(entry.contribution for entry in rest)))
    first = Bar(
        say("Starting point, before anything is known"), 0.0, _plain(explanation.base), explanation.base, total=True
    )
    last = Bar(say("This applicant"), 0.0, _plain(explanation.log_odds), explanation.log_odds, total=True)
    bars = [first, *_climbing(steps, explanation.base), last]
    return drawn(bars, title=say("Log-odds of default: further right, more risk"), words=_words(explanation, steps))


def concepts(explanation: "ExplanationAnswer") -> Figure:
    """Return the sums of the contributions by concept, the largest first."""
    found = sorted(explanation.concepts.items(), key=lambda item: -abs(item[1]))
    bars = [Bar(name[:1].upper() + name[1:], size, signed(size)) for name, size in found]
    told = "; ".join(f"{bar.label} {bar.written}" for bar in bars)
    words = say("Contributions by concept, in log-odds: {list}.", list=told)
    return drawn(bars, title=say("Sum of the contributions, in log-odds"), words=words)


def _climbing(steps: Sequence[tuple[str, float]], base: float) -> list[Bar]:
    """Return each step as a bar that starts where the one before it ended."""
    bars = []
    for label, size in steps:
        bars.append(Bar(label, size, signed(size), base))
        base += size
    return bars


def _plain(size: float) -> str:
    return number(size, 2).replace("-", "−")


def _words(explanation: "ExplanationAnswer", steps: Sequence[tuple[str, float]]) -> str:
    told = "; ".join(f"{label} {signed(size)}" for label, size in steps)
    template = "From {base} to {total} log-odds of default: {list}."
    return say(template, base=_plain(explanation.base), total=_plain(explanation.log_odds), list=told)
