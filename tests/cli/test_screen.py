import json
import stat
from pathlib import Path

import pytest

from creditworthy.cli.screen import (
    complain,
    heading,
    out,
    print_json,
    progress,
    show,
    show_table,
    table,
    where,
    writing,
)
from creditworthy.errors import InputError

LONG = "seven words that go on and on " * 5


def test_markup_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    show("[bold]Ann[/bold] :smile:")
    rows = table("[red]Name[/red]", "Value")
    rows.add_row("[link=x]a[/link]", "[1]")
    show_table(rows)
    where(Path("[dim]x"))
    complain("[red]no[/red]")
    ended = capsys.readouterr()
    for text in ("[bold]Ann[/bold] :smile:", "[red]Name[/red]", "[link=x]a[/link]", "[1]", "→ [dim]x"):
        assert text in ended.out
    assert ended.err == "creditworthy: [red]no[/red]\n"


def test_a_pipe_gets_one_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    show(LONG.strip())
    assert capsys.readouterr().out == LONG.strip() + "\n"


def test_a_terminal_gets_no_line_that_is_too_long(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    show(LONG, indent=4, hang=2)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("    seven")
    assert all(line.startswith("      ") for line in lines[1:])
    assert len(lines) > 1


def test_what_is_there_to_be_copied_is_not_wrapped(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    show(LONG.strip(), whole=True, indent=2)
    assert capsys.readouterr().out == "  " + LONG.strip() + "\n"


def test_heading_stands_apart(capsys: pytest.CaptureFixture[str]) -> None:
    heading("Title")
    assert capsys.readouterr().out == "\nTitle\n"


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    show(("declined", "bold red"))
    assert capsys.readouterr().out == "declined\n"
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    show(("declined", "bold red"))
    assert capsys.readouterr().out == "\x1b[1;31mdeclined\x1b[0m\n"


def test_json_is_whole_on_a_terminal(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    content = {"text": LONG, "é": [1, None, "[bold]"]}
    print_json(content)
    assert json.loads(capsys.readouterr().out) == content


def test_progress_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Training", total=2) as advance:
        advance()
        advance("lightgbm")
    assert capsys.readouterr() == ("", "")


def test_progress_shows_on_a_terminal_and_goes_away(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    with progress("[bold]Training", total=2) as advance:
        advance("lightgbm")
        advance(1)
    ended = capsys.readouterr()
    assert ended.out == ""
    assert "[bold]Training · lightgbm" in ended.err
    assert "2/2" in ended.err
    assert ended.err.endswith("\x1b[2K")  # the line is erased


def test_out_has_the_width_of_the_terminal(terminal: None) -> None:
    assert out().width == 80
    assert out().is_terminal


def test_writing_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "scores.csv"
    with writing(path) as staged:
        staged.write_text("a")
        assert not path.exists()
    assert path.read_text() == "a"
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600


def test_writing_keeps_what_was_there_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), writing(path) as staged:
        staged.write_text(f"half {1 / 0}")
    assert [entry.name for entry in tmp_path.iterdir()] == ["scores.csv"]
    assert path.read_text() == "old"


def test_writing_where_it_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(InputError, match=r"file/scores.csv: cannot be written \(Not a directory\)"),
        writing(tmp_path / "file" / "scores.csv"),
    ):
        pytest.fail("the context must not start")
    with pytest.raises(InputError, match="is a folder; give the name of a file"), writing(tmp_path):
        pytest.fail("the context must not start")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
