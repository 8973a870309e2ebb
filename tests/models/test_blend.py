from pathlib import Path

import numpy as np
import pytest

from creditworthy.errors import InputError
from creditworthy.models import CANDIDATES, Contender, load_model
from creditworthy.models.blend import BlendModel
from creditworthy.models.matrix import Matrix
from creditworthy.models.woe import BinnedColumn, ScorecardModel

ROWS = np.array([[1.0], [np.nan]])


def model(unknown: float, file: str) -> ScorecardModel:
    return ScorecardModel([BinnedColumn(0, (), (1.0,), unknown, 1.0)], 0.5, (file,))


def test_log_odds_and_contributions_are_means() -> None:
    blend = BlendModel([model(3.0, "one.json"), model(5.0, "other.json")])
    assert blend.margin(ROWS).tolist() == [1.5, 4.5]
    assert blend.contributions(ROWS).tolist() == [[1.0, 0.5], [4.0, 0.5]]


def test_it_looks_at_what_one_of_its_models_looks_at() -> None:
    other = ScorecardModel([BinnedColumn(2, (), (1.0,), 0.0, 1.0)], 0.5)
    assert BlendModel([model(3.0, "one.json"), other]).looks_at(4).tolist() == [True, False, True, False]


def test_its_models_are_saved_and_read_together(tmp_path: Path, sample: tuple[Matrix, np.ndarray]) -> None:
    from creditworthy.models.fitted import fitted

    matrix, defaulted = sample
    members = [fitted(CANDIDATES[name].make(1).fit(matrix, defaulted)) for name in CANDIDATES["blend"].members]
    blend = BlendModel(members)
    blend.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(blend.files)
    assert np.array_equal(load_model(tmp_path, blend.files).margin(matrix), blend.margin(matrix))


def test_a_blend_in_an_arm_is_refused() -> None:
    with pytest.raises(InputError, match=r"^blend has no arm: it averages logistic, lightgbm, xgboost, as they are"):
        Contender.named("blend+smote")
