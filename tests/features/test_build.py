import sys

import polars as pl
import pytest

from creditworthy.errors import InputError, UnknownNameError
from creditworthy.features import FEATURES
from creditworthy.features.build import build, collect
from creditworthy.features.plan import plan
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.load import Tables

TABLES = {
    "application": pl.DataFrame(
        {"SK_ID_CURR": [30, 10, 20], "AMT_CREDIT": [3.0, 1.0, 2.0], "CODE_GENDER": ["F", "M", "F"]}
    ),
    "bureau": pl.DataFrame({"SK_ID_CURR": [20, 20, 99], "SK_ID_BUREAU": [1, 2, 3], "DAYS_CREDIT": [-1, -2, -3]}),
}
NAMES = ["bureau_credits", "application_gender", "application_credit"]


def test_a_row_an_applicant_in_the_order_of_their_numbers_and_a_column_a_feature_as_asked() -> None:
    frame = build(TABLES, NAMES)
    assert frame.columns == ["SK_ID_CURR", *NAMES]
    assert frame.rows() == [(10, None, "M", 1.0), (20, 2.0, "F", 2.0), (30, None, "F", 3.0)]
    assert frame.dtypes == [pl.Int64, pl.Float64, pl.String, pl.Float64]


def test_every_feature_by_default() -> None:
    assert build(TABLES).columns == ["SK_ID_CURR", *FEATURES]


def test_no_feature_where_none_is_asked_for() -> None:
    assert build(TABLES, []).to_dict(as_series=False) == {"SK_ID_CURR": [10, 20, 30]}


def test_frames_may_be_lazy() -> None:
    lazy = {name: frame.lazy() for name, frame in TABLES.items()}
    assert build(lazy, NAMES).equals(build(TABLES, NAMES))


def test_imported_tables_are_taken_as_they_are(tables: Tables) -> None:
    assert build(tables, NAMES).equals(build(tables.sources("all"), NAMES))
    assert build(tables, NAMES).height == 1_500


def test_histories_without_their_applications_are_refused() -> None:
    with pytest.raises(InputError) as raised:
        build({"bureau": TABLES["bureau"]}, NAMES)
    assert str(raised.value) == "features need the table application; give it beside the histories"


def test_blocks_of_applicants_give_the_same_and_say_how_far_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build(TABLES)
    monkeypatch.setattr(sys.modules["creditworthy.features.build"], "APPLICANTS_PER_BLOCK", 2)
    done: list[int] = []
    assert build(TABLES, advance=done.append).equals(whole)
    assert done == [2, 1]


def test_no_applicants_no_rows() -> None:
    frame = build({"application": TABLES["application"].clear()}, NAMES)
    assert frame.shape == (0, 4)


def test_an_unknown_feature_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"^no feature 'bureau_credit'; close names: bureau_credits"):
        build(TABLES, ["bureau_credit"])


def test_a_plan_is_lazy_and_collects_to_what_build_gives() -> None:
    computation = plan({name: frame.lazy() for name, frame in TABLES.items()}, NAMES, dictionary=home_credit())
    assert isinstance(computation.to_native(), pl.LazyFrame)
    assert collect(computation.to_native()).equals(build(TABLES, NAMES))
