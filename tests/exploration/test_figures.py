import re
from typing import TYPE_CHECKING

from creditworthy.exploration.distributions import Box, Histogram
from creditworthy.exploration.figures import (
    category_name,
    draw_boxes,
    draw_correlations,
    draw_gaps,
    draw_histograms,
    draw_missing,
    draw_rates,
)
from creditworthy.exploration.focus import Measure
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.exploration.relations import Correlations
from creditworthy.exploration.shapes import ColumnGaps, FileShape
from creditworthy.exploration.style import svg
from creditworthy.intervals import Interval
from creditworthy.tables.dictionary import Column

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INCOME = Measure(Column("INCOME", "number", "currency", "Income a year", ""), logarithmic=True)


def texts(figure: "Figure") -> list[str]:
    """Every text of a figure, as it stands in its file."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg(figure, "drawn"))


def lengths(figure: "Figure") -> list[float]:
    return [bar.get_width() for bar in figure.axes[0].patches]  # type: ignore[attr-defined]


def category(value: str, labelled: int, rate: float) -> Category:
    return Category(value, 0, False, labelled, 0, 1, Interval(rate, rate / 2, rate * 2))


def test_missing_has_a_bar_a_file() -> None:
    shapes = (
        FileShape("a", "a_train", 4, 4, (ColumnGaps("X", 1),)),
        FileShape("b", "b", 0, 0, (ColumnGaps("X", 0),)),
    )
    figure = draw_missing(shapes, generated=False)
    assert lengths(figure) == [0.25, 0.0]
    assert {"a_train", "b", "25.0%"} <= set(texts(figure))


def test_gaps_are_drawn_emptiest_first_and_twenty_at_most() -> None:
    gaps = tuple(ColumnGaps(f"C{at}", at) for at in range(30))
    figure = draw_gaps(FileShape("a", "a", 100, 100, gaps), generated=False)
    assert lengths(figure) == [at / 100 for at in range(29, 9, -1)]


def test_rates_leave_out_what_is_too_small() -> None:
    rates = CategoryRates("KIND", (category("many", 30, 0.1), category("few", 29, 0.2)))
    figure = draw_rates(rates, Interval(0.08, 0.07, 0.09), generated=False)
    assert "many" in texts(figure)
    assert "few" not in texts(figure)
    overall, interval, point = figure.axes[0].lines
    assert list(overall.get_xdata()) == [0.08, 0.08]
    assert list(interval.get_xdata()) == [0.05, 0.2]
    assert list(point.get_xdata()) == [0.1]


def test_boxes_reach_between_their_quantiles() -> None:
    boxes = (Box(0, 9, 1.0, 2.0, 3.0, 4.0, 5.0), Box(1, 9, 2.0, 3.0, 4.0, 5.0, 6.0))
    figure = draw_boxes([(INCOME, boxes)], generated=False)
    filled = [(bar.get_x(), bar.get_width()) for bar in figure.axes[0].patches]  # type: ignore[attr-defined]
    assert filled[::2] == [(2.0, 2.0), (3.0, 2.0)]
    assert {"repaid", "in default", "Income a year"} <= set(texts(figure))
    assert figure.axes[0].get_xscale() == "log"


def test_a_measure_that_reaches_zero_has_no_logarithm() -> None:
    figure = draw_boxes([(INCOME, (Box(None, 9, 0.0, 2.0, 3.0, 4.0, 5.0),))], generated=False)
    assert figure.axes[0].get_xscale() == "linear"


def test_histograms_are_outlines_by_outcome() -> None:
    histogram = Histogram("INCOME", (0.0, 1.0, 2.0), {0: (0.5, 0.5), 1: (0.2, 0.8)})
    figure = draw_histograms([(INCOME, histogram)], generated=True)
    repaid, defaulted = figure.axes[0].patches
    assert list(repaid.get_data().values) == [0.5, 0.5]  # type: ignore[attr-defined]
    assert defaulted.get_linestyle() != repaid.get_linestyle()
    assert {"repaid", "in default", "Generated portfolio: no real person"} <= set(texts(figure))


def test_correlations_are_written_in_their_cells() -> None:
    values = ((1.0, -0.5, None), (-0.5, 1.0, 0.2), (None, 0.2, 1.0))
    figure = draw_correlations(Correlations(("a", "b", "c"), values), ["A", "B", "C"], generated=False)
    written = texts(figure)
    assert written.count("−0.50") == 2
    assert written.count("–") == 2
    assert {"A\u20031", "B\u20032", "C\u20033"} <= set(written)


def test_names_of_categories() -> None:
    rest = Category(None, 3, False, 5, 0, 0, None)
    missing = Category(None, 0, False, 5, 0, 0, None)
    unknown = Category("XNA", 0, True, 5, 0, 0, None)
    assert [category_name(one) for one in (rest, missing, unknown)] == ["3 others", "missing", "XNA, unknown"]
