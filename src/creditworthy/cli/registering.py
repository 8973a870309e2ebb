"""What a training tells the tracking store."""

from pathlib import Path
from typing import TYPE_CHECKING

from creditworthy.cli.screen import progress
from creditworthy.errors import InputError
from creditworthy.language import say, sentence

if TYPE_CHECKING:
    from creditworthy.pipeline import Training
    from creditworthy.scorer import Scorer
    from creditworthy.tracking import Registered

__all__ = ["register"]


def register(training: "Training", scorer: "Scorer", saved: Path, uri: str) -> "Registered":
    """Log each candidate as a run and register the scorer under the alias ``champion``.

    Raises
    ------
    InputError
        Where the store cannot be used; it says where the scorer is all the same.
    """
    from creditworthy.tracking import Run, record

    runs = [
        Run(
            name=outcome.name,
            parameters=outcome.logged(),
            metrics={_logged(name): interval.value for name, interval in outcome.metrics.items()},
            intervals={_logged(name): (interval.low, interval.high) for name, interval in outcome.metrics.items()},
        )
        for outcome in training.outcomes
    ]
    kept = ("dictionary", "generated", "seed", "folds", "applicants", "defaults", "grant_all", "decline_all")
    dataset = {name: training.evidence[name] for name in kept}
    try:
        with progress(say("Registering")):
            return record(
                runs,
                champion=scorer.candidate,
                scorer=saved,
                dictionary=scorer.dictionary,
                dataset=dataset,
                uri=uri,
            )
    except InputError as error:
        template = "{why}; the scorer is champion all the same, saved in {path}"
        raise InputError(template, why=sentence(error), path=saved) from error


def _logged(name: str) -> str:
    """Return what a measure is called in MLflow, whose readers look for scikit-learn's names."""
    return {"auc": "roc_auc"}.get(name, name)
