import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.features import build
from creditworthy.monitoring.sides import draw
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.load import Tables

NAMES = ["application_age", "bureau_credits"]


def test_everybody_is_drawn_where_there_are_few(portfolio: Tables, specimens: dict[str, pl.DataFrame]) -> None:
    side = draw(portfolio, "train", NAMES, rows=1000, seed=7)
    assert (side.file, side.applicants) == ("application_train", 400)
    assert side.frame.equals(build({"application": specimens["application_train"]}, NAMES), null_equal=True)


def test_the_draw_is_bounded_and_hangs_on_its_seed(portfolio: Tables) -> None:
    first, again, other = (draw(portfolio, "train", NAMES, rows=50, seed=seed).frame for seed in (7, 7, 8))
    assert first.height == 50
    assert first["SK_ID_CURR"].n_unique() == 50
    assert first.equals(again, null_equal=True)
    assert not first["SK_ID_CURR"].equals(other["SK_ID_CURR"])


def test_a_part_that_is_absent_or_empty_ends_in_a_sentence(specimens: dict[str, pl.DataFrame]) -> None:
    known = specimens["application_train"].lazy()
    alone = Tables(home_credit(), {"application_train": known}, "here", generated=True)
    with pytest.raises(InputError, match="application_test is absent"):
        draw(alone, "test", NAMES, rows=10, seed=7)
    empty = Tables(home_credit(), {"application_train": known.clear()}, "here", generated=True)
    with pytest.raises(InputError, match="here: application_train holds no applicant"):
        draw(empty, "train", NAMES, rows=10, seed=7)
