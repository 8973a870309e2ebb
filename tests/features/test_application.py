from collections.abc import Callable

import pytest

from creditworthy.features import FEATURES

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

DOCUMENTS = {f"FLAG_DOCUMENT_{number}": [0, None, 1] for number in range(4, 22)}
APPLICATIONS: dict[str, list[object]] = {
    "AMT_CREDIT": [1200.0, 500.0, 900.0],
    "AMT_ANNUITY": [100.0, 0.0, None],
    "AMT_GOODS_PRICE": [1000.0, 0.0, None],
    "AMT_INCOME_TOTAL": [4800.0, 2000.0, 600.0],
    "CNT_FAM_MEMBERS": [4, None, 1],
    "DAYS_BIRTH": [-14610, -7305, -10000],  # 365.25 days a year: 40 and 20 years
    "DAYS_EMPLOYED": [-1461, 365243, None],
    "DAYS_ID_PUBLISH": [-1461, None, 0],
    "DAYS_REGISTRATION": [-7305, None, 0],
    "DAYS_LAST_PHONE_CHANGE": [-1461, None, 0],
    "FLAG_DOCUMENT_2": [1, None, 1],
    "FLAG_DOCUMENT_3": [1, None, None],
    **DOCUMENTS,
    "REG_CITY_NOT_LIVE_CITY": [1, None, 0],
    "REG_CITY_NOT_WORK_CITY": [1, None, None],
    "LIVE_CITY_NOT_WORK_CITY": [0, None, 0],
    "EXT_SOURCE_1": [0.2, None, None],
    "EXT_SOURCE_2": [0.4, 0.5, None],
    "EXT_SOURCE_3": [0.6, None, None],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("application_term", [12.0, None, None]),  # no annuity, unknown annuity
        ("application_credit_to_goods", [1.2, None, None]),
        ("application_credit_to_income", [0.25, 0.25, 1.5]),
        ("application_annuity_to_income", [100 / 4800, 0.0, None]),
        ("application_down_payment", [-200.0, -500.0, None]),
        ("application_income_per_person", [1200.0, None, 600.0]),
        ("application_age", [40.0, 20.0, 10000 / 365.25]),
        ("application_years_employed", [4.0, None, None]),  # 365243 says: no job
        ("application_employed_share_of_life", [0.1, None, None]),
        ("application_age_at_end", [40.0 + 12 * 30 / 365.25, None, None]),
        ("application_years_since_identity", [4.0, None, 0.0]),
        ("application_years_since_registration", [20.0, None, 0.0]),
        ("application_years_since_phone", [4.0, None, 0.0]),
        ("application_documents", [2.0, None, 19.0]),  # nothing known; 1 + 18 with one unknown
        ("application_addresses_apart", [2.0, None, 0.0]),
        ("application_external_score_mean", [0.4, 0.5, None]),
        ("application_external_score_min", [0.2, 0.5, None]),
        ("application_external_score_max", [0.6, 0.5, None]),
        ("application_external_score_spread", [(0.08 / 3) ** 0.5, 0.0, None]),  # deviations −.2, 0, .2
        ("application_external_score_product", [0.24, None, None]),
    ],
)
def test_features_of_the_application(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, application=APPLICATIONS) == near(expected)


