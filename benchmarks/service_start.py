"""From the start of the service to its readiness, and the memory of its workers: python benchmarks/service_start.py.

Run it in the folder of a project where a scorer was trained. The installation is the serving one: a new virtual
environment of requirements/serve.txt by its hashes and of the package's wheel, and nothing else; --python names the
interpreter of one that is there. Each start has a new journal; the first one compiles modules and is told apart. Memory
is what a worker holds (VmRSS) after 200 full jobs, and at most until then (VmHWM).
"""

import sys
from argparse import ArgumentParser
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from service_load import Call, Loader, applicants, free_port, megabytes, serving, workers_of

READY, MEMORY = 4.0, 300.0
ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--python", type=Path)
    parser.add_argument("--starts", type=int, default=5)
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch:
        python = asked.python or installed(Path(scratch, "serve"))
        listed = run([python, "-m", "pip", "list", "--format=freeze"], check=True, capture_output=True, text=True)
        print(f"{date.today()}, {len(listed.stdout.splitlines())} packages, of them pip and setuptools")
        for workers in (1, 2):
            found = [start(str(python), workers) for _ in range(asked.starts)]
            seconds, first = median(found[1:]), found[0]
            print(f"{workers} worker(s): ready after {seconds:.2f} s (limit {READY:g}, ratio {seconds / READY:.2f})")
            print(f"  the first time after {first:.2f} s; all {', '.join(f'{one:.2f}' for one in found)}")
        memory(str(python))


def installed(folder: Path) -> Path:
    """Make the serving installation, and return its interpreter."""
    run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
    lock = ROOT / "requirements" / "serve.txt"
    run([*pip, "--only-binary=:all:", "--require-hashes", "--requirement", lock], check=True)
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "wheel"], check=True, cwd=ROOT)
    run([*pip, "--no-index", "--no-deps", *(folder / "wheel").glob("*.whl")], check=True)
    return folder / "bin" / "python"


def start(python: str, workers: int) -> float:
    """Return the seconds until /health/ready says so."""
    port, begun = free_port(), perf_counter()
    with TemporaryDirectory(dir=".") as folder, serving(Path(folder), port, workers, python):
        while not ready(port):
            sleep(0.01)
        return perf_counter() - begun


def ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def memory(python: str) -> None:
    port = free_port()
    jobs = [Call.of("/v1/decisions", case) for case in applicants(8)]
    with TemporaryDirectory(dir=".") as folder, serving(Path(folder), port, 2, python) as found:
        loader = Loader(port, 4)
        told = loader.closed_loop(jobs, 4, 1)
        while len(told.milliseconds) < 200:
            told.milliseconds += loader.closed_loop(jobs, 4, 1).milliseconds
        for worker in workers_of(found.pid):
            held, most = megabytes(worker), megabytes(worker, "VmHWM")
            print(f"a worker: {held:.0f} MiB, at most {most:.0f} MiB (limit {MEMORY:g}, ratio {held / MEMORY:.2f})")
        print(f"the process that minds them: {megabytes(found.pid):.0f} MiB")


if __name__ == "__main__":
    main()
