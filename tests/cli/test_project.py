import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from creditworthy.cli.project import FOLDERS, make_project
from creditworthy.errors import InputError
from creditworthy.settings import settings


def test_init(command: Any, tmp_path: Path) -> None:
    code, out, err = command("init", "my project")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == ["Project made in my project", "Next: cd 'my project'"]
    assert all((tmp_path / "my project" / folder).is_dir() for folder in FOLDERS)


def test_settings_file_holds_every_default_commented_out(
    command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("init", "p")
    written = (tmp_path / "p" / "creditworthy.toml").read_text()
    assert tomllib.loads(written) == {}
    uncommented = "\n".join(line.removeprefix("# ") for line in written.splitlines() if " = " in line)
    defaults = settings().model_dump(mode="json")
    assert tomllib.loads(uncommented) == defaults
    (tmp_path / "p" / "creditworthy.toml").write_text(uncommented)
    monkeypatch.chdir(tmp_path / "p")
    assert json.loads(command("settings", "--json").out) == defaults


def test_init_keeps_the_settings_that_are_there(command: Any, tmp_path: Path) -> None:
    (tmp_path / "creditworthy.toml").write_text("seed = 3\n")
    assert command("init", ".").code == 0
    assert (tmp_path / "creditworthy.toml").read_text() == "seed = 3\n"


def test_init_in_french(command: Any, tmp_path: Path, french: None) -> None:
    command("init", "p")
    assert "# Coût d'un défaut manqué\n# missed_default = 10.0\n" in (tmp_path / "p" / "creditworthy.toml").read_text()


def test_a_folder_that_cannot_be_made(command: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert command("init", "file") == (2, "", "creditworthy: file: cannot be written (Not a directory)\n")
    with pytest.raises(InputError):
        make_project(tmp_path / "file" / "deeper")


def test_settings_in_words(command: Any, terminal: None) -> None:
    out = re.sub(r"\x1b\[\d*m", "", command("settings").out)
    assert max(map(len, out.splitlines())) <= 80
    assert out.splitlines()[0].split() == ["Setting", "Value", "Meaning"]
    assert "data/processed/features.parquet" in out
    assert out.splitlines()[-1].startswith("Change one in creditworthy.toml, or with a variable")


def test_settings_are_json_for_programs(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITWORTHY_PORT", "9000")
    found = json.loads(command("settings", "--json").out)
    assert (found["port"], found["store"], found["missed_default"]) == (9000, "models", 10.0)
