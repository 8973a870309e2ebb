from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from creditworthy.errors import ScorerError
from creditworthy.models import CANDIDATES, load_model
from creditworthy.models.fitted import BoosterModel, FittedModel, LinearModel, fitted

RANDOM = np.random.default_rng(5)
MATRIX = RANDOM.normal(size=(500, 5))
MATRIX[:, 2] = np.nan  # a column all missing
MATRIX[:, 3] = 4.0  # a constant column
MATRIX[RANDOM.uniform(size=500) < 0.3, 1] = np.nan
DEFAULTED = (MATRIX[:, 0] + np.isnan(MATRIX[:, 1]) + RANDOM.normal(size=500) > 1).astype(int)
KINDS = {"logistic": LinearModel, "lightgbm": BoosterModel}

Matrix = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def models() -> dict[str, FittedModel]:
    return {name: fitted(CANDIDATES[name].make(2).fit(MATRIX, DEFAULTED)) for name in CANDIDATES}


@pytest.mark.parametrize("name", CANDIDATES)
def test_kind_and_file(models: dict[str, FittedModel], name: str) -> None:
    assert isinstance(models[name], KINDS[name])
    assert models[name].file == {"logistic": "model.skops", "lightgbm": "model.txt"}[name]


@pytest.mark.parametrize("name", CANDIDATES)
def test_margin_is_the_log_odds_of_the_estimator(name: str) -> None:
    estimator = CANDIDATES[name].make(2).fit(MATRIX, DEFAULTED)
    probability = estimator.predict_proba(MATRIX)[:, 1]
    assert fitted(estimator).margin(MATRIX) == pytest.approx(np.log(probability / (1 - probability)), abs=1e-9)


@pytest.mark.parametrize("name", CANDIDATES)
def test_contributions_and_base_add_up_to_the_margin(models: dict[str, FittedModel], name: str) -> None:
    parts = models[name].contributions(MATRIX)
    assert parts.shape == (500, 6)
    assert np.ptp(parts[:, -1]) == 0.0
    assert parts.sum(axis=1) == pytest.approx(models[name].margin(MATRIX), abs=1e-9)


@pytest.mark.parametrize("name", CANDIDATES)
def test_columns_that_tell_nothing_contribute_nothing(models: dict[str, FittedModel], name: str) -> None:
    parts = models[name].contributions(MATRIX)
    assert np.abs(parts[:, [2, 3]]).max() < 1e-9
    assert np.abs(parts[:, 0]).max() > 0.1


def test_an_indicator_of_a_missing_value_counts_for_its_column(models: dict[str, FittedModel]) -> None:
    known, missing = MATRIX[[0]].copy(), MATRIX[[0]].copy()
    known[0, 1], missing[0, 1] = np.nanmedian(MATRIX[:, 1]), np.nan
    parts = models["logistic"].contributions(np.vstack([known, missing]))
    assert np.flatnonzero(parts[0] != parts[1]).tolist() == [1]
    assert parts[1, 1] > parts[0, 1]  # in these rows a missing value is a bad sign


@pytest.mark.parametrize("name", CANDIDATES)
def test_one_row_gives_the_bits_of_the_crowd(models: dict[str, FittedModel], name: str) -> None:
    crowd = models[name].margin(MATRIX)
    alone = np.concatenate([models[name].margin(MATRIX[[row]]) for row in range(150)])
    assert np.array_equal(alone, crowd[:150])


@pytest.mark.parametrize("name", CANDIDATES)
def test_saved_and_loaded_is_the_same_to_the_bit(models: dict[str, FittedModel], name: str, tmp_path: Path) -> None:
    models[name].save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [models[name].file]
    read = load_model(tmp_path / models[name].file)
    assert isinstance(read, KINDS[name])
    assert np.array_equal(read.margin(MATRIX), models[name].margin(MATRIX))
    assert np.array_equal(read.contributions(MATRIX), models[name].contributions(MATRIX))
    again = tmp_path / "again"
    again.mkdir()
    read.save(again)
    assert (again / read.file).read_bytes() == (tmp_path / read.file).read_bytes()


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScorerError) as caught:
        load_model(tmp_path / "model.pkl")
    assert str(caught.value) == "model.pkl: no model is saved in a file of this kind"


def test_any_estimator_without_a_booster_is_a_pipeline() -> None:
    pipeline: Any = object()
    assert fitted(pipeline) == LinearModel(pipeline)
