import pytest

from creditworthy.dashboard.case import Case
from creditworthy.dashboard.changes import FIELDS, changed, fields_of, moved, shown_value
from creditworthy.tables.dictionary import Column, Table, home_credit

TABLE = home_credit().application


def test_the_fields_are_columns_and_not_protected() -> None:
    names = [name for group in FIELDS.values() for name in group]
    assert set(names) <= set(TABLE.columns)
    assert len(names) == len(set(names)) == 12
    assert not {"CODE_GENDER", "NAME_FAMILY_STATUS"} & set(names)


def test_the_reference_portfolio_has_all_its_fields() -> None:
    assert fields_of(TABLE) == {group: list(names) for group, names in FIELDS.items()}


def test_another_lender_has_what_can_be_chosen_or_counted() -> None:
    columns = [
        Column("ASKED", "integer", "identifier", "", ""),
        Column("BAD", "integer", "flag", "", "", values=(0, 1)),
        Column("SEX", "category", "category", "", "", values=("F", "M"), protected=True),
        Column("NOTE", "category", "category", "", ""),
        Column("KIND", "category", "category", "", "", values=("a", "b")),
        *(Column(f"AMOUNT_{number}", "number", "currency", "", "") for number in range(20)),
    ]
    table = Table("asked", ("asked",), ("ASKED",), "", "", {column.name: column for column in columns}, label="BAD")
    assert fields_of(table) == {"The application": ["KIND", *(f"AMOUNT_{number}" for number in range(11))]}


def test_a_field_holds_what_is_known() -> None:
    assert shown_value(365_243, TABLE.columns["DAYS_EMPLOYED"]) is None
    assert shown_value(5, TABLE.columns["AMT_CREDIT"]) == 5.0
    assert isinstance(shown_value(5, TABLE.columns["AMT_CREDIT"]), float)
    assert isinstance(shown_value(5, TABLE.columns["CNT_CHILDREN"]), int)


def test_only_what_differs_is_a_change() -> None:
    application = {"AMT_CREDIT": 5, "DAYS_EMPLOYED": 365_243, "CNT_CHILDREN": 1}
    entered = {"AMT_CREDIT": 5.0, "DAYS_EMPLOYED": None, "CNT_CHILDREN": 2, "AMT_ANNUITY": None}
    assert changed(application, entered, TABLE) == {"CNT_CHILDREN": 2}
    assert changed(application, {"CNT_CHILDREN": None}, TABLE) == {"CNT_CHILDREN": None}


def test_what_moved_comes_first_and_what_did_not_is_left_out(case: Case) -> None:
    pairs = moved(case.explanation, case.explain({"AMT_CREDIT": 400_000.0}))
    assert [pair.after.feature for pair in pairs] == ["application_credit"]
    assert pairs[0].difference == pytest.approx(0.5)
