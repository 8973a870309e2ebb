import polars as pl
import pytest

from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.synthetic.bureau import MONTHLY, bureau_columns
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import streams
from creditworthy.tables.synthetic.fidelity import compare_table
from creditworthy.tables.synthetic.shape import working


@pytest.fixture
def bureau(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["bureau"]


def test_only_active_credits_are_owed_or_overdue(bureau: pl.DataFrame) -> None:
    ended = bureau.filter(pl.col("CREDIT_ACTIVE") != "Active")
    assert ended["AMT_CREDIT_SUM_DEBT"].max() == 0
    assert ended["CREDIT_DAY_OVERDUE"].max() == 0
    assert ended["AMT_CREDIT_SUM_OVERDUE"].max() == 0
    assert bureau["AMT_CREDIT_SUM_DEBT"].max() > 0  # type: ignore[operator]


def test_a_closed_credit_has_ended_and_an_active_one_has_not(bureau: pl.DataFrame) -> None:
    told = dict(bureau.group_by("CREDIT_ACTIVE").agg(pl.col("DAYS_ENDDATE_FACT").is_not_null().mean()).rows())
    assert (told["Closed"], told["Active"]) == (1.0, 0.0)
    assert (bureau["DAYS_CREDIT"] <= bureau["DAYS_CREDIT_UPDATE"]).all()
    assert bureau.filter(pl.col("DAYS_ENDDATE_FACT") < pl.col("DAYS_CREDIT")).is_empty()
    assert bureau.filter(pl.col("DAYS_CREDIT_UPDATE") < pl.col("DAYS_ENDDATE_FACT") - 3).is_empty()


def test_what_is_overdue_today_was_overdue_once_and_is_owed(bureau: pl.DataFrame) -> None:
    overdue = bureau.filter(pl.col("CREDIT_DAY_OVERDUE") > 0)
    assert overdue.height > 10
    assert (overdue["AMT_CREDIT_MAX_OVERDUE"] >= overdue["AMT_CREDIT_SUM_OVERDUE"]).all()
    assert (overdue["AMT_CREDIT_SUM_DEBT"] >= overdue["AMT_CREDIT_SUM_OVERDUE"]).all()


def test_the_columns_are_distributed_as_the_real_ones(bureau: pl.DataFrame) -> None:
    findings = [*compare_table("bureau", bureau, home_credit().table("bureau").columns)]
    assert [finding for finding in findings if not finding.holds] == []


def test_applicants_show_their_circumstances(circumstances: Circumstances) -> None:
    frame = working(bureau_columns(circumstances, streams(3, ["bureau"])["bureau"]))
    active = pl.col("CREDIT_ACTIVE") == "Active"
    shown = frame.group_by("SK_ID_CURR").agg(
        novelty=pl.col("DAYS_CREDIT").mean(),
        newest=pl.col("DAYS_CREDIT").max(),
        open_share=active.mean(),
        size_elsewhere=pl.col("AMT_CREDIT_SUM").mean(),
        debt=pl.col("AMT_CREDIT_SUM_DEBT").filter(active).sum() / pl.col("AMT_CREDIT_SUM").filter(active).sum(),
        borrowing=pl.len(),
    )
    least = {
        "novelty": 0.88,
        "newest": 0.95,
        "open_share": 0.8,
        "size_elsewhere": 0.75,
        "debt": 0.65,
        "borrowing": 0.98,
    }
    scores = pl.DataFrame(
        {"SK_ID_CURR": circumstances.sk_id_curr, **{f"{name}_": circumstances[name] for name in least}}
    )
    joined = shown.join(scores, on="SK_ID_CURR").fill_nan(None)
    for name, bound in least.items():
        assert joined.select(pl.corr(name, f"{name}_", method="spearman")).item() > bound


def test_all_of_an_applicants_credits_are_told_month_by_month_or_none(circumstances: Circumstances) -> None:
    frame = working(bureau_columns(circumstances, streams(3, ["bureau"])["bureau"]))
    applicants = frame.group_by("SK_ID_CURR").agg(pl.col(MONTHLY).mean(), pl.col("AMT_ANNUITY").is_not_null().any())
    assert set(applicants[MONTHLY].to_list()) == {0.0, 1.0}
    assert not applicants.filter(pl.col(MONTHLY) == 0)["AMT_ANNUITY"].any()
    in_test = pl.DataFrame({"SK_ID_CURR": circumstances.sk_id_curr, "in_test": circumstances.in_test})
    told = applicants.join(in_test, on="SK_ID_CURR").group_by("in_test").agg(pl.col(MONTHLY).mean()).sort("in_test")
    assert told[MONTHLY].to_list() == [pytest.approx(0.36, abs=0.001), pytest.approx(0.999, abs=0.005)]


def test_more_is_owed_by_those_who_default(portfolio: dict[str, pl.DataFrame], bureau: pl.DataFrame) -> None:
    labelled = bureau.join(portfolio["application_train"], on="SK_ID_CURR")
    active = labelled.group_by("TARGET").agg((pl.col("CREDIT_ACTIVE") == "Active").mean()).sort("TARGET")
    paying, defaulting = active["CREDIT_ACTIVE"]
    assert defaulting > paying + 0.05
