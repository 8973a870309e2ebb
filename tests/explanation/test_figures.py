import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from creditworthy.explanation import importance
from creditworthy.explanation.background import background
from creditworthy.explanation.drawing import Drawing
from creditworthy.explanation.figures import importance_figure, lime_figure, waterfall_figure
from creditworthy.explanation.full import FullExplanation, full_explanation
from creditworthy.explanation.surrogate import Surrogate, lime_explanation
from creditworthy.features import FEATURES
from creditworthy.language import speaking
from creditworthy.pipeline import prepare
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables


@pytest.fixture(scope="module")
def frame(scorer: Scorer, tables: Tables) -> pl.DataFrame:
    return prepare(tables, "train", scorer.features)


@pytest.fixture(scope="module")
def explanation(line: Scorer, applicant: pl.DataFrame) -> FullExplanation:
    return full_explanation(line, applicant)


def written(drawing: Drawing) -> str:
    """Check that it is one SVG element without references to elsewhere, and return what it says."""
    content = drawing.svg()
    root = ET.fromstring(content)  # noqa: S314
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    references = re.findall(r'href="([^"]*)"|url\(([^)]*)\)|@import|<script|<!DOCTYPE|<\?xml', content)
    assert all((href or url).startswith("#") for href, url in references)
    named = set(re.findall(r'\bid="([^"]+)"', content))
    assert {(href or url)[1:] for href, url in references} <= named
    return root.findtext("{http://www.w3.org/2000/svg}desc") or ""


def nothing_is_cut(drawing: Drawing) -> bool:
    drawing.figure.draw_without_rendering()
    whole = drawing.figure.bbox
    parts = [*drawing.axes.texts, *drawing.axes.get_yticklabels(), drawing.axes.xaxis.label]
    boxes = [part.get_window_extent() for part in (*parts, *drawing.figure.texts, *drawing.figure.legends)]
    return all(whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and box.y1 <= whole.y1 for box in boxes)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_importance_shows_the_largest_by_their_meaning(language: str, scorer: Scorer, frame: pl.DataFrame) -> None:
    sizes = importance(scorer, frame.head(200))
    with speaking(language):
        drawing = importance_figure(sizes)
        told = written(drawing).splitlines()
        assert nothing_is_cut(drawing)
    assert len(told) == len(drawing.axes.patches) == 15
    for line, name in zip(told, list(sizes)[:15], strict=True):
        assert line.startswith(FEATURES[name].meaning(language))
    assert [patch.get_width() for patch in drawing.axes.patches] == pytest.approx(list(sizes.values())[:15])


def test_features_without_importance_are_not_drawn() -> None:
    drawing = importance_figure({"application_credit": 0.25, "application_term": 0.0})
    assert drawing.lines == ("Amount of the loan: 0.250",)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_waterfall_leads_from_the_base_to_the_result(language: str, scorer: Scorer, frame: pl.DataFrame) -> None:
    with speaking(language):
        found = full_explanation(scorer, frame[3])
        drawing = waterfall_figure(found, threshold=scorer.threshold)
        told = written(drawing)
        assert nothing_is_cut(drawing)
    steps = drawing.axes.patches
    assert len(steps) == 11
    assert steps[0].get_x() == pytest.approx(found.base)
    for one, following in pairwise(steps):
        assert following.get_x() == pytest.approx(one.get_x() + one.get_width())
    assert steps[-1].get_x() + steps[-1].get_width() == pytest.approx(found.log_odds)
    assert len(told.splitlines()) == 13
    assert all(part.meaning in told for part in found.contributions[:10])


def test_a_waterfall_carries_values_with_their_units(explanation: FullExplanation) -> None:
    assert waterfall_figure(explanation).lines == (
        "Start: nothing is known of the applicant: 11.9%",
        "Amount of the loan (990,000): +1.48",
        "Term of the loan: how many annuities the amount holds (49.0 months): −0.98",
        "Result: 18.3%",
    )


def test_the_scale_above_holds_probabilities(explanation: FullExplanation) -> None:
    drawing = waterfall_figure(explanation, threshold=0.01)
    above = drawing.axes.child_axes[0]
    labels = [label.get_text() for label in above.get_xticklabels()]
    assert {"1.0%", "10.0%"} <= set(labels)
    low, high = drawing.axes.get_xlim()
    assert all(low < place < high for place in above.get_xticks())


def test_the_axis_reaches_a_threshold_that_is_far(explanation: FullExplanation) -> None:
    for threshold in (0.0, 0.9, 1.0):
        drawing = waterfall_figure(explanation, threshold=threshold)
        low, high = drawing.axes.get_xlim()
        (place,) = {place for line in drawing.axes.lines[-1:] for place in line.get_xdata()}
        assert low < place < high


def test_many_features_are_one_bar_together_but_one_is_itself(explanation: FullExplanation) -> None:
    assert waterfall_figure(explanation, most=0).lines[1] == "2 other features together: +0.51"
    assert waterfall_figure(explanation, most=1).lines == waterfall_figure(explanation, most=2).lines


def test_an_applicant_of_whom_nothing_speaks_is_drawn_too(explanation: FullExplanation) -> None:
    silent = replace(explanation, contributions=(), log_odds=-2.0)
    drawing = waterfall_figure(silent, threshold=0.2)
    assert len(drawing.lines) == 2
    assert nothing_is_cut(drawing)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lime_shows_weights_in_percentage_points(language: str, scorer: Scorer, frame: pl.DataFrame) -> None:
    with speaking(language):
        found = lime_explanation(scorer, frame[3], background(frame, scorer.features), samples=500, seed=7)
        drawing = lime_figure(found)
        told = written(drawing)
        assert nothing_is_cut(drawing)
    assert [patch.get_width() for patch in drawing.axes.patches] == pytest.approx(
        [100 * weight.weight for weight in found.weights[:10]]
    )
    assert all(weight.meaning in told and weight.condition in told for weight in found.weights[:10])


def test_lime_without_weights_is_an_empty_figure() -> None:
    drawing = lime_figure(Surrogate((), fit=1.0, probability=0.08, imitated=0.08, samples=2_000))
    assert drawing.lines == ()
    assert nothing_is_cut(drawing)
    assert "R² 1.00 on 2,000 variants" in drawing.axes.get_xlabel().replace("\n", " ")
