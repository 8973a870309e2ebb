import pytest

from creditworthy.exploration.words import (
    compact,
    meaning_of,
    outcome_name,
    short_meaning,
    shortened,
    signed,
    spoken,
    strength_name,
    typeset,
    wrapped,
)
from creditworthy.language import speaking
from creditworthy.tables.dictionary import Column

JOB = Column(
    "JOB",
    "integer",
    "days",
    "Start of the job, in days relative to now (exact)",
    "Début de l'emploi, en jours avant (exact)",
)


def test_meanings_are_the_dictionary_s_in_the_reader_s_language() -> None:
    assert meaning_of(JOB) == "Start of the job, in days relative to now (exact)"
    assert meaning_of(Column("X", "number", "share", "", "")) == "X"
    with speaking("fr"):
        assert meaning_of(JOB) == "Début de l’emploi, en jours avant (exact)"


def test_beside_an_axis_a_meaning_needs_no_unit() -> None:
    assert short_meaning(JOB) == "Start of the job"
    with speaking("fr"):
        assert short_meaning(JOB) == "Début de l’emploi"


def test_only_french_has_a_curved_apostrophe() -> None:
    assert typeset("d'un") == "d'un"
    with speaking("fr"):
        assert typeset("d'un") == "d’un"


def test_outcomes_and_strengths_have_names() -> None:
    assert [outcome_name(outcome) for outcome in (0, 1, None)] == ["repaid", "in default", "all applications"]
    with speaking("fr"):
        assert [strength_name(name) for name in ("none", "strong")] == ["négligeable", "forte"]


@pytest.mark.parametrize(("value", "written"), [(-0.5, "−0.50"), (-0.001, "0.00"), (0.25, "0.25"), (0.0, "0.00")])
def test_signs(value: float, written: str) -> None:
    assert signed(value) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [(148_500.0, "148,500"), (43.64, "43.6"), (4.05, "4.05"), (0.5052, "0.505"), (-12.0, "−12.0")],
)
def test_numbers_have_the_decimals_they_need(amount: float, written: str) -> None:
    assert spoken(amount) == written


def test_a_whole_number_may_have_none() -> None:
    assert (spoken(3.0, whole=True), spoken(3.5, whole=True)) == ("3", "3.50")


def test_large_numbers_are_short_on_an_axis() -> None:
    assert compact(1_500_000) == "1.5M"
    with speaking("fr"):
        assert compact(500_000) == "500\xa0k"


def test_a_long_text_is_cut_or_takes_two_lines() -> None:
    assert shortened("Secondary / secondary special", 12) == "Secondary /…"
    assert shortened("Working", 12) == "Working"
    assert wrapped("one two three four five", 10) == "one two\nthree…"
