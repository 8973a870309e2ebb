"""How the demo ends: what became of the new applicants, one decision, where everything is, what to try next."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from creditworthy.cli.scoring import show_answer
from creditworthy.cli.screen import heading, show
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    import polars as pl

    from creditworthy.messages import DecisionAnswer

__all__ = ["show_ending"]

_ASK = "curl -s -H 'Content-Type: application/json' -d @references/request.json http://127.0.0.1:8000/v1/decisions"


def show_ending(folder: Path, scores: "pl.DataFrame", found: "DecisionAnswer") -> None:
    """Print the sections that follow the candidates.

    Parameters
    ----------
    folder : Path
        The demo.
    scores : polars.DataFrame
        The decisions on the new applicants.
    found : DecisionAnswer
        What the service answered about one of them.
    """
    declined = int((scores["decision"] == "decline").sum())
    template = "Of {applicants} new applicants, {declined} are declined ({share})"
    shown = {"declined": number(declined), "share": percent(declined / scores.height)}
    show(say(template, applicants=number(scores.height), **shown), indent=2)
    heading(say("One decision, asked of the service over HTTP"))
    show_answer(found, indent=2)
    _show_places(folder, found.model_version)
    _show_next(folder, found.applicant)


def _show_places(folder: Path, version: str) -> None:
    heading(say("Where everything is"))
    places = {
        folder / "reports" / "scores.csv": say("the decisions on the new applicants"),
        folder / "reports" / "explore" / "index.html": say("a look at the data"),
        folder / "reports" / "drift" / "index.html": say("the new applicants against the known ones"),
        folder / "reports" / "figures": say("the candidates, what weighs most, this decision as a waterfall"),
        folder / "models" / version: say("the champion, with its evidence"),
        folder / "models" / "mlflow.db": say("each candidate's run, for MLflow"),
        folder / "data": say("raw files, imported tables, features"),
    }
    _columns({str(path): meaning for path, meaning in places.items()})
    show("")
    warning = "Every figure above is of a generated portfolio: it shows that all works, not how good it would be."
    show(say(warning), indent=2)


def _show_next(folder: Path, applicant: int | None) -> None:
    heading(say("Try next"))
    _columns(
        {
            f"cd {quote(str(folder))}": "",
            f"creditworthy explain --applicant {applicant}": say("this decision again"),
            "creditworthy features list": say("what decides, in words"),
            "creditworthy up": say("service, dashboard and MLflow; then, in a second terminal, here:"),
        }
    )
    show(_ASK, indent=2, whole=True)


def _columns(lines: dict[str, str]) -> None:
    """Print what is there to be copied, with its meaning beside it in a column."""
    width = max(map(len, lines))
    for what, meaning in lines.items():
        show(what.ljust(width + 2) if meaning else what, (meaning, "dim"), indent=2, whole=True)
