import numpy as np
import polars as pl
import pytest

from creditworthy.tables.synthetic.association import rank_correlations


def test_ranks_only_count() -> None:
    x = np.arange(500.0)
    found = rank_correlations(pl.DataFrame({"x": x, "up": np.exp(x / 50), "down": -(x**3)}))
    assert found[("x", "up")] == pytest.approx(1)
    assert found[("up", "down")] == pytest.approx(-1)


def test_only_rows_in_which_both_are_known_count() -> None:
    x = pl.Series(range(400))
    half = pl.DataFrame({"x": x, "y": x}).with_columns(y=pl.when(pl.col("x") % 2 == 0).then("y"))
    assert rank_correlations(half)[("x", "y")] == pytest.approx(1)
    few = pl.DataFrame({"x": x, "y": x}).with_columns(y=pl.when(pl.col("x") < 99).then("y"))
    assert rank_correlations(few) == {}


def test_what_hardly_varies_goes_with_nothing() -> None:
    frame = pl.DataFrame({"x": range(1_000), "flag": [0] * 991 + [1] * 9})
    assert rank_correlations(frame) == {}
