import numpy as np
import polars as pl
import pytest

from creditworthy.tables.synthetic.circumstances import Circumstances, draw_circumstances
from creditworthy.tables.synthetic.previous import Requests, draw_requests, in_window, request_columns


@pytest.fixture(scope="module")
def previous(circumstances: Circumstances, requests: Requests) -> pl.DataFrame:
    columns = request_columns(circumstances, requests, np.random.Generator(np.random.PCG64(9)))
    published = in_window(requests)
    return pl.DataFrame({name: pl.Series(values[published].tolist()) for name, values in columns.items()})


def test_an_applicants_requests_stand_together_oldest_first(requests: Requests) -> None:
    assert np.array_equal(np.lexsort((requests.decision, requests.owner)), np.arange(len(requests)))


def test_no_identifier_occurs_twice(requests: Requests) -> None:
    assert len(np.unique(requests.sk_id_prev)) == len(requests)


def test_a_card_comes_of_one_request_of_each_holder(circumstances: Circumstances, requests: Requests) -> None:
    cards = requests.owner[requests.approved & requests.kinds.is_("Revolving loans")]
    assert np.array_equal(cards, np.flatnonzero(circumstances.has_card))


def test_an_eighth_of_the_cards_is_older_than_the_window(requests: Requests) -> None:
    cards = requests.approved & requests.kinds.is_("Revolving loans")
    assert (~in_window(requests))[cards].mean() == pytest.approx(0.125, abs=0.02)


def test_a_loan_is_signed_a_month_before_the_application(requests: Requests) -> None:
    assert requests.decision[requests.approved].max() <= -33
    loans = requests.statuses.is_("Approved") & ~requests.kinds.is_("Revolving loans")
    assert requests.signed[loans].mean() == pytest.approx(0.955, abs=0.02)


def test_the_kind_of_a_few_cancelled_applications_is_not_told(previous: pl.DataFrame) -> None:
    nameless = previous.filter(pl.col("NAME_CONTRACT_TYPE") == "XNA")
    assert 0 < nameless.height < 0.001 * previous.height
    assert nameless["AMT_CREDIT"].max() == 0


def test_cards_have_no_terms_and_loans_have_some(previous: pl.DataFrame) -> None:
    card = pl.col("NAME_CONTRACT_TYPE") == "Revolving loans"
    priced = previous.filter(pl.col("CNT_PAYMENT").is_not_nan())
    assert priced.filter(card)["CNT_PAYMENT"].unique().to_list() == [0]
    assert priced.filter(~card)["CNT_PAYMENT"].min() >= 3  # type: ignore[operator]


def test_an_amount_not_asked_for_is_not_lent(previous: pl.DataFrame) -> None:
    loans = previous.filter(pl.col("NAME_CONTRACT_TYPE") != "Revolving loans")
    assert loans.filter(pl.col("AMT_APPLICATION") == 0)["AMT_CREDIT"].max() == 0
    assert loans.filter(pl.col("AMT_APPLICATION") > 0)["AMT_CREDIT"].min() > 0  # type: ignore[operator]


def test_whoever_is_likely_to_default_was_refused_more_often(circumstances: Circumstances, requests: Requests) -> None:
    refused = requests.statuses.is_("Refused") & in_window(requests)
    chance = circumstances.default_chance[requests.owner]
    assert chance[refused].mean() > chance[~refused].mean() + 0.01


def test_applicants_without_a_history_have_no_requests() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    c = draw_circumstances(2, rng)
    requests = draw_requests(c, rng)
    asked = in_window(requests)
    assert set(requests.owner[asked]) == set(np.flatnonzero(c.has_previous))
    assert len(request_columns(c, requests, rng)["AMT_CREDIT"]) == len(requests)
