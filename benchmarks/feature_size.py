"""How building all features grows with the portfolio, beside the popular script: python benchmarks/feature_size.py.

    python benchmarks/feature_size.py [SMALL LARGE | FOLDER FOLDER] [--no-peer]

Numbers are portfolios to generate and import first, which is not measured; anything else is a folder of imported
tables. All features are built, families that are off by default among them. Each build is a process of its own, start
included: seconds and the most memory that was resident. DuckDB builds the larger one within 500 MB too.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import polars as pl

from creditworthy.features import FEATURES

COMMAND = (sys.executable, "-m", "creditworthy")
FAMILIES = sorted({entry.family for entry in FEATURES.values() if entry.family})
BUILD = (*COMMAND, "features", "build", *(word for name in FAMILIES for word in ("--family", name)))
PEER = (sys.executable, str(Path(__file__).with_name("simple_features.py")))


class Built(NamedTuple):
    what: str
    applicants: int
    features: int
    seconds: float
    gib: float

    @property
    def per_feature(self) -> float:
        return self.seconds / self.features * 1000


def main(arguments: list[str]) -> None:
    portfolios = [name for name in arguments if not name.startswith("--")] or ["30000", "300000"]
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        scratch = Path(name)
        small, large = (tables(portfolio, scratch) for portfolio in portfolios)
        ours = [built("creditworthy", folder, scratch, BUILD) for folder in (small, large)]
        duckdb = (*BUILD, "--engine", "duckdb", "--memory", "500MB")
        show([*ours, built("on DuckDB, 500 MB", large, scratch, duckdb)])
        if "--no-peer" not in arguments:
            peer = built("the popular script", large, scratch, PEER)
            show([peer])
            time, memory = peer.per_feature / ours[1].per_feature, peer.gib / ours[1].gib
            print(f"per feature {time:.2f} times as fast as the popular script, with {1 / memory:.2f} of its memory")
    applicants, seconds = (ours[1][field] / ours[0][field] for field in (1, 3))
    memory = ours[1].gib / ours[0].gib
    print(f"{applicants:.1f} times the applicants: {seconds:.1f} times the time, {memory:.1f} of the memory")
    print(f"ratios to the limits of 60 s and 3 GiB: {ours[1].seconds / 60:.2f} and {ours[1].gib / 3:.2f}")


def show(rows: list[Built]) -> None:
    for row in rows:
        print(
            f"{row.what:20} {row.applicants:>9,} applicants {row.features:>5} features "
            f"{row.seconds:7.1f} s ({row.per_feature:6.1f} ms a feature) {row.gib:6.2f} GiB"
        )


def tables(name: str, scratch: Path) -> Path:
    """Return a folder of imported tables, generated where a number of applicants is given."""
    if not name.isdecimal():
        return Path(name)
    raw, imported = scratch / f"raw-{name}", scratch / f"tables-{name}"
    generate = ("data", "generate", "--applicants", name, "--format", "parquet", "--out", str(raw))
    for command in (generate, ("data", "import", str(raw), "--out", str(imported))):
        subprocess.run([*COMMAND, *command], check=True, stdout=subprocess.DEVNULL)
    return imported


def built(what: str, folder: Path, scratch: Path, command: tuple[str, ...]) -> Built:
    """Build in a process of its own; the peer takes the target as its last word, the command as an option."""
    target = scratch / "built.parquet"
    option = () if command == PEER else ("--out",)
    started = perf_counter()
    process = subprocess.Popen([*command, str(folder), *option, str(target)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{what} answered {process.returncode}")
    found = pl.scan_parquet(target)
    applicants = found.select(pl.len()).collect().item()
    features = len(found.collect_schema()) - 1
    target.unlink()
    return Built(what, applicants, features, seconds, used.ru_maxrss / 2**20)


if __name__ == "__main__":
    main(sys.argv[1:])
