"""How the exploration grows with the portfolio: python benchmarks/exploration_size.py [10000 60000 | FOLDER …].

Each portfolio is explored in a process of its own; a number is a portfolio to generate and import first, which is not
measured, and anything else is a folder of imported tables.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import polars as pl

SIZES = ("10000", "60000")
COMMAND = (sys.executable, "-m", "creditworthy")


def main(portfolios: Sequence[str]) -> None:
    with TemporaryDirectory() as scratch:
        measured = [explored(tables(name, Path(scratch)), Path(scratch)) for name in portfolios]
    print(f"{'applicants':>12} {'rows':>14} {'seconds':>9} {'peak MiB':>9}")
    for applicants, rows, seconds, peak in measured:
        print(f"{applicants:>12,} {rows:>14,} {seconds:>9.1f} {peak:>9.0f}")
    for before, now in pairwise(measured):
        people, rows, seconds, peak = (after / first for after, first in zip(now, before, strict=True))
        print(f"{people:.1f} times the applicants, {rows:.1f} the rows: {seconds:.2f} the time, {peak:.2f} the memory")


def tables(name: str, scratch: Path) -> Path:
    """Return a folder of imported tables, generated where a number of applicants is given."""
    if not name.isdecimal():
        return Path(name)
    raw, imported = scratch / f"raw-{name}", scratch / f"tables-{name}"
    quietly("data", "generate", "--applicants", name, "--out", str(raw), "--format", "parquet")
    quietly("data", "import", str(raw), "--out", str(imported))
    return imported


def explored(folder: Path, scratch: Path) -> tuple[int, int, float, float]:
    """Return applicants, rows, seconds and the most memory that was resident, in MiB."""
    started = perf_counter()
    process = subprocess.Popen(
        [*COMMAND, "explore", str(folder), "--out", str(scratch / "report")], stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{folder}: explore answered {process.returncode}")
    rows = {path.stem: pl.scan_parquet(path).select(pl.len()).collect().item() for path in folder.glob("*.parquet")}
    applicants = sum(count for stem, count in rows.items() if stem.startswith("application"))
    return applicants, sum(rows.values()), seconds, used.ru_maxrss / 1024


def quietly(*arguments: str) -> None:
    subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1:] or SIZES)
