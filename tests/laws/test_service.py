"""The second law: the API answers what the pipeline answers, to the bit."""

import json
from copy import deepcopy
from math import fsum, log
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from fastapi.testclient import TestClient

from creditworthy import answering, pipeline
from creditworthy.cli.asking import ask_over_http
from creditworthy.models import CANDIDATES
from creditworthy.scorer import Scorer, read_evidence
from creditworthy.service import Desk, create_app
from creditworthy.tables.applicants import request_of
from creditworthy.tables.dictionary import APPLICANT
from creditworthy.tables.load import Tables

TEN = range(0, 200, 20)
Scored = tuple[Scorer, pl.DataFrame]


@pytest.fixture(scope="module")
def desk(scorer: Scorer, scorer_folder: Path, tables: Tables) -> Desk:
    return Desk(scorer, read_evidence(scorer_folder), tables)


@pytest.fixture(scope="module")
def client(desk: Desk) -> TestClient:
    return TestClient(create_app(desk))


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
    assert found == answering.answer(scorer, asked["application"], asked["histories"], language).model_dump()
    assert found == answering.explain_applicant(scorer, tables, expected[APPLICANT], language).model_dump()
    assert {name: found[name] for name in expected if name != APPLICANT} == {
        name: value for name, value in expected.items() if name != APPLICANT
    }
    assert (found["applicant"], found["incomplete"]) == (expected[APPLICANT], [])


def test_an_absent_history_is_listed_and_an_empty_one_is_not(
    client: TestClient, scorer: Scorer, tables: Tables, scores: pl.DataFrame
) -> None:
    asked: dict[str, Any] = {**request_of(tables, scores[APPLICANT][0]), "histories": {"bureau": []}}
    found = client.post("/v1/decisions", json=asked).json()
    assert found == answering.answer(scorer, asked["application"], {"bureau": []}, "en").model_dump()
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
def test_over_http_too(desk: Desk, tables: Tables, scored: Scored, language: str) -> None:
    scorer, scores = scored
    applicant = scores[APPLICANT][7]
    found = ask_over_http(desk, request_of(tables, applicant), language)
    assert found == answering.explain_applicant(scorer, tables, applicant, language)
    assert found.probability == scores["probability"][7]


@pytest.fixture(scope="module")
def crowd(tables: Tables, scores: pl.DataFrame) -> list[dict[str, Any]]:
    """Requests as a batch may hold them: of several people, one twice, one without a number, two under one number."""
    requests: list[dict[str, Any]] = [request_of(tables, number) for number in scores[APPLICANT][:12]]
    nameless, namesake, poor = deepcopy(requests[3]), deepcopy(requests[4]), deepcopy(requests[5])
    for rows in ([nameless["application"]], *nameless["histories"].values()):
        for row in rows:
            row.pop(APPLICANT, None)
    for rows in ([namesake["application"]], *namesake["histories"].values()):
        for row in rows:
            row[APPLICANT] = scores[APPLICANT][0]
    poor["histories"] = {"bureau": []}
    return [*requests, deepcopy(requests[0]), nameless, namesake, poor]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_batch_answers_what_each_would_be_answered_alone(
    client: TestClient, crowd: list[dict[str, Any]], language: str
) -> None:
    headers = {"Accept-Language": language}
    faulty = {**crowd[0], "application": {"AMT_CREDITS": 5}}
    items = [*crowd[:6], faulty, *crowd[6:]]
    found = client.post("/v1/decisions/batch", json={"items": items}, headers=headers).json()["answers"]
    alone = [client.post("/v1/decisions", json=item, headers=headers) for item in items]
    assert [answer["decision"] or answer["problem"] for answer in found] == [response.json() for response in alone]
    assert [index for index, answer in enumerate(found) if answer["problem"]] == [6]


