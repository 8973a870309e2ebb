import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from creditworthy.tracking import Run, record
from creditworthy.tracking.quiet import quiet

# Loaded models and the scoring server are untyped in MLflow.
Model = Any

APPLICANTS = [
    {
        "application": {"SK_ID_CURR": 900_001, "PROBABILITY": 0.03, "OWN_CAR_AGE": None},
        "histories": {
            "bureau": [
                {"SK_ID_BUREAU": 1, "CREDIT_ACTIVE": "Active", "AMT_CREDIT_SUM": 1500.5},
                {"SK_ID_BUREAU": 2, "CREDIT_ACTIVE": "Closed", "AMT_CREDIT_SUM": None},
            ],
            "installments": [],
        },
    },
    {"application": {"SK_ID_CURR": 900_002, "PROBABILITY": 0.4}, "histories": {"bureau": []}},
]
ANSWERS = [
    {"decision": "grant", "probability": 0.03, "points": 590, "threshold": 0.1},
    {"decision": "decline", "probability": 0.4, "points": 600, "threshold": 0.1},
]


@pytest.fixture
def model(runs: Sequence[Run], scorer: Path, uri: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """The champion, loaded as a user of MLflow loads it."""
    registered = record(runs, champion="lightgbm", scorer=scorer, dataset={}, uri=uri)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    with quiet():
        from mlflow.pyfunc import load_model

        yield load_model(registered.uri)


def test_the_scorer_is_loaded_from_the_artefact_of_its_name(scorer: Path) -> None:
    from creditworthy.tracking.pyfunc import Applicant, ScorerModel

    model = ScorerModel()
    context: Any = SimpleNamespace(artifacts={"scorer": str(scorer)})
    model.load_context(context)
    answers = model.predict(context, [Applicant.model_validate(applicant) for applicant in APPLICANTS])

    assert [answer.model_dump() for answer in answers] == ANSWERS


def test_a_list_of_applicants_is_answered_in_order(model: Model) -> None:
    assert [answer.model_dump() for answer in model.predict(APPLICANTS)] == ANSWERS


def test_a_frame_of_applicants_is_answered_alike(model: Model) -> None:
    from pandas import DataFrame

    assert [answer.model_dump() for answer in model.predict(DataFrame(APPLICANTS))] == ANSWERS


def test_nested_histories_survive_the_json_of_a_scoring_server(model: Model) -> None:
    from mlflow.pyfunc import scoring_server

    server: Any = scoring_server
    request = json.dumps({"inputs": APPLICANTS}).encode()
    response = server.invocations(request, "application/json", model, model.metadata.get_input_schema())

    assert (response.status, json.loads(response.response)) == (200, {"predictions": ANSWERS})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"history": {}}, "Extra inputs are not permitted"),
        ({"histories": {"bureau": {"SK_ID_BUREAU": 1}}}, "Input should be a valid list"),
        ({"application": {"PROBABILITY": [0.03]}}, "Input should be a valid number"),
    ],
)
def test_what_is_not_shaped_like_an_applicant_is_refused(
    model: Model, change: dict[str, object], complaint: str
) -> None:
    from mlflow.exceptions import MlflowException

    with pytest.raises(MlflowException, match=complaint):
        model.predict([APPLICANTS[0] | change])


def test_the_signature_shows_a_reviewer_what_goes_in_and_comes_out(model: Model) -> None:
    (asked,), (given,) = model.metadata.signature.inputs.to_dict(), model.metadata.signature.outputs.to_dict()

    assert set(asked["properties"]) == {"application", "histories"}
    assert {name: kind["type"] for name, kind in given["properties"].items()} == {
        "decision": "string",
        "probability": "double",
        "points": "long",
        "threshold": "double",
    }
