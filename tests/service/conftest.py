from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.service import create_app
from creditworthy.tables.dictionary import Dictionary, read_dictionary

Answer = Callable[[Mapping[str, object], Mapping[str, Sequence[Mapping[str, object]]], str], object]


class Recorder:
    """An answer function that grants everything and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Any, str]] = []

    def __call__(
        self, application: Mapping[str, object], histories: Mapping[str, object], language: str
    ) -> SimpleNamespace:
        self.asked.append((application, histories, language))
        meaning = {"en": "Amount of the loan", "fr": "Montant du prêt"}[language]
        reason = {"feature": "amount", "meaning": meaning, "value": 5_000.0, "effect": "lowers"}
        return SimpleNamespace(
            applicant=application["SK_ID_CURR"],
            decision="grant",
            probability=0.04,
            threshold=0.09,
            points=612,
            model_version="1a2b",
            incomplete=("months",),
            reasons=(SimpleNamespace(**reason, contribution=-0.3, text=meaning),),
        )


@pytest.fixture(scope="session")
def lender() -> Dictionary:
    return read_dictionary(Path(__file__).parent.with_name("messages") / "lender.toml")


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def serve(lender: Dictionary) -> Callable[..., TestClient]:
    def client(answer: Answer, **options: Any) -> TestClient:
        app = create_app(answer, model={"version": "1a2b"}, dictionary=lender, **options)
        return TestClient(app, raise_server_exceptions=False)

    return client


@pytest.fixture
def client(serve: Callable[..., TestClient], recorder: Recorder) -> TestClient:
    return serve(recorder)


@pytest.fixture
def request_body() -> dict[str, Any]:
    return {
        "application": {"SK_ID_CURR": 7, "KIND": "Cash loans", "AMT_CREDIT": 5_000, "AGE": 40},
        "histories": {"loans": [{"LOAN_ID": 1, "DEBT": 20}], "payments": []},
    }
