"""How the import grows with the portfolio: python benchmarks/import_size.py [APPLICANTS].

A portfolio of 30,000 applicants, and one of as many as asked for, are generated and zipped table by table; each import
runs in a process of its own, whose time and largest memory are measured.
"""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

SMALL = 30_000
COMMAND = (sys.executable, "-c", "import sys; from creditworthy.cli.app import run; sys.exit(run(sys.argv[1:]))")


class Measured(NamedTuple):
    applicants: int
    rows: int
    zipped: int
    seconds: float
    gigabytes: float


def main() -> None:
    sizes = [SMALL, *(int(size) for size in sys.argv[1:])]
    measured = [measure(size) for size in sizes]
    for one in measured:
        print(
            f"{one.applicants:,} applicants: {one.rows:,} rows from {one.zipped / 1e6:,.0f} MB of zips in "
            f"{one.seconds:.1f} s ({one.rows / one.seconds:,.0f} rows/s), at most {one.gigabytes:.2f} GB"
        )
    first = measured[0]
    for one in measured[1:]:
        applicants, rows = one.applicants / first.applicants, one.rows / first.rows
        seconds, memory = one.seconds / first.seconds, one.gigabytes / first.gigabytes
        print(f"{applicants:.1f} times the applicants: {rows:.1f} times the rows, ", end="")
        print(f"{seconds:.1f} times the time, {memory:.1f} times the memory")


def measure(applicants: int) -> Measured:
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        run("data", "generate", "--applicants", str(applicants), "--out", str(folder / "raw"))
        zipped = sum(pack(path) for path in sorted((folder / "raw").glob("*.csv")))
        seconds, gigabytes = run("data", "import", str(folder / "raw"), "--out", str(folder / "tables"))
        manifest = json.loads((folder / "tables" / "manifest.json").read_text(encoding="utf-8"))
    rows = sum(file["rows"] for file in manifest["files"].values())
    return Measured(applicants, rows, zipped, seconds, gigabytes)


def run(*arguments: str) -> tuple[float, float]:
    """Run one command in a process of its own: its seconds and the largest memory it had, in GB."""
    started = perf_counter()
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)}: exit code {process.returncode}")
    return perf_counter() - started, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e9


def pack(path: Path) -> int:
    """Put a file into a zip of its own, and return the bytes of that."""
    packed = path.with_name(f"{path.name}.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(path, path.name)
    path.unlink()
    return packed.stat().st_size


if __name__ == "__main__":
    main()
