"""What a training tells the tracking store."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from creditworthy.pipeline import Training
    from creditworthy.scorer import Scorer
    from creditworthy.tracking import Registered

__all__ = ["register"]


def register(training: "Training", scorer: "Scorer", saved: Path, uri: str) -> "Registered":
    """Log each candidate as a run and register the scorer under the alias ``champion``."""
    from creditworthy.tracking import Run, record

    runs = [
        Run(
            name=outcome.candidate,
            parameters=outcome.parameters,
            metrics={name: interval.value for name, interval in outcome.metrics.items()},
            intervals={name: (interval.low, interval.high) for name, interval in outcome.metrics.items()},
        )
        for outcome in training.outcomes
    ]
    kept = ("dictionary", "generated", "seed", "folds", "applicants", "defaults", "grant_all", "decline_all")
    dataset = {name: training.evidence[name] for name in kept}
    return record(runs, champion=scorer.candidate, scorer=saved, dataset=dataset, uri=uri)
