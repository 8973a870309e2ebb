import polars as pl

from creditworthy.tables.synthetic.marginals import correlations, risk_order
from creditworthy.tables.synthetic.traits import ORDERED, SHOWN, application_traits, history_traits


def test_every_circumstance_is_a_trait_of_the_tables(portfolio: dict[str, pl.DataFrame]) -> None:
    shown = {*application_traits(portfolio).columns, *history_traits(portfolio).columns} - {"SK_ID_CURR"}
    assert shown == set(correlations()[0])
    assert set(SHOWN) <= shown


def test_one_row_an_application(portfolio: dict[str, pl.DataFrame]) -> None:
    for traits in (application_traits(portfolio), history_traits(portfolio)):
        assert traits.height == 4_000
        assert traits["SK_ID_CURR"].is_unique().all()


def test_ordered_circumstances_have_an_order() -> None:
    assert all(len(risk_order(name)) > 1 for name in ORDERED)


def test_histories_by_hand(portfolio: dict[str, pl.DataFrame]) -> None:
    previous = pl.DataFrame(
        {
            "SK_ID_CURR": [100_002] * 4,
            "NAME_CONTRACT_STATUS": ["Refused", "Approved", "Canceled", "Refused"],
            "NAME_CONTRACT_TYPE": ["Cash loans", "Consumer loans", "Cash loans", "Revolving loans"],
            "DAYS_DECISION": [-10, -400, -20, -30],
            "AMT_APPLICATION": [100.0, 200.0, 0.0, 300.0],
            "CNT_PAYMENT": [12.0, 6.0, None, 0.0],
            "NAME_YIELD_GROUP": ["high", "XNA", "middle", "XNA"],
            "RATE_DOWN_PAYMENT": [None, 0.1, None, None],
        }
    )
    found = history_traits(portfolio | {"previous_application": previous}).filter(SK_ID_CURR=100_002).to_dicts()[0]
    expected = {
        "custom": 4,
        "refusals": 0.5,
        "cancellations": 0.25,
        "cash": 0.5,
        "card_requests": 0.25,
        "freshness": -10,
    }
    expected |= {"custom_age": 400, "appetite": 200.0, "patience": 9.0, "price": 2.5, "down_payment": 0.1}
    assert {name: found[name] for name in expected} == expected
