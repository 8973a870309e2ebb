import json
from pathlib import Path
from typing import Any

import pytest
import typer

from creditworthy.cli.importance import add_to
from creditworthy.errors import InputError, ScorerError
from creditworthy.features import FEATURES
from creditworthy.language import number, speaking
from creditworthy.pipeline import Training
from creditworthy.scorer import Store, save
from creditworthy.settings import settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()


def importance(*arguments: str) -> None:
    app = typer.Typer()
    add_to(app)
    typer.main.get_command(app).main([*arguments], standalone_mode=False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_fifteen_largest_are_printed_by_their_meaning(
    language: str, training: Training, scorer_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking(language):
        importance("--scorer", str(scorer_folder))
        largest = list(training.evidence["importance"].items())[:15]
        lines = [f"  {number(size, 3)}  {FEATURES[name].meaning(language)}" for name, size in largest]
    assert capsys.readouterr().out.splitlines()[2:-1] == lines


def test_all_are_given_to_programs(training: Training, scorer_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    importance("--scorer", str(scorer_folder), "--json", "--figure", "all.png")
    assert json.loads(capsys.readouterr().out) == training.evidence["importance"]
    assert Path("all.png").read_bytes().startswith(b"\x89PNG")


def test_the_champion_is_shown_by_default(scorer_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(settings().store)
    store.add(scorer_folder, "v1")
    store.promote("v1")
    importance("--figure", "importance.svg")
    ended = capsys.readouterr().out.splitlines()
    assert ended[1] == "What moves the decisions most"
    assert ended[-1] == "→ importance.svg"
    assert Path("importance.svg").read_text().startswith("<svg ")


def test_without_a_champion_it_says_how_to_get_one() -> None:
    with pytest.raises(InputError, match="models: no champion yet; train one"):
        importance()


def test_a_bad_name_is_refused_before_anything_is_read() -> None:
    with pytest.raises(InputError, match=r"a\.pdf: figures are written as"):
        importance("--figure", "a.pdf")


@pytest.mark.parametrize("kept", [{}, {"importance": {}}, {"importance": {"no_such_feature": 1.0}}])
def test_the_scorer_of_another_release_is_refused(kept: dict[str, Any], training: Training, tmp_path: Path) -> None:
    save(training.scorer, tmp_path / "foreign", kept)
    with pytest.raises(ScorerError, match="trained by another release: its importance cannot be read; train it again"):
        importance("--scorer", str(tmp_path / "foreign"))
