"""An SVG that may stand in any page: it refers to nothing outside, says in words what is drawn, and never changes."""

import re
from collections.abc import Sequence
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

__all__ = ["self_contained"]


def self_contained(svg: str, title: str, lines: Sequence[str]) -> str:
    """Return the ``<svg>`` element of a file that matplotlib wrote.

    Parameters
    ----------
    svg : str
        The file, whose letters are outlines.
    title : str
        What it shows.
    lines : sequence of str
        What it says, for those who do not see it.
    """
    # The prologue refers to a definition elsewhere.
    head, rest = _renamed(svg[svg.index("<svg") :]).split(">", 1)
    words = "\n".join(escape(line) for line in lines)
    described = f"<title>{escape(title)}</title>\n<desc>{words}</desc>"
    return f'{head} role="img" aria-label={quoteattr(title)}>\n{described}{rest}'


def _renamed(svg: str) -> str:
    """Name the parts after the content: equal figures are equal, and two in one page do not take each other's parts."""
    places = {name: f"part{place}" for place, name in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)))}
    named = re.compile(r'(\bid="|href="#|url\(#)([^")]+)')
    plain = named.sub(lambda found: found[1] + places[found[2]], svg)
    digest = sha256(plain.encode()).hexdigest()[:8]
    return named.sub(rf"\g<1>{digest}-\g<2>", plain)
