import polars as pl
import pytest

from creditworthy.tables.synthetic.lengths import lengths


def test_by_hand() -> None:
    curr = {"SK_ID_CURR": [1, 2, 3]}
    loans = pl.DataFrame({"SK_ID_CURR": [1, 1, 2], "SK_ID_PREV": [11, 12, 21]})
    months = pl.DataFrame({"SK_ID_CURR": [1, 1, 1, 2], "SK_ID_PREV": [11, 11, 99, 21]})
    tables = {
        "application_train": pl.DataFrame(curr),
        "application_test": pl.DataFrame({"SK_ID_CURR": [4]}),
        "bureau": pl.DataFrame({"SK_ID_CURR": [1, 1], "SK_ID_BUREAU": [5, 6]}),
        "bureau_balance": pl.DataFrame({"SK_ID_BUREAU": [5, 5, 5]}),
        "previous_application": loans,
        "POS_CASH_balance": months,
        "installments_payments": months,
        "credit_card_balance": months,
    }
    found = {(stem, measure): now for stem, measure, _, now in lengths(tables)}
    assert found["bureau", "rows: owners"] == 0.25
    assert found["bureau", "rows: mean"] == 2
    assert found["bureau_balance", "rows: owners"] == 0.5
    assert found["bureau_balance", "rows: mean"] == 3
    assert found["POS_CASH_balance", "rows: mean"] == 2
    assert found["POS_CASH_balance", "rows: orphans"] == 0.25
    assert ("installments_payments", "rows: orphans") not in found


def test_the_published_counts(portfolio: dict[str, pl.DataFrame]) -> None:
    expected = {(stem, measure): value for stem, measure, value, _ in lengths(portfolio)}
    assert expected["credit_card_balance", "rows: owners"] == pytest.approx(0.29, abs=0.001)
    assert expected["installments_payments", "rows: mean"] == pytest.approx(40.06, abs=0.01)
    assert expected["bureau_balance", "rows: mean"] == pytest.approx(33.4, abs=0.01)
