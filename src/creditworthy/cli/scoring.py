"""score · explain."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import print_json, progress, show, where, writing
from creditworthy.language import current, number, percent, say

if TYPE_CHECKING:
    import polars as pl

    from creditworthy.messages import DecisionAnswer

__all__ = ["add_to", "explain", "score", "show_answer", "write_table"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("score")(score)
    app.command("explain")(explain)


def score(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    target: Annotated[Path, typer.Option("--out", help="File to write, .csv or .parquet.")] = Path("scores.csv"),
    submission: Annotated[Path | None, typer.Option(help="Also write the competition's submission file.")] = None,
    part: Annotated[str, typer.Option(help="Which applicants: train, test or all.")] = "test",
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
) -> None:
    """Decide on every applicant of the tables."""
    from creditworthy import pipeline
    from creditworthy.cli.opening import open_here, open_scorer, part_named

    opened, model = open_here(tables), open_scorer(scorer)
    with progress(say("Scoring")) as advance:
        scores = pipeline.score(model, opened, part_named(part), advance=advance)
    write_table(scores, target)
    if submission:
        write_table(pipeline.submission(scores), submission)
    declined = int((scores["decision"] == "decline").sum())
    show(
        say(
            "{applicants} applicants: {granted} granted, {declined} declined",
            applicants=number(scores.height),
            granted=number(scores.height - declined),
            declined=number(declined),
        )
    )
    show(where(target))
    if submission:
        show(where(submission))


def explain(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    applicant: Annotated[int, typer.Option(help="Number of the applicant (SK_ID_CURR).")] = ...,  # type: ignore[assignment]
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Decide on one applicant and say why."""
    from creditworthy import pipeline
    from creditworthy.cli.opening import open_here, open_scorer

    found = pipeline.explain_applicant(open_scorer(scorer), open_here(tables), applicant, current())
    if as_json:
        print_json(found.model_dump())
    else:
        show_answer(found)


def show_answer(found: "DecisionAnswer") -> None:
    """Print a decision with its reasons."""
    colour = "green" if found.decision == "grant" else "red"
    title = say("Applicant {applicant}", applicant=found.applicant or say("unnamed"))
    show(f"[bold]{title}: [{colour}]{say(found.decision)}[/{colour}][/bold]")
    show(
        say(
            "Probability of default {probability} against a threshold of {threshold}; {points} points",
            probability=percent(found.probability),
            threshold=percent(found.threshold),
            points=found.points,
        )
    )
    for reason in found.reasons:
        mark = "[red]▲[/red]" if reason.effect == "raises" else "[green]▼[/green]"
        show(f"  {mark} {reason.text}")
    if found.incomplete:
        show(say("Not looked up: {tables}", tables=", ".join(found.incomplete)))
    show(f"[dim]{say('Model {version}', version=found.model_version)}[/dim]")


def write_table(frame: "pl.DataFrame", path: Path) -> None:
    """Write a table as CSV or Parquet, whole or not at all."""
    with writing(path) as staged:
        if path.suffix == ".parquet":
            frame.write_parquet(staged)
        else:
            frame.write_csv(staged)
