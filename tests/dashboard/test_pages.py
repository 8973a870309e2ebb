import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from creditworthy.dashboard.case import Case
from creditworthy.dashboard.pages.application import history_columns, known_lines, unknown_meanings
from creditworthy.dashboard.pages.model import measures
from creditworthy.dashboard.pages.position import against_all
from creditworthy.dashboard.pages.what_if import field_key, moves_table
from creditworthy.messages import ModelAnswer, PortfolioAnswer
from creditworthy.messages.invented import MODEL, PORTFOLIO
from creditworthy.tables.dictionary import home_credit

Shown = Callable[..., AppTest]


def texts(page: AppTest) -> str:
    """Everything that a page shows in words, charts' alternatives included."""
    return "\n".join(str(getattr(element, "proto", "")) for element in page.main)


def tables(page: AppTest) -> list[Any]:
    return [table.value for table in page.table]


# the decision


def test_the_decision_page(shown: Shown) -> None:
    page = shown()
    assert not page.exception
    content = texts(page)
    for said in ("Granted", "&lt;the loan&gt; lowers the risk", "Probability of default 5.0%; declined from 10.0%."):
        assert said in content
    assert [part.value for part in page.main.subheader] == [
        "Principal reasons",
        "What each feature contributes",
        "By concept",
        "A second opinion: LIME",
    ]


def test_lime_is_asked_once_and_kept(shown: Shown, client: Any) -> None:
    page = shown()
    assert "Fit 0.53" not in texts(page)
    page.button(key="ask_lime").click().run()
    assert "Fit 0.53 (1 imitates the model perfectly); the model says 4.2%, the imitation 4.7%." in texts(page)
    assert page.button(key="ask_lime").disabled
    asked = len(client.asked)
    page.button(key="next").click().run()
    page.button(key="previous").click().run()
    assert "Fit 0.53" in texts(page)
    assert len(client.asked) == asked + 2


