"""What each table's features are worth: AUC of LightGBM as blocks are added one after another, on the same folds.

    python benchmarks/feature_value.py TABLES [--rows N] [--trees N] [--seeds N] [--peer]

Folds are stratified and never split a person. A gain is against the arm before it, with DeLong's paired 95 % interval
over all applicants; at the end all tables stand against the application alone. With --seeds the answers of so many
seeds are averaged in every arm. With --peer the popular simple-features script is judged on the same folds. Figures of
a generated portfolio say so.
"""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import numpy.typing as npt
import polars as pl
from lightgbm import LGBMClassifier

from creditworthy.decision import Policy
from creditworthy.evaluation import folds, persons
from creditworthy.evaluation.measures import auc
from creditworthy.features import FEATURES, build
from creditworthy.intervals import delong
from creditworthy.models import Encoder
from creditworthy.tables.load import Tables, open_tables

SEED, FOLDS = 7, 5
ARMS = {
    "application": ("application",),
    "+ bureau": ("bureau",),
    "+ bureau_balance": ("bureau_balance", "bureau_balance_credits"),
    "+ previous_application": ("previous_applications",),
    "+ POS_CASH_balance": ("point_of_sale", "point_of_sale_loans"),
    "+ installments_payments": tuple(
        {entry.block.name for entry in FEATURES.values() if entry.name.startswith("installments")}
    ),
    "+ credit_card_balance": ("credit_cards",),
}
Array = npt.NDArray[np.float64]


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("tables", type=Path)
    parser.add_argument("--rows", type=int, default=0, help="only so many applicants, drawn evenly")
    parser.add_argument("--trees", type=int, default=500)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--peer", action="store_true")
    asked = parser.parse_args()
    tables = open_tables(asked.tables)
    judge = Judge(tables, asked.rows, asked.trees, asked.seeds)
    portfolio = "generated portfolio" if tables.generated else "real rows"
    print(f"{portfolio}, {len(judge.defaulted):,} applicants, {judge.defaulted.mean():.2%} defaults, {FOLDS} folds")
    frame, names, before, alone = judge.chosen(build(tables, part="train")), [], None, None
    allowed = Policy(tables.dictionary.protected)
    for arm, blocks in ARMS.items():
        names += [
            name
            for name, entry in FEATURES.items()
            if entry.block.name in blocks and not entry.family and allowed.allows(entry.inputs)
        ]
        before = judge.show(arm, frame, names, before)
        alone = before if alone is None else alone
    families = sorted({entry.family for entry in FEATURES.values() if entry.family})
    for family in families:
        own = [name for name, entry in FEATURES.items() if entry.family == family]
        judge.show(f"+ family {family}", frame, [*names, *own], before)
    if before is not None and alone is not None:
        gain = delong(judge.defaulted, before, alone)
        print(f"all tables against the application alone  {gain.value:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}]")
    if asked.peer:
        judge.show("the popular script", judge.chosen(peer(asked.tables)), None, before)


class Judge:
    """The same applicants, outcomes and folds for every arm."""

    def __init__(self, tables: Tables, rows: int, trees: int, seeds: int) -> None:
        applications = tables.applications("train").sort("SK_ID_CURR").collect()
        if rows:
            applications = applications.gather_every(max(1, applications.height // rows)).head(rows)
        self.applicants = applications["SK_ID_CURR"]
        self.defaulted = applications["TARGET"].to_numpy().astype(np.int64)
        self.folds = folds(self.defaulted, persons(applications, tables.dictionary), count=FOLDS, seed=SEED)
        self.trees, self.seeds = trees, seeds

    def chosen(self, frame: pl.DataFrame) -> pl.DataFrame:
        return pl.DataFrame({"SK_ID_CURR": self.applicants}).join(frame, on="SK_ID_CURR", how="left")

    def show(self, arm: str, frame: pl.DataFrame, names: list[str] | None, before: Array | None) -> Array:
        """Print the AUC of an arm and what it gains, and return its unseen scores."""
        names = names or [name for name in frame.columns if name != "SK_ID_CURR"]
        started = perf_counter()
        scores = self.scores(frame, names)
        line = f"{arm:26} {len(names):>5} features  AUC {auc(self.defaulted, scores):.4f}"
        if before is not None:
            gain = delong(self.defaulted, scores, before)
            line += f"  {gain.value:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}]"
        print(f"{line}  {perf_counter() - started:.0f} s", flush=True)
        return scores

    def scores(self, frame: pl.DataFrame, names: list[str]) -> Array:
        found = np.zeros(len(self.defaulted))
        for training, validation in self.folds:
            encoder = Encoder.fit(frame[training], names)
            known, unseen = encoder.encode(frame[training]), encoder.encode(frame[validation])
            for seed in range(SEED, SEED + self.seeds):
                model = classifier(self.trees, seed).fit(known, self.defaulted[training])
                found[validation] += model.predict_proba(unseen)[:, 1] / self.seeds
        return found


def classifier(trees: int, seed: int) -> LGBMClassifier:
    return LGBMClassifier(
        n_estimators=trees,
        learning_rate=0.04,
        num_leaves=20,
        min_child_samples=60,
        colsample_bytree=0.2,
        subsample=0.8,
        subsample_freq=1,
        reg_lambda=5.0,
        random_state=seed,
        verbosity=-1,
    )


def peer(folder: Path) -> pl.DataFrame:
    """Return what the popular script makes of the tables."""
    with TemporaryDirectory() as scratch:
        target = Path(scratch, "simple.parquet")
        script = Path(__file__).with_name("simple_features.py")
        subprocess.run([sys.executable, str(script), str(folder), str(target)], check=True)
        frame = pl.read_parquet(target)
    numbers = [name for name, kind in frame.schema.items() if kind.is_numeric() or kind == pl.Boolean]
    return frame.select(pl.col(name).cast(pl.Int64 if name == "SK_ID_CURR" else pl.Float64) for name in numbers)


if __name__ == "__main__":
    main()
