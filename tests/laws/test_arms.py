"""The laws of arms, held for every entry of the catalogue: what is done to training rows stays with them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy.decision import Costs
from creditworthy.models import ARMS, Contender, Data, Fit, Rows, compare, load_model

Few = tuple[pl.DataFrame, Any]
ANSWERABLE = ("logistic", "lightgbm")
"""Candidates that arms are tried on: a pipeline of scikit-learn, and a booster."""


FOR_ALL = [name for name, entry in ARMS.items() if not entry.only]
PAIRS = [(arm, name) for arm, entry in ARMS.items() for name in ANSWERABLE if not entry.only or name in entry.only]


@pytest.fixture(scope="module")
def fits(learn: Callable[..., Fit]) -> dict[str, dict[str, Fit]]:
    return {arm: {name: learn(name, arm=arm) for one, name in PAIRS if one == arm} for arm in ARMS}


@pytest.mark.parametrize(("arm", "name"), PAIRS)
def test_probabilities_lie_between_0_and_1(fits: dict[str, dict[str, Fit]], few: Few, arm: str, name: str) -> None:
    found = 1.0 / (1.0 + np.exp(-fits[arm][name].margin(few[0])))
    assert found.shape == (400,)
    assert ((found > 0) & (found < 1)).all()
    assert found[few[1] == 1].mean() > found[few[1] == 0].mean()


@pytest.mark.parametrize(("arm", "name"), PAIRS)
def test_the_same_seed_gives_the_same_answer(
    fits: dict[str, dict[str, Fit]], learn: Callable[..., Fit], few: Few, arm: str, name: str
) -> None:
    assert np.array_equal(learn(name, arm=arm).margin(few[0]), fits[arm][name].margin(few[0]))


@pytest.mark.parametrize(("arm", "name"), PAIRS)
def test_missing_values_are_accepted(
    fits: dict[str, dict[str, Fit]], learn: Callable[..., Fit], few: Few, arm: str, name: str
) -> None:
    unknown = few[0].head(3).with_columns(pl.lit(None, kind).alias(one) for one, kind in few[0].schema.items())
    assert np.isfinite(fits[arm][name].margin(unknown)).all()
    never = few[0].with_columns(application_credit=pl.lit(None, pl.Float64))
    assert np.isfinite(learn(name, arm=arm, frame=never).margin(few[0])).all()


@pytest.mark.parametrize(("arm", "name"), PAIRS)
def test_saved_and_loaded_gives_the_same_answer(
    fits: dict[str, dict[str, Fit]], few: Few, arm: str, name: str, tmp_path: Any
) -> None:
    model, matrix = fits[arm][name].model, fits[arm][name].encoder.encode(few[0])
    model.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(model.files)
    assert np.array_equal(load_model(tmp_path, model.files).margin(matrix), model.margin(matrix))


@pytest.mark.parametrize("arm", FOR_ALL)
def test_validation_rows_are_untouched_and_unseen(recorder: Any, arm: str) -> None:
    """A column says to which fold a row belongs: nothing that is learnt, invented or not, is of the fold it judges."""
    random = np.random.default_rng(2)
    fold = np.arange(200) % 2
    frame = pl.DataFrame({"score": random.normal(size=200), "fold": fold.astype(float)})
    defaulted = (random.uniform(size=200) < 0.2).astype(np.int64)
    halves = [(np.flatnonzero(fold != part), np.flatnonzero(fold == part)) for part in (0, 1)]
    data = Data(Rows(frame, ("score", "fold"), defaulted, np.arange(200)), halves)
    compare(data, [Contender("recorder", arm)], costs=Costs(), seed=1)
    for part, (_, validation) in enumerate(halves):
        assert set(recorder.learnt[part][:, 1]) == {1.0 - part}
        assert np.array_equal(recorder.asked[part], frame[validation].to_numpy().astype(np.float32))


@pytest.mark.parametrize("arm", ARMS)
def test_it_says_why_it_is_tried(arm: str) -> None:
    assert ARMS[arm].name == arm
    assert ARMS[arm].fit.__name__ in {arm, "none"}
    assert len(ARMS[arm].why) > 20
    assert ARMS[arm].why.endswith((".", ":"))
