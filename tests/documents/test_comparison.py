import pytest

from creditworthy.documents.comparison import comparison_figure
from creditworthy.language import speaking
from creditworthy.pipeline import Training


def test_every_candidate_stands_in_the_figure_the_best_on_top(training: Training) -> None:
    drawing = comparison_figure(training.evidence)
    names = [label.get_text() for label in drawing.axes.get_yticklabels()]
    assert names == [outcome.name for outcome in training.outcomes]
    low, high = drawing.axes.get_ylim()
    assert low > high
    best = training.champion.metrics
    line = f"{training.champion.name} · Business score {best['business_score'].value:.3f}, AUC {best['auc'].value:.3f}"
    assert drawing.lines[0] == line


def test_granting_everyone_is_drawn_where_it_is(training: Training) -> None:
    drawing = comparison_figure(training.evidence)
    dashed = [line for line in drawing.axes.get_lines() if line.get_linestyle() == "--"]
    assert [line.get_xdata()[0] for line in dashed] == [training.evidence["grant_all"]]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "The candidates, judged on 2 folds they had not seen (generated portfolio)"),
        ("fr", "Les candidats, jugés sur 2 plis qu'ils n'avaient pas vus (portefeuille généré)"),
    ],
)
def test_a_generated_portfolio_is_labelled_in_the_language_of_the_reader(
    training: Training, language: str, title: str
) -> None:
    with speaking(language):
        drawing = comparison_figure(training.evidence)
        assert drawing.title == title
        svg = drawing.svg()
    assert svg.startswith("<svg")
    assert "http" not in svg.replace("http://www.w3.org", "")


def test_real_tables_are_not_called_generated(training: Training) -> None:
    assert "generated" not in comparison_figure({**training.evidence, "generated": False}).title
