import math

import numpy as np
import polars as pl
import pytest

from creditworthy.explanation.full import full_explanation
from creditworthy.language import speaking
from creditworthy.pipeline import prepare
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables


def test_a_straight_line_contributes_weight_times_value(line: Scorer, applicant: pl.DataFrame) -> None:
    found = full_explanation(line, applicant)
    sizes = {part.feature: part.contribution for part in found.contributions}
    assert sizes == {
        "application_credit": pytest.approx(1.485),
        "application_term": pytest.approx(-0.98),
        "application_down_payment": 0,
        "application_contract_type": 0,
    }
    assert list(sizes)[:2] == ["application_credit", "application_term"]
    assert (found.base, found.log_odds) == (-2, pytest.approx(-1.495))
    assert found.concepts == {"loan asked for": pytest.approx(0.505)}
    assert [type(concept) for concept in found.concepts] == [str]


def test_a_part_says_what_it_is(line: Scorer, applicant: pl.DataFrame) -> None:
    with speaking("fr"):
        part = full_explanation(line, applicant).contributions[0]
    assert (part.feature, part.value, part.unit) == ("application_credit", 990_000.0, "currency")
    assert part.meaning == "Montant du prêt"


def test_contributions_add_up_to_what_was_decided(scorer: Scorer, tables: Tables) -> None:
    frame = prepare(tables, "test", scorer.features).head(20)
    for row, probability in enumerate(scorer.probability(frame)):
        found = full_explanation(scorer, frame[row])
        sizes = [part.contribution for part in found.contributions]
        assert {part.feature for part in found.contributions} == set(scorer.features)
        assert found.base + sum(sizes) == pytest.approx(found.log_odds)
        assert found.base + sum(found.concepts.values()) == pytest.approx(found.log_odds)
        assert 1 / (1 + math.exp(-found.log_odds)) == pytest.approx(probability)
        assert found.probability == probability
        assert np.all(np.diff(np.abs(sizes)) <= 0)
