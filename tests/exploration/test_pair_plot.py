import re

from creditworthy.exploration.distributions import Histogram
from creditworthy.exploration.pair_plot import draw_pairs
from creditworthy.exploration.relations import Correlations, Pairs
from creditworthy.exploration.style import svg


def between(value: float | None) -> Correlations:
    return Correlations(("a", "b"), ((1.0, value), (value, 1.0)))


PAIRS = Pairs(
    ("a", "b"),
    800,
    7,
    {0: ((0.1, 0.2), (0.3, 0.4)), 1: ((0.5, None), (0.7, 0.8))},
    {0: between(0.25), 1: between(None)},
)
SPREAD = Histogram("a", (0.0, 0.5, 1.0), {0: (0.5, 0.5), 1: (0.2, 0.8)})


def test_points_lie_below_the_diagonal_and_need_both_scores() -> None:
    figure = draw_pairs(PAIRS, ["A", "B"], [SPREAD, SPREAD], generated=False)
    _, _, cloud, _ = figure.axes
    repaid, defaulted = cloud.collections
    assert repaid.get_offsets().tolist() == [[0.1, 0.2], [0.3, 0.4]]  # type: ignore[union-attr]
    assert defaulted.get_offsets().tolist() == [[0.7, 0.8]]  # type: ignore[union-attr]


def test_correlations_stand_above_the_diagonal() -> None:
    figure = draw_pairs(PAIRS, ["A", "B"], [SPREAD, None], generated=True)
    written = re.findall(r"<text[^>]*>([^<]*)</text>", svg(figure, "drawn"))
    assert {"repaid\u20030.25", "in default\u2003–", "A", "B", "Generated portfolio: no real person"} <= set(written)


def test_the_clouds_are_one_image() -> None:
    element = svg(draw_pairs(PAIRS, ["A", "B"], [SPREAD, SPREAD], generated=False), "drawn")
    assert element.count("<image") == 1
    assert "data:image/png;base64" in element
