"""Where the time of one decision goes inside the process; service_speed.py prints it with --parts CALLS."""

import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from creditworthy import answering
from creditworthy.journal import Journal
from creditworthy.messages import decision_request
from creditworthy.scorer import Store, load_scorer, read_evidence
from creditworthy.service import Desk, Register
from creditworthy.service.register import Asked
from creditworthy.settings import lender, settings


def parts(body: bytes, calls: int) -> None:
    """Print the median milliseconds of each part of one decision, one thread, nothing else running."""
    folder = Store(settings().store).champion()
    scorer = load_scorer(folder, lender())
    shaped = decision_request(lender())
    asked = shaped.model_validate(json.loads(body))
    case = asked.row(), asked.rows()
    frame = scorer.features_of(*case)
    matrix = scorer.encoder.encode(frame)
    desk = Desk(scorer, read_evidence(folder))
    incomplete = scorer.incomplete(case[1])

    def read() -> object:
        found = shaped.model_validate(json.loads(body))
        return found.row(), found.rows()

    def timed(what: str, do: Callable[[], object]) -> float:
        found = []
        for _ in range(calls):
            began = perf_counter()
            do()
            found.append((perf_counter() - began) * 1000)
        print(f"  {what}: {median(found):.2f} ms")
        return median(found)

    print(f"one decision by part, {len(scorer.features)} features, {matrix.shape[1]} columns, median of {calls}:")
    timed("reading and checking the request", read)
    timed("features", lambda: scorer.features_of(*case))
    timed("  of them, records to frames", lambda: scorer._online._frames(*case))
    timed("encode", lambda: scorer.encoder.encode(frame))
    timed("model: log-odds", lambda: scorer.model.margin(matrix))
    timed("model: contributions", lambda: scorer.model.contributions(matrix))
    timed(
        "the decision with its reasons, from the features",
        lambda: answering.decided_by_row(scorer, frame.row(0, named=True), incomplete, "en"),
    )
    with TemporaryDirectory(dir=".") as place:
        url = f"sqlite:///{place}/journal.db"
        with Journal.open(url, key=Path(place, "key"), anchors=Path(place, "anchors")) as journal:
            alone, kept = Register(desk), Register(desk, journal)
            asking = Asked("benchmark", "decisions")
            without = timed("all of it but the journal", lambda: alone.decide((case, body), "en", asking))
            whole = timed("all of it with the journal", lambda: kept.decide((case, body), "en", asking))
            print(f"  the journal: {whole - without:.2f} ms")
