from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from creditworthy.exploration import links
from creditworthy.exploration.links import FileLinks, Orphans, Repeats, links_of, repeats_of
from creditworthy.tables.dictionary import Dictionary, read_dictionary
from creditworthy.tables.load import Tables, from_frames

LENDER = """
name = "linked"
en = "Linked tables"
fr = "Tables liées"
person = ["BORN"]

[tables.people]
files = ["people_train", "people_test"]
key = ["SK_ID_CURR"]
label = "TARGET"
en = "People"
fr = "Personnes"
[tables.people.columns]
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }
TARGET = { type = "integer", unit = "flag", required = true, values = [0, 1], en = "Default", fr = "Défaut" }
BORN = { type = "integer", unit = "count", en = "Born", fr = "Naissance" }
INCOME = { type = "number", unit = "currency", en = "Income", fr = "Revenu" }

[tables.loans]
files = ["loans"]
key = ["LOAN"]
en = "Loans"
fr = "Prêts"
[tables.loans.columns]
LOAN = { type = "integer", unit = "identifier", required = true, en = "Loan", fr = "Prêt" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }

[tables.payments]
files = ["payments"]
key = []
parents = [{ table = "loans", column = "LOAN", orphans = "count" }]
en = "Payments"
fr = "Paiements"
[tables.payments.columns]
LOAN = { type = "integer", unit = "identifier", en = "Loan", fr = "Prêt" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }
PAID = { type = "number", unit = "currency", en = "Paid", fr = "Payé" }
"""
PEOPLE = pl.DataFrame(
    {
        "SK_ID_CURR": [1, 2, 3, 4],
        "TARGET": [0, 1, 0, 0],
        "BORN": [1970, 1970, 1980, None],
        "INCOME": [10.0, 10.0, 20.0, None],
    }
)
OTHERS = pl.DataFrame({"SK_ID_CURR": [5, 6], "BORN": [1990, 1980], "INCOME": [30.0, 20.0]})
LOANS = pl.DataFrame({"LOAN": [11, 12], "SK_ID_CURR": [1, 2]})
PAYMENTS = pl.DataFrame(
    {"LOAN": [11, 11, 11, 99, None], "SK_ID_CURR": [1, 1, 1, 2, 2], "PAID": [5.0, 5.0, None, 7.0, 7.0]}
)
FRAMES = {"people_train": PEOPLE, "people_test": OTHERS, "loans": LOANS, "payments": PAYMENTS}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    path: Path = tmp_path_factory.mktemp("linked") / "linked.toml"
    path.write_text(LENDER, encoding="utf-8")
    return read_dictionary(path)


@pytest.fixture(scope="module")
def tables(linked: Dictionary) -> Tables:
    return from_frames(FRAMES, linked, generated=False)


def test_repeated_rows_and_orphans_are_counted(tables: Tables) -> None:
    # One payment stands twice; one names a loan that is nowhere, one names none.
    assert links_of(tables) == (
        FileLinks("people_train", ("SK_ID_CURR",), 0, ()),
        FileLinks("people_test", ("SK_ID_CURR",), 0, ()),
        FileLinks("loans", ("LOAN",), 0, ()),
        FileLinks("payments", (), 1, (Orphans("loans", "LOAN", 1),)),
    )


def test_a_repeated_key_is_seen_although_an_import_would_refuse_it(tables: Tables) -> None:
    twice = pl.concat([LOANS, LOANS.tail(1)]).lazy()
    found = links_of(replace(tables, frames=dict(tables.frames) | {"loans": twice}))
    assert found[2] == FileLinks("loans", ("LOAN",), 1, ())


@pytest.mark.parametrize("block", [1, 2, 3, 7])
def test_blocks_leave_no_pair_of_rows_out(tables: Tables, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    rows = pl.DataFrame({"LOAN": [11] * 4 + [12] * 3, "SK_ID_CURR": [1] * 7, "PAID": [5.0] * 7})
    monkeypatch.setattr(links, "_BLOCK", block)
    found = links_of(replace(tables, frames=dict(tables.frames) | {"payments": rows.lazy()}))
    assert found[3].repeated == 3 + 2


def test_an_absent_parent_has_no_orphans(linked: Dictionary) -> None:
    without = {stem: frame for stem, frame in FRAMES.items() if stem != "loans"}
    assert links_of(from_frames(without, linked, generated=False))[2] == FileLinks("payments", (), 1, ())


def test_applications_that_look_alike_are_counted(tables: Tables) -> None:
    # 1 and 2 are alike, 3 and 6 are, and 6 has no outcome; people born in 1970 and in 1980 applied twice.
    assert repeats_of(tables) == Repeats(identical=4, identical_across=1, persons=4)


def test_a_dictionary_may_not_know_persons(tables: Tables, unlabelled: Tables) -> None:
    assert repeats_of(replace(tables, dictionary=replace(tables.dictionary, person=()))).persons is None
    assert repeats_of(unlabelled) == Repeats(0, 0, None)
