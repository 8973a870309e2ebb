import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from creditworthy.tracking import Run
from creditworthy.tracking.registry import ALIAS, log_scorer, register
from creditworthy.tracking.store import open_experiment

if TYPE_CHECKING:
    from mlflow import MlflowClient

# A pickle of protocol 2 or later starts so; archives (.pkl.gz, .npz, joblib) are refused by their names.
PICKLE_MAGIC = b"\x80"
PICKLE_NAMES = {".pkl", ".pickle", ".joblib", ".npy", ".npz", ".gz"}


@pytest.fixture
def run_id(client: "MlflowClient", uri: str) -> str:
    experiment = open_experiment(client, "creditworthy", uri)
    return str(client.create_run(experiment, run_name="lightgbm").info.run_id)


@pytest.fixture
def model_id(client: "MlflowClient", run_id: str, runs: Sequence[Run], scorer: Path) -> str:
    return log_scorer(client, run_id, runs[1], scorer)


def artefacts(store: Path) -> dict[str, Path]:
    (model,) = (store / "mlartifacts" / "models").iterdir()
    folder = model / "artifacts"
    return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("model_id")
def test_the_artefacts_lie_beside_the_database_and_hold_the_scorer_as_it_was(store: Path, scorer: Path) -> None:
    logged = artefacts(store)

    assert set(logged) == {
        "MLmodel",
        "conda.yaml",
        "pyfunc.py",
        "python_env.yaml",
        "requirements.txt",
        "artifacts/scorer/scorer.json",
        "artifacts/scorer/model.txt",
        "artifacts/scorer/evidence.json",
    }
    for path in scorer.iterdir():
        assert logged[f"artifacts/scorer/{path.name}"].read_bytes() == path.read_bytes()


@pytest.mark.usefixtures("model_id")
def test_no_artefact_is_a_pickle(store: Path) -> None:
    for name, path in artefacts(store).items():
        assert PICKLE_NAMES.isdisjoint(path.suffixes), name
        assert not path.read_bytes().startswith(PICKLE_MAGIC), name


@pytest.mark.usefixtures("model_id")
def test_the_requirements_are_named_not_guessed(store: Path) -> None:
    import mlflow

    lines = artefacts(store)["requirements.txt"].read_text().splitlines()
    assert lines == [f"mlflow=={mlflow.__version__}", f"creditworthy=={version('creditworthy')}"]


def test_the_run_and_its_model_know_each_other(client: "MlflowClient", run_id: str, model_id: str) -> None:
    logged = client.get_logged_model(model_id)

    assert (logged.name, logged.source_run_id, str(logged.status)) == ("scorer", run_id, "READY")
    assert logged.params == {"n_estimators": "600"}
    outputs = client.get_run(run_id).outputs
    assert outputs is not None
    assert [output.model_id for output in outputs.model_outputs] == [model_id]


def test_a_registered_version_carries_the_scorer_version_and_the_alias(
    client: "MlflowClient", run_id: str, model_id: str
) -> None:
    registered = register(client, model_id, name="credit", run_id=run_id, version="5f2c81")

    champion = client.get_model_version_by_alias("credit", ALIAS)
    assert (int(champion.version), champion.run_id) == (1, run_id)
    assert champion.source == client.get_logged_model(model_id).artifact_location
    assert champion.tags == {"scorer_version": "5f2c81"}
    assert (registered.number, registered.uri) == (1, "models:/credit@champion")
    linked = json.loads(client.get_logged_model(model_id).tags["mlflow.modelVersions"])
    assert [(link["name"], int(link["version"])) for link in linked] == [("credit", 1)]


def test_a_name_that_the_registry_refuses_is_not_taken_for_one_that_exists(
    client: "MlflowClient", run_id: str, model_id: str
) -> None:
    from mlflow.exceptions import MlflowException

    with pytest.raises(MlflowException, match="Missing value for required parameter 'name'"):
        register(client, model_id, name="", run_id=run_id, version="5f2c81")
