"""Whether the service grows: python benchmarks/service_soak.py [--minutes 30].

Run it in the folder of a project where a scorer was trained and tables were imported. Mixed load on two workers: full
jobs, known applicants, batches of 20, explanations, what-ifs, requests that are refused, kept decisions read again, and
/metrics. Told at the end: the memory of each worker every tenth of the time, all of it and what no file is behind
(pages of built features are the system's to take back), and the slope of a straight line through what was seen after
the first fifth, in MiB an hour and a thousand requests; then the journal is verified.
"""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter

import numpy as np
import polars as pl
from service_load import Call, Case, Loader, applicants, free_port, megabytes, serving, workers_of

from creditworthy.journal import Journal
from creditworthy.settings import settings

FLOWS, EVERY = 3, 2.0
KINDS = {"VmRSS": "holds", "RssAnon": "of it without a file"}
Samples = list[tuple[float, list[float]]]
"""What a worker held, in MiB, by kind, after so many seconds."""


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--minutes", type=float, default=30.0)
    seconds = parser.parse_args().minutes * 60
    port = free_port()
    print(f"{date.today()}, two workers, {FLOWS} flows, {seconds / 60:g} minutes")
    with TemporaryDirectory(dir=".") as place:
        folder = Path(place)
        with serving(folder, port, 2) as found:
            told, seen = soak(port, workers_of(found.pid), seconds)
        print(", ".join(f"{count:,} {kind}" for kind, count in sorted(told.items())))
        for worker, samples in seen.items():
            show(worker, samples, seconds, sum(told.values()))
        with Journal.open(
            f"sqlite:///{folder / 'journal.db'}", key=folder / "key", anchors=folder / "anchors"
        ) as journal:
            print(f"the journal: {journal.head().count:,} entries, {len(journal.verify())} faults")


def soak(port: int, workers: Sequence[int], seconds: float) -> tuple[Counter[str], dict[int, Samples]]:
    """Send mixed requests; return how many of each kind, and what each worker held when."""
    stop, loader, told, kinds = Event(), Loader(port, FLOWS), Counter[str](), mixed()
    seen: dict[int, Samples] = {worker: [] for worker in workers}

    def flow(seed: int) -> None:
        draw, kept = Random(seed), ""
        while not stop.is_set():
            kind, calls = draw.choices(list(kinds.items()), [weight for weight, _ in WEIGHTS.values()])[0]
            call = draw.choice(calls) if calls else Call(f"/v1/decisions/{kept}" if kept else "/metrics", b"", "GET")
            status, content = loader.sent(call)
            told[kind if status in WEIGHTS[kind][1] else f"{kind} that failed ({status})"] += 1
            kept = json.loads(content)["id"] if kind == "full job" and status == 200 else kept

    flows = [Thread(target=flow, args=(seed,)) for seed in range(FLOWS)]
    begun = perf_counter()
    for one in flows:
        one.start()
    while (now := perf_counter() - begun) < seconds:
        for worker in workers:
            seen[worker].append((now, [megabytes(worker, kind) for kind in KINDS]))
        stop.wait(EVERY)
    stop.set()
    for one in flows:
        one.join()
    return told, seen


WEIGHTS: dict[str, tuple[int, set[int]]] = {
    "full job": (50, {200}),
    "known applicant": (20, {200}),
    "batch of 20": (2, {200}),
    "explanation": (5, {200}),
    "what-if": (5, {200}),
    "refusal": (8, {400, 422}),
    "kept decision": (8, {200}),
    "metrics": (2, {200}),
}


def mixed() -> dict[str, list[Call]]:
    cases = applicants(8)
    known = pl.scan_parquet(settings().tables / "application_test.parquet").select("SK_ID_CURR").collect()["SK_ID_CURR"]
    wrong: Case = {"application": {"AMT_CREDITS": 5}, "histories": {}}
    return {
        "full job": [Call.of("/v1/decisions", case) for case in cases],
        "known applicant": [Call(f"/v1/applicants/{number}/decisions", b"") for number in known.head(200)],
        "batch of 20": [Call.of("/v1/decisions/batch", {"items": [*cases, *cases, *cases[:4]]})],
        "explanation": [Call.of("/v1/explanations", case) for case in cases],
        "what-if": [Call.of("/v1/what-if", {**case, "variants": [{"AMT_CREDIT": 90_000.0}]}) for case in cases],
        "refusal": [Call.of("/v1/decisions", wrong), Call("/v1/decisions", b"{")],
        "kept decision": [],
        "metrics": [Call("/metrics", b"", "GET")],
    }


def show(worker: int, samples: Samples, seconds: float, requests: int) -> None:
    tenth = max(1, len(samples) // 10)
    moments = np.array([moment for moment, _ in samples])
    settled = moments > seconds / 5
    for kind, held in zip(KINDS.values(), np.array([held for _, held in samples]).T, strict=True):
        print(f"worker {worker} {kind}: " + " ".join(f"{one:.0f}" for one in held[::tenth]) + " MiB")
        slope = float(np.polyfit(moments[settled], held[settled], 1)[0])
        told = slope * seconds / requests * 1000
        print(f"  slope {slope * 3600:+.1f} MiB an hour, {told:+.3f} MiB a thousand requests")


if __name__ == "__main__":
    main()
