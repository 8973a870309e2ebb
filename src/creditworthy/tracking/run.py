"""What is recorded (a run a candidate) and what comes back (a registered version)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["CHAMPION", "Registered", "Run", "Standing"]


@dataclass(frozen=True)
class Run:
    """What one candidate did on the folds.

    Parameters
    ----------
    name : str
        The candidate, unique within a training.
    parameters : Mapping[str, object]
        What it was built with; recorded as text.
    metrics : Mapping[str, float]
        Point values, one a metric.
    intervals : Mapping[str, tuple[float, float]]
        Lower and upper bound, one pair a metric.
    tags : Mapping[str, str], optional
        Further facts about this run.
    trials : Sequence[Run], optional
        What a search of its parameters tried; each becomes a run nested in this one.
    """

    name: str
    parameters: Mapping[str, object]
    metrics: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    tags: Mapping[str, str] = field(default_factory=dict)
    trials: "Sequence[Run]" = ()

    def values(self) -> dict[str, float]:
        """Give every number to record: the metrics and the bounds of their intervals.

        Returns
        -------
        dict[str, float]
            ``auc``, ``auc_low`` and ``auc_high`` for a metric ``auc`` that has an interval.

        Examples
        --------
        >>> Run("logistic", {"C": 0.1}, {"auc": 0.74}, {"auc": (0.73, 0.75)}).values()
        {'auc': 0.74, 'auc_low': 0.73, 'auc_high': 0.75}
        """
        lows = {f"{name}_low": low for name, (low, _) in self.intervals.items()}
        highs = {f"{name}_high": high for name, (_, high) in self.intervals.items()}
        return {**self.metrics, **lows, **highs}


@dataclass(frozen=True)
class Standing:
    """How a version is registered.

    Parameters
    ----------
    alias : str
        What it is called: ``champion`` or ``challenger``.
    tags : Mapping[str, str], optional
        Facts about it, such as the verdicts of its gates.
    documents : Mapping[str, str], optional
        Pages and figures by file name, which are kept with its run.
    """

    alias: str
    tags: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)


CHAMPION = Standing("champion")


@dataclass(frozen=True)
class Registered:
    """A version in MLflow's model registry.

    Parameters
    ----------
    name : str
        The registered model.
    number : int
        Its version in the registry, counted from 1.
    run_id : str
        The champion's run.
    alias : str
        The name under which the registry hands out this version.
    uri : str
        What ``mlflow.pyfunc.load_model`` takes, such as ``models:/credit@champion``.
    """

    name: str
    number: int
    run_id: str
    alias: str
    uri: str
