"""What an applicant's tables show of the circumstances behind them: one number or label a circumstance."""

from collections.abc import Mapping

import polars as pl

__all__ = ["ORDERED", "SHOWN", "application_traits", "history_traits"]

Tables = Mapping[str, pl.DataFrame]

_UNEMPLOYED = 365_243
ORDERED = {
    "family": "NAME_FAMILY_STATUS",
    "housing": "NAME_HOUSING_TYPE",
    "education": "NAME_EDUCATION_TYPE",
    "work_kind": "NAME_INCOME_TYPE",
    "occupation": "OCCUPATION_TYPE",
    "organisation": "ORGANIZATION_TYPE",
    "company": "NAME_TYPE_SUITE",
    "walls": "WALLSMATERIAL_MODE",
    "house": "HOUSETYPE_MODE",
    "repair_fund": "FONDKAPREMONT_MODE",
}
"""Circumstances that are categories: their values are put in order of the default rate."""
NUMBERS = {
    "region": "REGION_RATING_CLIENT",
    "population": "REGION_POPULATION_RELATIVE",
    "income": "AMT_INCOME_TOTAL",
    "children": "CNT_CHILDREN",
    "car_age": "OWN_CAR_AGE",
    "goods": "AMT_GOODS_PRICE",
    "hour": "HOUR_APPR_PROCESS_START",
    "external_1": "EXT_SOURCE_1",
    "external_2": "EXT_SOURCE_2",
    "external_3": "EXT_SOURCE_3",
    "circle": "OBS_30_CNT_SOCIAL_CIRCLE",
    "late_circle": "DEF_30_CNT_SOCIAL_CIRCLE",
    "later_circle": "DEF_60_CNT_SOCIAL_CIRCLE",
    "enquiries_month": "AMT_REQ_CREDIT_BUREAU_MON",
    "enquiries_quarter": "AMT_REQ_CREDIT_BUREAU_QRT",
    "enquiries_year": "AMT_REQ_CREDIT_BUREAU_YEAR",
    "phone": "FLAG_PHONE",
    "email": "FLAG_EMAIL",
    "region_other_home": "REG_REGION_NOT_LIVE_REGION",
    "city_other_home": "REG_CITY_NOT_LIVE_CITY",
}
SHOWN = ("default", "external_2", "external_3", "age", "income")
"""Circumstances of the application that those of the histories are compared with."""
AGES = {
    "age": "DAYS_BIRTH",
    "registered": "DAYS_REGISTRATION",
    "identified": "DAYS_ID_PUBLISH",
    "phone_kept": "DAYS_LAST_PHONE_CHANGE",
}
BUILDING = (
    "APARTMENTS",
    "BASEMENTAREA",
    "YEARS_BEGINEXPLUATATION",
    "YEARS_BUILD",
    "COMMONAREA",
    "ELEVATORS",
    "ENTRANCES",
    "FLOORSMAX",
    "FLOORSMIN",
    "LANDAREA",
    "LIVINGAPARTMENTS",
    "LIVINGAREA",
    "NONLIVINGAPARTMENTS",
    "NONLIVINGAREA",
)


def application_traits(tables: Tables) -> pl.DataFrame:
    """Return SK_ID_CURR and one column a circumstance that the application shows."""
    stems = ("application_train", "application_test")
    frame = pl.concat([tables[stem] for stem in stems], how="diagonal_relaxed")
    cash = pl.col("NAME_CONTRACT_TYPE") == "Cash loans"
    working = pl.col("DAYS_EMPLOYED") != _UNEMPLOYED
    in_bureau = pl.col("AMT_REQ_CREDIT_BUREAU_YEAR").is_not_null()
    frame = frame.with_columns(
        NAME_INCOME_TYPE=pl.when(working).then("NAME_INCOME_TYPE"),
        ORGANIZATION_TYPE=pl.when(working).then("ORGANIZATION_TYPE"),
    )
    return frame.select(
        "SK_ID_CURR",
        sex=pl.col("CODE_GENDER").replace_strict({"F": 0, "M": 1}, default=None),
        pension=(~working).cast(pl.Int8),
        work=pl.when(working).then(-pl.col("DAYS_EMPLOYED")),
        occupation_told=pl.when(working).then(pl.col("OCCUPATION_TYPE").is_not_null().cast(pl.Int8)),
        car=(pl.col("FLAG_OWN_CAR") == "Y").cast(pl.Int8),
        realty=(pl.col("FLAG_OWN_REALTY") == "Y").cast(pl.Int8),
        city=pl.col("REGION_RATING_CLIENT") - pl.col("REGION_RATING_CLIENT_W_CITY"),
        revolving=(~cash).cast(pl.Int8),
        insurance=pl.when(cash).then(pl.col("AMT_CREDIT") / pl.col("AMT_GOODS_PRICE")),
        term=pl.when(cash).then(pl.col("AMT_CREDIT") / pl.col("AMT_ANNUITY")),
        document_3=pl.when(cash).then("FLAG_DOCUMENT_3"),
        document_6=pl.when(cash & ~_handed_in("3")).then("FLAG_DOCUMENT_6"),
        document_8=pl.when(cash & ~_handed_in("3") & ~_handed_in("6")).then("FLAG_DOCUMENT_8"),
        work_phone=pl.when(working).then("FLAG_WORK_PHONE"),
        region_other_work=pl.when(working).then("REG_REGION_NOT_WORK_REGION"),
        region_home_not_work=pl.when(pl.col("REG_REGION_NOT_WORK_REGION") == 1).then("LIVE_REGION_NOT_WORK_REGION"),
        city_other_work=pl.when(working).then("REG_CITY_NOT_WORK_CITY"),
        city_home_not_work=pl.when(pl.col("REG_CITY_NOT_WORK_CITY") == 1).then("LIVE_CITY_NOT_WORK_CITY"),
        external_1_told=pl.col("EXT_SOURCE_1").is_not_null().cast(pl.Int8),
        external_3_told=pl.when(in_bureau).then(pl.col("EXT_SOURCE_3").is_not_null().cast(pl.Int8)),
        in_bureau=in_bureau.cast(pl.Int8),
        building_told=sum(pl.col(f"{name}_AVG").is_not_null().cast(pl.Int8) for name in BUILDING),
        default=pl.col("TARGET"),
        **{name: -pl.col(column) for name, column in AGES.items()},
        **{name: pl.col(column) for name, column in (NUMBERS | ORDERED).items()},
        **{name.lower(): pl.col(f"{name}_AVG") for name in BUILDING},
    )


