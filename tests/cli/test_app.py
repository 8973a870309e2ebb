import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from creditworthy.cli import main, scoring, serving
from creditworthy.errors import GateError

HEAVY = {"numpy", "polars", "pydantic", "rich", "babel", "sklearn", "lightgbm", "mlflow", "fastapi", "narwhals"}
HEAVY |= {"alembic", "cryptography", "sqlalchemy"}


@pytest.mark.parametrize("arguments", [[], ["--help"], ["train", "--help"], ["data", "--help"], ["journal", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = "import sys; from creditworthy.cli import run; code = run(sys.argv[1:]); print(*sys.modules); exit(code)"
    line = [sys.executable, "-c", program, *arguments]
    ended = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603
    loaded = {name.partition(".")[0] for name in ended.stdout.splitlines()[-1].split()}
    # To look at the options before a command's name, typer itself loads pydantic.
    assert loaded & HEAVY == ({"pydantic"} if len(arguments) > 1 else set())
    assert "creditworthy" in loaded


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_help_names_every_command_in_one_line(command: Any, arguments: list[str]) -> None:
    code, out, err = command(*arguments)
    assert (code, err) == (0, "")
    listed = out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    groups = ["data", "features", "models", "check", "document", "journal", "outcomes"]
    first = ["demo", "init", "settings", "explore", "train", "score", "explain", "importance", "drift"]
    assert [line.split()[0] for line in listed][:9] == first
    assert [line.split()[0] for line in listed][-7:] == groups
    assert not any(line.endswith("...") for line in listed)


def test_help_in_french(command: Any, french: None) -> None:
    out = command("data", "--help").out
    assert "Usage\xa0: creditworthy data" in out
    assert "generate  Générer un portefeuille" in out
    assert "--help  Afficher cette aide et sortir." in out


def test_help_is_there_where_settings_are_broken(command: Any, tmp_path: Path) -> None:
    (tmp_path / "creditworthy.toml").write_text("port = 'x'")
    assert command("--help").code == 0
    assert command("settings").code == 2


def test_version(command: Any) -> None:
    from creditworthy import __version__

    assert command("--version") == (0, f"creditworthy {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("trian", "no command 'trian'; close names: train; see --help"),
        ("data imprt", "no command 'imprt'; close names: import; see --help"),
        ("score --prt test", "no option --prt; close names: --out, --part; see --help"),
        ("explain", "the option --applicant is missing; see --help"),
        ("explain --applicant one", "--applicant: must be a whole number; see --help"),
        ("demo --applicants -5", "--applicants: must be at least 1000; see --help"),
        ("data generate --seed -1", "--seed: must be at least 0; see --help"),
        ("data generate --format xls", "--format: 'xls' is none of csv, parquet; see --help"),
        ("serve --port 99999", "--port: must be at most 65535; see --help"),
    ],
)
def test_wrong_command_lines_end_in_one_sentence(command: Any, arguments: str, sentence: str, tmp_path: Path) -> None:
    assert command(*arguments.split()) == (2, "", f"creditworthy: {sentence}\n")
    assert list(tmp_path.iterdir()) == []


def test_wrong_command_line_in_french(command: Any, french: None) -> None:
    err = command("trian").err.replace("\u202f", " ").replace("\xa0", " ")
    assert err == "creditworthy: pas de commande « trian » ; noms proches : train ; voir --help\n"


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("port = ", "creditworthy.toml: not valid TOML (Invalid value (at end of document))"),
        ("langauge = 'en'", "no setting of creditworthy.toml 'langauge'; close names: language"),
        (
            "folds = 1",
            "creditworthy.toml or CREDITWORTHY_FOLDS: setting folds must be at least 2, got 1",
        ),
    ],
)
def test_broken_settings_end_in_one_sentence(command: Any, tmp_path: Path, toml: str, sentence: str) -> None:
    (tmp_path / "creditworthy.toml").write_text(toml)
    assert command("settings") == (2, "", f"creditworthy: {sentence}\n")


def test_broken_settings_are_told_in_the_language_of_the_place(command: Any, tmp_path: Path, french: None) -> None:
    (tmp_path / "creditworthy.toml").write_text("seed = 'x'")
    assert "le réglage seed doit être un nombre entier" in command("settings").err


def test_a_failed_gate_is_another_code(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise GateError("the gate {name} did not open", name="drift")

    monkeypatch.setattr("creditworthy.cli.opening.open_here", fail)
    assert command("score") == (3, "", "creditworthy: the gate drift did not open\n")


def test_ctrl_c(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("creditworthy.cli.opening.open_here", interrupt)
    assert command("score") == (130, "", "creditworthy: interrupted\n")
    monkeypatch.setattr(sys.modules["creditworthy.cli.app"], "settings", lambda: interrupt(None))
    assert command("score") == (130, "", "creditworthy: interrupted\n")


@pytest.mark.parametrize(
    ("package", "extra"), [("mlflow", "train"), ("sklearn.metrics", "train"), ("fastapi", "serve")]
)
def test_a_missing_package_names_the_extra(
    command: Any, monkeypatch: pytest.MonkeyPatch, package: str, extra: str
) -> None:
    def missing(_: object) -> None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)

    monkeypatch.setattr("creditworthy.cli.opening.open_here", missing)
    name = package.partition(".")[0]
    sentence = f"this needs the package {name}; install it with: pip install 'creditworthy[{extra}]'"
    assert command("score") == (2, "", f"creditworthy: {sentence}\n")


def test_a_package_of_no_extra_is_a_fault_of_ours(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: object) -> None:
        raise ModuleNotFoundError("No module named 'polrs'", name="polrs")

    monkeypatch.setattr("creditworthy.cli.opening.open_here", missing)
    with pytest.raises(ModuleNotFoundError):
        command("score")


def test_what_the_system_refuses_is_a_sentence(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied", "/models")

    monkeypatch.setattr("creditworthy.cli.opening.open_here", refuse)
    assert command("score") == (2, "", "creditworthy: /models: Permission denied\n")


def test_an_error_of_the_system_without_words_is_not_hidden(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise OSError("bare")

    monkeypatch.setattr("creditworthy.cli.opening.open_here", refuse)
    with pytest.raises(OSError, match="bare"):
        command("score")


def test_main_exits_with_the_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["creditworthy", "foo"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "creditworthy: no command 'foo'; see --help\n"


def test_commands_are_added_by_their_modules() -> None:
    import typer

    made = typer.Typer()
    scoring.add_to(made)
    serving.add_to(made)
    assert [entry.name for entry in made.registered_commands] == ["score", "explain", "serve"]


def test_as_a_module() -> None:
    ended = subprocess.run([sys.executable, "-m", "creditworthy", "nope"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "nope" in ended.stderr