@pytest.mark.parametrize("name", CANDIDATES)
def test_a_crowd_is_decided_as_each_alone_by_every_candidate(
    scorers: dict[str, Scorer], crowd: list[dict[str, Any]], name: str
) -> None:
    cases = [(item["application"], item["histories"]) for item in crowd]
    alone = [answering.answer(scorers[name], *case, "en") for case in cases]
    assert answering.answers(scorers[name], cases, "en") == alone


@pytest.mark.parametrize(("language", "row"), [("en", 0), ("fr", 20), ("en", 40)])
def test_an_explanation_adds_up_to_the_decision(
    client: TestClient, tables: Tables, scores: pl.DataFrame, language: str, row: int
) -> None:
    asked, headers = request_of(tables, scores[APPLICANT][row]), {"Accept-Language": language}
    found = client.post("/v1/explanations", json=asked, headers=headers).json()
    assert found["decision"] == client.post("/v1/decisions", json=asked, headers=headers).json()
    parts = {part["feature"]: part["contribution"] for part in found["contributions"]}
    assert found["base"] + fsum(parts.values()) == pytest.approx(found["log_odds"], abs=1e-12)
    assert found["base"] + fsum(found["concepts"].values()) == pytest.approx(found["log_odds"], abs=1e-12)
    probability = found["decision"]["probability"]
    assert log(probability / (1 - probability)) == pytest.approx(found["log_odds"], abs=1e-9)
    assert set(parts) == set(client.get("/v1/model").json()["features"])
    for reason in found["decision"]["reasons"]:
        assert parts[reason["feature"]] == reason["contribution"]


def test_a_known_applicant_gets_the_decision_on_what_is_held_of_them(
    client: TestClient, scorer: Scorer, tables: Tables, scores: pl.DataFrame
) -> None:
    applicant = scores[APPLICANT][9]
    held = client.get(f"/v1/applicants/{applicant}").json()
    asked = {name: held[name] for name in ("application", "histories")}
    assert asked == json.loads(json.dumps(request_of(tables, applicant)))
    found = client.post(f"/v1/applicants/{applicant}/decisions").json()
    assert found == client.post("/v1/decisions", json=asked).json()
    assert found == answering.explain_applicant(scorer, tables, applicant, "en").model_dump()


def test_lime_imitates_the_model_that_decides(client: TestClient, tables: Tables, scores: pl.DataFrame) -> None:
    asked = request_of(tables, scores[APPLICANT][9])
    first, second = (client.post("/v1/explanations/lime?samples=500", json=asked).json() for _ in range(2))
    assert first == second
    decided = client.post("/v1/decisions", json=asked).json()
    assert (first["applicant"], first["samples"]) == (decided["applicant"], 500)
    assert first["probability"] == pytest.approx(decided["probability"], abs=0.1)


def test_a_variant_is_decided_as_the_application_that_it_makes(
    client: TestClient, tables: Tables, scores: pl.DataFrame
) -> None:
    asked: dict[str, Any] = request_of(tables, scores[APPLICANT][9])
    variants: list[dict[str, Any]] = [{}, {"AMT_CREDIT": 90_000.0}, {"EXT_SOURCE_2": None, "EXT_SOURCE_3": 0.9}]
    found = client.post("/v1/what-if", json={**asked, "variants": variants}).json()
    base = client.post("/v1/decisions", json=asked).json()
    own = ("decision", "probability", "points")
    same = ("applicant", "threshold", "model_version", "incomplete")
    assert {name: found[name] for name in same} == {name: base[name] for name in same}
    assert found["base"] == {name: base[name] for name in own}
    for variant, answer in zip(variants, found["variants"], strict=True):
        changed = {**asked, "application": {**asked["application"], **variant}}
        alone = client.post("/v1/decisions", json=changed).json()
        assert {name: answer[name] for name in own} == {name: alone[name] for name in own}
        assert answer["probability_difference"] == alone["probability"] - base["probability"]
        assert answer["points_difference"] == alone["points"] - base["points"]
    assert len({answer["probability"] for answer in found["variants"]}) == 3
