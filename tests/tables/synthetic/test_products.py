from collections.abc import Mapping

import numpy as np
import pytest

from creditworthy.tables.synthetic.products import product_columns
from creditworthy.tables.synthetic.requests import Requests, in_window


@pytest.fixture(scope="module")
def columns(requests: Requests) -> Mapping[str, np.ndarray]:
    return product_columns(requests, np.random.Generator(np.random.PCG64(9)))


def starts(values: np.ndarray, prefix: str) -> np.ndarray:
    return np.array([value.startswith(prefix) for value in values])


@pytest.mark.parametrize(
    ("kind", "prefix"), [("Cash loans", "Cash"), ("Consumer loans", "POS "), ("Revolving loans", "Card ")]
)
def test_a_product_is_of_its_kind(
    requests: Requests, columns: Mapping[str, np.ndarray], kind: str, prefix: str
) -> None:
    assert np.array_equal(starts(columns["PRODUCT_COMBINATION"], prefix), requests.kinds.is_(kind))


def test_the_price_of_cash_is_in_the_products_name(requests: Requests, columns: Mapping[str, np.ndarray]) -> None:
    cash = requests.kinds.is_("Cash loans")
    names = {"XNA": {"Cash"}, "low_action": {"low"}, "low_normal": {"low"}, "middle": {"middle"}, "high": {"high"}}
    for group, expected in names.items():
        products = columns["PRODUCT_COMBINATION"][cash & (columns["NAME_YIELD_GROUP"] == group)]
        assert {product.rpartition(": ")[2] for product in products} == expected


def test_what_has_no_price_is_in_no_portfolio(requests: Requests, columns: Mapping[str, np.ndarray]) -> None:
    assert np.array_equal(columns["NAME_PORTFOLIO"] == "XNA", ~requests.priced)
    goods = requests.priced & requests.kinds.is_("Consumer loans")
    assert set(columns["NAME_PORTFOLIO"][goods]) == {"POS"}


def test_only_a_refusal_has_a_reason(requests: Requests, columns: Mapping[str, np.ndarray]) -> None:
    reasons = {
        status: set(columns["CODE_REJECT_REASON"][requests.statuses.is_(status)])
        for status in ("Approved", "Canceled", "Refused", "Unused offer")
    }
    assert reasons["Approved"] == reasons["Canceled"] == {"XAP"}
    assert reasons["Unused offer"] == {"CLIENT"}
    assert {"HC", "LIMIT", "SCO"} < reasons["Refused"]
    assert "XAP" not in reasons["Refused"]


def test_only_goods_are_goods_and_only_cash_has_a_purpose(
    requests: Requests, columns: Mapping[str, np.ndarray]
) -> None:
    goods, cash = requests.kinds.is_("Consumer loans"), requests.kinds.is_("Cash loans")
    assert (columns["NAME_GOODS_CATEGORY"][goods] != "XNA").mean() > 0.97
    assert (columns["NAME_GOODS_CATEGORY"][~goods] == "XNA").mean() > 0.97
    assert np.array_equal(columns["NAME_CASH_LOAN_PURPOSE"] == "XAP", ~cash)


def test_a_new_customers_application_is_the_first_that_is_published(
    requests: Requests, columns: Mapping[str, np.ndarray]
) -> None:
    published = in_window(requests)
    owner, new = requests.owner[published], columns["NAME_CLIENT_TYPE"][published] == "New"
    first = np.diff(owner, prepend=-1) != 0
    assert new[first].mean() == pytest.approx(0.8, abs=0.05)
    assert new[~first].mean() < 0.05


def test_a_mobile_is_sold_where_mobiles_are(columns: Mapping[str, np.ndarray]) -> None:
    seller = columns["NAME_SELLER_INDUSTRY"][columns["NAME_GOODS_CATEGORY"] == "Mobile"]
    assert (seller == "Connectivity").mean() > 0.8


def test_only_what_was_signed_is_insured(requests: Requests, columns: Mapping[str, np.ndarray]) -> None:
    insured = columns["NFLAG_INSURED_ON_APPROVAL"]
    assert np.array_equal(np.isnan(insured), ~requests.approved)
    assert set(insured[requests.approved]) == {0.0, 1.0}


def test_rates_of_interest_are_told_of_few_goods(requests: Requests, columns: Mapping[str, np.ndarray]) -> None:
    told = ~np.isnan(columns["RATE_INTEREST_PRIMARY"])
    assert told.mean() == pytest.approx(0.0042, abs=0.0015)
    assert requests.kinds.is_("Consumer loans")[told].all()
    assert np.array_equal(told, ~np.isnan(columns["RATE_INTEREST_PRIVILEGED"]))
