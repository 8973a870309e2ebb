from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy.explanation import importance
from creditworthy.models import CANDIDATES
from creditworthy.scorer import Scorer

Few = tuple[pl.DataFrame, Any]


@pytest.mark.parametrize("name", CANDIDATES)
def test_importance_is_the_mean_size_of_contributions(scorers: dict[str, Scorer], few: Few, name: str) -> None:
    scorer, frame = scorers[name], few[0]
    found = importance(scorer, frame)
    each = [scorer.contributions(frame[[row]]).values[0] for row in range(5)]
    some = importance(scorer, frame.head(5))
    close = 1e-6 if name == "xgboost" else 1e-12  # it counts in single precision
    for index, feature in enumerate(scorer.features):
        assert some[feature] == pytest.approx(sum(abs(row[index]) for row in each) / 5, abs=close)
    assert set(found) == set(scorer.features)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert (found == some) == (name == "prior")  # to which nothing matters


def test_a_feature_without_a_say_comes_last(scorers: dict[str, Scorer], few: Few) -> None:
    found = importance(scorers["lightgbm"], few[0])
    unused = {name for name, size in found.items() if size == 0.0}
    assert unused
    assert set(list(found)[-len(unused) :]) == unused
    assert np.isfinite(list(found.values())).all()
