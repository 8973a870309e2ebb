"""A service that is not there: it knows three applicants, and a larger loan makes a default more probable."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from creditworthy.dashboard.case import Case, open_case
from creditworthy.errors import InputError
from creditworthy.language import say, speaking
from creditworthy.messages import (
    ApplicantAnswer,
    ApplicantsAnswer,
    ContributionAnswer,
    DecisionAnswer,
    ExplanationAnswer,
    LimeAnswer,
    ModelAnswer,
    PortfolioAnswer,
    ReasonAnswer,
)
from creditworthy.messages.invented import LIME, MODEL, PORTFOLIO
from creditworthy.settings import settings

KNOWN: tuple[int, ...] = (100_001, 100_007, 101_900)


class FakeClient:
    """What `creditworthy.client.Client` does, on a log-odds scale that a reader can compute."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.generated = True
        self.down = ""
        self.known = KNOWN
        self.asked: list[Mapping[str, Any]] = []

    def model(self) -> ModelAnswer:
        if self.down:
            raise InputError("{address}: no service answers there", address=self.down)
        return ModelAnswer.model_validate(MODEL | {"generated": self.generated})

    def portfolio(self) -> PortfolioAnswer:
        return PortfolioAnswer.model_validate(PORTFOLIO)

    def applicants(self, after: int | None = None, limit: int = 200) -> ApplicantsAnswer:
        later = [number for number in self.known if number > (after or 0)]
        page = later[:limit]
        return ApplicantsAnswer(applicants=page, next=page[-1] if len(later) > limit else None)

    def applicant(self, applicant: int) -> ApplicantAnswer:
        if applicant not in self.known:
            raise InputError("no applicant {applicant}", applicant=applicant)
        application = {
            "SK_ID_CURR": applicant,
            "TARGET": 0,
            "NAME_CONTRACT_TYPE": "Cash loans",
            "AMT_INCOME_TOTAL": 120_000.0,
            "AMT_CREDIT": 200_000.0,
            "AMT_ANNUITY": None,
            "DAYS_BIRTH": -14_610,
            "DAYS_EMPLOYED": 365_243,
            "CNT_CHILDREN": 1,
        }
        histories = {"bureau": [{"SK_ID_CURR": applicant, "SK_ID_BUREAU": 5, "CREDIT_ACTIVE": "Closed"}]}
        return ApplicantAnswer.model_validate(
            {"applicant": applicant, "application": application, "histories": histories | {"bureau_balance": []}}
        )

    def explain(self, request: Mapping[str, Any]) -> ExplanationAnswer:
        self.asked.append(request)
        row = request["application"]
        if row["AMT_CREDIT"] > 900_000_000:
            raise InputError("application.AMT_CREDIT: too much")
        with speaking(self.language):
            return _explained(row)

    def lime(self, request: Mapping[str, Any]) -> LimeAnswer:
        self.asked.append(request)
        return LimeAnswer.model_validate(LIME)


def _explained(row: Mapping[str, Any]) -> ExplanationAnswer:
    probability = row["AMT_CREDIT"] / 4_000_000
    parts = [
        ("application_credit", say("Amount of the loan"), "currency", row["AMT_CREDIT"], probability * 10 - 1.0),
        ("bureau_credits", say("Number of credits with other lenders"), "count", None, 0.2),
    ]
    contributions = [
        ContributionAnswer(feature=name, meaning=meaning, concept="loan", unit=unit, value=value, contribution=size)
        for name, meaning, unit, value, size in parts
    ]
    decision = DecisionAnswer(
        applicant=row["SK_ID_CURR"],
        decision="decline" if probability >= 0.1 else "grant",
        probability=probability,
        threshold=0.1,
        points=round(600 - 1000 * probability),
        model_version="1a2b",
        incomplete=["credit_card_balance"],
        reasons=[
            ReasonAnswer(
                feature="application_credit",
                meaning=parts[0][1],
                value=row["AMT_CREDIT"],
                effect="lowers" if parts[0][4] < 0 else "raises",
                contribution=parts[0][4],
                text="<the loan> lowers the risk",
            )
        ],
    )
    total = sum(entry.contribution for entry in contributions)
    return ExplanationAnswer(
        decision=decision, base=-2.5, log_odds=-2.5 + total, contributions=contributions, concepts={"loan": total}
    )


@pytest.fixture
def client() -> FakeClient:
    return FakeClient()


@pytest.fixture
def case(client: FakeClient) -> Case:
    return open_case(client, client.model(), 100_007)  # type: ignore[arg-type]


@pytest.fixture
def shown(client: FakeClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Show one page of the dashboard, as ``main`` does; its language comes from the switch."""
    monkeypatch.setenv("CREDITWORTHY_LANGUAGE", "en")
    settings.cache_clear()

    def client_of(address: str, language: str) -> FakeClient:
        client.language = language
        return client

    monkeypatch.setattr("creditworthy.dashboard.connection.client_of", client_of)

    def start(page: str = "decision") -> AppTest:
        script = AppTest.from_function(_script, kwargs={"page": page}, default_timeout=20)
        return script.run()

    yield start
    settings.cache_clear()


def _script(page: str) -> None:
    """What ``main`` does for one page: AppTest cannot choose among pages that are functions."""
    import importlib

    from creditworthy.dashboard import connection
    from creditworthy.dashboard.case import open_case
    from creditworthy.dashboard.sidebar import choose_applicant, choose_language
    from creditworthy.language import speaking

    language = choose_language("en")
    client = connection.client_of("", language)
    with speaking(language):
        applicant = choose_applicant(client)
        module = importlib.import_module(f"creditworthy.dashboard.pages.{page}")
        if page == "model":
            module.show(client.model(), {"application_credit": "Amount of the loan"})
        elif applicant is not None:
            module.show(open_case(client, client.model(), applicant))
