from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest

from creditworthy.errors import InputError, UnknownNameError
from creditworthy.features.build import build
from creditworthy.features.online import OnlineFeatures
from creditworthy.tables.dictionary import home_credit, read_dictionary

NAMES = ["application_credit", "bureau_credits", "bureau_amt_credit_sum_mean"]
DICTIONARY = home_credit()


@pytest.fixture(scope="module")
def online() -> OnlineFeatures:
    return OnlineFeatures(NAMES, DICTIONARY)


def credit(days: int, amount: float | None) -> dict[str, object]:
    return {"SK_ID_BUREAU": -days, "DAYS_CREDIT": days, "AMT_CREDIT_SUM": amount}


def test_one_applicant_is_one_row(online: OnlineFeatures) -> None:
    found = online.compute({"SK_ID_CURR": 7, "AMT_CREDIT": 5}, {"bureau": [credit(-3, 10.0), credit(-9, 30)]})
    assert found.to_dicts() == [
        {"SK_ID_CURR": 7, "application_credit": 5.0, "bureau_credits": 2.0, "bureau_amt_credit_sum_mean": 20.0}
    ]


def test_nothing_is_left_of_the_applicant_before(online: OnlineFeatures) -> None:
    online.compute({"SK_ID_CURR": 7}, {"bureau": [credit(-3, 10.0)]})
    for histories in ({}, {"bureau": []}):
        assert online.compute({"SK_ID_CURR": 7}, histories).row(0) == (7, None, None, None)


def test_an_application_without_a_number_is_number_zero(online: OnlineFeatures) -> None:
    assert online.compute({"AMT_CREDIT": 5.0}, {"bureau": [credit(-3, 10.0)]}).row(0) == (0, 5.0, 1.0, 10.0)


def test_histories_belong_to_the_applicant_whatever_number_they_carry(online: OnlineFeatures) -> None:
    histories = {"bureau": [{"SK_ID_CURR": 8, **credit(-3, 10.0)}]}
    assert online.compute({"SK_ID_CURR": 7}, histories).row(0) == (7, None, 1.0, 10.0)


def test_a_small_crowd_is_computed_at_once(online: OnlineFeatures) -> None:
    application = pl.DataFrame({"SK_ID_CURR": [2, 1, 3], "AMT_CREDIT": [5.0, 6.0, -1.0]})
    found = online.compute_frames({"application": application})
    assert found.rows() == [(1, 6.0, None, None), (2, 5.0, None, None), (3, None, None, None)]


def test_many_applications_are_as_one_each(online: OnlineFeatures) -> None:
    """They may share a number or have none, and hold the same credits."""
    cases = [
        ({"SK_ID_CURR": 9, "AMT_CREDIT": 5}, {"bureau": [credit(-3, 10.0), credit(-9, 30)]}),
        ({"AMT_CREDIT": 6}, {"bureau": []}),
        ({"SK_ID_CURR": 9, "AMT_CREDIT": 7}, {"bureau": [credit(-3, 10.0)]}),
        ({"SK_ID_CURR": 2}, {}),
    ]
    found = online.compute_many(cases)
    assert found.rows() == [(9, 5.0, 2.0, 20.0), (0, 6.0, None, None), (9, 7.0, 1.0, 10.0), (2, None, None, None)]
    assert found.equals(pl.concat(online.compute(*case) for case in cases))


def test_no_applications_are_no_rows(online: OnlineFeatures) -> None:
    assert online.compute_many([]).shape == (0, 4)


def test_threads_take_turns(online: OnlineFeatures) -> None:
    def credit_of(number: int) -> object:
        return online.compute({"SK_ID_CURR": number, "AMT_CREDIT": number}, {})["application_credit"][0]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(credit_of, range(1, 41))) == list(range(1, 41))


def test_unknown_columns_and_tables_are_refused(online: OnlineFeatures) -> None:
    with pytest.raises(UnknownNameError, match=r"^no column of application 'AMT_CREDITS'; close names: AMT_CREDIT"):
        online.compute({"AMT_CREDITS": 5.0}, {})
    with pytest.raises(UnknownNameError, match=r"^no column of bureau 'AMT_CREDIT_SUMM'"):
        online.compute({}, {"bureau": [{"AMT_CREDIT_SUMM": 5.0}]})
    with pytest.raises(UnknownNameError, match=r"^no table 'bureaux'; close names: bureau"):
        online.compute({}, {"bureaux": []})


@pytest.mark.parametrize(
    "row",
    [
        {"AMT_CREDIT": "5"},
        {"AMT_CREDIT": [5.0]},
        {"AMT_CREDIT": 10**400},  # JSON knows no largest number
        {"DAYS_BIRTH": 1.5},
        {"DAYS_BIRTH": 10**30},
        {"CODE_GENDER": 1},
        {"SK_ID_CURR": "seven"},
    ],
)
def test_a_value_of_another_type_is_refused_in_one_line(online: OnlineFeatures, row: dict[str, object]) -> None:
    with pytest.raises(InputError) as raised:
        online.compute(row, {})
    assert str(raised.value).startswith("application: a value has another type than the dictionary says (")
    assert "\n" not in str(raised.value)


LENDER = """
name = "corner"
features = "features.py"
en = "Corner lender"
fr = "Prêteur du coin"
[tables.asked]
files = ["asked"]
key = ["NUMBER"]
en = "Applications"
fr = "Demandes"
[tables.asked.columns]
NUMBER = { type = "integer", unit = "identifier", en = "Number", fr = "Numéro" }
AMOUNT = { type = "number", unit = "currency", en = "Amount", fr = "Montant" }
[tables.employer]
files = ["employer"]
key = ["NUMBER"]
en = "Employers"
fr = "Employeurs"
[tables.employer.columns]
NUMBER = { type = "integer", unit = "identifier", en = "Number", fr = "Numéro" }
SALARY = { type = "number", unit = "currency", en = "Salary", fr = "Salaire" }
"""
FEATURES = """
from pathlib import Path
from creditworthy.features import Block, Concept, Features, as_given
from creditworthy.tables import read_dictionary
FEATURES = Features(read_dictionary(Path(__file__).with_name("lender.toml")))
for name, table, column in (("one", "asked", "AMOUNT"), ("two", "asked", "AMOUNT"), ("work", "employer", "SALARY")):
    as_given(Block(name, table, each_row=True, features=FEATURES), [column], concept=Concept.LOAN)
"""


def test_several_blocks_of_a_row_an_applicant_stand_beside_each_other(tmp_path: Path) -> None:
    (tmp_path / "lender.toml").write_text(LENDER, encoding="utf-8")
    (tmp_path / "features.py").write_text(FEATURES, encoding="utf-8")
    lender = read_dictionary(tmp_path / "lender.toml")
    online = OnlineFeatures(["one_amount", "two_amount", "work_salary"], lender)
    asked, employer = {"NUMBER": 7, "AMOUNT": 5.0}, {"NUMBER": 7, "SALARY": 2.0}
    assert online.compute(asked, {"employer": [employer]}).row(0) == (7, 5.0, 5.0, 2.0)
    assert online.compute(asked, {}).row(0) == (7, 5.0, 5.0, None)
    tables = {"asked": pl.DataFrame([asked]), "employer": pl.DataFrame([employer])}
    assert build(tables, dictionary=lender).row(0) == (7, 5.0, 5.0, 2.0)
