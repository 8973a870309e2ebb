from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def test_the_facts_of_a_decision(shown: Callable[..., AppTest]) -> None:
    page = shown()
    assert [(metric.label, metric.value) for metric in page.metric] == [
        ("Probability of default", "5.0%"),
        ("Declined from", "10.0%"),
        ("Points (more points, less risk)", "550"),
    ]
    assert page.warning[0].value == r"Not looked up\: credit\_card\_balance"
