import polars as pl
import pytest

from creditworthy.errors import TableError
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.keys import check_key


def test_a_key_that_stands_twice_is_named_where_it_repeats(toy: Dictionary) -> None:
    loans = pl.DataFrame({"LOAN": [*range(100_000), 7]})
    with pytest.raises(TableError) as raised:
        check_key(toy.table("loans"), loans, "loans.csv")
    assert str(raised.value) == (
        "loans.csv: 1 of 100,001 rows repeat the key LOAN of an earlier row (first: 7 in row 100001); "
        "keep one row of each key in loans"
    )


def test_a_key_of_several_columns_repeats_only_as_a_whole(toy: Dictionary) -> None:
    months = pl.DataFrame({"LOAN": [1, 2, 1, 2, 2], "MONTH": [0, 0, -1, -1, 0]})
    check_key(toy.table("months"), months.head(4), "months.csv")
    with pytest.raises(TableError) as raised:
        check_key(toy.table("months"), months, "months.csv")
    assert str(raised.value) == (
        "months.csv: 1 of 5 rows repeat the key LOAN, MONTH of an earlier row (first: 2, 0 in row 5); "
        "keep one row of each key in months"
    )


def test_a_key_may_not_come_back_in_another_file_of_the_table(toy: Dictionary) -> None:
    first, second = pl.DataFrame({"SK_ID_CURR": [1, 2, 3]}), pl.DataFrame({"SK_ID_CURR": [5, 4, 2]})
    check_key(toy.application, second, "people_test.csv", first.tail(1))
    with pytest.raises(TableError) as raised:
        check_key(toy.application, second, "people_test.csv", first)
    assert str(raised.value) == (
        "people_test.csv: 1 of 3 rows repeat the key SK_ID_CURR of an earlier row (first: 2 in row 3); "
        "keep one row of each key in people_train and people_test"
    )


def test_a_table_without_a_key_may_hold_equal_rows(toy: Dictionary) -> None:
    payments = pl.DataFrame({"LOAN": [1, 1], "SK_ID_CURR": [1, 1], "PAID": [2.0, 2.0]})
    check_key(toy.table("payments"), payments, "payments.csv")
