from pathlib import Path

import polars as pl
import pytest

from creditworthy.cli.ending import show_ending
from creditworthy.messages import DecisionAnswer
from creditworthy.settings.model import Settings


def ended(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    scores = pl.DataFrame({"decision": ["decline", "grant", "grant", "decline"]})
    found = DecisionAnswer(
        applicant=100_007,
        decision="decline",
        probability=0.12,
        threshold=0.1,
        points=530,
        model_version="1a2b3c",
        incomplete=[],
        reasons=[],
    )
    show_ending(folder, scores, found)
    return capsys.readouterr().out


def test_the_sections_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    out = ended(Path("my demo"), capsys)
    titles = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert titles == ["One decision, asked of the service over HTTP", "Where everything is", "Try next"]
    assert "Of 4 new applicants, 2 are declined (50.0%)" in out
    assert "Applicant 100007: declined" in out
    places = out.partition("Where everything is\n")[2].partition("\n\n")[0].splitlines()
    assert places[4].split("  ", 2)[1:] == ["my demo/models/1a2b3c", " " * 13 + "the champion, with its evidence"]
    assert len({len(line) - len(line.partition("  ")[2].partition("  ")[2].lstrip()) for line in places}) == 1
    assert "of a generated portfolio" in out


def test_commands_can_be_typed_as_printed(capsys: pytest.CaptureFixture[str]) -> None:
    out = ended(Path("my demo"), capsys)
    commands = [line.strip() for line in out.partition("Try next\n")[2].splitlines()]
    assert commands[0] == "cd 'my demo'"
    assert commands[1].startswith("creditworthy explain --applicant 100007  ")
    service = "http://{host}:{port}/v1/decisions".format(
        host=Settings.model_fields["host"].default, port=Settings.model_fields["port"].default
    )
    assert commands[3].startswith("creditworthy up  ")
    assert commands[4] == f"curl -s -H 'Content-Type: application/json' -d @references/request.json {service}"
