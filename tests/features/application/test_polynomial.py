from collections.abc import Callable

import pytest

from creditworthy.features import FEATURES
from creditworthy.features.application.polynomial import POLYNOMIAL
from creditworthy.features.feature import Concept

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

APPLICATIONS: dict[str, list[object]] = {
    "EXT_SOURCE_1": [0.2, None, 0.5],
    "EXT_SOURCE_2": [0.4, 0.5, None],
    "EXT_SOURCE_3": [0.6, 1.0, 0.0],
    "DAYS_BIRTH": [-14610, -7305, -7305],  # 40 and 20 years
    "AMT_CREDIT": [1200.0, 1000.0, 1001.0],
    "AMT_ANNUITY": [100.0, 1.0, 1.0],  # 12 annuities; 1000, the longest term; longer
    "AMT_INCOME_TOTAL": [400.0, 4.0, 4.0],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("score_1_squared", [0.04, None, 0.25]),
        ("score_1_age", [8.0, None, 10.0]),
        ("score_1_term", [2.4, None, None]),
        ("score_1_effort", [0.05, None, 0.125]),
        ("age_squared", [1600.0, 400.0, 400.0]),
        ("age_term", [480.0, 20_000.0, None]),
        ("term_squared", [144.0, 1e6, None]),
        ("effort_squared", [0.0625, 0.0625, 0.0625]),
        ("score_3_cubed", [0.216, 1.0, 0.0]),
        ("score_1_squared_score_2", [0.016, None, None]),
        ("score_2_score_3_squared", [0.144, 0.5, None]),
        ("score_2_score_3_age", [9.6, 10.0, None]),
    ],
)
def test_powers_are_multiplied(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(f"application_poly_{name}", application=APPLICATIONS) == near(expected)


def test_the_family_is_off_unless_asked_for() -> None:
    family = [name for name, entry in FEATURES.items() if entry.family == POLYNOMIAL]
    assert family == [name for name in FEATURES if name.startswith("application_poly_")]
    assert len(family) == 32


def test_products_that_are_features_already_are_left_out() -> None:
    assert "application_poly_score_2_score_3" not in FEATURES
    assert "application_poly_score_1_score_2_score_3" not in FEATURES


@pytest.mark.parametrize(
    ("name", "en", "fr", "concept"),
    [
        ("age_squared", "Square of the age", "Carré de l'âge", Concept.PERSON),
        (
            "score_1_squared_score_2",
            "Product of the square of the first external score and the second external score",
            "Produit du carré du premier score externe et du deuxième score externe",
            Concept.EXTERNAL,
        ),
        (
            "score_1_score_3_age",
            "Product of the first external score, the third external score and the age",
            "Produit du premier score externe, du troisième score externe et de l'âge",
            Concept.EXTERNAL,
        ),
        (
            "term_squared",
            "Square of the term of the loan",
            "Carré de la durée du prêt",
            Concept.LOAN,
        ),
    ],
)
def test_meanings_are_composed(name: str, en: str, fr: str, concept: Concept) -> None:
    entry = FEATURES[f"application_poly_{name}"]
    assert (entry.en, entry.fr, entry.concept) == (en, fr, concept)
