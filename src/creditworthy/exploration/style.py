"""What every figure has in common: colours, sizes, the way numbers are written, and the files it becomes."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

__all__ = [
    "COLOURS",
    "GREY",
    "INK",
    "MARKERS",
    "drawing",
    "numbered",
    "outcome_name",
    "png",
    "shortened",
    "signed",
    "svg",
    "tidy",
]

# Blue and vermilion stay apart for every kind of colour blindness (Okabe & Ito, 2008).
COLOURS: dict[int | None, str] = {0: "#0072B2", 1: "#D55E00", None: "#0072B2"}
"""The colour of an outcome."""
MARKERS: dict[int | None, str] = {0: "o", 1: "^", None: "o"}
"""The marker of an outcome: colour alone tells nothing on a grey print."""
INK, GREY = "#22303C", "#8A97A3"
_WIDTH = 9.0  # inches: what 1,000 pixels of a page hold
_STYLE: dict[Any, Any] = {
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    "font.family": "sans-serif",
    "font.size": 9,
    "legend.frameon": False,
    "savefig.facecolor": "white",
    "svg.fonttype": "none",  # text stays text: it can be searched and takes the page's font
    "svg.hashsalt": "creditworthy",  # the same figure is the same file
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in a category is a dollar sign
    "xtick.color": INK,
    "ytick.color": INK,
}


@contextmanager
def drawing(*, generated: bool, height: float, width: float = _WIDTH) -> Iterator["Figure"]:
    """Yield an empty figure in the common style, and label it if its portfolio is invented.

    Matplotlib's settings are changed within the block only, and no global figure or backend is touched.

    Parameters
    ----------
    generated : bool
        Whether the portfolio is invented.
    height, width : float
        In inches.
    """
    from matplotlib.figure import Figure

    with _styled():
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure
        if generated:
            figure.supxlabel(say("Generated portfolio: no real person"), x=0.99, ha="right", fontsize=7.5, color=GREY)
        # The room that labels need is found once, not again for every file.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")


def svg(figure: "Figure", name: str) -> str:
    """Return a figure as an SVG element whose identifiers begin with its name, to stand in a page beside others."""
    content = StringIO()
    with _styled():
        figure.savefig(content, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    element = content.getvalue()
    element = element[element.index("<svg") :]
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", element)


def png(figure: "Figure") -> bytes:
    """Return a figure as a PNG file."""
    content = BytesIO()
    with _styled():
        figure.savefig(content, format="png", dpi=144, metadata={"Software": None})
    return content.getvalue()


def outcome_name(outcome: int | None) -> str:
    """Return what an outcome is called.

    >>> outcome_name(1)
    'in default'
    """
    return say({0: "repaid", 1: "in default", None: "all applications"}[outcome])


def signed(value: float, digits: int = 2) -> str:
    """Return a number with a real minus sign.

    >>> signed(-0.5)
    '−0.50'
    """
    written = number(abs(value), digits)
    return f"−{written}" if value < 0 and float(f"{value:.{digits}f}") else written


def shortened(text: str, limit: int = 34) -> str:
    """Return a text that fits beside an axis, cut at a letter.

    >>> shortened("Secondary / secondary special", 12)
    'Secondary /…'
    """
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def numbered(axis: "Axis", *, share: bool = False, digits: int | None = None) -> None:
    """Write the ticks of an axis as the current language writes numbers, or percentages."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(_shares if share else _numbers(digits)))


def tidy(axes: "Axes", *, grid: str = "x") -> None:
    """Take off what carries no number and lay a faint grid behind the rest."""
    axes.grid(visible=True, axis="x" if grid == "x" else "y", color="#E3E8EC", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines["left" if grid == "x" else "bottom"].set_visible(False)


def _styled() -> AbstractContextManager[None]:
    from matplotlib import rc_context

    return rc_context(_STYLE)


def _decimals(tick: float) -> int:
    """Return how many decimals a tick needs, three at most."""
    return next((digits for digits in range(3) if abs(tick - round(tick, digits)) < 1e-9), 3)


def _shares(tick: float, _position: int | None = None) -> str:
    return percent(tick, 0 if abs(tick * 100 - round(tick * 100)) < 1e-6 else 1)


def _numbers(digits: int | None) -> Callable[[float, int | None], str]:
    def written(tick: float, _position: int | None = None) -> str:
        return signed(tick, _decimals(tick) if digits is None else digits)

    return written
