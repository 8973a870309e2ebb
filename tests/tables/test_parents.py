from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary, Parent
from creditworthy.tables.faults import Faults
from creditworthy.tables.parents import Linked, Links, parents, remembered

KNOWN = {
    "people": pl.DataFrame({"SK_ID_CURR": [1, 2, 3]}),
    "loans": pl.DataFrame({"SK_ID_CURR": [3, 1], "LOAN": [10, 11]}),
}


def with_parent(toy: Dictionary, parent: Parent) -> Dictionary:
    """Return the toy dictionary in which months have another parent."""
    months = replace(toy.table("months"), parents=(parent,))
    return replace(toy, tables={**toy.tables, "months": months})


def linked(
    toy: Dictionary, name: str, rows: pl.DataFrame, known: Mapping[str, pl.DataFrame] = KNOWN
) -> tuple[Linked, list[str]]:
    """Link rows in one block; what became of them, and what is wrong with them."""
    faults = Faults(f"{name}.csv")
    made = Links(toy, known, toy.table(name), faults.file).link(rows, faults)
    faults.passed(rows.height)
    return made, [str(error) for error in faults.errors()]


def test_an_unknown_applicant_is_an_error_even_where_the_dictionary_names_no_parent(toy: Dictionary) -> None:
    assert toy.table("loans").parents == ()
    assert parents(toy.table("loans"), toy) == (Parent("people", "SK_ID_CURR", "error"),)
    _, said = linked(toy, "loans", pl.DataFrame({"LOAN": [10, 11, 12], "SK_ID_CURR": [3, 1, 9]}))
    assert said == [
        "loans.csv: column SK_ID_CURR has 1 of 3 rows that belong to no row of people (first: 9 in row 3); "
        "add the missing rows to people_train or people_test, or remove these"
    ]


def test_orphans_that_carry_their_applicant_are_counted_and_kept(toy: Dictionary) -> None:
    payments = pl.DataFrame({"LOAN": [10, 99, None], "SK_ID_CURR": [3, 3, 2]})
    made, said = linked(toy, "payments", payments)
    assert said == []
    assert made.frame.equals(payments)
    assert (made.orphans_kept, made.orphans_dropped) == ({"loans": 2}, {})


def test_a_row_of_one_applicant_may_not_belong_to_a_loan_of_another(toy: Dictionary) -> None:
    payments = pl.DataFrame({"LOAN": [10, 11, 99, 11], "SK_ID_CURR": [3, 2, 3, 3]})
    _, said = linked(toy, "payments", payments)
    assert said == [
        "payments.csv: 2 of 4 rows name another SK_ID_CURR than the loans of their LOAN (first: 11, 2 in row 2); "
        "mend or remove those rows"
    ]


@pytest.mark.parametrize("parent", [Parent("loans", "LOAN", "drop"), Parent("loans", "LOAN", "count")])
def test_orphans_whose_applicant_is_unknown_are_dropped(toy: Dictionary, parent: Parent) -> None:
    months = pl.DataFrame({"LOAN": [10, 99, 11, 10], "MONTH": [0, 0, -1, -2]})
    made, said = linked(with_parent(toy, parent), "months", months)
    assert said == []
    assert made.frame.columns == ["SK_ID_CURR", "LOAN", "MONTH"]
    assert made.frame.rows() == [(3, 10, 0), (1, 11, -1), (3, 10, -2)]
    assert (made.orphans_kept, made.orphans_dropped) == ({}, {"loans": 1})


def test_orphans_are_an_error_where_the_dictionary_says_so(toy: Dictionary) -> None:
    months = pl.DataFrame({"LOAN": [10, 11, 99], "MONTH": [0, 0, 0]})
    _, said = linked(with_parent(toy, Parent("loans", "LOAN", "error")), "months", months)
    assert said == [
        "months.csv: column LOAN has 1 of 3 rows that belong to no row of loans (first: 99 in row 3); "
        "add the missing rows to loans, or remove these"
    ]


def test_rows_whose_applicant_only_an_absent_table_knows_are_refused(toy: Dictionary) -> None:
    with pytest.raises(InputError) as raised:
        Links(toy, {"people": KNOWN["people"]}, toy.table("months"), "months.csv")
    assert str(raised.value) == (
        "months.csv: only loans knows the applicants of these rows; add loans, or leave this file out"
    )


def test_without_the_parent_table_every_row_that_carries_its_applicant_is_an_orphan(toy: Dictionary) -> None:
    payments = pl.DataFrame({"LOAN": [10, 11], "SK_ID_CURR": [3, 1]})
    made, said = linked(toy, "payments", payments, {"people": KNOWN["people"]})
    assert said == []
    assert made.frame.height == made.orphans_kept["loans"] == 2


def test_only_what_later_files_need_is_remembered(toy: Dictionary) -> None:
    assert remembered(toy.application, toy) == ["SK_ID_CURR"]
    assert remembered(toy.table("loans"), toy) == ["SK_ID_CURR", "LOAN"]
    assert remembered(toy.table("months"), toy) == []
