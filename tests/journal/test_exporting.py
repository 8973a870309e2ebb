"""Everything, and all of one person: ``tests/journal/test_journal.py``."""

import json
from collections.abc import Callable
from datetime import datetime

from creditworthy.journal import Draft, Journal


def test_an_export_is_json_and_can_be_checked_by_hand(journal: Journal, draft: Callable[..., Draft]) -> None:
    from hashlib import sha256

    journal.append([draft(), Draft("remark", {"words": "é"})])
    for line in (json.loads(json.dumps(line)) for line in journal.export()):
        at = datetime.fromisoformat(line["at"])
        facts = json.dumps(line["facts"], separators=(",", ":"), sort_keys=True)
        moment = int(at.timestamp()) * 1_000_000 + at.microsecond
        decision = line["facts"].get("decision")
        fields = [line["number"], line["id"], line["kind"], decision, moment, facts, line["about"], line["commitment"]]
        text = json.dumps([*fields, line["previous"]], separators=(",", ":"))
        assert sha256(text.encode()).hexdigest() == line["digest"]


def test_a_long_journal_is_exported_whole(journal: Journal) -> None:
    journal.append([Draft("remark", {}) for _ in range(450)])
    assert [line["number"] for line in journal.export()] == list(range(1, 451))
