"""How long the journal takes: python benchmarks/journal.py [--folder FOLDER] [--url URL] [--entries 20000].

Appends decisions with 100 kB of histories, 774 features and five reasons, one a transaction, each on the disk before
the next; claims and settles a key for as many; fills up with short entries; then verifies all. The disk is that of
--folder: its own wait is measured too, by adding 20 kB to a file. Beside the time that passes stands the processor's.
"""

import json
import os
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from creditworthy.journal import Claim, Draft, Journal, Payload, Settled

DECISIONS = 1_000


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--entries", type=int, default=20_000)
    asked = parser.parse_args()
    with TemporaryDirectory(dir=asked.folder) as scratch:
        folder = Path(scratch)
        url = asked.url or f"sqlite:///{folder / 'journal.db'}"
        with Journal.open(url, key=folder / "journal.key", anchors=folder / "anchors.jsonl") as journal:
            measure(journal, folder, asked.entries)


def measure(journal: Journal, folder: Path, entries: int) -> None:
    payload = invented()
    show("the disk alone, 20 kB", lambda: synced(folder / "file"))
    show("append, durable", lambda: journal.append([decision(payload)]))
    show("claim a key, append and settle", lambda: once(journal, payload))
    left = entries - journal.head().count
    for _ in range(left // 500):
        journal.append([Draft("outcome", {"defaulted": 0}) for _ in range(500)])
    began = perf_counter()
    faults = journal.verify()
    seconds = perf_counter() - began
    count = journal.head().count
    print(f"verify {count:,} entries, {2 * DECISIONS:,} with payloads: {seconds:.2f} s, {len(faults)} faults")


def invented() -> Payload:
    """Histories of 100 kB in JSON, features and reasons."""
    draw = Random(7)
    rows = [
        {
            "SK_ID_CURR": 100_001,
            "SK_ID_PREV": draw.randrange(10**7),
            "NUM_INSTALMENT_VERSION": draw.randrange(4),
            "DAYS_INSTALMENT": -draw.randrange(3000),
            "DAYS_ENTRY_PAYMENT": -float(draw.randrange(3000)),
            "AMT_INSTALMENT": round(draw.random() * 1e5, 2),
            "AMT_PAYMENT": round(draw.random() * 1e5, 2),
        }
        for _ in range(600)
    ]
    inputs = json.dumps({"application": {}, "histories": {"installments_payments": rows}}).encode()
    features = {f"feature_{index}": draw.random() if index % 10 else "Working" for index in range(774)}
    return Payload(100_001, inputs, features, [{"feature": "feature_1", "text": "It raises the risk"}] * 5)


def decision(payload: Payload) -> Draft:
    facts = {"decision": "grant", "probability": 0.04, "threshold": 0.09, "points": 612, "model_version": "ab" * 32}
    return Draft("decision", facts, payload)


def once(journal: Journal, payload: Payload) -> None:
    draft = decision(payload)
    claim = journal.claim("me", "/v1/decisions", draft.id, "0" * 64)
    assert isinstance(claim, Claim)
    journal.append([draft], [Settled(claim, 201, b"{}" * 1000, draft.id)])


def synced(path: Path) -> None:
    with path.open("ab") as file:
        file.write(os.urandom(20_000))
        file.flush()
        os.fdatasync(file.fileno())


def show(what: str, do: Callable[[], object]) -> None:
    found, busy = [], process_time()
    for _ in range(DECISIONS):
        began = perf_counter()
        do()
        found.append((perf_counter() - began) * 1000)
    busy = (process_time() - busy) / DECISIONS * 1000
    cuts = quantiles(found, n=100)
    print(f"{what}: p50 {cuts[49]:.2f} ms, p90 {cuts[89]:.2f} ms, p99 {cuts[98]:.2f} ms; processor {busy:.2f} ms")


if __name__ == "__main__":
    main()
