from dataclasses import replace
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.checking import checked
from creditworthy.tables.dictionary import Dictionary, Parent, home_credit

PATH = Path("toy.toml")


def refused(dictionary: Dictionary) -> str:
    with pytest.raises(InputError) as raised:
        checked(dictionary, PATH)
    return str(raised.value)


def with_table(toy: Dictionary, name: str, **changes: object) -> Dictionary:
    return replace(toy, tables={**toy.tables, name: replace(toy.table(name), **changes)})  # type: ignore[arg-type]


def with_parent(toy: Dictionary, table: str = "loans", column: str = "LOAN", orphans: str = "drop") -> Dictionary:
    return with_table(toy, "months", parents=(Parent(table, column, orphans),))  # type: ignore[arg-type]


def test_what_fits_is_handed_back(toy: Dictionary) -> None:
    assert checked(toy, PATH) is toy
    assert checked(home_credit(), PATH) is home_credit()
    assert checked(with_parent(toy), PATH).table("months") == toy.table("months")


def test_a_dictionary_without_tables_is_refused(toy: Dictionary) -> None:
    assert refused(replace(toy, tables={})) == "toy.toml: no table; the first must hold the applications"


def test_the_first_table_has_one_row_per_application(toy: Dictionary) -> None:
    sentence = (
        "toy.toml: table people: its key is {}; the first table holds one row per application, "
        "and one column of type integer is its key"
    )
    assert refused(with_table(toy, "people", key=("SEX",))) == sentence.format("SEX")
    assert refused(with_table(toy, "people", key=("SK_ID_CURR", "SEX"))) == sentence.format("SK_ID_CURR, SEX")
    assert refused(with_table(toy, "people", key=())) == sentence.format("empty")


def test_an_unknown_type_is_refused(toy: Dictionary) -> None:
    columns = toy.table("loans").columns
    broken = {**columns, "AMOUNT": replace(columns["AMOUNT"], type="float")}  # type: ignore[arg-type]
    assert refused(with_table(toy, "loans", columns=broken)) == (
        "toy.toml: table loans, column AMOUNT: no type 'float'; give integer, number, category"
    )


def test_an_unknown_fate_of_orphans_is_refused(toy: Dictionary) -> None:
    assert refused(with_parent(toy, orphans="keep")) == (
        "toy.toml: table months, parent loans: no way to treat orphans 'keep'; give error, count, drop"
    )


def test_keys_labels_and_parents_name_columns(toy: Dictionary) -> None:
    assert refused(with_table(toy, "months", key=("LOAN", "MONTHS"))) == (
        "toy.toml: table months: its key names column MONTHS, which it does not have"
    )
    assert refused(with_table(toy, "people", label="DEFAULTED")) == (
        "toy.toml: table people: its label names column DEFAULTED, which it does not have"
    )
    assert refused(with_parent(toy, column="LOANS")) == (
        "toy.toml: table months: its parent names column LOANS, which it does not have"
    )


def test_a_parent_exists(toy: Dictionary) -> None:
    assert refused(with_parent(toy, table="loan")) == (
        "toy.toml: table months: its parent loan does not exist; known: people, loans, months, payments"
    )


@pytest.mark.parametrize("parent", ["payments", "months"])
def test_a_parent_comes_before_its_children(toy: Dictionary, parent: str) -> None:
    assert refused(with_parent(toy, table=parent)) == (
        f"toy.toml: table months: its parent {parent} must come before it; move table {parent} up"
    )


@pytest.mark.parametrize(
    ("key", "said"),
    [(("SK_ID_CURR",), "SK_ID_CURR"), (("LOAN", "SK_ID_CURR"), "LOAN, SK_ID_CURR"), ((), "it has none")],
)
def test_a_parent_is_named_by_its_whole_key(toy: Dictionary, key: tuple[str, ...], said: str) -> None:
    assert refused(with_table(toy, "loans", key=key)) == (
        f"toy.toml: table months: column LOAN is not the whole key of its parent loans ({said})"
    )


def test_every_table_says_whose_its_rows_are(toy: Dictionary) -> None:
    columns = {name: column for name, column in toy.table("loans").columns.items() if name != "SK_ID_CURR"}
    assert refused(with_table(toy, "loans", columns=columns)) == (
        "toy.toml: table loans: nothing says whose its rows are; give it the column SK_ID_CURR, or a parent that has it"
    )


@pytest.mark.parametrize("changes", [{"type": "category"}, {"required": False}, {"values": (1, 2)}, {"values": ()}])
def test_a_label_is_zero_or_one_and_always_there(toy: Dictionary, changes: dict[str, object]) -> None:
    columns = toy.table("people").columns
    broken = {**columns, "TARGET": replace(columns["TARGET"], **changes)}  # type: ignore[arg-type]
    assert refused(with_table(toy, "people", columns=broken)) == (
        "toy.toml: table people: its label TARGET must be required, of type integer, with the values 0 and 1 only"
    )


@pytest.mark.parametrize(
    "part", [("SHOE",), ("SEX", "DAYS_EMPLOYED"), ("INCOME", "SHOE"), ("INCOME", "INCOME", "DAYS_EMPLOYED")]
)
def test_a_person_is_told_by_columns_of_the_applications(toy: Dictionary, part: tuple[str, ...]) -> None:
    assert checked(replace(toy, person=(("SEX",), ("INCOME", "DAYS_EMPLOYED"))), PATH).person[0] == ("SEX",)
    assert refused(replace(toy, person=(("SEX",), part))) == (
        f"toy.toml: person names {' - '.join(part)}, where it takes a column of table people, or two numbers as "
        "'ONE - OTHER'"
    )


@pytest.mark.parametrize("name", ["SEX", "INCOME", "AGE"])
def test_birth_is_a_number_of_the_applications_in_days_or_years(toy: Dictionary, name: str) -> None:
    assert checked(replace(toy, birth="DAYS_EMPLOYED"), PATH).birth == "DAYS_EMPLOYED"
    assert refused(replace(toy, birth=name)) == (
        f"toy.toml: birth names {name}, where it takes a number of table people in days or years"
    )
