from pathlib import Path
from typing import Any

import pytest

from creditworthy.cli.gating import REASONS, Settled, current, judged, opened, settle, show_gates, show_settled
from creditworthy.language import speaking
from creditworthy.scorer import Scorer, Store
from creditworthy.scorer.gates import Gate
from creditworthy.tables.dictionary import home_credit


@pytest.fixture
def gates(monkeypatch: pytest.MonkeyPatch) -> list[Gate]:
    """What the gates find; what they were asked goes nowhere."""
    found = [Gate("score", True, "there is no champion to be better than", {})]
    monkeypatch.setattr("creditworthy.scorer.gates.judge", lambda *_, **__: found)
    return found


def later(project: Path) -> Store:
    """The store of a project, with another version in it."""
    from shutil import copytree

    store = Store(project / "models")
    copytree(store.champion(), store.folder / "later")
    return store


def test_the_first_version_is_the_champion_at_once(tmp_path: Path, scorer_folder: Path, scorer: Scorer) -> None:
    store = Store(tmp_path / "models")
    store.add(scorer_folder, scorer.version)
    assert current(store) == ""
    assert settle(scorer.version) == Settled(promoted=True)
    assert current(store) == scorer.version
    assert store.log.promotions()[0].reason == REASONS["first"]
    assert settle(scorer.version, promote=False) == Settled(promoted=True)
    assert len(store.log.promotions()) == 1


def test_a_later_one_is_the_champion_where_every_gate_is_passed(project: Path, gates: list[Gate]) -> None:
    store = later(project)
    assert settle("later") == Settled(True, gates)
    line = store.log.promotions()[-1]
    assert (line.version, line.reason, line.forced) == ("later", REASONS["gates"], False)
    assert line.gates == [gates[0].kept()]
    assert (current(store), store.challenger()) == ("later", "")


def test_a_later_one_is_the_challenger_where_a_gate_is_not(project: Path, gates: list[Gate]) -> None:
    gates.append(Gate("fairness", False, "", {}))
    store = later(project)
    champion = current(store)
    settled = settle("later")
    assert (settled.promoted, settled.alias) == (False, "challenger")
    assert settled.tags() == {"gate.score": "passed", "gate.fairness": "failed"}
    assert (current(store), store.challenger(), len(store.log.lines())) == (champion, "later", 1)


def test_a_later_one_may_be_kept_aside_unjudged(project: Path, gates: list[Gate]) -> None:
    store = later(project)
    assert settle("later", promote=False) == Settled(promoted=False)
    assert store.challenger() == "later"


def test_gates_go_by_the_settings(project: Path, scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr("creditworthy.scorer.gates.judge", lambda *_, **options: asked.update(options) or [])
    (project / "creditworthy.toml").write_text(
        "margin = 0.01\ncalibration_error = 0.03\nfour_fifths = 0.7\nequal_opportunity = 0.2\nlatency = 9\n"
    )
    judged(Store(project / "models"), scorer.version)
    bounds = asked["bounds"]
    assert (bounds.margin, bounds.calibration_error, bounds.milliseconds) == (0.01, 0.03, 9.0)
    policy = asked["policy"]
    assert (policy.protected, policy.four_fifths, policy.equal_opportunity) == (home_credit().protected, 0.7, 0.2)
    assert (asked["costs"].missed_default, asked["seed"]) == (10.0, 7)


def test_what_was_interrupted_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(project / "models")
    (store.folder / "champion.json").unlink()
    assert opened().champion().name == store.champion().name
    assert capsys.readouterr().err.endswith(" was interrupted; it is finished now\n")
    opened()
    assert capsys.readouterr().err == ""


def test_a_log_that_was_changed_is_said_and_the_store_opened(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(project / "models")
    store.log.path.write_text("")
    assert opened().versions() == store.versions()
    assert "its end is not the one that champion.json knows" in capsys.readouterr().err


def test_show_gates(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        Gate("latency", True, "{milliseconds} ms for a decision, the median of {count}; at most {bound} ms", FIGURES),
        Gate("fairness", False, "not measured: the evidence of this version says nothing about fairness", {}),
    ]
    show_gates(found)
    assert capsys.readouterr().out.splitlines() == [
        "  ✓ Latency  12.3 ms for a decision, the median of 50; at most 100 ms",
        "  ✗ Fairness  not measured: the evidence of this version says nothing about fairness",
    ]
    with speaking("fr"):
        show_gates(found)
    assert "✓ Temps de réponse  12,3 ms pour une décision" in capsys.readouterr().out


FIGURES = {"milliseconds": 12.345, "count": 50, "bound": 100.0}


def test_show_settled(scorer: Scorer, capsys: pytest.CaptureFixture[str]) -> None:
    show_settled(scorer, Settled(promoted=True))
    show_settled(scorer, Settled(promoted=False))
    name, version = scorer.candidate, scorer.version
    assert capsys.readouterr().out.splitlines() == [
        f"Champion: {name}, version {version}",
        f"Challenger: {name}, version {version}; the champion is as it was",
        f"To promote it: creditworthy models promote {version}",
    ]
