"""What a training tells the tracking store."""

from pathlib import Path
from typing import TYPE_CHECKING

from creditworthy.cli.gating import Settled
from creditworthy.cli.screen import progress
from creditworthy.errors import InputError
from creditworthy.language import current, say, sentence

if TYPE_CHECKING:
    from creditworthy.intervals import Interval
    from creditworthy.models import Outcome
    from creditworthy.pipeline import Training
    from creditworthy.scorer import Scorer
    from creditworthy.tracking import Registered, Run

__all__ = ["register"]

CHAMPION = Settled(promoted=True)
CHAMPION_SAVED = "{why}; the scorer is champion all the same, saved in {path}"
SAVED = "{why}; the scorer is saved all the same, in {path}"


def register(
    training: "Training", scorer: "Scorer", saved: Path, uri: str, *, settled: Settled = CHAMPION
) -> "Registered":
    """Log each candidate as a run and register the scorer, as the champion or as its challenger.

    Raises
    ------
    InputError
        Where the store cannot be used; it says where the scorer is all the same.
    """
    from creditworthy.tracking import Run, Standing, record

    runs = [
        Run(
            name=outcome.name,
            parameters=outcome.logged(),
            metrics={name: interval.value for name, interval in measured.items()},
            intervals={name: (interval.low, interval.high) for name, interval in measured.items()},
            trials=_trials(outcome),
        )
        for outcome in training.outcomes
        for measured in [_measured(training, outcome)]
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
                standing=Standing(settled.alias, settled.tags(), _documents(training, saved, scorer.version)),
            )
    except InputError as error:
        template = CHAMPION_SAVED if settled.promoted else SAVED
        raise InputError(template, why=sentence(error), path=saved) from error


def _documents(training: "Training", saved: Path, version: str) -> dict[str, str]:
    """Return what a reviewer looks for: the committee's page, and its figures by themselves."""
    from creditworthy.documents import committee_page, comparison_figure, curves_figure, reliability_figure
    from creditworthy.scorer import read_saved

    figures = {"comparison": comparison_figure, "curves": curves_figure, "reliability": reliability_figure}
    drawn = {f"figures/{name}.svg": draw(training.evidence).svg() for name, draw in figures.items()}
    return {
        "committee.html": committee_page(read_saved(saved), training.evidence, version, language=current()),
        **drawn,
    }


def _trials(outcome: "Outcome") -> "list[Run]":
    """Return what the search of each fold tried; the value of a trial is the AUC of its inner folds."""
    from creditworthy.tracking import Run

    return [
        Run(
            name=f"fold {fold}, trial {number}" if number else f"fold {fold}, defaults",
            parameters=trial.parameters,
            metrics={"roc_auc": trial.value},
            intervals={},
            tags={"pruned": str(trial.pruned).lower(), "fold": str(fold)},
        )
        for fold, tried in enumerate(outcome.tried)
        for number, trial in enumerate(tried)
    ]


def _measured(training: "Training", outcome: "Outcome") -> "dict[str, Interval]":
    """Return what is logged of a contender: its measures, and how far it is behind the best."""
    behind = training.selection.behind[outcome.name]
    paired = {"business_score_behind": behind.business_score, "roc_auc_behind": behind.auc}
    groups = _disparities(training) if outcome is training.champion else {}
    return {**{_logged(name): interval for name, interval in outcome.metrics.items()}, **paired, **groups}


def _disparities(training: "Training") -> "dict[str, Interval]":
    """Return how far groups are apart in the champion's decisions: ``four_fifths.CODE_GENDER``."""
    from creditworthy.intervals import Interval

    kinds = ("four_fifths", "equal_opportunity")
    told = [(f"{kind}.{name}", one[kind]) for name, one in training.evidence["fairness"].items() for kind in kinds]
    return {
        name.replace(" ", "_"): Interval(found["value"], found["low"], found["high"]) for name, found in told if found
    }


def _logged(name: str) -> str:
    """Return what a measure is called in MLflow, whose readers look for scikit-learn's names."""
    return {"auc": "roc_auc"}.get(name, name)
