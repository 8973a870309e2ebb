from typing import Any

import pytest

from creditworthy.dashboard.case import Case
from creditworthy.dashboard.figures.bars import Bar, drawn
from creditworthy.dashboard.figures.contributions import MOST, concepts, signed, waterfall
from creditworthy.dashboard.figures.frame import Figure
from creditworthy.dashboard.figures.gauge import gauge
from creditworthy.dashboard.figures.position import categories, deciles, histogram, share_below
from creditworthy.dashboard.figures.weights import importance, weights
from creditworthy.language import speaking
from creditworthy.messages import ExplanationAnswer, LimeAnswer
from creditworthy.messages.invented import LIME


def values(figure: Figure) -> list[dict[str, Any]]:
    """All rows that a figure draws, in the order of its layers; reading them checks it against Vega-Lite's schema."""
    spec = figure.chart.to_dict()
    names = [part["data"]["name"] for part in (spec, *spec["layer"]) if "data" in part]
    return [row for name in dict.fromkeys(names) for row in spec["datasets"][name]]


def written(figure: Figure) -> list[str]:
    return [row["text"] for row in values(figure) if row.get("text")]


@pytest.fixture
def many(case: Case) -> ExplanationAnswer:
    """Fourteen features: the first raises by 1.3, the next lowers by 1.2, and so on."""
    one = case.explanation.contributions[0]
    sizes = [(-1) ** place * (1.3 - place / 10) for place in range(13)] + [0.05]
    parts = [
        one.model_copy(update={"feature": f"f{place}", "meaning": f"feature {place}", "contribution": size})
        for place, size in enumerate(sizes)
    ]
    return case.explanation.model_copy(update={"contributions": parts, "log_odds": -2.5 + sum(sizes)})


def test_the_gauge_says_all_in_words_too() -> None:
    figure = gauge(0.054, 0.1)
    assert figure.words == "Probability of default 5.4%; declined from 10.0%."
    assert written(figure) == ["granted", "declined", "Threshold 10.0%", "Probability 5.4%"]


def test_the_gauge_shows_before_and_now() -> None:
    figure = gauge(0.2, 0.1, before=0.05)
    assert figure.words == "Probability of default 5.0% before, 20.0% now; declined from 10.0%."
    assert [row["at"] for row in values(figure) if "at" in row] == [0.0, 0.26, 0.1, 0.05, 0.2]


def test_the_line_of_the_gauge_ends_at_one() -> None:
    ends = [row["to"] for row in values(gauge(0.9, 0.1)) if "to" in row]
    assert ends == [0.1, 1.0]


def test_the_waterfall_climbs_from_the_base_to_the_applicant(many: ExplanationAnswer) -> None:
    rows = values(waterfall(many))
    assert len(rows) == MOST + 3
    assert rows[0]["start"] == -2.5
    assert [row["end"] for row in rows[1:-2]] == pytest.approx([row["start"] for row in rows[2:-1]])
    assert rows[-2]["end"] == pytest.approx(rows[-1]["start"])
    assert rows[-2]["label"] == "4 other features"
    assert [row["kind"] for row in rows[:3]] == ["total", "▲ raises the risk", "▼ lowers the risk"]
    assert (rows[1]["written"], rows[2]["written"]) == ("+1.30", "−1.20")


def test_few_features_have_no_others(case: Case) -> None:
    figure = waterfall(case.explanation)
    assert [row["label"] for row in values(figure)][1:-1] == [
        "Amount of the loan (200,000)",
        "Number of credits with other lenders (unknown)",
    ]
    assert figure.words.startswith("From −2.50 to −2.80 log-odds of default: Amount of the loan (200,000) −0.50; ")


def test_concepts_are_summed_with_their_sign(case: Case) -> None:
    assert concepts(case.explanation).words == "Contributions by concept, in log-odds: Loan −0.30."


def test_signs_in_french() -> None:
    with speaking("fr"):
        assert (signed(0.5), signed(-0.004)) == ("+0,50", "0,00")


def test_long_labels_are_wrapped_and_given_room() -> None:
    short, long = (drawn([Bar(label, 1.0, "+1")], title="t", words="w") for label in ("a", "word " * 40))
    steps = [figure.chart.to_dict()["height"]["step"] for figure in (short, long)]
    assert steps == [40, 12 + 14 * 4]


def test_nothing_to_draw_is_drawn_all_the_same() -> None:
    assert values(weights(LimeAnswer.model_validate(LIME | {"weights": []}))) == []


def test_weights_are_percentage_points() -> None:
    figure = weights(LimeAnswer.model_validate(LIME))
    assert values(figure)[0]["written"] == "−1.2"
    assert values(figure)[0]["end"] == pytest.approx(-1.2)
    assert figure.words.endswith("Amount of the loan (150,000, at most 270,000) −1.2.")


def test_importance_keeps_the_names_it_has_no_words_for() -> None:
    figure = importance({"a": 0.1, "b": 0.3}, {"a": "Age"})
    assert figure.words == "Features that move the decisions most: b; Age."
    assert [row["kind"] for row in values(figure)] == ["total", "total"]


def test_the_share_below_a_probability() -> None:
    edges, counts = [0.0, 0.1, 0.2, 1.0], [50, 30, 20]
    found = [share_below(probability, edges, counts) for probability in (0.0, 0.05, 0.2, 1.0)]
    assert found == pytest.approx([0.0, 0.25, 0.8, 1.0])
    assert share_below(0.5, edges, [0, 0, 0]) == 0.0


def test_the_histogram_stops_where_nobody_is(case: Case) -> None:
    edges = [place / 100 for place in range(101)]
    figure = histogram(case.decision, edges, [10] * 15 + [0] * 85)
    bars = [row for row in values(figure) if "count" in row]
    assert len(bars) == 20
    assert [bars[0]["kind"], bars[-1]["kind"]] == ["granted", "declined"]
    assert written(figure) == ["Threshold 10.0%", "This applicant 5.0%"]
    assert figure.words == "33% of the applicants have a lower probability of default than this one."


def test_a_value_against_the_deciles() -> None:
    figure = deciles(35.0, [float(10 * tenth) for tenth in range(1, 10)], unit="count", meaning="Payments")
    assert figure.words == "Payments: 35; about 30% of the applicants have less, half have at most 50."
    assert written(figure) == ["This applicant: 35"]


def test_an_unknown_value_has_no_line() -> None:
    figure = deciles(None, [1.0] * 9, unit="count", meaning="Payments")
    assert (figure.words, written(figure)) == ("Payments: unknown for this applicant.", [])


def test_the_own_category_is_marked_by_more_than_colour() -> None:
    figure = categories("Y", {"N": 0.3, "Y": 0.7})
    assert [(row["label"], row["written"]) for row in values(figure)] == [("▶ yes", "70.0%"), ("no", "30.0%")]
    assert figure.words == "This applicant: yes, as 70.0% of the applicants."
    assert categories(None, {"N": 1.0}).words == "This applicant: unknown, as 0.0% of the applicants."


def test_french_axes_have_french_numbers() -> None:
    with speaking("fr"):
        assert gauge(0.05, 0.1).chart.to_dict()["config"]["locale"]["number"]["decimal"] == ","
    assert "locale" not in gauge(0.05, 0.1).chart.to_dict()["config"]
