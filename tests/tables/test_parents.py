from dataclasses import replace

import polars as pl
import pytest

from creditworthy.errors import InputError, TableError
from creditworthy.tables.dictionary import Dictionary, Parent
from creditworthy.tables.parents import Links, remembered

KNOWN = {
    "people": pl.DataFrame({"SK_ID_CURR": [1, 2, 3]}),
    "loans": pl.DataFrame({"SK_ID_CURR": [3, 1], "LOAN": [10, 11]}),
}


def with_parent(toy: Dictionary, parent: Parent) -> Dictionary:
    """Return the toy dictionary in which months have another parent."""
    months = replace(toy.table("months"), parents=(parent,))
    return replace(toy, tables={**toy.tables, "months": months})


def test_an_unknown_applicant_is_an_error_even_where_the_dictionary_names_no_parent(toy: Dictionary) -> None:
    loans = pl.DataFrame({"LOAN": [10, 11, 12], "SK_ID_CURR": [3, 1, 9]})
    assert toy.table("loans").parents == ()
    with pytest.raises(TableError) as raised:
        Links(toy, KNOWN).link(toy.table("loans"), loans, "loans.csv")
    assert str(raised.value) == (
        "loans.csv: column SK_ID_CURR has 1 of 3 rows that belong to no row of people (first: 9 in row 3); "
        "add the missing rows to people_train or people_test, or remove these"
    )


def test_orphans_that_carry_their_applicant_are_counted_and_kept(toy: Dictionary) -> None:
    payments = pl.DataFrame({"LOAN": [10, 99, None], "SK_ID_CURR": [3, 3, 2]})
    linked = Links(toy, KNOWN).link(toy.table("payments"), payments, "payments.csv")
    assert linked.frame.equals(payments)
    assert (linked.orphans_kept, linked.orphans_dropped) == ({"loans": 2}, {})


@pytest.mark.parametrize("parent", [Parent("loans", "LOAN", "drop"), Parent("loans", "LOAN", "count")])
def test_orphans_whose_applicant_is_unknown_are_dropped(toy: Dictionary, parent: Parent) -> None:
    dictionary = with_parent(toy, parent)
    months = pl.DataFrame({"LOAN": [10, 99, 11, 10], "MONTH": [0, 0, -1, -2]})
    linked = Links(dictionary, KNOWN).link(dictionary.table("months"), months, "months.csv")
    assert linked.frame.columns == ["SK_ID_CURR", "LOAN", "MONTH"]
    assert sorted(linked.frame.rows()) == [(1, 11, -1), (3, 10, -2), (3, 10, 0)]
    assert (linked.orphans_kept, linked.orphans_dropped) == ({}, {"loans": 1})


def test_orphans_are_an_error_where_the_dictionary_says_so(toy: Dictionary) -> None:
    dictionary = with_parent(toy, Parent("loans", "LOAN", "error"))
    months = pl.DataFrame({"LOAN": [10, 11, 99], "MONTH": [0, 0, 0]})
    with pytest.raises(TableError) as raised:
        Links(dictionary, KNOWN).link(dictionary.table("months"), months, "months.csv")
    assert str(raised.value) == (
        "months.csv: column LOAN has 1 of 3 rows that belong to no row of loans (first: 99 in row 3); "
        "add the missing rows to loans, or remove these"
    )


def test_rows_whose_applicant_only_an_absent_table_knows_are_refused(toy: Dictionary) -> None:
    with pytest.raises(InputError) as raised:
        Links(toy, {"people": KNOWN["people"]}).link(toy.table("months"), pl.DataFrame({"LOAN": [10]}), "months.csv")
    assert str(raised.value) == (
        "months.csv: only loans knows the applicants of these rows; add loans, or leave this file out"
    )


def test_without_the_parent_table_every_row_that_carries_its_applicant_is_an_orphan(toy: Dictionary) -> None:
    payments = pl.DataFrame({"LOAN": [10, 11], "SK_ID_CURR": [3, 1]})
    linked = Links(toy, {"people": KNOWN["people"]}).link(toy.table("payments"), payments, "payments.csv")
    assert linked.frame.height == linked.orphans_kept["loans"] == 2


def test_only_what_later_files_need_is_remembered(toy: Dictionary) -> None:
    assert remembered(toy.application, toy) == ["SK_ID_CURR"]
    assert remembered(toy.table("loans"), toy) == ["SK_ID_CURR", "LOAN"]
    assert remembered(toy.table("months"), toy) == []
