import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from creditworthy.cli.recounting import ACTIONS
from creditworthy.scorer import Scorer, Store
from creditworthy.scorer.promotions import user


@pytest.fixture
def store(project: Path, challenger: Callable[..., str]) -> Store:
    """A store with a forced promotion and a rollback."""
    found = Store(project / "models")
    gates = [{"name": "score", "passed": True}, {"name": "fairness", "passed": False}]
    found.promote(challenger(), reason="mesuré {ailleurs}", gates=gates, forced=True)
    found.rollback("rollback")
    return found


def test_every_promotion_is_shown(command: Any, store: Store, scorer: Scorer) -> None:
    code, out, err = command("models", "log")
    assert (code, err) == (0, "")
    first, forced, back = store.log.promotions()
    moments = [f"{one.at[:10]} {one.at[11:19]} UTC  {user()}" for one in (first, forced, back)]
    assert [line.rstrip() for line in out.splitlines()] == [
        f"{scorer.version}  promoted  {moments[0]}",
        "",
        f"{forced.version}  promoted  {moments[1]}",
        f"  in place of {scorer.version}: mesuré {{ailleurs}}",
        "  forced, without: Fairness",
        f"{scorer.version}  rolled back  {moments[2]}",
        f"  in place of {forced.version}: rollback",
        "The log is as it was written: 3 lines, each chained to the one before",
    ]


def test_in_french(command: Any, store: Store, french: None) -> None:
    out = command("models", "log").out
    assert "  reprise  " in out
    assert ": retour en arrière\n" in out
    assert "  forcé, sans\u00a0: Équité\n" in out
    assert set(ACTIONS) == {"promote", "rollback", "restore"}


def test_only_checked(command: Any, store: Store) -> None:
    sentence = "The log is as it was written: 3 lines, each chained to the one before\n"
    assert command("models", "log", "--verify") == (0, sentence, "")


@pytest.mark.parametrize("asked", [(), ("--verify",)])
def test_tampering_is_an_alarm(command: Any, store: Store, asked: tuple[str, ...]) -> None:
    path = store.log.path
    path.write_bytes(path.read_bytes().replace(b"mesur", b"MESUR"))
    code, out, err = command("models", "log", *asked)
    assert code == 3
    assert err == (
        "creditworthy: models/promotions.jsonl: line 3 does not follow the line before it: a line was changed, removed "
        "or moved there; restore the file from a copy\n"
    )
    assert ("MESUR" in out) == (not asked)
    assert "as it was written" not in out


def test_each_fault_is_a_line(command: Any, store: Store) -> None:
    lines = store.log.path.read_bytes().splitlines(keepends=True)
    store.log.path.write_bytes(lines[1] + lines[0])
    code, _, err = command("models", "log", "--verify")
    assert code == 3
    assert len(err.splitlines()) == 2


def test_for_programs(command: Any, store: Store) -> None:
    found = json.loads(command("models", "log", "--json").out)
    assert (found["intact"], found["faults"], len(found["promotions"])) == (True, [], 3)
    store.log.path.write_bytes(store.log.path.read_bytes().splitlines(keepends=True)[0])
    code, out, _ = command("models", "log", "--json")
    found = json.loads(out)
    assert code == 3
    assert (found["intact"], len(found["faults"]), len(found["promotions"])) == (False, 1, 1)


def test_what_was_interrupted_is_mended_and_said(command: Any, store: Store) -> None:
    store.log.path.write_bytes(store.log.path.read_bytes() + b"{")
    code, _, err = command("models", "log", "--verify")
    assert code == 0
    assert err.startswith("creditworthy: models/promotions.jsonl: a line was not written to its end; it is removed")


def test_a_log_of_nothing(command: Any) -> None:
    sentence = "The log is as it was written: 0 lines, each chained to the one before\n"
    assert command("models", "log") == (0, sentence, "")
