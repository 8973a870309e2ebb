"""The straight line on real rows, which are never part of the project."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from creditworthy import pipeline
from creditworthy.scorer import load_scorer, read_evidence
from creditworthy.service import Desk, create_app
from creditworthy.tables.applicants import request_of
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.importing import import_tables
from creditworthy.tables.load import open_tables


@pytest.mark.real
@pytest.mark.no_cover
def test_five_thousand_real_applicants_from_files_to_a_served_decision(real_data: Path, tmp_path: Path) -> None:
    manifest = import_tables(real_data / "relational", tmp_path / "tables", home_credit())
    assert manifest.absent == ("installments_payments",)
    assert manifest.files["credit_card_balance"].orphans_kept["previous_application"] == 36_977
    tables = open_tables(tmp_path / "tables")
    training = pipeline.train(tables, ["logistic"], fold_count=3)
    assert training.champion.metrics["auc"].value > 0.72
    assert training.champion.metrics["business_score"].value > training.evidence["grant_all"] + 0.1
    training.save(tmp_path / "scorer")
    scorer = load_scorer(tmp_path / "scorer")
    scores = pipeline.score(scorer, tables, "test")
    applicant = int(scores["SK_ID_CURR"][0])
    service = TestClient(create_app(Desk(scorer, read_evidence(tmp_path / "scorer"))))
    answered = service.post("/v1/decisions", json=request_of(tables, applicant))
    assert answered.status_code == 200
    assert answered.json()["probability"] == scores["probability"][0]
    assert answered.json()["incomplete"] == ["installments_payments"]