DETAILS: dict[str, list[object]] = {
    **APPLICATIONS,
    "CNT_CHILDREN": [1, 2, 1],
    "OWN_CAR_AGE": [8, 0, None],
    "OBS_30_CNT_SOCIAL_CIRCLE": [4, 0, None],
    "DEF_30_CNT_SOCIAL_CIRCLE": [1, 0, 1],
    "OBS_60_CNT_SOCIAL_CIRCLE": [4, 2, None],
    "DEF_60_CNT_SOCIAL_CIRCLE": [2, 0, 1],
    "REG_REGION_NOT_LIVE_REGION": [1, None, 0],
    "REG_REGION_NOT_WORK_REGION": [0, None, None],
    "LIVE_REGION_NOT_WORK_REGION": [1, None, 0],
    "FLAG_EMP_PHONE": [1, None, 0],
    "FLAG_WORK_PHONE": [1, None, 0],
    "FLAG_CONT_MOBILE": [1, None, 0],
    "FLAG_PHONE": [0, None, 1],
    "FLAG_EMAIL": [0, None, None],
    "AMT_REQ_CREDIT_BUREAU_HOUR": [1, 0, None],
    "AMT_REQ_CREDIT_BUREAU_DAY": [0, 0, None],
    "AMT_REQ_CREDIT_BUREAU_WEEK": [1, None, None],
    "AMT_REQ_CREDIT_BUREAU_MON": [0, 0, None],
    "AMT_REQ_CREDIT_BUREAU_QRT": [2, 0, None],
    "AMT_REQ_CREDIT_BUREAU_YEAR": [4, 0, None],
    "APARTMENTS_AVG": [0.2, 0.5, None],
    "LANDAREA_AVG": [0.6, None, None],
    "FLOORSMAX_AVG": [0.4, None, None],
    "FLOORSMIN_AVG": [0.3, None, 0.1],
    "REGION_RATING_CLIENT": [2, 1, 3],
    "REGION_RATING_CLIENT_W_CITY": [3, 1, None],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("application_age_at_identity", [36.0, None, 10000 / 365.25]),
        ("application_age_at_registration", [20.0, None, 10000 / 365.25]),
        ("application_age_at_job", [36.0, None, None]),
        ("application_phone_share_of_life", [0.1, None, 0.0]),
        ("application_phone_to_employed", [1.0, None, None]),
        ("application_default_share_of_circle", [0.25, None, None]),  # of nobody; of how many is unknown
        ("application_default_share_of_circle_60", [0.5, 0.0, None]),
        ("application_regions_apart", [2.0, None, 0.0]),
        ("application_contacts", [3.0, None, 1.0]),
        ("application_enquiries", [8.0, 0.0, None]),
        ("application_recent_enquiries", [2.0, 0.0, None]),
        ("application_recent_share_of_enquiries", [0.25, None, None]),
        ("application_building_mean", [0.375, 0.5, 0.1]),  # 1.5 over 4
        ("application_building_sum", [1.5, 0.5, 0.1]),
        ("application_building_unknown", [15 / 19, 18 / 19, 18 / 19]),
        ("application_building_floors_apart", [0.1, None, None]),
        ("application_region_rating_of_city", [1.0, 0.0, None]),
        ("application_region_rating_times_score", [1.2, 0.5, None]),  # 3 times .4
        ("application_income_per_adult", [1600.0, None, None]),  # of three; unknown; of none
        ("application_income_with_children", [2400.0, 2000 / 3, 300.0]),
        ("application_income_left_per_person", [1175.0, None, None]),
        ("application_income_less_annuity", [4700.0, 2000.0, None]),
        ("application_credit_per_person", [300.0, None, 900.0]),
        ("application_children_share", [0.25, None, 1.0]),
        ("application_payment_rate", [100 / 1200, 0.0, None]),
        ("application_down_payment_to_income", [-200 / 4800, -0.25, None]),
        ("application_goods_to_income", [1000 / 4800, 0.0, None]),
        ("application_goods_to_annuity", [10.0, None, None]),
        ("application_car_age_to_age", [0.2, 0.0, None]),
        ("application_car_age_to_employed", [2.0, None, None]),
        ("application_income_to_age", [120.0, 100.0, 600 / (10000 / 365.25)]),
        ("application_income_to_employed", [1200.0, None, None]),
        ("application_external_score_1_less_2", [-0.2, None, None]),
        ("application_external_score_1_less_3", [-0.4, None, None]),
        ("application_external_score_2_less_3", [-0.2, None, None]),
        ("application_external_score_1_times_2", [0.08, None, None]),
        ("application_external_score_1_times_3", [0.12, None, None]),
        ("application_external_score_product_all", [0.048, None, None]),
        ("application_external_score_range", [0.4, 0.0, None]),
        ("application_external_scores_known", [3.0, 1.0, 0.0]),
        ("application_external_score_median", [0.4, 0.5, None]),
        ("application_external_score_weighted", [(3 * 0.6 + 2 * 0.2 + 0.4) / 6, 0.5, None]),
        ("application_annuity_to_score_3", [100 / 0.6, None, None]),
        ("application_credit_to_score_3", [2000.0, None, None]),
        ("application_employed_to_score_3", [4 / 0.6, None, None]),
    ],
)
def test_details_of_the_application(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, application=DETAILS) == near(expected)


