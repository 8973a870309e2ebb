"""The demo itself, in both languages; the second over the first."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from creditworthy import pipeline
from creditworthy.cli.demo import CONTENDERS, _instructive
from creditworthy.language import current
from creditworthy.messages import decision_request
from creditworthy.pipeline import Training
from creditworthy.scorer import Store, load_scorer
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.load import Tables
from creditworthy.tables.mark import is_generated, mark_generated

FEW = ["prior", "decision_tree", "logistic+class_weights"]


def once(train: Callable[..., Training]) -> Callable[..., Training]:
    done: list[Training] = []

    def trained(tables: Tables, names: list[str], *, advance: Callable[[str], None], **options: Any) -> Training:
        assert names == CONTENDERS
        if not done:
            done.append(train(tables, FEW, **options))
        return done[0]

    return trained


@pytest.fixture
def demo(tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An earlier demo's folder of which only a tracking database is left."""
    monkeypatch.setenv("CREDITWORTHY_FOLDS", "2")
    # All that compete take a minute; and the same tables and seed give the same training: the second need not wait.
    monkeypatch.setattr("creditworthy.pipeline.train", once(pipeline.train))
    folder = tmp_path / "demo"
    (folder / "models").mkdir(parents=True)
    mark_generated(folder)
    shutil.copy(migrated, folder / "models" / "mlflow.db")
    return folder


def test_demo_in_english_then_in_french(command: Any, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = command("demo", "--applicants", "1000")
    assert (code, err) == (0, "")
    titles = [line for line in out.splitlines() if line and not line.startswith(" ")]
    champion = load_scorer(Store(demo / "models").champion()).candidate
    assert champion in FEW
    assert titles[:-1] == [
        "The portfolio (generated)",
        "The candidates, judged on 2 folds they had not seen (generated portfolio)",
        f"{champion}, the champion, in full",
        "Grades, with the defaults that were observed in them",
        "The decision rule",
        "Groups of applicants: who is approved least, and most",
        "One decision, asked of the service over HTTP",
        "Where everything is",
        "Try next",
    ]
    assert re.fullmatch(r"Done in \d+ s\.", titles[-1])
    check_what_is_left(demo, out)
    check_what_to_try(command, demo, out, monkeypatch)
    version = Store(demo / "models").champion().name

    monkeypatch.chdir(demo.parent)
    monkeypatch.setenv("CREDITWORTHY_LANGUAGE", "fr")
    spoken: list[str] = []  # the reports are there already, and their French has tests of its own
    monkeypatch.setattr("creditworthy.cli.reporting.write_reports", lambda *_: spoken.append(current()))
    code, out, err = command("demo", "--applicants", "1000")
    assert (code, err) == (0, "")
    assert "Le portefeuille (généré)\n" in out
    assert Store(demo / "models").versions() == [version]
    assert spoken == ["fr"]


def check_what_is_left(demo: Path, out: str) -> None:
    places = [line.split()[0] for line in out.partition("Where everything is\n")[2].partition("\n\n")[0].splitlines()]
    assert len(places) == 7
    assert [place for place in places if not (demo.parent / place).exists()] == []
    assert is_generated(demo)
    assert is_generated(demo / "data" / "raw")
    assert json.loads((demo / "data" / "interim" / "tables" / "manifest.json").read_text())["generated"] is True
    assert pl.read_parquet(demo / "data" / "processed" / "features.parquet").height == 1000
    assert pl.read_csv(demo / "reports" / "scores.csv").height == 140
    assert [path.name for path in demo.rglob("*.staged")] == []


def check_what_to_try(command: Any, demo: Path, out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo)
    explain = next(line.split()[1:4] for line in out.splitlines() if "creditworthy explain" in line)
    again = command(*explain)
    said = out.partition("over HTTP\n")[2].partition("\n\n")[0]
    assert [line.strip() for line in again.out.splitlines()] == [line.strip() for line in said.splitlines()]
    asked = (demo / "references" / "request.json").read_text()
    request = decision_request(home_credit()).model_validate_json(asked)
    assert str(request.row()["SK_ID_CURR"]) == explain[2]


def test_demo_does_not_touch_files_of_others(command: Any, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "thesis.tex").write_text("mine")
    sentence = "demo: in the way, and not an earlier demo; give another folder with --out"
    assert command("demo") == (2, "", f"creditworthy: {sentence}\n")
    assert [path.name for path in tmp_path.rglob("*")] == ["demo", "thesis.tex"]


def test_demo_does_not_touch_files_that_were_put_into_it(command: Any, demo: Path) -> None:
    raw = demo / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "application_train.csv").write_text("real")
    code, _, err = command("demo")
    assert code == 2
    assert "demo/data/raw: in the way, and not a generated portfolio" in err
    assert (raw / "application_train.csv").read_text() == "real"


def test_the_narrowest_decline_is_shown() -> None:
    decisions = pl.DataFrame(
        {"SK_ID_CURR": [1, 2, 3], "decision": ["decline", "grant", "decline"], "probability": [0.5, 0.05, 0.11]}
    )
    assert _instructive(decisions) == 3
    assert _instructive(decisions.filter(pl.col("decision") == "grant")) == 2
