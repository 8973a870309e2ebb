from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.kaggle import Fetched


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders into which would have been fetched."""
    found: list[Path] = []

    def fetch(folder: Path, *, tell: Callable[[str, int, int | None], None]) -> Fetched:
        found.append(folder)
        tell("fetching", 5_000_000, 10_000_000)
        tell("checking", 40_000_000, 40_000_000)
        return Fetched(folder / "all.zip", {"a.csv": 39_000_000, "b.csv": 1_400_000}, fresh=len(found) == 1)

    monkeypatch.setattr("creditworthy.tables.kaggle.fetch", fetch)
    return found


def test_where_it_is_and_what_comes_next(command: Any, asked: list[Path]) -> None:
    lines = ["2 files, 40 MB when unpacked", "→ data/raw/all.zip", "Next: creditworthy data import data/raw"]
    assert command("data", "download") == (0, "\n".join(lines) + "\n", "")
    code, out, err = command("data", "download", "--out", "here")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "There already, and as large as Kaggle says"
    assert asked == [Path("data/raw"), Path("here")]


def test_the_bars_are_for_terminals_and_errors_for_the_error_stream(
    command: Any, asked: list[Path], terminal: None
) -> None:
    code, out, err = command("data", "download")
    assert code == 0
    assert "Fetching" not in out
    assert "5.0/10.0 MB" in err
    assert "Checking" in err


def test_in_french(command: Any, asked: list[Path], french: None) -> None:
    assert command("data", "download").out.splitlines()[0] == "2 fichiers, 40 Mo une fois décompressés"


def test_what_is_wrong_is_one_sentence(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*_: object, **__: object) -> Fetched:
        raise InputError("no credentials")

    monkeypatch.setattr("creditworthy.tables.kaggle.fetch", fetch)
    assert command("data", "download") == (2, "", "creditworthy: no credentials\n")


def test_without_the_client_it_says_what_to_install(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("kaggle", "requests"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
        wanted = f"this needs the package {name}; install it with: pip install 'creditworthy[download]'"
        assert command("data", "download") == (2, "", f"creditworthy: {wanted}\n")
        monkeypatch.undo()
        monkeypatch.setenv("CREDITWORTHY_LANGUAGE", "en")
