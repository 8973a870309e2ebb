from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.answering import Decided
from creditworthy.errors import UnknownNameError
from creditworthy.journal import Journal
from creditworthy.messages import (
    ApplicantAnswer,
    ApplicantsAnswer,
    DecisionAnswer,
    ExplanationAnswer,
    LimeAnswer,
    ModelAnswer,
    PortfolioAnswer,
    WhatIfAnswer,
    invented,
)
from creditworthy.service import Register, create_app
from creditworthy.tables.dictionary import Dictionary, read_dictionary

Answer = Callable[[Mapping[str, object], Mapping[str, Sequence[Mapping[str, object]]], str], object]


class Recorder:
    """An answer function that grants everything and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Any, str]] = []

    def __call__(
        self, application: Mapping[str, object], histories: Mapping[str, object], language: str
    ) -> DecisionAnswer:
        self.asked.append((application, histories, language))
        meaning = {"en": "Amount of the loan", "fr": "Montant du prêt"}[language]
        reason = {"feature": "amount", "meaning": meaning, "value": 5_000.0, "effect": "lowers"}
        answer = SimpleNamespace(
            applicant=application["SK_ID_CURR"],
            decision="grant",
            probability=0.04,
            threshold=0.09,
            points=612,
            model_version="1a2b",
            incomplete=("months",),
            reasons=(SimpleNamespace(**reason, contribution=-0.3, text=meaning),),
        )
        return DecisionAnswer.model_validate(answer, from_attributes=True)


class StubDesk:
    """A desk without a model: invented answers, and decisions by a function; applicant 100001 is the only known one."""

    def __init__(self, dictionary: Dictionary, answer: Answer) -> None:
        self.dictionary = dictionary
        self.answer = answer
        self.asked: list[Any] = []
        self.refused: str | None = None
        self.listeners: list[Callable[[], object]] = []

    def decide(self, case: Any, language: str) -> Any:
        return Decided(self.answer(*case, language), {"amount": 5_000.0, "kind": None})  # type: ignore[arg-type]

    def decide_many(self, cases: Any, language: str) -> Any:
        self.asked.append(len(cases))
        return [self.decide(case, language) for case in cases]

    def decide_known(self, applicant: int, language: str) -> Any:
        asked = self.applicant(applicant).request()
        return self.decide((asked["application"], {}), language), asked

    def explain(self, case: Any, language: str) -> ExplanationAnswer:
        self.asked.append((case, language))
        return ExplanationAnswer.model_validate(invented.EXPLANATION)

    def lime(self, case: Any, language: str, samples: int) -> LimeAnswer:
        self.asked.append((case, language, samples))
        return LimeAnswer.model_validate({**invented.LIME, "samples": samples})

    def what_if(self, case: Any, variants: Any) -> WhatIfAnswer:
        self.asked.append((case, variants))
        return WhatIfAnswer.model_validate(invented.WHAT_IF)

    def applicants(self, after: int | None, limit: int) -> ApplicantsAnswer:
        self.asked.append((after, limit))
        return ApplicantsAnswer.model_validate(invented.APPLICANTS)

    def applicant(self, applicant: int) -> ApplicantAnswer:
        if applicant != 100_001:
            raise UnknownNameError("no version '{version}' is stored", version=applicant)
        return ApplicantAnswer.model_validate(invented.APPLICANT)

    def model(self) -> ModelAnswer:
        return ModelAnswer.model_validate(invented.MODEL)

    def portfolio(self) -> PortfolioAnswer:
        return PortfolioAnswer.model_validate(invented.PORTFOLIO)


@pytest.fixture(scope="session")
def lender() -> Dictionary:
    return read_dictionary(Path(__file__).parent.with_name("messages") / "lender.toml")


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def desk(lender: Dictionary, recorder: Recorder) -> StubDesk:
    return StubDesk(lender, recorder)


@pytest.fixture
def open_desk() -> Callable[..., TestClient]:
    """A client of the service around a desk."""

    def client(desk: Any, *register: Any, **options: Any) -> TestClient:
        return TestClient(create_app(desk, *register, **options), raise_server_exceptions=False)

    return client


@pytest.fixture
def serve(open_desk: Callable[..., TestClient], lender: Dictionary) -> Callable[..., TestClient]:
    """A client of the service around a function that decides."""

    def client(answer: Answer, **options: Any) -> TestClient:
        return open_desk(StubDesk(lender, answer), **options)

    return client


@pytest.fixture
def client(open_desk: Callable[..., TestClient], desk: StubDesk) -> TestClient:
    return open_desk(desk)


@pytest.fixture
def request_body() -> dict[str, Any]:
    return {
        "application": {"SK_ID_CURR": 7, "KIND": "Cash loans", "AMT_CREDIT": 5_000, "AGE": 40},
        "histories": {"loans": [{"LOAN_ID": 1, "DEBT": 20}], "payments": []},
    }


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A new journal, of this test alone."""
    with Journal.open(f"sqlite:///{tmp_path}/journal.db") as opened:
        yield opened


@pytest.fixture
def keeping(open_desk: Any, desk: Any, journal: Journal) -> TestClient:
    """A client of a service that keeps its decisions."""
    client: TestClient = open_desk(desk, Register(desk, journal))
    return client
