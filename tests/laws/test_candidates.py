"""The laws of candidates, held for every entry of the catalogue on few applicants."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest

from creditworthy.models import CANDIDATES, Fit, load_model
from creditworthy.scorer import Scorer

Few = tuple[pl.DataFrame, Any]
Array = npt.NDArray[np.float64]
KNOWS_NOBODY = "prior"
SINGLE = ("xgboost", "blend")


@pytest.fixture(params=CANDIDATES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_probabilities_lie_between_0_and_1_and_tell_applicants_apart(
    scorers: dict[str, Scorer], few: Few, name: str
) -> None:
    scorer = scorers[name]
    found = 1.0 / (1.0 + np.exp(-scorer.model.margin(scorer.encoder.encode(few[0]))))
    assert found.shape == (400,)
    assert ((found > 0) & (found < 1)).all()
    good, bad = found[few[1] == 0].mean(), found[few[1] == 1].mean()
    assert good == pytest.approx(bad) if name == KNOWS_NOBODY else good < bad


def test_the_same_seed_gives_the_same_answer(
    scorers: dict[str, Scorer], learn: Callable[..., Fit], few: Few, name: str
) -> None:
    first = scorers[name].model.margin(scorers[name].encoder.encode(few[0]))
    assert np.array_equal(learn(name).margin(few[0]), first)


def test_contributions_and_base_add_up_to_the_log_odds(scorers: dict[str, Scorer], few: Few, name: str) -> None:
    """XGBoost counts in single precision."""
    model, matrix = scorers[name].model, scorers[name].encoder.encode(few[0])
    parts = model.contributions(matrix)
    assert parts.shape == (400, matrix.shape[1] + 1)
    assert np.ptp(parts[:, -1]) == 0.0
    assert parts.sum(axis=1) == pytest.approx(model.margin(matrix), abs=1e-5 if name in SINGLE else 1e-9)


def test_saved_and_loaded_gives_the_same_answer(
    scorers: dict[str, Scorer], few: Few, name: str, tmp_path: Path
) -> None:
    model, matrix = scorers[name].model, scorers[name].encoder.encode(few[0])
    model.save(tmp_path)
    assert np.array_equal(load_model(tmp_path, model.files).margin(matrix), model.margin(matrix))


def test_missing_values_and_constants_are_accepted_and_count_for_nothing(
    learn: Callable[..., Fit], few: Few, name: str
) -> None:
    frame = few[0].with_columns(
        application_credit=pl.lit(None, pl.Float64),
        application_income=pl.lit(1.0),
        application_contract_type=pl.lit(None, pl.String),
    )
    assert frame.drop("application_credit").null_count().sum_horizontal()[0] > 0
    found = learn(name, frame=frame)
    parts = found.model.contributions(found.encoder.encode(frame))
    empty = [found.encoder.features.index(one) for one in ("application_credit", "application_income")]
    assert np.isfinite(parts).all()
    assert np.abs(parts[:, :-1][:, np.isin(found.encoder.owners, empty)]).max() < 1e-9
    unknown = frame.head(3).with_columns(pl.lit(None, kind).alias(one) for one, kind in frame.schema.items())
    assert np.isfinite(found.margin(unknown)).all()


def test_it_says_why_it_competes(name: str) -> None:
    entry = CANDIDATES[name]
    assert entry.name == name == entry.make.__name__
    assert len(entry.why) > 20
    assert entry.why.endswith((".", ":"))


def test_what_a_search_may_try_are_keywords_with_a_default_and_other_values(name: str) -> None:
    entry = CANDIDATES[name]
    parameters = inspect.signature(entry.make).parameters
    assert next(iter(parameters)) == "seed"
    assert (not entry.space) == (name == KNOWS_NOBODY or bool(entry.members))
    for keyword, values in entry.space.items():
        assert parameters[keyword].kind is inspect.Parameter.KEYWORD_ONLY
        assert parameters[keyword].default is not inspect.Parameter.empty
        assert len(set(values)) == len(values) > 1
        for value in values:
            assert value in {
                tried for one, tried in entry.make(1, **{keyword: value}).get_params().items() if one_of(one, keyword)
            }


def one_of(parameter: str, keyword: str) -> bool:
    """Tell whether a parameter, perhaps of a pipeline's step, is the keyword."""
    return parameter.rsplit("__", 1)[-1] == keyword
