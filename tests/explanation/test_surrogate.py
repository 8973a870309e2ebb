from typing import Any

import polars as pl
import pytest

from creditworthy.explanation.background import background
from creditworthy.explanation.surrogate import Surrogate, lime_explanation
from creditworthy.pipeline import prepare
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables


@pytest.fixture(scope="module")
def known(line: Scorer, population: pl.DataFrame) -> dict[str, Any]:
    return background(population, line.features)


@pytest.fixture(scope="module")
def found(line: Scorer, applicant: pl.DataFrame, known: dict[str, Any]) -> Surrogate:
    return lime_explanation(line, applicant, known, seed=7)


def test_the_strongest_features_are_the_right_ones_with_the_right_sign(found: Surrogate) -> None:
    assert [(weight.feature, weight.effect) for weight in found.weights] == [
        ("application_credit", "raises"),
        ("application_term", "lowers"),
        ("application_contract_type", "raises"),
    ]
    assert found.weights[0].weight > 0 > found.weights[1].weight
    assert found.weights[0].condition == "990,000, above 800,000"
    assert found.weights[0].meaning == "Amount of the loan"


def test_a_weight_is_the_change_of_the_probability_against_the_others(line: Scorer, found: Surrogate) -> None:
    """Against revolving, cash adds 0.3 log-odds: about 0.3 × p(1 − p)."""
    weight = found.weights[2].weight
    slopes = [p * (1 - p) for p in (0.1, 0.3)]
    assert 0.3 * slopes[0] < weight < 0.3 * slopes[1]


def test_it_says_how_well_it_imitates(line: Scorer, applicant: pl.DataFrame, found: Surrogate) -> None:
    assert found.probability == pytest.approx(line.probability(applicant)[0])
    assert found.imitated == pytest.approx(found.probability, abs=0.03)
    assert 0.7 < found.fit < 1
    assert found.samples == 2_000


def test_the_same_seed_gives_the_same_weights(
    line: Scorer, applicant: pl.DataFrame, known: dict[str, Any], found: Surrogate
) -> None:
    assert lime_explanation(line, applicant, known, seed=7) == found
    assert lime_explanation(line, applicant, known, seed=8) != found


def test_missing_values_are_imputed_inside_only(
    line: Scorer, applicant: pl.DataFrame, known: dict[str, Any], found: Surrogate
) -> None:
    """The line refuses what is missing; the median term says little."""
    unknown = applicant.with_columns(application_term=pl.lit(None, pl.Float64))
    weights = {weight.feature: weight for weight in lime_explanation(line, unknown, known, seed=7).weights}
    assert weights["application_term"].condition.startswith("unknown, taken as 2")
    assert abs(weights["application_term"].weight) < abs(found.weights[1].weight) / 4
    assert unknown["application_term"].null_count() == 1


def test_the_model_of_a_training_is_imitated_by_its_largest_weights_first(scorer: Scorer, tables: Tables) -> None:
    frame = prepare(tables, "train", scorer.features)
    known = background(frame, scorer.features)
    found = lime_explanation(scorer, frame[1], known, seed=7)
    assert found.fit > 0.2
    assert {weight.feature for weight in found.weights} <= set(scorer.features)
    sizes = [abs(weight.weight) for weight in found.weights]
    assert sizes == sorted(sizes, reverse=True)
