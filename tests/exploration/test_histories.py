from dataclasses import replace

import polars as pl
import pytest

from creditworthy.exploration.histories import History, histories_of
from creditworthy.intervals import wilson
from creditworthy.tables.load import Tables


def test_default_rates_with_and_without_a_history(tables: Tables) -> None:
    # Of five people with an outcome only the third has loans, and is the one in default; the sixth has no outcome.
    assert histories_of(tables) == (History("loans", 5, wilson(1, 1), wilson(0, 4)),)


def test_without_outcomes_applicants_are_counted(tables: Tables, unlabelled: Tables) -> None:
    loans = pl.LazyFrame({"LOAN": [1], "SK_ID_CURR": [6], "AMOUNT": [1.0]})
    both = replace(unlabelled, frames=dict(unlabelled.frames) | {"loans": loans})
    assert histories_of(both) == (History("loans", 0, None, None),)
    assert histories_of(unlabelled) == ()


def test_where_everybody_has_one_there_is_no_rate_without(tables: Tables) -> None:
    loans = pl.LazyFrame({"LOAN": range(6), "SK_ID_CURR": range(1, 7), "AMOUNT": [1.0] * 6})
    (found,) = histories_of(replace(tables, frames=dict(tables.frames) | {"loans": loans}))
    assert (found.without, found.rate_without) == (0, None)
    assert found.rate_with is not None
    assert found.rate_with.value == pytest.approx(0.2)
