from typing import Any

import pytest

from creditworthy.scorer import Scorer
from creditworthy.service.trying import what_if
from creditworthy.tables.applicants import request_of
from creditworthy.tables.load import Tables


def test_a_crowd_of_variants_beside_the_base(scorer: Scorer, tables: Tables) -> None:
    asked: dict[str, Any] = request_of(tables, int(tables.applications("test").collect()["SK_ID_CURR"][3]))
    case = (asked["application"], {"bureau": asked["histories"]["bureau"]})
    found = what_if(scorer, case, [{"AMT_CREDIT": 90_000.0}, {}])
    alone = scorer.score({**asked["application"], "AMT_CREDIT": 90_000.0}, case[1])
    base = scorer.score(*case)
    first, second = found.variants
    assert (first.probability, first.points, first.decision) == (alone.probability, alone.points, alone.decision)
    assert first.probability_difference == pytest.approx(alone.probability - base.probability, abs=0)
    assert (second.probability_difference, second.points_difference) == (0, 0)
    assert (found.applicant, found.model_version) == (base.applicant, scorer.version)
    assert found.incomplete == list(base.incomplete)
