"""How much memory a training takes as the applicants become more.

    python benchmarks/training_size.py TABLES [--rows 10000 30000] [--candidate lightgbm] [--target 300000]

Every feature of the dictionary that tells anything is built from the imported tables, families that are off by default
and protected columns included. Their rows are then repeated until there are as many applicants as asked for, each
number moved by a normal jitter of one per cent, so that bins are as full as those of so many different persons; who
defaulted is repeated with them. That is about memory and time: no measure of such rows means anything, and none is
printed. Each size is a process of its own, which compares the candidate on five folds, calibration and intervals
included; the most memory that was resident is its own, that of building the features apart. Two sizes or more are
drawn out to the target by a straight line, which is an estimate: give ``--rows 300000`` to measure it. The limit is
12 GiB.
"""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
import polars as pl

from creditworthy.decision import Costs
from creditworthy.evaluation import folds
from creditworthy.features import features_of
from creditworthy.models import Contender, Data, Rows, compare, gather
from creditworthy.tables.load import open_tables

SEED, FOLDS, JITTER, LIMIT = 7, 5, 0.01, 12.0
LABEL = "defaulted"


def main() -> None:
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tables", type=Path)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 30_000])
    parser.add_argument("--candidate", default="lightgbm")
    parser.add_argument("--target", type=int, default=300_000)
    parser.add_argument("--built", action="store_true", help="the first argument is a file of built features")
    asked = parser.parse_args()
    if asked.built:
        trained(asked.tables, asked.rows[0], asked.candidate)
        return
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "features.parquet"
        built(asked.tables, file)
        found = [(rows, measured(file, rows, asked.candidate)) for rows in asked.rows]
    if len(found) > 1:
        slope, start = np.polyfit(*zip(*found, strict=True), 1)
        gib = start + slope * asked.target
        print(f"on the straight line, {asked.target:,} would take {gib:.2f} GiB: {gib / LIMIT:.2f} of {LIMIT:.0f} GiB")


def built(folder: Path, file: Path) -> None:
    """Write every feature that tells anything, and what became of the loans."""
    tables = open_tables(folder)
    data = gather(tables, list(features_of(tables.dictionary)), fold_count=FOLDS, seed=SEED)
    data.rows.frame.with_columns(pl.Series(LABEL, data.defaulted)).write_parquet(file)
    portfolio = "generated portfolio" if tables.generated else "real rows"
    applicants, features = len(data.defaulted), len(data.rows.features)
    print(f"{portfolio}, {applicants:,} applicants, {features} features, {FOLDS} folds; rows repeated with jitter")


def measured(file: Path, rows: int, candidate: str) -> float:
    """Return the most GiB that were resident in a process that trains on so many rows."""
    command = [sys.executable, __file__, str(file), "--built", "--rows", str(rows), "--candidate", candidate]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(told, end="", flush=True)
    return float(told.split()[-2])


def trained(file: Path, rows: int, candidate: str) -> None:
    frame = repeated(pl.read_parquet(file), rows)
    defaulted = frame[LABEL].to_numpy().astype(np.int64)
    features = tuple(name for name in frame.columns[1:] if name != LABEL)
    persons = np.arange(rows)
    known = Rows(frame, features, defaulted, persons)
    data = Data(known, folds(defaulted, persons, count=FOLDS, seed=SEED))
    size, started = frame.estimated_size() / 2**30, process_time()
    compare(data, [Contender.named(candidate)], costs=Costs(), seed=SEED)
    seconds, gib = process_time() - started, getrusage(RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{candidate}, {rows:,} rows: features {size:.2f} GiB, {seconds:.0f} s of processors, at most {gib:.2f} GiB")


def repeated(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    """Return so many rows: those of a frame again and again, numbers that are no counts moved a little."""
    random, places = np.random.default_rng(SEED), np.arange(rows) % frame.height

    def moved(values: pl.Series) -> pl.Series:
        again = values.gather(places)
        if values.dtype != pl.Float64 or values.n_unique() < 50:
            return again
        return again * pl.Series(random.normal(1.0, JITTER, rows))

    return pl.DataFrame([moved(values) for values in frame])


if __name__ == "__main__":
    main()
