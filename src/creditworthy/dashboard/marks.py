"""Short pieces of a page as HTML: what moves a probability is said by sign, shape and word, and by colour besides."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from creditworthy.dashboard.figures.frame import GREY, INK, LOWERS, PALE_LOWERS, PALE_RAISES, RAISES
from creditworthy.language import say

if TYPE_CHECKING:
    from creditworthy.messages import ReasonAnswer

__all__ = ["STYLE", "badge", "reason_list"]

STYLE = f"""<style>
.stMainBlockContainer {{ padding-top: 4.2rem; padding-bottom: 3rem; max-width: 1180px; }}
.cw-badge {{ display: inline-block; padding: .3rem .9rem; border-radius: .4rem; font-weight: 600; font-size: 1.35rem; }}
.cw-grant {{ background: {PALE_LOWERS}; color: {LOWERS}; border: 1px solid {LOWERS}; }}
.cw-decline {{ background: {PALE_RAISES}; color: {RAISES}; border: 1px solid {RAISES}; }}
.cw-review {{ background: white; color: {INK}; border: 1px solid {INK}; }}
.cw-list {{ list-style: none; margin: 0 !important; padding: 0 !important; color: {INK}; }}
.cw-list li {{ display: flex; gap: .6rem; padding: .3rem 0; line-height: 1.4; margin: 0 !important; }}
.cw-raises {{ color: {RAISES}; white-space: nowrap; }}
.cw-lowers {{ color: {LOWERS}; white-space: nowrap; }}
[data-testid="stCaptionContainer"] {{ color: {GREY}; opacity: 1; }}
</style>"""

WORDS = {"grant": "✓ Granted", "review": "◇ For review", "decline": "✕ Declined"}
SHAPES = {"raises": "▲ +", "lowers": "▼ −"}


def badge(decision: str) -> str:
    """Return the decision as a word in a frame.

    >>> badge("grant")
    '<span class="cw-badge cw-grant">✓ Granted</span>'
    """
    word = say(WORDS[decision])
    return f'<span class="cw-badge cw-{escape(decision)}">{escape(word)}</span>'


def reason_list(reasons: Sequence["ReasonAnswer"]) -> str:
    """Return reasons as a list; each begins with a triangle and a sign that say which way it goes."""
    items = (
        f'<li><span class="cw-{reason.effect}" aria-hidden="true">{SHAPES[reason.effect]}</span>'
        f"<span>{escape(reason.text)}</span></li>"
        for reason in reasons
    )
    return f'<ul class="cw-list">{"".join(items)}</ul>'
