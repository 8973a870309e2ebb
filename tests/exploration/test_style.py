import re

import matplotlib as mpl

from creditworthy.exploration.style import drawing, numbered, svg, tidy, titled_png
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
    return svg(figure, "One", "What one sees."), titled_png(figure, "One")


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
    assert set(used) <= set(identifiers)
    assert len({name.partition("-")[0] for name in identifiers}) == 1


def test_a_figure_says_in_words_what_it_shows() -> None:
    element, _ = drawn()
    assert 'role="img" aria-label="One"' in element
    assert "<title>One</title>" in element
    assert "<desc>What one sees.</desc>" in element


def test_a_title_gets_room_above_the_figure() -> None:
    def height(title: str) -> int:
        with drawing(generated=False, height=2, width=4) as figure:
            figure.subplots()
        return int.from_bytes(titled_png(figure, title)[20:24], "big")  # where PNG keeps its height

    assert height("One") == int(192 * (2 + 2 * 0.2))
    assert height("A title that is so long that it takes two lines of the figure") == int(192 * (2 + 3 * 0.2))


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


def test_ticks_of_large_numbers_are_short() -> None:
    with drawing(generated=False, height=2) as figure:
        axes = figure.subplots()
        axes.plot([0, 2_000_000], [0, 20_000])
        numbered(axes.xaxis)
        numbered(axes.yaxis)
    element = svg(figure, "One")
    assert ">1M<" in element
    assert ">20,000<" in element
