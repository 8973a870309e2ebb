from pathlib import Path

import numpy as np
import pytest

from creditworthy.models.boosters import LightgbmModel, XgboostModel, load_lightgbm, load_xgboost
from creditworthy.models.boosting import lightgbm, xgboost
from creditworthy.models.matrix import Matrix

Sample = tuple[Matrix, np.ndarray]


@pytest.fixture(scope="module")
def light(sample: Sample) -> LightgbmModel:
    return LightgbmModel(lightgbm(1, n_estimators=20).fit(*sample).booster_)


@pytest.fixture(scope="module")
def extreme(sample: Sample) -> XgboostModel:
    return XgboostModel(xgboost(1, n_estimators=20).fit(*sample).get_booster())


def test_a_light_booster_is_text_that_says_its_trees(light: LightgbmModel, tmp_path: Path) -> None:
    light.save(tmp_path)
    text = (tmp_path / "model.txt").read_text(encoding="utf-8")
    assert text.startswith("tree\n")
    assert text.count("\nTree=") == 20
    assert load_lightgbm(tmp_path / "model.txt").booster.num_trees() == 20


def test_an_extreme_booster_is_universal_binary_json(extreme: XgboostModel, tmp_path: Path) -> None:
    extreme.save(tmp_path)
    assert (tmp_path / "model.ubj").read_bytes().startswith(b"{L")
    assert load_xgboost(tmp_path / "model.ubj").booster.num_boosted_rounds() == 20


def test_answers_are_in_double_precision_whatever_the_booster_counts_in(
    light: LightgbmModel, extreme: XgboostModel, sample: Sample
) -> None:
    for model in (light, extreme):
        assert model.margin(sample[0]).dtype == model.contributions(sample[0]).dtype == np.float64
