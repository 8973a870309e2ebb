import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer, Store

Challenger = Callable[..., str]


def test_list(command: Any, project: Path, scorer: Scorer, training: Training, challenger: Challenger) -> None:
    version = challenger()
    code, out, err = command("models", "list")
    assert (code, err) == (0, "")
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert set(rows) == {"Version", version, scorer.version}
    assert rows[scorer.version].endswith("  1,290 (generated portfolio)    champion")
    assert rows[version].endswith("  challenger")
    score = training.champion.metrics["business_score"]
    assert f"  {scorer.candidate}  " in rows[version]
    assert f"  {score.value:.4f} [{score.low:.3f}–{score.high:.3f}]  " in rows[version]


def test_list_for_programs(command: Any, project: Path, scorer: Scorer, training: Training) -> None:
    (found,) = json.loads(command("models", "list", "--json").out)
    assert (found["version"], found["role"], found["candidate"]) == (scorer.version, "champion", scorer.candidate)
    assert (found["applicants"], found["generated"]) == (1290, True)
    assert found["auc"]["value"] == training.champion.metrics["auc"].value


def test_list_of_nothing(command: Any) -> None:
    assert command("models", "list") == (0, "no version is stored in models yet\n", "")
    assert json.loads(command("models", "list", "--json").out) == []


def test_a_version_that_cannot_be_read_is_said_and_left_out(
    command: Any, project: Path, scorer: Scorer, challenger: Challenger
) -> None:
    store = Store(project / "models")
    version, other = challenger(), challenger(candidates={})
    (store.path(version) / "evidence.json").write_text("{")
    code, out, err = command("models", "list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["Version", scorer.version]
    assert sorted(err.splitlines()) == sorted(
        [
            f"creditworthy: models/{version}: evidence.json is not valid JSON",
            f"creditworthy: models/{other}: of another release: how it was judged cannot be read",
        ]
    )


def test_show(command: Any, project: Path, scorer: Scorer) -> None:
    code, out, err = command("models", "show")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{scorer.version}  {scorer.candidate}  champion"
    assert command("models", "show", scorer.version[:5]).out == out
    found = json.loads(command("models", "show", "champion", "--json").out)
    assert (found["version"], found["role"]) == (scorer.version, "champion")
    assert found["scorer"]["threshold"] == scorer.threshold
    assert found["evidence"]["folds_digest"]


def test_compare(command: Any, project: Path, scorer: Scorer, challenger: Challenger) -> None:
    version = challenger()
    code, out, err = command("models", "compare", "champion", "challenger")
    assert (code, err) == (0, "")
    assert f"Who changes side from {scorer.version} to {version}\n" in out
    found = json.loads(command("models", "compare", scorer.version, version[:6], "--json").out)
    assert [one["version"] for one in found["versions"]] == [scorer.version, version]
    assert found["same_folds"] is True
    assert found["paired"]["newly_granted"]["defaults"] == 0


@pytest.mark.parametrize("asked", [("show", "zzz"), ("compare", "champion", "zzz"), ("promote", "zzz")])
def test_an_unknown_version(command: Any, project: Path, asked: tuple[str, ...]) -> None:
    assert command("models", *asked) == (2, "", "creditworthy: models: no version 'zzz' is stored\n")


def test_no_champion(command: Any) -> None:
    code, out, err = command("models", "show")
    assert (code, out) == (2, "")
    assert err == "creditworthy: models: no champion yet; train one with «creditworthy train TABLES»\n"


def test_the_group_alone_shows_its_help(command: Any) -> None:
    code, out, _ = command("models")
    assert code == 0
    for name in ("list", "show", "compare", "promote", "rollback", "log"):
        assert f"\n  {name} " in out
