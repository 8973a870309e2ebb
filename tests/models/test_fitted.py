from pathlib import Path

import numpy as np
import pytest

from creditworthy.errors import ScorerError
from creditworthy.models import CANDIDATES
from creditworthy.models.boosters import LightgbmModel, XgboostModel
from creditworthy.models.fitted import FittedModel, fitted, load_model
from creditworthy.models.imputed import ImputedModel
from creditworthy.models.matrix import Matrix
from creditworthy.models.scikit import AdditiveTreesModel, AveragedTreesModel, LinearModel, PriorModel
from creditworthy.models.woe import ScorecardModel

# Column 0 says most, column 1 is missing where things are bad, columns 2 and 3 say nothing.
RANDOM = np.random.default_rng(5)
LEARNT = RANDOM.normal(size=(500, 5))
LEARNT[RANDOM.uniform(size=500) < 0.3, 1] = np.nan
LEARNT[:, [2, 3]] = [0.0, 4.0]
MATRIX = LEARNT.copy()
MATRIX[:, 2] = np.nan
DEFAULTED = (MATRIX[:, 0] + np.isnan(MATRIX[:, 1]) + RANDOM.normal(size=500) > 1).astype(int)
KINDS = {
    "prior": (PriorModel, "model.skops"),
    "logistic": (LinearModel, "model.skops"),
    "scorecard": (ScorecardModel, "scorecard.json"),
    "decision_tree": (AveragedTreesModel, "model.skops"),
    "random_forest": (AveragedTreesModel, "model.skops"),
    "gradient_boosting": (AdditiveTreesModel, "model.skops"),
    "lightgbm": (LightgbmModel, "model.txt"),
    "xgboost": (XgboostModel, "model.ubj"),
}
SINGLE = {"xgboost": 1e-5}
"""XGBoost counts in single precision."""

Estimator = object


@pytest.fixture(scope="module")
def estimators() -> dict[str, Estimator]:
    fewer = {"gradient_boosting": {"max_iter": 30}}
    fewer |= {name: {"n_estimators": 30} for name in ("random_forest", "lightgbm", "xgboost")}
    return {name: CANDIDATES[name].make(2, **fewer.get(name, {})).fit(LEARNT, DEFAULTED) for name in KINDS}


@pytest.fixture(scope="module")
def models(estimators: dict[str, Estimator]) -> dict[str, FittedModel]:
    return {name: fitted(estimator) for name, estimator in estimators.items()}


def test_every_candidate_has_a_kind() -> None:
    assert list(KINDS) == [name for name, entry in CANDIDATES.items() if not entry.members]


@pytest.mark.parametrize("name", KINDS)
def test_kind_and_file(models: dict[str, FittedModel], name: str) -> None:
    kind, file = KINDS[name]
    assert type(models[name]) is kind
    assert models[name].files == (file,)


@pytest.mark.parametrize("name", [name for name in KINDS if name != "scorecard"])  # which has no probabilities
def test_margin_is_the_log_odds_of_the_estimator(
    estimators: dict[str, Estimator], models: dict[str, FittedModel], name: str
) -> None:
    probability = np.asarray(estimators[name].predict_proba(MATRIX)[:, 1], dtype=float)  # type: ignore[attr-defined]
    known = (probability > 0) & (probability < 1)
    assert known.sum() > 400
    expected = np.log(probability / (1 - probability), where=known, out=np.zeros(500))
    assert models[name].margin(MATRIX)[known] == pytest.approx(expected[known], abs=SINGLE.get(name, 1e-9))


@pytest.mark.parametrize("name", KINDS)
def test_contributions_and_base_add_up_to_the_margin(models: dict[str, FittedModel], name: str) -> None:
    parts = models[name].contributions(MATRIX)
    assert parts.shape == (500, 6)
    assert np.ptp(parts[:, -1]) == 0.0
    assert parts.sum(axis=1) == pytest.approx(models[name].margin(MATRIX), abs=SINGLE.get(name, 1e-9))


@pytest.mark.parametrize("name", KINDS)
def test_columns_that_tell_nothing_contribute_nothing(models: dict[str, FittedModel], name: str) -> None:
    parts = models[name].contributions(MATRIX)
    assert np.abs(parts[:, [2, 3]]).max() < 1e-9
    assert (np.abs(parts[:, 0]).max() > 0.1) == (name != "prior")


@pytest.mark.parametrize("name", KINDS)
def test_what_it_does_not_look_at_moves_nothing(models: dict[str, FittedModel], name: str) -> None:
    model = models[name]
    seen = model.looks_at(5)
    assert seen.shape == (5,)
    assert seen[[0, 1]].all()
    if name in {"scorecard", "lightgbm", "xgboost"}:
        assert not seen[[2, 3]].any()
    for other in (np.nan, 7.0):
        changed = MATRIX.copy()
        changed[:, ~seen] = other
        assert np.array_equal(model.margin(changed), model.margin(MATRIX))
        assert np.array_equal(model.contributions(changed), model.contributions(MATRIX))


@pytest.mark.parametrize("name", KINDS)
def test_one_row_gives_the_bits_of_the_crowd(models: dict[str, FittedModel], name: str) -> None:
    crowd = models[name].margin(MATRIX)
    alone = np.concatenate([models[name].margin(MATRIX[[row]]) for row in range(50)])
    assert np.array_equal(alone, crowd[:50])


@pytest.mark.parametrize("name", KINDS)
def test_saved_and_loaded_is_the_same_to_the_bit(models: dict[str, FittedModel], name: str, tmp_path: Path) -> None:
    kind, file = KINDS[name]
    models[name].save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [file]
    read = load_model(tmp_path, models[name].files)
    assert type(read) is kind
    assert np.array_equal(read.margin(MATRIX), models[name].margin(MATRIX))
    assert np.array_equal(read.contributions(MATRIX), models[name].contributions(MATRIX))
    again = tmp_path / "again"
    again.mkdir()
    read.save(again)
    assert (again / file).read_bytes() == (tmp_path / file).read_bytes()


@pytest.mark.parametrize("name", KINDS)
def test_medians_beside_any_model_are_read_with_it(
    models: dict[str, FittedModel], name: str, sample: tuple[Matrix, np.ndarray], tmp_path: Path
) -> None:
    model = ImputedModel(np.arange(5.0), models[name])
    model.save(tmp_path)
    read = load_model(tmp_path, model.files)
    assert isinstance(read, ImputedModel)
    assert type(read.model) is KINDS[name][0]
    assert np.array_equal(read.margin(sample[0]), model.margin(sample[0]))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScorerError) as caught:
        load_model(tmp_path, ["model.pkl"])
    assert str(caught.value) == "model.pkl: no model is saved in a file of this kind"
