import re
from typing import Any

import pytest

from creditworthy.documents import committee_page
from creditworthy.pipeline import Training


@pytest.fixture(scope="module")
def saved(training: Training) -> dict[str, Any]:
    return {"candidate": training.scorer.candidate, "costs": {"missed_default": 10.0, "lost_good_loan": 1.0}}


@pytest.fixture(scope="module")
def page(training: Training, saved: dict[str, Any]) -> str:
    return committee_page(saved, training.evidence, "a1b2", language="fr")


def test_it_holds_both_languages_and_loads_nothing(page: str) -> None:
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "Proposition au comité de crédit" in page
    assert "Proposal to the credit committee" in page
    assert 'id="fr" checked' in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")
    assert "<script" not in page


def test_it_says_what_is_proposed_and_that_it_is_generated(page: str, training: Training) -> None:
    score = training.champion.metrics["business_score"].value
    assert page.count(f"{score:.3f}") >= 1
    assert page.count('class="generated"') == 2
    assert f"{training.evidence['applicants']:,}" in page


def test_sections_are_those_of_a_proposal(page: str) -> None:
    english = page.partition('<main lang="en">')[2]
    assert re.findall(r"<section><h2>([^<]+)</h2>", english) == [
        "Candidates",
        "What is found, what is lost",
        "Do probabilities come true?",
        "If errors cost more, or less",
        "Groups of applicants",
        "What this page does not say",
    ]
    assert english.count("<svg") == 3


def test_slides_fill_the_screen(training: Training, saved: dict[str, Any]) -> None:
    assert "<body class=slides>" in committee_page(saved, training.evidence, "a1b2", language="en", slides=True)


def test_one_candidate_alone_has_nobody_to_change_sides_with(training: Training, saved: dict[str, Any]) -> None:
    alone = {name: kept for name, kept in training.evidence.items() if name != "swap"}
    plain = {**alone, "fairness": {}, "generated": False, "selection": {"best": "a", "champion": "b"}}
    page = committee_page(saved, plain, "a1b2", language="en")
    assert "Who changes side" not in page
    assert "no groups were compared" in page
    assert 'class="generated"' not in page
    assert "a has the best business score; b is simpler and within one standard error of it." in page
