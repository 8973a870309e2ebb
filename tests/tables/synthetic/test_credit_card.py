import polars as pl
import pytest

KEY = ["SK_ID_PREV", "MONTHS_BALANCE"]


@pytest.fixture
def cards(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["credit_card_balance"].sort(KEY)


def test_signed_revolving_loans_have_rows_and_nothing_else_has(
    portfolio: dict[str, pl.DataFrame], cards: pl.DataFrame
) -> None:
    previous = portfolio["previous_application"]
    signed = previous.filter(pl.col("NAME_CONTRACT_TYPE") == "Revolving loans").drop_nulls("DAYS_FIRST_DUE")
    with_rows = set(cards["SK_ID_PREV"]) & set(previous["SK_ID_PREV"])
    assert with_rows <= set(signed["SK_ID_PREV"])
    assert len(with_rows) > 0.97 * signed.height  # the youngest are not published yet


def test_a_third_of_the_rows_have_no_parent(portfolio: dict[str, pl.DataFrame], cards: pl.DataFrame) -> None:
    orphans = cards.join(portfolio["previous_application"], on="SK_ID_PREV", how="anti")
    assert orphans.height / cards.height == pytest.approx(1 / 3, abs=0.06)
    assert orphans.group_by("SK_ID_PREV").agg(pl.col("MONTHS_BALANCE").min())["MONTHS_BALANCE"].max() == -96


def test_the_limit_at_first_is_what_was_granted(portfolio: dict[str, pl.DataFrame], cards: pl.DataFrame) -> None:
    first = cards.group_by("SK_ID_PREV").agg(pl.col("AMT_CREDIT_LIMIT_ACTUAL").sort_by("MONTHS_BALANCE").first())
    both = first.join(portfolio["previous_application"], on="SK_ID_PREV")
    gap = (both["AMT_CREDIT_LIMIT_ACTUAL"] - both["AMT_CREDIT"]).abs()
    assert (gap <= 2_250).mean() > 0.95  # type: ignore[operator]


def test_minimums_are_counted_card_by_card(cards: pl.DataFrame) -> None:
    known = cards.drop_nulls("CNT_INSTALMENT_MATURE_CUM")
    assert known["AMT_INST_MIN_REGULARITY"].null_count() == 0
    step = known.select(
        pl.col("CNT_INSTALMENT_MATURE_CUM").diff().over("SK_ID_PREV", order_by="MONTHS_BALANCE"),
        asked=(pl.col("AMT_INST_MIN_REGULARITY") > 0).cast(pl.Int64),
    ).drop_nulls()
    assert step["CNT_INSTALMENT_MATURE_CUM"].equals(step["asked"], check_names=False)


def test_what_is_untold_stands_at_the_beginning(cards: pl.DataFrame) -> None:
    for name in ("CNT_INSTALMENT_MATURE_CUM", "AMT_DRAWINGS_ATM_CURRENT", "AMT_PAYMENT_CURRENT"):
        unknown = pl.col(name).is_null().cast(pl.Int64)
        later = cards.select(unknown.diff().over("SK_ID_PREV", order_by="MONTHS_BALANCE")).to_series()
        assert later.max() == 0, name
    undrawn = cards.filter(pl.col("AMT_DRAWINGS_ATM_CURRENT").is_null())
    assert undrawn["AMT_DRAWINGS_CURRENT"].max() == 0
    assert cards.filter(pl.col("AMT_PAYMENT_CURRENT").is_null())["AMT_PAYMENT_TOTAL_CURRENT"].max() == 0


def test_a_contract_is_over_when_nothing_is_owed(cards: pl.DataFrame) -> None:
    over = cards.filter(pl.col("NAME_CONTRACT_STATUS") == "Completed")
    assert over.height / cards.height == pytest.approx(0.038, abs=0.015)
    assert over["AMT_BALANCE"].max() == 0
    assert over["AMT_DRAWINGS_CURRENT"].max() == 0


def test_arrears_mean_that_something_is_owed(cards: pl.DataFrame) -> None:
    late = cards.filter(pl.col("SK_DPD") > 0)
    assert late["AMT_BALANCE"].min() > 0  # type: ignore[operator]
    assert (late["SK_DPD"] % 30 == 1).all()
    small = late.filter(pl.col("SK_DPD_DEF") == 0)
    assert small["AMT_BALANCE"].max() < 320  # type: ignore[operator]
    assert late.filter(pl.col("SK_DPD_DEF") > 0).select(pl.col("SK_DPD") == pl.col("SK_DPD_DEF")).to_series().all()


def test_one_who_has_paid_too_much_owes_less_than_nothing(cards: pl.DataFrame) -> None:
    below = cards.filter(pl.col("AMT_RECIVABLE") < 0)
    assert below.height / cards.height == pytest.approx(0.026, abs=0.012)
    assert below["AMT_BALANCE"].max() == 0
    others = cards.filter(pl.col("AMT_RECIVABLE") >= 0)
    assert others["AMT_RECIVABLE"].equals(others["AMT_BALANCE"], check_names=False)
    assert (cards["AMT_RECEIVABLE_PRINCIPAL"] <= cards["AMT_BALANCE"]).all()


def test_no_card_begins_with_arrears_but_an_old_one(cards: pl.DataFrame) -> None:
    first = cards.group_by("SK_ID_PREV").agg(pl.all().sort_by("MONTHS_BALANCE").first())
    assert first.filter(pl.col("MONTHS_BALANCE") > -96)["SK_DPD"].max() == 0


def test_those_who_default_use_more_of_their_cards(portfolio: dict[str, pl.DataFrame], cards: pl.DataFrame) -> None:
    use = (pl.col("AMT_BALANCE") / pl.col("AMT_CREDIT_LIMIT_ACTUAL").replace(0, None)).mean()
    mean = cards.group_by("SK_ID_CURR").agg(use=use).drop_nulls()
    labelled = mean.join(portfolio["application_train"], on="SK_ID_CURR")
    paying, defaulting = labelled.group_by("TARGET").agg(pl.col("use").mean()).sort("TARGET")["use"]
    assert defaulting > paying + 0.03
