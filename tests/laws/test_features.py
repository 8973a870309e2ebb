"""The first law: a feature knows one applicant. It holds for every feature of the catalogue."""

import polars as pl
import pytest

from creditworthy.features import FEATURES, build
from creditworthy.features.build import collect
from creditworthy.features.online import OnlineFeatures
from creditworthy.features.plan import plan
from creditworthy.tables.dictionary import APPLICANT, home_credit
from creditworthy.tables.specimen import specimen

# Tests of their own measure what laws run again and again; measured, it takes twice as long.
pytestmark = pytest.mark.no_cover

APPLICANTS = 80
Tables = dict[str, pl.DataFrame]
UNITS = {"category", "flag", "currency", "days", "months", "years", "count", "share", "ratio", "score", "rank", "hour"}
RAW = [
    f"{table.name}.{column}"
    for table in home_credit().tables.values()
    for column in table.columns
    if column not in (APPLICANT, table.label)
]


@pytest.fixture(scope="module")
def tables() -> Tables:
    return specimen(home_credit(), APPLICANTS)


@pytest.fixture(scope="module")
def crowd(tables: Tables) -> pl.DataFrame:
    return build(tables)


@pytest.fixture(scope="module")
def planned() -> OnlineFeatures:
    """The plan of all features, made once: it takes longer to make than to run."""
    return OnlineFeatures(list(FEATURES), home_credit())


def changed(one: pl.DataFrame, other: pl.DataFrame) -> set[str]:
    return {name for name in one.columns if not one[name].equals(other[name], null_equal=True)}


def moved_beyond_rounding(one: pl.DataFrame, other: pl.DataFrame) -> set[str]:
    """A key may order the terms of a sum, and so move its last bits."""
    return {
        name
        for name in changed(one, other)
        if one.schema[name] == pl.String
        or not one[name].is_null().equals(other[name].is_null())
        or ((one[name] - other[name]).abs() > 1e-9 * other[name].abs()).any()
    }


def test_every_feature_has_a_value_for_somebody_and_differs_between_applicants(crowd: pl.DataFrame) -> None:
    assert [name for name in FEATURES if crowd[name].n_unique() < 2] == []


def test_alone_equals_in_the_crowd_bit_for_bit(tables: Tables, crowd: pl.DataFrame) -> None:
    for applicant in crowd[APPLICANT]:
        alone = build({name: frame.filter(pl.col(APPLICANT) == applicant) for name, frame in tables.items()})
        assert changed(alone, crowd.filter(pl.col(APPLICANT) == applicant)) == set(), applicant


def test_online_equals_in_the_crowd_bit_for_bit(tables: Tables, crowd: pl.DataFrame, planned: OnlineFeatures) -> None:
    for applicant in crowd[APPLICANT]:
        rows = {name: frame.filter(pl.col(APPLICANT) == applicant).to_dicts() for name, frame in tables.items()}
        found = planned.compute(rows.pop("application")[0], rows)
        assert changed(found, crowd.filter(pl.col(APPLICANT) == applicant)) == set(), applicant


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_is_irrelevant(tables: Tables, crowd: pl.DataFrame, seed: int) -> None:
    shuffled = {name: frame.sample(fraction=1.0, shuffle=True, seed=seed) for name, frame in tables.items()}
    assert changed(build(shuffled), crowd) == set()


def test_inputs_are_left_as_they_were(tables: Tables) -> None:
    before = {name: frame.clone() for name, frame in tables.items()}
    build(tables)
    assert all(frame.equals(before[name], null_equal=True) for name, frame in tables.items())


def test_a_plan_gives_the_same_bits_each_time(tables: Tables, crowd: pl.DataFrame) -> None:
    computation = plan({name: frame.lazy() for name, frame in tables.items()}, dictionary=home_credit())
    assert changed(collect(computation.to_native()), crowd) == set()


@pytest.mark.parametrize("raw", RAW)
def test_a_raw_column_moves_the_features_that_declare_it_and_no_other(
    tables: Tables, crowd: pl.DataFrame, planned: OnlineFeatures, raw: str
) -> None:
    table, column = raw.split(".")
    frame = tables[table]
    permuted = frame.with_columns(frame[column].sample(fraction=1.0, shuffle=True, seed=5).alias(column))
    unknown = frame.with_columns(pl.lit(None, frame.schema[column]).alias(column))
    declared = {name for name, entry in FEATURES.items() if raw in entry.inputs}
    moved = moved_beyond_rounding(planned.compute_frames({**tables, table: permuted}), crowd)
    assert moved <= declared
    if missed := declared - moved:
        assert missed <= moved_beyond_rounding(planned.compute_frames({**tables, table: unknown}), crowd)


def test_declared_inputs_are_columns_of_the_dictionary() -> None:
    assert {raw for entry in FEATURES.values() for raw in entry.inputs} <= set(RAW)


@pytest.mark.parametrize("name", FEATURES)
def test_meaning_and_unit_are_declared(name: str) -> None:
    entry = FEATURES[name]
    assert entry.en
    assert entry.fr
    assert entry.en != entry.fr
    assert entry.unit in UNITS
    assert name.startswith(entry.block.name)


def test_numbers_are_finite(crowd: pl.DataFrame) -> None:
    numbers = crowd.select(pl.col(pl.Float64))
    assert numbers.select(pl.all().is_finite().all(ignore_nulls=True)).row(0) == (True,) * numbers.width


def test_an_absent_table_gives_null_features_and_an_empty_one_too(tables: Tables) -> None:
    application = tables["application"]
    absent = build({"application": application})
    empty = build({name: frame if name == "application" else frame.clear() for name, frame in tables.items()})
    histories = [name for name, entry in FEATURES.items() if entry.block.table not in ("application", None)]
    assert absent.select(histories).null_count().row(0) == (APPLICANTS,) * len(histories)
    assert changed(absent, empty) == set()