def test_a_score_near_zero_divides_as_if_it_were_larger(values: Values) -> None:
    application = {"AMT_CREDIT": [100.0] * 3, "EXT_SOURCE_3": [0.0, 1e-12, 0.5]}
    found = values("application_credit_to_score_3", application=application)
    assert found[0] == found[1]
    assert found[2] == 200.0


@pytest.mark.parametrize(
    ("name", "column", "raw"),
    [
        ("application_contract_type", "NAME_CONTRACT_TYPE", ["Cash loans", "Revolving loans", None]),
        ("application_credit", "AMT_CREDIT", [1.5, 2.0, None]),
        ("application_annuity", "AMT_ANNUITY", [1.5, 0.0, None]),
        ("application_goods_price", "AMT_GOODS_PRICE", [1.5, 0.0, None]),
        ("application_income", "AMT_INCOME_TOTAL", [1.5, 3.0, None]),
        ("application_income_type", "NAME_INCOME_TYPE", ["Working", "Student", None]),
        ("application_occupation", "OCCUPATION_TYPE", ["Managers", "Drivers", None]),
        ("application_organization", "ORGANIZATION_TYPE", ["Bank", "Police", None]),
        ("application_education", "NAME_EDUCATION_TYPE", ["Academic degree", "Higher education", None]),
        ("application_gender", "CODE_GENDER", ["F", "M", None]),
        ("application_family_status", "NAME_FAMILY_STATUS", ["Married", "Widow", None]),
        ("application_children", "CNT_CHILDREN", [0.0, 3.0, None]),
        ("application_car_age", "OWN_CAR_AGE", [0.0, 12.0, None]),
        ("application_owns_car", "FLAG_OWN_CAR", ["N", "Y", None]),
        ("application_housing", "NAME_HOUSING_TYPE", ["With parents", "Co-op apartment", None]),
        ("application_region_population", "REGION_POPULATION_RELATIVE", [0.02, 0.07, None]),
        ("application_region_rating", "REGION_RATING_CLIENT_W_CITY", [1.0, 3.0, None]),
        ("application_living_area", "TOTALAREA_MODE", [0.0, 0.3, None]),
        ("application_external_score_1", "EXT_SOURCE_1", [0.1, 0.9, None]),
        ("application_external_score_2", "EXT_SOURCE_2", [0.1, 0.9, None]),
        ("application_external_score_3", "EXT_SOURCE_3", [0.1, 0.9, None]),
        ("application_default_circle", "DEF_30_CNT_SOCIAL_CIRCLE", [0.0, 2.0, None]),
        ("application_work_phone", "FLAG_WORK_PHONE", [0.0, 1.0, None]),
        ("application_enquiries_year", "AMT_REQ_CREDIT_BUREAU_YEAR", [0.0, 8.0, None]),
        ("application_enquiries_quarter", "AMT_REQ_CREDIT_BUREAU_QRT", [0.0, 2.0, None]),
    ],
)
def test_raw_columns_are_features_as_they_are_given(values: Values, name: str, column: str, raw: list[object]) -> None:
    assert values(name, application={column: raw}) == raw
    assert FEATURES[name].inputs == {f"application.{column}"}


@pytest.mark.parametrize(
    ("name", "column", "sentinel"),
    [
        ("application_gender", "CODE_GENDER", "XNA"),
        ("application_organization", "ORGANIZATION_TYPE", "XNA"),
        ("application_family_status", "NAME_FAMILY_STATUS", "Unknown"),
        ("application_region_rating", "REGION_RATING_CLIENT_W_CITY", -1),
    ],
)
def test_what_stands_for_unknown_is_null(values: Values, name: str, column: str, sentinel: object) -> None:
    assert values(name, application={column: [sentinel] * 3}) == [None, None, None]
