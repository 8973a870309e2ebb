"""How well applicants are told apart: our features against raw columns, on the same person-grouped folds.

    python benchmarks/accuracy.py TABLES [--seeds N]

Peers: LightGBM as it comes on every raw column of the application (protected ones too), and the tuned booster on those
columns. Ours is the same booster on the features that the policy allows. With --seeds, the scores of so many seeds
are averaged in every arm. Gains are paired, with DeLong's 95 % interval; thresholds and calibrations come from the
other folds. With 300,000 applicants this takes about an hour.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from lightgbm import LGBMClassifier

from creditworthy.decision import Costs, Policy, best_threshold
from creditworthy.evaluation import folds, persons
from creditworthy.evaluation.measures import auc
from creditworthy.features import build, features_of
from creditworthy.intervals import bootstrap, delong
from creditworthy.models import Encoder, Platt
from creditworthy.models.boosting import lightgbm
from creditworthy.tables.load import Tables, open_tables

SEED, FOLDS = 7, 5
Array = npt.NDArray[np.float64]


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("tables", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    asked = parser.parse_args()
    tables = open_tables(asked.tables)
    applications = tables.applications("train").sort("SK_ID_CURR").collect()
    judge = Judge(applications, tables, asked.seeds)
    portfolio = "generated portfolio" if tables.generated else "real rows"
    print(f"{portfolio}, {len(judge.defaulted):,} applicants, {judge.defaulted.mean():.2%} defaults, {FOLDS} folds")
    raw = applications.drop("SK_ID_CURR", "TARGET")
    raw = raw.with_columns(pl.col(pl.String).cast(pl.Categorical).to_physical(), pl.col(pl.Boolean).cast(pl.Int8))
    names = [name for name, kind in applications.schema.items() if kind == pl.String]
    places = [raw.columns.index(name) for name in names]
    columns = raw.cast(pl.Float64).to_numpy()

    def default(fold: tuple[Array, Array], seed: int) -> Array:
        return judge.fitted(LGBMClassifier(random_state=seed, verbosity=-1), columns, fold, categorical_feature=places)

    def tuned(fold: tuple[Array, Array], seed: int) -> Array:
        return judge.fitted(lightgbm(seed), columns, fold, categorical_feature=places)

    first = judge.show("LightGBM as it comes, raw columns", default)
    second = judge.show("tuned booster, raw columns", tuned, first)
    known = features_of(tables.dictionary)
    allowed = Policy(tables.dictionary.protected)
    frame = build(tables, part="train")
    for label, table in (("tuned booster, our features", None), ("the same, of the application", "application")):
        chosen = [
            name
            for name in known.usual()
            if allowed.allows(known[name].inputs)
            and (table is None or known[name].block.name == table)
            and frame[name].n_unique() > 1
        ]
        if table is None or tables.histories():
            ours = judge.show(f"{label} ({len(chosen)})", judge.on(frame, chosen), second)
            gain = delong(judge.defaulted, ours, first)
            print(f"{'':40} against LightGBM as it comes: {gain.value:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}]")


class Judge:
    """The same applicants, outcomes and folds for every arm."""

    def __init__(self, applications: pl.DataFrame, tables: Tables, seeds: int) -> None:
        self.defaulted = applications["TARGET"].to_numpy().astype(np.int64)
        self.folds = folds(self.defaulted, persons(applications, tables.dictionary), count=FOLDS, seed=SEED)
        self.seeds = seeds

    def fitted(self, model: Any, columns: Array, fold: tuple[Array, Array], **how: Any) -> Array:
        training, validation = fold
        model.fit(columns[training], self.defaulted[training], **how)
        return np.asarray(model.predict(columns[validation], raw_score=True))

    def on(self, frame: pl.DataFrame, names: list[str]) -> Callable[[tuple[Array, Array], int], Array]:
        def scored(fold: tuple[Array, Array], seed: int) -> Array:
            encoder = Encoder.fit(frame[fold[0]], names)
            return self.fitted(lightgbm(seed), encoder.encode(frame), fold)

        return scored

    def show(self, arm: str, scored: Callable[[tuple[Array, Array], int], Array], before: Array | None = None) -> Array:
        """Print what an arm reaches and what it gains, and return its unseen log-odds."""
        started, margin = perf_counter(), np.zeros(len(self.defaulted))
        for fold in self.folds:
            margin[fold[1]] = np.mean([scored(fold, SEED + index) for index in range(self.seeds)], axis=0)
        score = self.business_score(margin)
        line = f"{arm:40} AUC {auc(self.defaulted, margin):.4f}  business score {score}"
        if before is not None:
            gain = delong(self.defaulted, margin, before)
            line += f"  AUC {gain.value:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}]"
        print(f"{line}  {perf_counter() - started:.0f} s", flush=True)
        return margin

    def business_score(self, margin: Array) -> str:
        costs, declined = Costs(), np.zeros(len(margin), bool)
        for others, fold in self.folds:
            calibration = Platt.fit(margin[others], self.defaulted[others])
            threshold = best_threshold(self.defaulted[others], calibration.probability(margin[others]), costs)
            declined[fold] = calibration.probability(margin[fold]) >= threshold
        found = bootstrap(
            lambda rows: {"score": costs.business_score(self.defaulted[rows], declined[rows])},
            len(margin),
            seed=SEED,
        )["score"]
        return f"{found.value:.4f} [{found.low:.4f}, {found.high:.4f}]"


if __name__ == "__main__":
    main()
