from xml.etree import ElementTree as ET

import pytest

from creditworthy.documents import reliability_figure
from creditworthy.language import speaking
from creditworthy.pipeline import Training


def test_a_point_and_an_interval_for_each_bin(training: Training) -> None:
    bins = training.evidence["reliability"]
    drawing = reliability_figure(training.evidence)
    diagonal, *intervals, points = drawing.axes.get_lines()
    assert list(diagonal.get_xdata()) == list(diagonal.get_ydata())
    assert len(intervals) == len(bins) == 10
    for line, part in zip(intervals, bins, strict=True):
        assert list(line.get_xdata()) == [part["expected"]] * 2
        assert list(line.get_ydata()) == [part["observed"]["low"], part["observed"]["high"]]
    assert list(points.get_xdata()) == [part["expected"] for part in bins]
    assert list(points.get_ydata()) == [part["observed"]["value"] for part in bins]
    assert max(part["observed"]["high"] for part in bins) < drawing.axes.get_ylim()[1]


def test_it_says_in_words_what_it_draws() -> None:
    observed = {"value": 0.07, "low": 0.06, "high": 0.08}
    part = {"applicants": 2_580, "defaults": 181, "expected": 0.0652, "observed": observed}
    drawing = reliability_figure({"reliability": [part], "generated": False})
    assert drawing.lines == ("2,580 applicants at 6.5% on average: 7.0% defaulted (6.0% to 8.0%)",)
    assert "generated" not in drawing.title


@pytest.mark.parametrize(("language", "words"), [("en", "comes true exactly"), ("fr", "se réalise exactement")])
def test_one_self_contained_picture_in_both_languages(training: Training, language: str, words: str) -> None:
    with speaking(language):
        drawing = reliability_figure({**training.evidence, "generated": True})
        content = drawing.svg()
    root = ET.fromstring(content)  # noqa: S314
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "http" not in content.replace("http://www.w3.org", "")
    assert len((root.findtext("{http://www.w3.org/2000/svg}desc") or "").splitlines()) == 10
    title = drawing.figure.texts[0].get_window_extent()
    assert drawing.title == drawing.figure.texts[0].get_text()
    assert title.x1 < drawing.figure.bbox.x1
    assert words in [text.get_text() for text in drawing.figure.legends[0].get_texts()]
