import re

import matplotlib as mpl
import pytest

from creditworthy.exploration.style import drawing, numbered, png, shortened, signed, svg, tidy
from creditworthy.language import speaking


def drawn(*, generated: bool = False) -> tuple[str, bytes]:
    with drawing(generated=generated, height=2) as figure:
        axes = figure.subplots()
        axes.plot([0, 1], [0, 0.5], clip_on=True)
        axes.set_yticks([0, 0.25, 0.5])
        numbered(axes.xaxis, share=True)
        numbered(axes.yaxis)
        tidy(axes)
        axes.set_title("50 $ and $ 60")
    return svg(figure, "one"), png(figure)


def test_matplotlib_is_left_as_it_was() -> None:
    before = dict(mpl.rcParams)
    drawn()
    assert dict(mpl.rcParams) == before


def test_a_figure_is_an_svg_element_with_its_own_identifiers() -> None:
    element, _ = drawn()
    assert element.startswith("<svg")
    identifiers = re.findall(r'\bid="([^"]+)"', element)
    used = re.findall(r"url\(#([^)]+)\)", element) + re.findall(r'href="#([^"]+)"', element)
    assert identifiers
    assert used
    assert all(name.startswith("one-") for name in identifiers)
    assert set(used) <= set(identifiers)


def test_text_stays_text_and_a_dollar_sign_is_no_formula() -> None:
    assert "50 $ and $ 60" in drawn()[0]


def test_the_same_figure_is_the_same_file() -> None:
    assert drawn() == drawn()


def test_png() -> None:
    assert drawn()[1].startswith(b"\x89PNG")


def test_a_generated_portfolio_is_labelled_in_the_figure() -> None:
    assert "Generated portfolio" in drawn(generated=True)[0]
    assert "Generated portfolio" not in drawn()[0]


def test_ticks_are_written_in_the_reader_s_language() -> None:
    assert "0.25" in drawn()[0]
    with speaking("fr"):
        element = drawn()[0]
    assert "0,25" in element
    assert "100\u202f%" in element


@pytest.mark.parametrize(("value", "written"), [(-0.5, "−0.50"), (-0.001, "0.00"), (0.25, "0.25"), (0.0, "0.00")])
def test_signs(value: float, written: str) -> None:
    assert signed(value) == written


def test_a_long_text_is_cut() -> None:
    assert shortened("Secondary / secondary special", 12) == "Secondary /…"
    assert shortened("Working", 12) == "Working"