def _handed_in(number: str) -> pl.Expr:
    return pl.col(f"FLAG_DOCUMENT_{number}") == 1


def history_traits(tables: Tables) -> pl.DataFrame:
    """Return SK_ID_CURR and one column a circumstance that the histories show; null without such a history."""
    keys = pl.concat([tables["application_train"]["SK_ID_CURR"], tables["application_test"]["SK_ID_CURR"]]).to_frame()
    for traits in (_elsewhere(tables), _requests(tables), _loans(tables), _cards(tables)):
        keys = keys.join(traits, on="SK_ID_CURR", how="left")
    return keys.with_columns(
        has_previous=pl.col("custom").is_not_null().cast(pl.Int8),
        has_card=pl.col("card_use").is_not_null().cast(pl.Int8),
    )


def _elsewhere(tables: Tables) -> pl.DataFrame:
    lates = pl.col("STATUS").is_in(["1", "2", "3", "4", "5"])
    lapses = (
        tables["bureau_balance"]
        .filter(~pl.col("STATUS").is_in(["X", "C"]))
        .join(tables["bureau"].select("SK_ID_BUREAU", "SK_ID_CURR"), on="SK_ID_BUREAU")
        .group_by("SK_ID_CURR")
        .agg(lapses=lates.mean())
    )
    active = pl.col("CREDIT_ACTIVE") == "Active"
    owed, total = pl.col("AMT_CREDIT_SUM_DEBT").filter(active).sum(), pl.col("AMT_CREDIT_SUM").filter(active).sum()
    return tables["bureau"].group_by("SK_ID_CURR").agg(
        borrowing=pl.len(),
        novelty=pl.col("DAYS_CREDIT").mean(),
        newest=pl.col("DAYS_CREDIT").max(),
        open_share=active.mean(),
        debt=pl.when(total > 0).then(owed / total),
        size_elsewhere=pl.col("AMT_CREDIT_SUM").mean(),
        cards_elsewhere=(pl.col("CREDIT_TYPE") == "Credit card").mean(),
    ).join(lapses, on="SK_ID_CURR", how="left")  # fmt: skip


def _requests(tables: Tables) -> pl.DataFrame:
    groups = {"low_action": 0, "low_normal": 1, "middle": 2, "high": 3}
    status, kind = pl.col("NAME_CONTRACT_STATUS"), pl.col("NAME_CONTRACT_TYPE")
    return tables["previous_application"].group_by("SK_ID_CURR").agg(
        custom=pl.len(),
        refusals=(status == "Refused").mean(),
        cancellations=(status == "Canceled").mean(),
        cash=(kind == "Cash loans").mean(),
        card_requests=(kind == "Revolving loans").mean(),
        freshness=pl.col("DAYS_DECISION").max(),
        custom_age=-pl.col("DAYS_DECISION").min(),
        appetite=pl.col("AMT_APPLICATION").filter(pl.col("AMT_APPLICATION") > 0).mean(),
        patience=pl.col("CNT_PAYMENT").filter(pl.col("CNT_PAYMENT") > 0).mean(),
        price=pl.col("NAME_YIELD_GROUP").replace_strict(groups, default=None).mean(),
        down_payment=pl.col("RATE_DOWN_PAYMENT").mean(),
    )  # fmt: skip


def _loans(tables: Tables) -> pl.DataFrame:
    return tables["POS_CASH_balance"].group_by("SK_ID_CURR").agg(discipline=-(pl.col("SK_DPD") > 0).mean())


def _cards(tables: Tables) -> pl.DataFrame:
    use = pl.col("AMT_BALANCE") / pl.col("AMT_CREDIT_LIMIT_ACTUAL").replace(0, None)
    cash, all_ = pl.col("AMT_DRAWINGS_ATM_CURRENT").sum(), pl.col("AMT_DRAWINGS_CURRENT").sum()
    return tables["credit_card_balance"].group_by("SK_ID_CURR").agg(
        card_use=use.mean(),
        card_cash=pl.when(all_ > 0).then(cash / all_),
        card_age=pl.len(),
        card_limit=pl.col("AMT_CREDIT_LIMIT_ACTUAL").mean(),
    )  # fmt: skip
