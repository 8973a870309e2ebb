import re
from typing import TYPE_CHECKING

from creditworthy.exploration.distributions import Box, Histogram
from creditworthy.exploration.figures import (
    draw_boxes,
    draw_correlations,
    draw_histograms,
    draw_indices,
    draw_rates,
    draw_shares,
)
from creditworthy.exploration.focus import Measure
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.exploration.relations import Correlations
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


def test_shares_have_a_bar_each_in_the_order_given() -> None:
    figure = draw_shares([("a_train", 0.25), ("b", 0.0), ("c", 0.5)], "Empty", generated=False)
    assert lengths(figure) == [0.25, 0.0, 0.5]
    assert {"a_train", "b", "25.0%", "Empty"} <= set(texts(figure))
    assert figure.axes[0].get_xlim() == (0.0, 0.575)


def test_a_long_label_takes_two_lines() -> None:
    label = "Number of credit bureau enquiries in the last month, excluding the last week"
    short, long = (draw_shares([(name, 0.5)], "", generated=False) for name in ("short", label))
    assert long.axes[0].get_yticklabels()[0].get_text() == (
        "Number of credit bureau enquiries in the last\nmonth, excluding the last week"
    )
    assert long.get_figheight() > short.get_figheight()


def test_indices_are_drawn_with_the_words_for_them() -> None:
    figure = draw_indices([("a", 0.35), ("b", 0.05)], "Index", {"low": 0.1, "high": 0.9}, generated=False)
    assert lengths(figure) == [0.35, 0.05]
    written = set(texts(figure))
    assert {"a", "0.35", "Index", "low"} <= written
    assert "high" not in written  # beyond the axis
    assert [list(line.get_xdata()) for line in figure.axes[0].lines] == [[0.1, 0.1]]


def test_rates_leave_out_what_is_too_small() -> None:
    rates = CategoryRates("KIND", (category("many", 1_030, 0.1), category("few", 29, 0.2)))
    figure = draw_rates(rates, Interval(0.08, 0.07, 0.09), generated=False)
    assert {"many", "1,030"} <= set(texts(figure))
    assert "few" not in texts(figure)
    overall, interval, point = figure.axes[0].lines
    assert list(overall.get_xdata()) == [0.08, 0.08]
    assert list(interval.get_xdata()) == [0.05, 0.2]
    assert list(point.get_xdata()) == [0.1]


def test_the_highest_rate_is_on_top_and_the_rest_below() -> None:
    rest, missing = Category(None, 3, False, 50, 0, 1, Interval(0.9, 0, 1)), Category(None, 0, False, 50, 0, 1, None)
    rates = CategoryRates("KIND", (category("low", 50, 0.1), category("high", 40, 0.2), rest, missing))
    figure = draw_rates(rates, Interval(0.08, 0.07, 0.09), generated=False)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["high", "low", "3 others"]


def test_boxes_reach_between_their_quantiles() -> None:
    boxes = (Box(0, 9, 1.0, 2.0, 3.0, 4.0, 5.0), Box(1, 9, 2.0, 3.0, 4.0, 5.0, 6.0))
    figure = draw_boxes([(INCOME, boxes)], generated=False)
    filled = [(bar.get_x(), bar.get_width()) for bar in figure.axes[0].patches]  # type: ignore[attr-defined]
    assert filled == [(2.0, 2.0), (3.0, 2.0)]
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
    assert "1.00" not in written  # everything goes with itself
    assert {"A\u20031", "B\u20032", "C\u20033"} <= set(written)
