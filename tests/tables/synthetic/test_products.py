import numpy as np
import polars as pl

from creditworthy.tables.synthetic.products import product_columns


def test_a_product_is_named_after_its_parts(rng: np.random.Generator) -> None:
    kind = np.array(["Revolving loans", "Consumer loans", "Cash loans", "Cash loans"], dtype=object)
    status = np.array(["Approved", "Approved", "Canceled", "Refused"], dtype=object)
    group = np.array(["high", "low_action", "middle", "low_normal"], dtype=object)
    priced = np.array([True, True, False, True])
    columns = product_columns(kind, status, group, priced, rng)
    card, goods, cancelled, cash = columns["PRODUCT_COMBINATION"]
    assert card in {"Card Street", "Card X-Sell"}
    assert goods.endswith(" without interest")
    assert cancelled == "Cash"
    assert cash in {"Cash Street: low", "Cash X-Sell: low"}
    assert columns["NAME_PORTFOLIO"].tolist() == ["Cards", "POS", "XNA", "Cash"]
    assert columns["NAME_YIELD_GROUP"].tolist() == ["XNA", "low_action", "XNA", "low_normal"]


def test_only_a_refusal_has_a_reason(portfolio: dict[str, pl.DataFrame]) -> None:
    previous = portfolio["previous_application"]
    reasons = dict(previous.group_by("NAME_CONTRACT_STATUS").agg(pl.col("CODE_REJECT_REASON").unique().sort()).rows())
    assert reasons["Approved"] == reasons["Canceled"] == ["XAP"]
    assert reasons["Unused offer"] == ["CLIENT"]
    assert "HC" in reasons["Refused"]
    assert "XAP" not in reasons["Refused"]
