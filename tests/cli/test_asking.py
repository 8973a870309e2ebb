from typing import Any

import pytest

from creditworthy import answering
from creditworthy.cli import asking
from creditworthy.cli.asking import ask_over_http, on_loopback
from creditworthy.errors import CreditworthyError, RefusedError
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer
from creditworthy.service import Desk
from creditworthy.tables.applicants import request_of
from creditworthy.tables.load import Tables


@pytest.fixture(scope="module")
def desk(scorer: Scorer, training: Training) -> Desk:
    return Desk(scorer, training.evidence)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_answer_over_http_is_that_of_the_pipeline(
    desk: Desk, scorer: Scorer, tables: Tables, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # not for loopback
    applicant = int(tables.applications("test").collect()["SK_ID_CURR"][3])
    found = ask_over_http(desk, request_of(tables, applicant), language)
    assert found == answering.explain_applicant(scorer, tables, applicant, language)


def test_what_the_service_refuses(desk: Desk) -> None:
    with pytest.raises(RefusedError, match=r"^application: is required$"):
        ask_over_http(desk, {}, "en")


def test_a_service_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    async def app(*_: Any) -> None:
        raise NotImplementedError

    monkeypatch.setattr(asking, "PATIENCE", 0.05)
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    with pytest.raises(CreditworthyError, match=r"did not start within 0\.05 seconds"), on_loopback(app):  # type: ignore[arg-type]
        pass
