import json
import re
from pathlib import Path
from typing import Any

import pytest

from creditworthy.evaluation import breaches
from creditworthy.intervals import Interval
from creditworthy.models import Leakage
from creditworthy.scorer import Store, read_evidence


def rewritten(project: Path, change: Any) -> None:
    """Change the evidence of the champion, and the digest that guards it."""
    from hashlib import sha256

    folder = Store(project / "models").champion()
    path = folder / "evidence.json"
    before = sha256(path.read_bytes()).hexdigest()
    evidence = json.loads(path.read_text(encoding="utf-8"))
    change(evidence)
    path.write_text(json.dumps(evidence), encoding="utf-8")
    for other in folder.iterdir():
        text = other.read_text(encoding="utf-8", errors="ignore")
        if before in text:
            other.write_text(text.replace(before, sha256(path.read_bytes()).hexdigest()), encoding="utf-8")


def test_fairness_of_the_champion(command: Any, project: Path) -> None:
    def fair(evidence: dict[str, Any]) -> None:
        for one in evidence["fairness"].values():
            one["four_fifths"] = one["equal_opportunity"] = None

    rewritten(project, fair)
    code, out, err = command("check", "fairness")
    assert (code, err) == (0, "")
    assert re.search(r"^  female +\d+ ", out, re.MULTILINE)
    assert "The bounds of the policy on protected groups are kept." in out


def test_an_unfair_champion_is_an_alarm(command: Any, project: Path) -> None:
    ratio = {"value": 0.7, "low": 0.6, "high": 0.8, "least": "M", "most": "F"}
    gap = {"value": 0.05, "low": 0.0, "high": 0.1, "least": "M", "most": "F"}

    def unfair(evidence: dict[str, Any]) -> None:
        evidence["fairness"] = {"CODE_GENDER": evidence["fairness"]["CODE_GENDER"]}
        evidence["fairness"]["CODE_GENDER"].update(four_fifths=ratio, equal_opportunity=gap)

    rewritten(project, unfair)
    code, out, err = command("check", "fairness")
    assert (code, err) == (3, "creditworthy: one bound of the policy on protected groups is not kept\n")
    assert "M are approved 0.700 times as often as F" in out


def test_fairness_for_programs(command: Any, project: Path) -> None:
    from creditworthy.decision import Policy
    from creditworthy.tables.dictionary import home_credit

    code, out, _ = command("check", "fairness", "--json")
    kept = read_evidence(Store(project / "models").champion())["fairness"]
    found = breaches(kept, Policy(home_credit().protected))
    assert json.loads(out) == {"attributes": kept, "breaches": found}
    assert code == (3 if found else 0)


def test_a_scorer_that_says_nothing_of_groups(command: Any, project: Path) -> None:
    rewritten(project, lambda evidence: evidence.update(fairness={}))
    assert command("check", "fairness").out == "The dictionary protects no column, so there are no groups to compare.\n"
    rewritten(project, lambda evidence: evidence.pop("fairness"))
    code, out, err = command("check", "fairness")
    assert (code, out) == (2, "")
    assert "it says nothing of groups; train it again" in err


@pytest.fixture
def few_features(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["application_credit", "application_education", "application_income"]
    monkeypatch.setattr("creditworthy.models.allowed", lambda *_: names)
    monkeypatch.setenv("CREDITWORTHY_FOLDS", "2")


def test_leakage_of_the_tables(command: Any, with_tables: Path, few_features: None) -> None:
    code, out, err = command("check", "leakage")
    assert (code, err) == (0, "")
    assert re.search(r"^  AUC 0\.\d{4} \[0\.\d{3}–0\.\d{3}\]: 0\.5 is what nothing learnt gives", out, re.MULTILINE)
    assert re.search(r"^  application_\w+ +\d+\.\d%$", out, re.MULTILINE)
    assert out.splitlines()[-1] == "  none"


def test_leakage_for_programs(command: Any, with_tables: Path, few_features: None) -> None:
    code, out, _ = command("check", "leakage", "--json")
    found = json.loads(out)
    assert (code, found["clean"], found["suspects"]) == (0, True, {})
    assert set(found) == {"shuffled", "parts", "suspects", "external", "clean"}


def test_a_leak_is_an_alarm(
    command: Any, with_tables: Path, few_features: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    interval = Interval(0.5, 0.45, 0.55)
    leaks = [
        Leakage(interval, None, {"application_credit": 0.99}, {"application_score_2": 0.8}),
        Leakage(Interval(0.6, 0.55, 0.65), None, {}, {}),
    ]
    monkeypatch.setattr("creditworthy.models.leakage_of", lambda *_, **__: leaks.pop(0))
    code, out, err = command("check", "leakage")
    assert (code, err) == (3, "creditworthy: something knows what it must not: application_credit\n")
    assert "  application_credit: AUC 0.9900, suspect\n  application_score_2: AUC 0.8000, a score of others\n" in out
    assert "There are no applicants without a known outcome." in out
    assert command("check", "leakage").err == "creditworthy: something knows what it must not: the shuffled outcome\n"


def test_learning_curve(command: Any, with_tables: Path, few_features: None) -> None:
    code, out, err = command("check", "learning", "--candidate", "decision_tree")
    assert (code, err) == (0, "")
    rows = [line.split() for line in out.splitlines()[3:]]
    assert [row[0] for row in rows] == ["10%", "20%", "40%", "70%", "100%"]
    counts = [int(row[1]) for row in rows]
    assert counts == sorted(counts)
    assert counts[-1] == 645
    code, out, _ = command("check", "learning", "--candidate", "decision_tree", "--json")
    found = json.loads(out)
    assert found["candidate"] == "decision_tree"
    assert [one["share"] for one in found["shares"]] == [0.1, 0.2, 0.4, 0.7, 1.0]
    assert f"{found['shares'][-1]['auc']['value']:.4f}" in rows[-1]


def test_an_unknown_candidate_has_no_curve(command: Any, with_tables: Path) -> None:
    sentence = "creditworthy: no candidate 'lightgm'; close names: lightgbm\n"
    assert command("check", "learning", "--candidate", "lightgm") == (2, "", sentence)
