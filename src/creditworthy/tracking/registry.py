"""The champion's scorer in MLflow: logged as a model of its run, registered, found under an alias."""

import json
from importlib.metadata import version as installed_version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from creditworthy.tracking.run import CHAMPION, Registered, Run, Standing

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import LoggedModel

__all__ = ["ALIAS", "CHALLENGER", "log_scorer", "register"]

ALIAS = CHAMPION.alias
CHALLENGER = "challenger"


def log_scorer(client: "MlflowClient", run_id: str, run: Run, scorer: Path) -> str:
    """Log the folder of a saved scorer as a model of the champion's run.

    MLflow's own ``log_model`` works on the process's current run and current store; this is the same, step by
    step, on the run and the store that are given.

    Parameters
    ----------
    client : mlflow.MlflowClient
    run_id : str
        The champion's run.
    run : Run
        What the champion did; its parameters are the model's too.
    scorer : Path
        The folder.

    Returns
    -------
    str
        The identifier of the logged model.
    """
    from mlflow.entities import LoggedModelOutput

    experiment = client.get_run(run_id).info.experiment_id
    parameters = {name: str(value) for name, value in run.parameters.items()}
    logged = client.create_logged_model(experiment, name="scorer", source_run_id=run_id, params=parameters)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch, "model")
        _save(folder, scorer, logged)
        client.log_model_artifacts(logged.model_id, str(folder))
    client.finalize_logged_model(logged.model_id, "READY")
    client.log_outputs(run_id, [LoggedModelOutput(logged.model_id, step=0)])
    return str(logged.model_id)


def _save(folder: Path, scorer: Path, logged: "LoggedModel") -> None:
    from mlflow.models import Model
    from mlflow.pyfunc import save_model

    save_model(
        folder,
        python_model=Path(__file__).with_name("pyfunc.py"),
        artifacts={"scorer": str(scorer)},
        # Named, because MLflow would otherwise load the model in another process to see what it imports.
        pip_requirements=[f"creditworthy=={installed_version('creditworthy')}"],
        mlflow_model=Model(
            artifact_path=logged.artifact_location,
            run_id=logged.source_run_id,
            model_uuid=logged.model_id,
            model_id=logged.model_id,
        ),
    )


def register(
    client: "MlflowClient",
    model_id: str,
    *,
    name: str,
    run_id: str,
    version: str,
    standing: Standing = CHAMPION,
) -> Registered:
    """Make a logged model the newest version of a registered model, and its champion or its challenger.

    Parameters
    ----------
    client : mlflow.MlflowClient
    model_id : str
        The logged model.
    name : str
        The registered model, created when missing.
    run_id : str
        The run it came from.
    version : str
        The version of the scorer: a tag of the registered version.
    standing : Standing, optional
        What the registered version is called, and its further tags.

    Returns
    -------
    Registered
    """
    from mlflow.utils.mlflow_tags import MLFLOW_MODEL_VERSIONS

    _ensure_registered_model(client, name)
    # The place, not «models:/…»: that is looked up in the store of the process, not in the client's.
    place = client.get_logged_model(model_id).artifact_location
    alias, tags = standing.alias, {"scorer_version": version, **standing.tags}
    created = client.create_model_version(name, place, run_id, tags=tags, model_id=model_id)
    link = json.dumps([{"name": name, "version": created.version}])
    client.set_logged_model_tags(model_id, {MLFLOW_MODEL_VERSIONS: link})
    client.set_registered_model_alias(name, alias, created.version)
    return Registered(name, int(created.version), run_id, alias, f"models:/{name}@{alias}")


def _ensure_registered_model(client: "MlflowClient", name: str) -> None:
    from mlflow.exceptions import MlflowException

    try:
        client.create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