def test_lime_that_fails_is_said(shown: Shown, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from creditworthy.errors import InputError

    def failing(request: object) -> None:
        raise InputError("LIME is not installed there")

    monkeypatch.setattr(client, "lime", failing)
    page = shown().button(key="ask_lime").click().run()
    assert not page.exception
    assert page.main.warning[1].value == "LIME is not installed there"


# the application


def test_the_application_page(shown: Shown) -> None:
    page = shown("application")
    assert not page.exception
    loan = tables(page)[0]
    assert loan.to_dict("list") == {
        "Meaning": ["Type of contract applied for, cash or revolving", "Amount of the loan"],
        "Value": ["Cash loans", "200,000"],
    }
    assert [tab.label for tab in page.tabs] == ["Credits elsewhere (1)", "Months of these (0)"]
    assert list(page.dataframe[0].value["CREDIT_ACTIVE"]) == ["Closed"]
    assert "Looked up, and nothing was found." in texts(page)
    assert [group.label for group in page.expander] == ["Contacts and documents", "Building"]


def test_without_histories(shown: Shown, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    known = client.applicant
    monkeypatch.setattr(client, "applicant", lambda number: known(number).model_copy(update={"histories": {}}))
    page = shown("application")
    assert not page.exception
    assert "No history was looked up." in texts(page)


def test_lines_of_the_known_and_names_of_the_unknown() -> None:
    columns = [home_credit().application.columns[name] for name in ("DAYS_BIRTH", "DAYS_EMPLOYED", "AMT_CREDIT")]
    application = {"DAYS_BIRTH": -14_610, "DAYS_EMPLOYED": 365_243}
    assert known_lines(application, columns) == [("Date of birth", "40.0 years before the application")]
    assert unknown_meanings(application, columns) == ["Start of the current job", "Amount of the loan"]


def test_histories_keep_their_numbers() -> None:
    table = home_credit().table("previous_application")
    rows = [
        {"NAME_CONTRACT_STATUS": "Approved", "DAYS_FIRST_DUE": 365_243, "AMT_CREDIT": 5.5, "CODE_REJECT_REASON": "XAP"}
    ]
    found = history_columns(rows, table)
    assert "SK_ID_CURR" not in found
    shown = [found[name] for name in ("NAME_CONTRACT_STATUS", "DAYS_FIRST_DUE", "AMT_CREDIT", "CODE_REJECT_REASON")]
    assert shown == [["Approved"], [None], [5.5], ["not applicable"]]


# the position


def test_the_position_page(shown: Shown) -> None:
    page = shown("position")
    assert not page.exception
    assert page.markdown[0].value == r"10% of the applicants have a lower probability of default than this one\."
    assert page.main.selectbox[0].options == ["Amount of the loan", "Number of credits with other lenders"]
    assert r"about 30% of the applicants have less, half have at most 280,000\." in page.markdown[1].value
    page.main.selectbox[0].set_value("bureau_credits").run()
    assert [caption.value for caption in page.main.caption][-1] == "No applicant's value is known."


def test_a_category_against_all(case: Case) -> None:
    entry = case.explanation.contributions[0]
    own = entry.model_copy(update={"feature": "application_contract_type", "value": "Cash loans", "unit": "category"})
    figure, missing = against_all(own, PortfolioAnswer.model_validate(PORTFOLIO))
    assert figure is not None
    assert figure.words == "This applicant: Cash loans, as 90.0% of the applicants."
    assert missing == 0.01


def test_what_is_sometimes_unknown_is_said(shown: Shown, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = json.loads(json.dumps(PORTFOLIO))
    changed["background"]["numbers"]["application_credit"]["missing"] = 0.25
    monkeypatch.setattr(client, "portfolio", lambda: PortfolioAnswer.model_validate(changed))
    assert "Unknown for 25.0% of the applicants." in texts(shown("position"))


# what if


def test_nothing_is_changed_at_first(shown: Shown) -> None:
    page = shown("what_if")
    assert not page.exception
    assert page.info[0].value == "Nothing is changed yet."
    assert page.number_input(key=field_key(100_001, "DAYS_EMPLOYED")).value is None
    assert page.number_input(key=field_key(100_001, "AMT_CREDIT")).value == 200_000.0
    assert len(page.number_input) == 7


def test_a_larger_loan_is_declined(shown: Shown) -> None:
    page = shown("what_if")
    page.number_input(key=field_key(100_001, "AMT_CREDIT")).set_value(800_000.0).run()
    assert not page.exception
    assert [metric.value for metric in page.metric] == ["5.0% → 20.0%", "550 → 400"]
    assert "Probability of default 5.0% before, 20.0% now; declined from 10.0%." in texts(page)
    assert tables(page)[0].to_dict("list") == {
        "Feature": ["Amount of the loan"],
        "Value": ["200,000 → 800,000"],
        "Contribution": ["−0.50 → +1.00"],
        "Effect of the change": ["▲ more risk"],
    }


def test_what_was_entered_outlives_applicant_and_language(shown: Shown) -> None:
    page = shown("what_if")
    page.number_input(key=field_key(100_001, "CNT_CHILDREN")).set_value(3).run()
    page.selectbox(key=field_key(100_001, "NAME_HOUSING_TYPE")).set_value("With parents").run()
    page.button(key="next").click().run()
    assert page.number_input(key=field_key(100_007, "CNT_CHILDREN")).value == 1
    page.button(key="previous").click().run()
    page.button_group(key="language").set_value("fr").run()
    key = field_key(100_001, "CNT_CHILDREN").replace(" en", " fr")
    assert page.number_input(key=key).value == 3
    assert page.selectbox(key=key.replace("CNT_CHILDREN", "NAME_HOUSING_TYPE")).value == "With parents"


def test_back_to_the_own_values(shown: Shown) -> None:
    page = shown("what_if")
    key = field_key(100_001, "CNT_CHILDREN")
    page.number_input(key=key).set_value(3).run()
    assert "No feature of the model looks at what was changed." in texts(page)
    page.button(key="forget").click().run()
    assert page.number_input(key=key).value == 1
    assert page.info[0].value == "Nothing is changed yet."


def test_a_change_that_the_service_refuses_is_said_and_kept(shown: Shown) -> None:
    page = shown("what_if")
    key = field_key(100_001, "AMT_CREDIT")
    page.number_input(key=key).set_value(950_000_000.0).run()
    assert not page.exception
    assert page.main.warning[0].value == r"application\.AMT\_CREDIT\: too much"
    assert page.number_input(key=key).value == 950_000_000.0


def test_a_span_is_told_in_years_too(shown: Shown) -> None:
    page = shown("what_if")
    page.number_input(key=field_key(100_001, "DAYS_EMPLOYED")).set_value(-3_653).run()
    assert r"10\.0 years before the application" in [caption.value for caption in page.caption]


def test_less_risk_has_its_own_shape(case: Case) -> None:
    from creditworthy.dashboard.changes import moved

    pairs = moved(case.explanation, case.explain({"AMT_CREDIT": 100_000.0}))
    assert moves_table(pairs)["Effect of the change"] == ["▼ less risk"]


# the model


def test_the_model_page(shown: Shown) -> None:
    page = shown("model")
    assert not page.exception
    assert [metric.value for metric in page.metric] == ["1a2b3c4d5e6f", "lightgbm", "9.1%", "2"]
    assert tables(page)[1].to_dict("list") == {
        "Rule": ["Granting everyone", "Declining everyone"],
        "Business score": ["0.5350", "0.4650"],
    }
    assert "Features that move the decisions most: Amount of the loan; bureau_credits." in texts(page)


def test_measures_have_their_order_and_intervals() -> None:
    one = {"value": 0.6, "low": 0.55, "high": 0.65}
    metrics = {"what else": one, "auc": one, "business_score": one}
    found = measures(ModelAnswer.model_validate(MODEL | {"metrics": metrics}))
    assert found["Measure"] == ["Business score", "AUC", "what else"]
    assert found["95% interval"] == ["0.550 – 0.650"] * 3


def test_the_business_score_stands_beside_deciding_nothing(shown: Shown, client: Any, monkeypatch: Any) -> None:
    metrics = {"business_score": {"value": 0.7, "low": 0.6, "high": 0.8}}
    answer = ModelAnswer.model_validate(MODEL | {"metrics": metrics, "importance": {}})
    monkeypatch.setattr(client, "model", lambda: answer)
    page = shown("model")
    assert tables(page)[1].to_dict("list")["Rule"] == ["This model", "Granting everyone", "Declining everyone"]
    assert "What moves the decisions most" not in [part.value for part in page.subheader]
