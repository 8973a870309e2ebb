"""Record one training: every candidate's run, the champion's scorer, its registered version."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from creditworthy.errors import InputError
from creditworthy.tracking.registry import log_scorer, register
from creditworthy.tracking.run import CHAMPION, Registered, Run, Standing
from creditworthy.tracking.store import connected, open_experiment

if TYPE_CHECKING:
    from mlflow import MlflowClient

    from creditworthy.tables.dictionary import Dictionary

__all__ = ["record"]

Start = Callable[[str, Mapping[str, str]], AbstractContextManager[str]]


def record(
    runs: Sequence[Run],
    *,
    champion: str,
    scorer: Path,
    dictionary: "Dictionary | None" = None,
    dataset: Mapping[str, object],
    uri: str,
    experiment: str = "creditworthy",
    model: str = "credit",
    standing: Standing = CHAMPION,
) -> Registered:
    """Write one training to MLflow and register its champion.

    One parent run ``train`` holds a nested run per candidate. The saved scorer is logged under the champion's
    run as a model from code, without pickle; it becomes a new version of the registered model and takes the
    alias ``champion``, or ``challenger``.

    Parameters
    ----------
    runs : Sequence[Run]
        What each candidate did on the folds.
    champion : str
        The name of the run whose scorer was saved.
    scorer : Path
        The folder of the saved scorer. It is loaded first: a scorer that does not load is not recorded.
    dictionary : Dictionary, optional
        Of the lender whose scorer it is; the reference portfolio's by default.
    dataset : Mapping[str, object]
        Facts about the data, tags ``dataset.…`` of the parent run.
    uri : str
        ``sqlite:///`` and a path, or the address of an MLflow server.
    experiment : str, default="creditworthy"
        The experiment that the runs belong to.
    model : str, default="credit"
        The registered model.
    standing : Standing, optional
        What the new version is called and tagged with; the champion by default.

    Returns
    -------
    Registered

    Raises
    ------
    InputError
        The champion is not one of the runs, or the store cannot be reached or written.
    ScorerError
        The scorer's folder does not load.
    """
    from creditworthy.scorer import load_scorer

    chosen = _the_one(runs, champion)
    version = load_scorer(scorer, dictionary).version
    facts = {f"dataset.{name}": str(fact) for name, fact in dataset.items()}
    with connected(uri) as client:
        start = partial(_started, client, open_experiment(client, experiment, uri))
        with start("train", {**facts, "champion": champion, "scorer_version": version}) as parent:
            for run in runs:
                if run is not chosen:
                    with start(run.name, run.tags, parent=parent) as run_id:
                        _write(client, run_id, run)
                        _write_trials(client, partial(start, parent=run_id), run)
            with start(chosen.name, chosen.tags, parent=parent) as run_id:
                model_id = log_scorer(client, run_id, chosen, scorer)
                _write(client, run_id, chosen, model_id=model_id)
                _write_trials(client, partial(start, parent=run_id), chosen)
                for name, text in standing.documents.items():
                    client.log_text(run_id, text, name)
            return register(client, model_id, name=model, run_id=run_id, version=version, standing=standing)


def _the_one(runs: Sequence[Run], champion: str) -> Run:
    named = [run for run in runs if run.name == champion]
    if len(named) != 1:
        raise InputError(
            "{count} runs are named «{champion}» where the champion must be exactly one of: {names}",
            count=len(named),
            champion=champion,
            names=", ".join(run.name for run in runs),
        )
    return named[0]


@contextmanager
def _started(
    client: "MlflowClient", experiment: str, name: str, tags: Mapping[str, str], *, parent: str | None = None
) -> Iterator[str]:
    """Open a run and close it as finished, or as failed when an error passes through."""
    from mlflow.utils.mlflow_tags import MLFLOW_PARENT_RUN_ID

    nesting = {MLFLOW_PARENT_RUN_ID: parent} if parent else {}
    run_id = client.create_run(experiment, run_name=name, tags={**tags, **nesting}).info.run_id
    status = "FAILED"
    try:
        yield run_id
        status = "FINISHED"
    finally:
        client.set_terminated(run_id, status)


def _write_trials(client: "MlflowClient", start: Start, run: Run) -> None:
    for trial in run.trials:
        with start(trial.name, trial.tags) as run_id:
            _write(client, run_id, trial)


def _write(client: "MlflowClient", run_id: str, run: Run, *, model_id: str | None = None) -> None:
    """Write parameters and metrics; with a model, the metrics are shown as the model's too."""
    from mlflow.entities import Metric, Param

    now = time.time_ns() // 1_000_000
    client.log_batch(
        run_id,
        metrics=[Metric(name, value, now, 0, model_id=model_id) for name, value in run.values().items()],
        params=[Param(name, str(value)) for name, value in run.parameters.items()],
    )
