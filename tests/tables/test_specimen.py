import json
from hashlib import sha256
from statistics import mean

import polars as pl
import pytest

from creditworthy.tables.contract import Contract
from creditworthy.tables.dictionary import APPLICANT, Dictionary, Table, home_credit
from creditworthy.tables.faults import Faults
from creditworthy.tables.keys import Keys
from creditworthy.tables.specimen import specimen

TABLES = list(home_credit().tables.values())
FRAMES = specimen(home_credit())


def by_name(table: Table) -> str:
    return table.name


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_rows_keep_the_contract(table: Table) -> None:
    columns = [column for column in table.columns.values() if column.name != table.label]
    faults, keys = Faults(table.name), Keys(table)
    Contract(columns).check(FRAMES[table.name], faults)
    keys.see(FRAMES[table.name], 0)
    keys.note_repeats(faults)
    assert faults.errors() == []


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_every_column_is_there_but_the_label(table: Table) -> None:
    names = dict.fromkeys([APPLICANT, *(name for name in table.columns if name != table.label)])
    assert FRAMES[table.name].columns == list(names)


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_columns_vary_and_one_value_in_ten_is_unknown_where_it_may_be(table: Table) -> None:
    frame, shares = FRAMES[table.name], []
    for column in table.columns.values():
        if column.name in (APPLICANT, table.label):
            continue
        values = frame[column.name]
        unknown = values.is_in(list(column.sentinels)) if column.sentinels else values.is_null()
        assert values.n_unique() > 1, column.name
        assert not (column.required and unknown.any()), column.name
        shares += [] if column.required else [unknown.mean()]
    assert not shares or mean(shares) == pytest.approx(0.1, abs=0.03)


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_every_allowed_value_occurs_where_they_are_few(table: Table) -> None:
    for column in table.columns.values():
        if 0 < len(column.values) <= 5 and column.name != table.label:
            assert set(column.values) <= set(FRAMES[table.name][column.name]), column.name


def test_fifty_applicants_of_whom_the_last_five_have_no_history() -> None:
    assert FRAMES["application"][APPLICANT].to_list() == list(range(1, 51))
    for table in home_credit().histories:
        assert set(FRAMES[table.name][APPLICANT]) <= set(range(1, 46))
        assert FRAMES[table.name][APPLICANT].is_sorted()


def test_where_no_key_is_unique_rows_share_what_they_describe() -> None:
    instalment = ["SK_ID_CURR", "SK_ID_PREV", "NUM_INSTALMENT_VERSION", "NUM_INSTALMENT_NUMBER"]
    parts = FRAMES["installments_payments"].group_by(instalment).len()["len"]
    assert parts.max() == 2


def test_another_number_of_applicants() -> None:
    tables = specimen(home_credit(), 3)
    assert tables["application"].height == 3
    assert set(tables["bureau"][APPLICANT]) <= {1, 2}


def test_each_call_gives_equal_rows() -> None:
    again = specimen(home_credit())
    assert all(frame.equals(again[name]) for name, frame in FRAMES.items())


@pytest.mark.parametrize(
    ("table", "digest"),
    [
        ("people", "e0125d8ed5b6b42d"),
        ("loans", "b1ae48578718dd29"),
        ("months", "8294c252d6d6b26d"),
        ("payments", "08a6c82e2c988a8b"),
    ],
)
def test_the_rows_are_the_same_on_every_machine(toy: Dictionary, table: str, digest: str) -> None:
    """Another digest makes every saved scorer's fingerprints look foreign: change the rows on purpose only."""
    assert digest_of(specimen(toy)[table]) == digest


def digest_of(frame: pl.DataFrame) -> str:
    return sha256(json.dumps(frame.to_dict(as_series=False)).encode()).hexdigest()[:16]
