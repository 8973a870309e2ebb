"""What every figure has in common: colours, sizes, the way numbers are written, and the files it becomes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO, StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from creditworthy.explanation.svg import self_contained
from creditworthy.exploration.words import compact, signed
from creditworthy.language import percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

__all__ = [
    "CALM",
    "COLOURS",
    "GREY",
    "INK",
    "MARKERS",
    "drawing",
    "numbered",
    "svg",
    "tidy",
    "titled_png",
]

# Blue and vermilion stay apart for every kind of colour blindness (Okabe & Ito, 2008).
COLOURS: dict[int | None, str] = {0: "#0072B2", 1: "#D55E00", None: "#0072B2"}
"""The colour of an outcome."""
MARKERS: dict[int | None, str] = {0: "o", 1: "^", None: "o"}
"""The marker of an outcome: colour alone tells nothing on a grey print."""
INK, GREY, CALM = "#22303C", "#7A8793", "#7FA9C9"
_WIDTH = 9.0  # inches: what 1,000 pixels of a page hold
_DPI = 192  # as many pixels as a slide shows
_LETTERS, _LINE = 10.5, 0.2  # of a title: letters an inch, and inches a line
_MILLION = 1_000_000
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


def svg(figure: "Figure", title: str, *lines: str) -> str:
    """Return a figure as an SVG element to stand in a page beside others; its title and lines say what it shows."""
    content = StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with _styled():
        figure.savefig(content, format="svg", metadata=nothing)
    return self_contained(content.getvalue(), title, lines)


def titled_png(figure: "Figure", title: str) -> bytes:
    """Return a figure under its title as a PNG file, to stand alone on a slide."""
    from matplotlib.transforms import Bbox

    width, height = figure.get_size_inches()
    lines = wrap(title, int(_LETTERS * width))
    place = {"x": 0.01, "y": 1 + _LINE / 3 / height, "ha": "left", "va": "bottom"}
    figure.suptitle("\n".join(lines), **place, color=INK, size=12, weight="bold", parse_math=False)
    room = Bbox.from_extents(0, 0, width, height + _LINE * (len(lines) + 1))
    content, metadata = BytesIO(), {"Software": None, "Title": title}
    with _styled():
        figure.savefig(content, format="png", bbox_inches=room, dpi=_DPI, metadata=metadata)
    return content.getvalue()


def numbered(axis: "Axis", *, share: bool = False, digits: int | None = None) -> None:
    """Write the ticks of an axis as the current language writes numbers, or percentages."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(_shares if share else _numbers(axis, digits)))


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


def _numbers(axis: "Axis", digits: int | None) -> Callable[[float, int | None], str]:
    def written(tick: float, _position: int | None = None) -> str:
        if max(map(abs, axis.get_view_interval())) >= _MILLION:
            return compact(tick)
        return signed(tick, _decimals(tick) if digits is None else digits)

    return written
