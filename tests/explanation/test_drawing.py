import struct
from itertools import pairwise
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest

from creditworthy.explanation.drawing import Bar, Drawing, bars, legend
from creditworthy.language import speaking

LONG = "Worst delay with other lenders over twelve months, from 0 (on time) to 5 (over 120 days)"


@pytest.fixture
def drawing() -> Drawing:
    rows = [Bar(LONG, 1.0, "+1.00", detail="3"), Bar("Term", -2.5, "−2.50"), Bar("Result", 0.0, "8.1%", start=-1.5)]
    made = bars("What happened", rows, "Log-odds")
    legend(made)
    return made


def test_every_bar_goes_where_it_should(drawing: Drawing) -> None:
    first, second = drawing.axes.patches
    assert (first.get_x(), first.get_width()) == (0, 1)
    assert (second.get_x(), second.get_width()) == (0, -2.5)
    assert first.get_y() < second.get_y()
    assert drawing.axes.get_ylim()[0] > drawing.axes.get_ylim()[1]
    assert drawing.axes.lines[0].get_xdata() == [-1.5]
    assert first.get_facecolor() != second.get_facecolor()


def test_a_bar_of_no_side_has_one_colour() -> None:
    drawing = bars("Sizes", [Bar("a", 1.0, "1"), Bar("b", 0.5, "0.5")], "Size", neutral=True)
    assert len({patch.get_facecolor() for patch in drawing.axes.patches}) == 1
    assert drawing.axes.get_xlim()[0] == 0


def test_long_labels_are_wrapped_into_lines_of_about_the_same_length() -> None:
    *lines, detail = Bar(LONG, 1.0, "", detail="3").lines_before.split("\n")
    assert " ".join(lines) == LONG
    assert detail == "3"
    assert max(map(len, lines)) <= 46
    assert max(map(len, lines)) - min(map(len, lines)) < 12


def test_a_word_that_is_too_long_is_still_whole_or_wrapped() -> None:
    assert Bar("x" * 60, 1.0, "").lines_before == "x" * 46 + "\n" + "x" * 14


def test_french_signs_stay_with_their_word() -> None:
    assert Bar("Apport : prix du bien", 1.0, "").lines_before == "Apport\N{NO-BREAK SPACE}: prix du bien"


def test_nothing_is_cut_and_no_label_meets_another(drawing: Drawing) -> None:
    drawing.figure.draw_without_rendering()
    whole = drawing.figure.bbox
    texts = [*drawing.axes.texts, *drawing.axes.get_yticklabels(), *drawing.figure.legends[0].get_texts()]
    boxes = [text.get_window_extent() for text in texts]
    assert whole.width == 900
    assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 for box in boxes)
    assert all(whole.y0 <= box.y0 and box.y1 <= whole.y1 for box in boxes)
    labels = [label.get_window_extent() for label in drawing.axes.get_yticklabels()]
    assert not any(one.overlaps(other) for one, other in pairwise(labels))


def test_a_figure_tells_its_bars_in_words(drawing: Drawing) -> None:
    assert drawing.lines == (f"{LONG} (3): +1.00", "Term: −2.50", "Result: 8.1%")
    described = ET.fromstring(drawing.svg()).findtext("{http://www.w3.org/2000/svg}desc")  # noqa: S314
    assert described == "\n".join(drawing.lines)


def test_it_draws_the_same_twice_and_changes_nothing_global(drawing: Drawing) -> None:
    before = dict(mpl.rcParams)
    assert drawing.svg() == drawing.svg()
    assert dict(mpl.rcParams) == before


def test_png_is_1800_pixels_wide(drawing: Drawing) -> None:
    content = drawing.png()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">I", content[16:20]) == (1800,)


def test_ticks_are_written_as_the_language_writes_them() -> None:
    with speaking("fr"):
        drawing = bars("Tailles", [Bar("a", 0.15, "0,15")], "Taille")
        drawing.figure.draw_without_rendering()
        assert "0,02" in [label.get_text() for label in drawing.axes.get_xticklabels()]
