import json
from pathlib import Path
from typing import Any

from creditworthy.scorer import Scorer


def test_the_page_of_the_champion(command: Any, project: Path, scorer: Scorer) -> None:
    code, out, err = command("document", "committee")
    assert (code, err) == (0, "")
    assert out == "→ reports/committee.html\n"
    assert f"version {scorer.version}" in (project / "reports" / "committee.html").read_text()


def test_slides_into_a_file(command: Any, project: Path, scorer: Scorer) -> None:
    assert command("document", "committee", scorer.version[:4], "--slides", "--out", "new/slides.html").code == 0
    assert "class=slides" in (project / "new" / "slides.html").read_text()


def test_a_file_that_cannot_be_written_is_one_sentence(command: Any, project: Path) -> None:
    (project / "taken").write_text("")
    code, _, err = command("document", "committee", "--out", "taken/page.html")
    assert code == 2
    assert "taken/page.html: cannot be written (" in err


def test_a_version_without_curves_is_refused(command: Any, project: Path, scorer: Scorer) -> None:
    path = project / "models" / scorer.version / "evidence.json"
    evidence = json.loads(path.read_text())
    path.write_text(json.dumps({name: kept for name, kept in evidence.items() if name != "curves"}))
    code, _, err = command("document", "committee")
    assert code == 2
    assert "trained by another release" in err
