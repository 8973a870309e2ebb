"""Search of a candidate's parameters, on training rows only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["METHODS", "Method", "Search", "search"]

Method = Literal["none", "grid", "random", "optuna"]
METHODS: tuple[Method, ...] = ("none", "grid", "random", "optuna")
Parameters = Mapping[str, Any]
Space = Mapping[str, Sequence[Any]]
Judge = Callable[[Parameters], float]


@dataclass(frozen=True)
class Search:
    """How parameters are searched: a method, and how many trials beside the defaults (a grid tries everything)."""

    method: Method = "none"
    trials: int = 3


def search(space: Space, judge: Judge, how: Search, seed: int) -> dict[str, Any]:
    """Return the parameters with the highest judgement; the defaults (``{}``) always compete, and win ties.

    Parameters
    ----------
    space : mapping
        The values that each parameter may take.
    judge : callable
        Trains with parameters and returns how good they are: higher is better.
    how : Search
        The method and its budget.
    seed : int
        Seed of what draws at random.

    Examples
    --------
    >>> search({"depth": (1, 2, 3)}, lambda chosen: chosen.get("depth", 0), Search("grid"), seed=0)
    {'depth': 3}
    """
    if how.method == "none" or not space:
        return {}
    tried = [({}, judge({})), *_methods()[how.method](space, judge, how.trials, seed)]
    return dict(max(tried, key=lambda trial: trial[1])[0])


def _methods() -> dict[str, Callable[[Space, Judge, int, int], list[tuple[Parameters, float]]]]:
    return {"grid": _grid, "random": _random, "optuna": _optuna}


def _grid(space: Space, judge: Judge, trials: int, seed: int) -> list[tuple[Parameters, float]]:  # noqa: ARG001
    from sklearn.model_selection import ParameterGrid

    return [(chosen, judge(chosen)) for chosen in ParameterGrid(dict(space))]


def _random(space: Space, judge: Judge, trials: int, seed: int) -> list[tuple[Parameters, float]]:
    from sklearn.model_selection import ParameterGrid, ParameterSampler

    most = min(trials, len(ParameterGrid(dict(space))))
    return [(chosen, judge(chosen)) for chosen in ParameterSampler(dict(space), most, random_state=seed)]


def _optuna(space: Space, judge: Judge, trials: int, seed: int) -> list[tuple[Parameters, float]]:
    import optuna

    def objective(trial: Any) -> float:
        return judge({name: trial.suggest_categorical(name, list(values)) for name, values in space.items()})

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(objective, n_trials=trials)
    return [(trial.params, trial.value) for trial in study.trials if trial.value is not None]
