"""Evidently's own report on a comparison, as one self-contained page; the only module that imports it."""

import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from creditworthy.monitoring.bins import is_category
from creditworthy.monitoring.comparison import Comparison

if TYPE_CHECKING:
    from evidently import Dataset, Run

__all__ = ["Opinion", "Verdict", "evidently_opinion"]

NUMBERS, CATEGORIES = "wasserstein", "jensenshannon"
THRESHOLD = 0.1
# Both are read at each event, the first by the telemetry's library, the second by Evidently.
_UNTRACKED = {"ITERATIVE_DO_NOT_TRACK": "1", "DO_NOT_TRACK": "1"}


@dataclass(frozen=True)
class Verdict:
    """What Evidently says of a column: the distance it took, its value, and the threshold it holds it against."""

    method: str
    value: float
    threshold: float

    @property
    def drifted(self) -> bool:
        """Whether Evidently calls it drift."""
        return self.value >= self.threshold


@dataclass(frozen=True)
class Opinion:
    """Evidently's page, and its verdict on each column that it could compare."""

    html: str
    verdicts: Mapping[str, Verdict]


def evidently_opinion(comparison: Comparison) -> Opinion:
    """Let Evidently compare the same rows: Wasserstein distance of numbers, Jensen–Shannon distance of categories.

    It looks at known values only, so that a column without any on one side is left out; its distances do not grow with
    the number of rows as its tests would. Importing it takes some seconds.
    """
    before, now = comparison.reference.frame, comparison.current.frame
    columns = [name for name in before.columns if before[name].count() and now[name].count()]
    with _untracked():
        found = _run(before.select(columns), now.select(columns))
        verdicts = {
            metric["config"]["column"]: Verdict(
                metric["config"]["method"], float(metric["value"]), metric["config"]["threshold"]
            )
            for metric in found.dict()["metrics"]
        }
        return Opinion(found.get_html_str(as_iframe=False), verdicts)


def _run(before: pl.DataFrame, now: pl.DataFrame) -> "Run":
    from evidently import Report
    from evidently.metrics import ValueDrift

    methods = {name: CATEGORIES if is_category(before[name]) else NUMBERS for name in before.columns}
    report = Report(
        [ValueDrift(column=name, method=method, threshold=THRESHOLD) for name, method in methods.items()],
        include_tests=True,
    )
    return report.run(_dataset(now), _dataset(before))


def _dataset(frame: pl.DataFrame) -> "Dataset":
    import pandas as pd
    from evidently import DataDefinition, Dataset

    categories = [name for name in frame.columns if is_category(frame[name])]
    numbers = [name for name in frame.columns if name not in categories]
    columns: dict[str, Any] = {name: frame[name].to_numpy() for name in numbers}
    columns |= {name: pd.Series(frame[name].to_list(), dtype=object) for name in categories}
    definition = DataDefinition(numerical_columns=numbers, categorical_columns=categories)
    return Dataset.from_pandas(pd.DataFrame(columns, columns=frame.columns), data_definition=definition)


@contextmanager
def _untracked() -> Iterator[None]:
    """Import and use Evidently within: no telemetry; environment and warnings are as before when it ends."""
    before = {name: os.environ.get(name) for name in _UNTRACKED}
    os.environ.update(_UNTRACKED)
    try:
        with warnings.catch_warnings():
            # Evidently 0.7.23 imports numpy.core, a deprecated part of litestar, and patterns that are no raw strings.
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", SyntaxWarning)
            import evidently  # noqa: F401

            yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
