from collections.abc import Mapping

import numpy as np
import pytest

from creditworthy.tables.synthetic.amounts import request_amounts
from creditworthy.tables.synthetic.requests import Requests


@pytest.fixture(scope="module")
def amounts(requests: Requests) -> Mapping[str, np.ndarray]:
    return request_amounts(requests, np.random.Generator(np.random.PCG64(9)))


def test_an_application_without_an_amount_has_no_amounts(requests: Requests, amounts: Mapping[str, np.ndarray]) -> None:
    blank = requests.stage.is_("blank")
    assert (amounts["AMT_APPLICATION"][blank] == 0).all()
    assert (amounts["AMT_CREDIT"][blank] == 0).all()
    for name in ("AMT_ANNUITY", "AMT_GOODS_PRICE", "AMT_DOWN_PAYMENT", "RATE_DOWN_PAYMENT"):
        assert np.isnan(amounts[name][blank]).all()


def test_the_price_is_what_was_asked_for(requests: Requests, amounts: Mapping[str, np.ndarray]) -> None:
    asked = requests.stage.is_("priced", "asked")
    assert np.array_equal(amounts["AMT_GOODS_PRICE"][asked], amounts["AMT_APPLICATION"][asked])
    assert (amounts["AMT_APPLICATION"][asked] > 0).all()


def test_the_down_payment_is_its_rate_of_price_and_insurance(
    requests: Requests, amounts: Mapping[str, np.ndarray]
) -> None:
    paid = np.nan_to_num(amounts["AMT_DOWN_PAYMENT"]) > 0
    assert requests.kinds.is_("Consumer loans")[paid].all()
    whole = (amounts["AMT_CREDIT"] + amounts["AMT_DOWN_PAYMENT"])[paid]
    assert np.allclose(
        amounts["RATE_DOWN_PAYMENT"][paid], 1.0891 * amounts["AMT_DOWN_PAYMENT"][paid] / whole, atol=1e-4
    )
    assert (whole >= 0.999 * amounts["AMT_APPLICATION"][paid]).all()


def test_only_goods_are_always_paid_down(requests: Requests, amounts: Mapping[str, np.ndarray]) -> None:
    known = ~np.isnan(amounts["RATE_DOWN_PAYMENT"])
    approved = requests.statuses.is_("Approved")
    assert known[approved & requests.kinds.is_("Consumer loans")].all()
    assert known[approved & requests.kinds.is_("Cash loans")].mean() == pytest.approx(0.12, abs=0.03)


def test_what_has_terms_has_an_instalment(requests: Requests, amounts: Mapping[str, np.ndarray]) -> None:
    assert np.array_equal(~np.isnan(amounts["AMT_ANNUITY"]), requests.priced)


def test_a_twentieth_of_a_cards_limit_is_due_every_month(requests: Requests, amounts: Mapping[str, np.ndarray]) -> None:
    card = requests.priced & requests.kinds.is_("Revolving loans")
    assert np.allclose(amounts["AMT_ANNUITY"][card], 0.05 * amounts["AMT_CREDIT"][card], atol=0.01)


def test_instalments_repay_more_than_the_credit(requests: Requests, amounts: Mapping[str, np.ndarray]) -> None:
    loan = requests.priced & ~requests.kinds.is_("Revolving loans")
    cost = requests.terms[loan] * amounts["AMT_ANNUITY"][loan] / amounts["AMT_CREDIT"][loan]
    assert cost.min() > 1
    dear = cost[requests.yields.is_("high")[loan]].mean()
    assert dear > cost[requests.yields.is_("low_action")[loan]].mean() + 0.1
