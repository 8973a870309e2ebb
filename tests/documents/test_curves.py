import pytest

from creditworthy.documents import curves_figure
from creditworthy.language import speaking
from creditworthy.pipeline import Training


def test_three_panels_of_the_two_best(training: Training) -> None:
    drawing = curves_figure(training.evidence)
    roc, recall, cost = drawing.figure.axes
    names = list(training.evidence["curves"])
    assert names[0] == training.scorer.candidate
    for axes, kind in ((roc, "roc"), (recall, "precision_recall"), (cost, "cost")):
        for line, name in zip(axes.get_lines(), names, strict=False):
            curve = training.evidence["curves"][name][kind]
            assert line.get_label() == name
            assert list(line.get_xdata()) == curve["x"]
            assert list(line.get_ydata()) == curve["y"]
    assert cost.get_lines()[-1].get_xdata()[0] == training.scorer.threshold


@pytest.mark.parametrize(("language", "words"), [("en", "an applicant"), ("fr", "par demandeur")])
def test_it_says_in_words_what_each_costs(training: Training, language: str, words: str) -> None:
    with speaking(language):
        lines = curves_figure(training.evidence).lines
    assert len(lines) == len(training.evidence["curves"])
    assert all(words in line for line in lines)
