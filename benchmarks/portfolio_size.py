"""Seconds and memory of generating portfolios of two sizes: python benchmarks/portfolio_size.py [SMALL LARGE]."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter


def main(small: int = 30_000, large: int = 300_000) -> None:
    (few, few_peak), (many, many_peak) = generated(small), generated(large)
    print(f"generated to Parquet: {small:,} applicants {few:.1f} s, {few_peak:.2f} GiB; ", end="")
    print(f"{large:,} applicants {many:.1f} s, {many_peak:.2f} GiB")
    print(f"{large / small:.0f} times as many: {many / few:.1f} times the time, {many_peak / few_peak:.2f} of memory")


def generated(applicants: int) -> tuple[float, float]:
    """Return the seconds and the peak memory, in GiB, of one ``data generate``."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "creditworthy", "data", "generate", "--applicants", str(applicants)]
        started = perf_counter()
        process = subprocess.Popen([*command, "--format", "parquet", "--out", str(Path(folder, "raw"))])
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"generating {applicants:,} applicants failed")
        return perf_counter() - started, usage.ru_maxrss / 2**20


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
