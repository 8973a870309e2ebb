"""The second law: the API answers what the pipeline answers, to the bit."""

from typing import Any

import polars as pl
import pytest
from fastapi.testclient import TestClient

from creditworthy import pipeline
from creditworthy.cli.asking import ask_over_http, request_of
from creditworthy.cli.serving import service_of
from creditworthy.scorer import Scorer
from creditworthy.tables.dictionary import APPLICANT
from creditworthy.tables.load import Tables

TEN = range(0, 200, 20)
Scored = tuple[Scorer, pl.DataFrame]


@pytest.fixture(scope="module")
def client(scorer: Scorer) -> TestClient:
    return TestClient(service_of(scorer))


@pytest.fixture(scope="module")
def scores(scorer: Scorer, tables: Tables) -> pl.DataFrame:
    return pipeline.score(scorer, tables, "test")


@pytest.fixture(scope="module")
def scored(scorer: Scorer, scores: pl.DataFrame) -> Scored:
    return scorer, scores


@pytest.mark.parametrize(("language", "row"), [(language, row) for language in ("en", "fr") for row in TEN])
def test_the_service_answers_what_the_pipeline_answers(
    client: TestClient, tables: Tables, scored: Scored, language: str, row: int
) -> None:
    scorer, scores = scored
    expected = scores.row(row, named=True)
    asked: dict[str, Any] = request_of(tables, expected[APPLICANT])
    response = client.post("/v1/decisions", json=asked, headers={"Accept-Language": language})
    assert (response.status_code, response.headers["Content-Language"]) == (200, language)
    found = response.json()
    assert found == pipeline.answer(scorer, asked["application"], asked["histories"], language).model_dump()
    assert found == pipeline.explain_applicant(scorer, tables, expected[APPLICANT], language).model_dump()
    assert {name: found[name] for name in expected if name != APPLICANT} == {
        name: value for name, value in expected.items() if name != APPLICANT
    }
    assert (found["applicant"], found["incomplete"]) == (expected[APPLICANT], [])


def test_an_absent_history_is_listed_and_an_empty_one_is_not(
    client: TestClient, scorer: Scorer, tables: Tables, scores: pl.DataFrame
) -> None:
    asked: dict[str, Any] = {**request_of(tables, scores[APPLICANT][0]), "histories": {"bureau": []}}
    found = client.post("/v1/decisions", json=asked).json()
    assert found == pipeline.answer(scorer, asked["application"], {"bureau": []}, "en").model_dump()
    assert found["incomplete"] == [table.name for table in scorer.dictionary.histories if table.name != "bureau"]


def test_a_column_nobody_knows_is_a_sentence_with_the_close_name(client: TestClient) -> None:
    response = client.post("/v1/decisions", json={"application": {"AMT_CREDITS": 5}, "histories": {}})
    assert response.status_code == 422
    assert "AMT_CREDIT" in response.text


def test_the_model_that_answers_is_named(client: TestClient, scorer: Scorer) -> None:
    found = client.get("/v1/model").json()
    assert (found["version"], found["candidate"]) == (scorer.version, scorer.candidate)
    assert (found["threshold"], found["features"]) == (scorer.threshold, list(scorer.features))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_over_http_too(scorer: Scorer, tables: Tables, scores: pl.DataFrame, language: str) -> None:
    applicant = scores[APPLICANT][7]
    found = ask_over_http(scorer, request_of(tables, applicant), language)
    assert found == pipeline.explain_applicant(scorer, tables, applicant, language)
    assert found.probability == scores["probability"][7]
