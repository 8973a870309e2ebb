import json

import pytest

from creditworthy import pipeline
from creditworthy.cli import asking
from creditworthy.cli.asking import ask_over_http, request_of
from creditworthy.errors import CreditworthyError
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables


def applicant_of(tables: Tables) -> int:
    return int(tables.applications("test").collect()["SK_ID_CURR"][3])


def test_request_is_shaped_like_the_tables(tables: Tables) -> None:
    applicant = applicant_of(tables)
    content = request_of(tables, applicant)
    application, histories = content["application"], content["histories"]
    assert isinstance(application, dict)
    assert isinstance(histories, dict)
    assert application["SK_ID_CURR"] == applicant
    assert "TARGET" not in application
    assert set(histories) == {table.name for table in tables.dictionary.histories}
    for name, rows in histories.items():
        assert all(set(row) == set(tables.dictionary.table(name).columns) for row in rows)
    assert json.loads(json.dumps(content)) == content


@pytest.mark.parametrize("language", ["en", "fr"])
def test_answer_over_http_is_that_of_the_pipeline(
    scorer: Scorer, tables: Tables, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # not for loopback
    applicant = applicant_of(tables)
    found = ask_over_http(scorer, request_of(tables, applicant), language)
    expected = pipeline.explain_applicant(scorer, tables, applicant, language)
    assert found.model_dump(exclude={"reasons"}) == expected.model_dump(exclude={"reasons"})
    assert [reason.text for reason in found.reasons] == [reason.text for reason in expected.reasons]


def test_a_service_that_does_not_start(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.05)
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    with pytest.raises(CreditworthyError, match=r"did not start within 0\.05 seconds"):
        ask_over_http(scorer, {}, "en")
