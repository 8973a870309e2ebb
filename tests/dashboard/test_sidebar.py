from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

Shown = Callable[..., AppTest]


def title(page: AppTest) -> str:
    return str(page.title[0].value)


def test_the_first_applicant_is_shown_first(shown: Shown) -> None:
    page = shown()
    assert not page.exception
    assert title(page) == "Applicant 100001"
    assert page.button(key="previous").disabled
    assert page.selectbox(key="listed").options == ["100001", "100007", "101900"]


def test_previous_and_next(shown: Shown) -> None:
    page = shown()
    page.button(key="next").click().run()
    assert title(page) == "Applicant 100007"
    assert page.text_input(key="typed").value == "100007"
    page.button(key="next").click().run()
    assert title(page) == "Applicant 101900"
    assert page.button(key="next").disabled
    page.button(key="previous").click().run()
    assert title(page) == "Applicant 100007"


def test_a_number_is_typed(shown: Shown) -> None:
    page = shown().text_input(key="typed").set_value("101900").run()
    assert title(page) == "Applicant 101900"
    assert page.selectbox(key="listed").value == 101_900


def test_a_wrong_number_is_named_and_the_applicant_stays(shown: Shown) -> None:
    page = shown().text_input(key="typed").set_value("12x").run()
    assert page.sidebar.warning[0].value == "“12x” is not an applicant's number; type digits, such as 100002"
    assert title(page) == "Applicant 100001"
    page.text_input(key="typed").set_value("5").run()
    assert page.sidebar.warning[0].value == "no applicant 5"
    assert page.text_input(key="typed").value == "100001"


def test_the_list(shown: Shown) -> None:
    assert title(shown().selectbox(key="listed").set_value(100_007).run()) == "Applicant 100007"


def test_the_language_is_switched_and_the_applicant_stays(shown: Shown) -> None:
    page = shown().button(key="next").click().run()
    page.button_group(key="language").set_value("fr").run()
    assert title(page) == "Demandeur 100007"
    assert page.button(key="next").label == "Suivant →"


def test_a_service_without_applicants(shown: Shown, client: Any) -> None:
    client.known = ()
    page = shown("application")
    assert not page.exception
    assert not page.title
