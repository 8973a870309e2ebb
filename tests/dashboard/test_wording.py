import pytest

from creditworthy.dashboard.wording import escaped, in_words, known, meaning_in_words, named
from creditworthy.language import speaking
from creditworthy.tables.dictionary import home_credit

COLUMNS = home_credit().application.columns


@pytest.mark.parametrize(
    ("column", "content", "words"),
    [
        ("SK_ID_CURR", 100_002, "100002"),
        ("AMT_CREDIT", 406_597.5, "406,598"),
        ("AMT_ANNUITY", None, "unknown"),
        ("DAYS_EMPLOYED", 365_243, "unknown"),
        ("DAYS_EMPLOYED", -12, "12 days before the application"),
        ("DAYS_BIRTH", -14_610, "40.0 years before the application"),
        ("DAYS_REGISTRATION", 0, "on the day of the application"),
        ("DAYS_REGISTRATION", 800, "2.2 years after the application"),
        ("CODE_GENDER", "XNA", "unknown"),
        ("CODE_GENDER", "F", "female"),
        ("FLAG_OWN_REALTY", "N", "no"),
        ("FLAG_EMAIL", 1, "yes"),
        ("WEEKDAY_APPR_PROCESS_START", "MONDAY", "Monday"),
        ("NAME_HOUSING_TYPE", "With parents", "With parents"),
        ("REGION_POPULATION_RELATIVE", 0.0188, "1.9%"),
    ],
)
def test_values_in_words(column: str, content: object, words: str) -> None:
    assert in_words(content, COLUMNS[column]) == words  # type: ignore[arg-type]


def test_french_numbers() -> None:
    with speaking("fr"):
        assert in_words(406_597.5, COLUMNS["AMT_CREDIT"]) == "406\u202f598"
        assert in_words(None, COLUMNS["AMT_CREDIT"]) == "inconnu"


def test_a_sentinel_is_unknown() -> None:
    assert known(365_243, COLUMNS["DAYS_EMPLOYED"]) is None
    assert known(-3, COLUMNS["DAYS_EMPLOYED"]) == -3


def test_the_meaning_of_a_span_needs_no_unit() -> None:
    assert meaning_in_words(COLUMNS["DAYS_BIRTH"]) == "Date of birth"
    assert meaning_in_words(COLUMNS["AMT_CREDIT"]) == "Amount of the loan"


def test_values_of_features() -> None:
    assert (named("N", "category"), named(1.5, "years"), named(None, "score")) == ("no", "1.5 years", "unknown")


def test_markdown_stays_text() -> None:
    assert escaped("a*b_$c") == r"a\*b\_\$c"
