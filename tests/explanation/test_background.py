import json

import polars as pl
import pytest

from creditworthy.explanation.background import background
from creditworthy.features import FEATURES
from creditworthy.pipeline import prepare
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables

TEN = pl.DataFrame({"years": [*map(float, range(1, 11)), None, None]})


def test_a_number_is_summed_up_over_its_known_values() -> None:
    found = background(TEN, ["years"])["numbers"]["years"]
    assert found["missing"] == pytest.approx(2 / 12)
    assert found["mean"] == 5.5
    assert found.keys().isdisjoint({"min", "max"})  # they are values of one person
    assert found["std"] == pytest.approx(8.25**0.5)
    assert found["deciles"] == sorted(found["deciles"])
    assert len(found["deciles"]) == 9
    assert found["median"] in {5.0, 6.0}


def test_bins_lie_between_the_fifths_and_hold_everybody() -> None:
    bins = background(TEN, ["years"])["numbers"]["years"]["bins"]
    assert len(bins["up_to"]) == 4
    assert len(bins["shares"]) == len(bins["typical"]) == 5
    assert sum(bins["shares"]) == pytest.approx(1)
    edges = [0.0, *bins["up_to"], 10.0]
    for low, high, share, typical in zip(edges, edges[1:], bins["shares"], bins["typical"], strict=False):
        assert low < typical <= high
        assert share == (high - low) / 10


def test_fifths_that_coincide_are_one_bin() -> None:
    flags = pl.DataFrame({"flag": [0] * 95 + [1] * 5, "same": [3] * 100})
    found = background(flags, ["flag", "same"])["numbers"]
    assert found["flag"]["bins"] == {"up_to": [0.0], "shares": [0.95, 0.05], "typical": [0.0, 1.0]}
    assert found["same"]["bins"] == {"up_to": [], "shares": [1.0], "typical": [3.0]}


@pytest.mark.parametrize("unknown", [None, float("nan")])
def test_a_number_that_nobody_has_has_no_statistics(unknown: float | None) -> None:
    frame = pl.DataFrame({"never": [unknown, unknown]}, schema={"never": pl.Float64})
    found = background(frame, ["never"])["numbers"]["never"]
    assert found["missing"] == 1
    assert found["mean"] is found["std"] is found["median"] is None
    assert found["deciles"] == []
    assert found["bins"] == {"up_to": [], "shares": [], "typical": []}


def test_rare_categories_are_not_named() -> None:
    frame = pl.DataFrame({"work": ["Driver"] * 20 + ["Cook"] * 60 + ["Astronaut"] * 19 + [None]})
    found = background(frame, ["work"])["categories"]["work"]
    assert found == {"missing": 0.01, "other": 0.19, "frequencies": {"Cook": 0.6, "Driver": 0.2}}
    assert list(found["frequencies"]) == ["Cook", "Driver"]


def test_it_is_plain_json_of_the_features_asked_for(scorer: Scorer, tables: Tables) -> None:
    frame = prepare(tables, "train", scorer.features)
    found = background(frame, scorer.features)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["rows"] == frame.height
    assert {*found["numbers"], *found["categories"]} == set(scorer.features)
    assert set(found["categories"]) == {name for name in scorer.features if FEATURES[name].categorical}
