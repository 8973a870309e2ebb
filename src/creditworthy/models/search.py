"""Search of a candidate's parameters, on training rows only."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from statistics import fmean
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from optuna import Study, Trial

__all__ = ["METHODS", "Found", "Method", "Search", "Tried", "search"]

Method = Literal["none", "grid", "random", "optuna"]
METHODS: tuple[Method, ...] = ("none", "grid", "random", "optuna")
Parameters = Mapping[str, Any]
Space = Mapping[str, Sequence[Any]]
Judge = Callable[[Parameters], Iterable[float]]
DEFAULTS = "defaults"
"""The attribute of a study that keeps what the defaults are worth."""


@dataclass(frozen=True)
class Search:
    """How parameters are searched.

    Parameters
    ----------
    method : str
        ``"grid"`` tries everything, ``"random"`` some of it, ``"optuna"`` goes by what it has seen (TPE) and gives up
        early on what does badly.
    trials : int
        How many are tried beside the defaults.
    seconds : float, optional
        No trial begins after so many seconds of a search.
    studies : Path, optional
        An SQLite file that keeps trials: a search that was interrupted goes on where it was.
    """

    method: Method = "none"
    trials: int = 3
    seconds: float | None = None
    studies: Path | None = None


@dataclass(frozen=True)
class Tried:
    """One trial: its parameters (none of them: the defaults), its value, and whether it was given up early."""

    parameters: Parameters
    value: float
    pruned: bool = False


@dataclass(frozen=True)
class Found:
    """What a search chose, and all that it tried."""

    parameters: Parameters
    tried: tuple[Tried, ...] = ()


def search(space: Space, judge: Judge, how: Search, seed: int, *, name: str = "search") -> Found:
    """Return the parameters with the highest judgement; the defaults (``{}``) always compete, and win ties.

    Parameters
    ----------
    space : mapping
        The values that each parameter may take.
    judge : callable
        Takes parameters and gives one value or several, part by part, whose mean is how good they are: higher is
        better. Between parts a trial may be given up.
    how : Search
        The method and its budget.
    seed : int
        Trial k draws with seed + k, so that a search that was interrupted ends as if it had not been.
    name : str
        What the search is called among the studies that are kept.

    Examples
    --------
    >>> search({"depth": (1, 2, 3)}, lambda chosen: [chosen.get("depth", 0)], Search("grid"), seed=0).parameters
    {'depth': 3}
    """
    if how.method == "none" or not space:
        return Found({})
    study = _study(how, name)
    if DEFAULTS not in study.user_attrs:
        study.set_user_attr(DEFAULTS, fmean(judge({})))
    _run(study, space, judge, how, seed)
    tried = (Tried({}, study.user_attrs[DEFAULTS]), *_tried(study))
    best = max((trial for trial in tried if not trial.pruned), key=lambda trial: trial.value)
    return Found(dict(best.parameters), tried)


def _study(how: Search, name: str) -> "Study":
    import optuna

    optuna.logging.set_verbosity(optuna.logging.CRITICAL)  # an interrupted trial is no news
    if how.studies:
        how.studies.parent.mkdir(parents=True, exist_ok=True)
    return optuna.create_study(
        study_name=name,
        storage=f"sqlite:///{how.studies}" if how.studies else None,
        load_if_exists=True,
        direction="maximize",
        pruner=optuna.pruners.MedianPruner(n_startup_trials=3),
    )


def _run(study: "Study", space: Space, judge: Judge, how: Search, seed: int) -> None:
    """Run the trials that are still to come."""

    def objective(trial: "Trial") -> float:
        from optuna import TrialPruned

        chosen = {name: trial.suggest_categorical(name, list(values)) for name, values in space.items()}
        values: list[float] = []
        for part, value in enumerate(judge(chosen)):
            values.append(value)
            trial.report(fmean(values), part)
            if how.method == "optuna" and trial.should_prune():
                raise TrialPruned
        return fmean(values)

    from optuna.samplers import TPESampler

    listed = [dict(zip(space, values, strict=True)) for values in product(*space.values())]
    if how.method == "random":
        listed = Random(seed).sample(listed, min(how.trials, len(listed)))  # noqa: S311 - nothing to be kept secret
    budget, began = how.trials if how.method == "optuna" else len(listed), monotonic()
    while (number := len(_tried(study))) < budget and (how.seconds is None or monotonic() - began < how.seconds):
        study.sampler = TPESampler(seed=seed + number)
        if how.method != "optuna":
            study.enqueue_trial(listed[number])
        study.optimize(objective, n_trials=1)


def _tried(study: "Study") -> list[Tried]:
    """Return the trials that ended; one that was interrupted does not count."""
    return [
        Tried(trial.params, float(trial.value or 0.0), trial.state.name == "PRUNED")
        for trial in study.trials
        if trial.state.name in {"COMPLETE", "PRUNED"}
    ]
