import re
from dataclasses import replace
from html.parser import HTMLParser

from creditworthy.language import speaking
from creditworthy.monitoring import Comparison
from creditworthy.monitoring.drift import Opinion
from creditworthy.monitoring.page import labelled, page

LABEL = "Generated portfolio: these applicants are invented"


class Tags(HTMLParser):
    """What a page holds: its tags with their attributes, and whether each that opens closes in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_loads_nothing(comparison: Comparison) -> None:
    tags = Tags(page(comparison))
    assert tags.open == []
    names = [name for name, _ in tags.found]
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert names.count("svg") == 1 + len(comparison.shifts)
    assert [attributes["href"] for name, attributes in tags.found if name == "a"] == ["evidently.html"]
    assert "http" not in page(comparison).replace("http-equiv", "")
    assert "default-src 'none'" in page(comparison)


def test_features_stand_in_the_order_of_the_comparison(comparison: Comparison) -> None:
    found = re.findall(r"<small>(\w+)</small>", page(comparison))
    assert found == [shift.name for shift in comparison.shifts]


def test_the_page_sums_up_and_says_what_was_drawn(comparison: Comparison) -> None:
    text = page(comparison)
    assert "Features: 2 ok, 0 on warning, 2 on alarm. The score: ok." in text
    assert "400 of 400 of application_train" in text
    assert "Model a1b2" in text


def test_an_invented_portfolio_is_labelled_and_a_real_one_is_not(comparison: Comparison, opinion: Opinion) -> None:
    real = replace(comparison, generated=False)
    assert LABEL in page(comparison)
    assert LABEL in labelled(opinion.html, comparison)
    assert LABEL not in page(real) + labelled(opinion.html, real)


def test_evidentlys_page_is_forbidden_to_load_anything(comparison: Comparison, opinion: Opinion) -> None:
    text = labelled(opinion.html, comparison)
    _, rest = text.split("<head>", 1)
    assert rest.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\';')
    assert re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=|<link[^>]*\shref=", text) == []
    assert "<title>Evidently · application_test / application_train</title>" in rest[:600]
    assert text.count("<body>") == opinion.html.count("<body>")


def test_without_a_scorer_there_is_no_score(comparison: Comparison) -> None:
    shifts = tuple(replace(shift, importance=None) for shift in comparison.shifts)
    text = page(replace(comparison, score=None, version=None, shifts=shifts))
    assert "No scorer: the features alone are compared." in text
    assert "The score" not in text
    assert text.count("<td>–</td>") == 2 * len(shifts)


def test_the_page_speaks_french(comparison: Comparison) -> None:
    with speaking("fr"):
        text = page(comparison)
    assert '<html lang="fr">' in text
    assert "Revenu du demandeur" in text
    assert Tags(text).open == []
