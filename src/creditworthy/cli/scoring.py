"""score · explain."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import print_json, progress, show, where, writing
from creditworthy.language import current, number, percent, say

if TYPE_CHECKING:
    import polars as pl

    from creditworthy.messages import DecisionAnswer

__all__ = ["DECIDED", "add_to", "explain", "score", "show_answer", "write_table"]

DECIDED = {"grant": "granted", "review": "for review", "decline": "declined"}
COLOURS = {"grant": "green", "review": "yellow", "decline": "red"}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("score")(score)
    app.command("explain")(explain)


def score(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    target: Annotated[Path, typer.Option("--out", help="File to write, .csv or .parquet.")] = Path("scores.csv"),
    submission: Annotated[Path | None, typer.Option(help="Also write the competition's submission file.")] = None,
    part: Annotated[str, typer.Option(metavar="PART", help="Which applicants: train, test or all.")] = "test",
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
) -> None:
    """Decide on every applicant of the tables."""
    from creditworthy import pipeline
    from creditworthy.cli.opening import open_here, open_scorer, part_named

    opened, asked, model = open_here(tables), part_named(part), open_scorer(scorer)
    with progress(say("Scoring")) as advance, writing(target) as staged:
        scores = pipeline.score(model, opened, asked, advance=advance)
        _write(scores, staged, target.suffix)
    if submission:
        write_table(pipeline.submission(scores, opened.dictionary), submission)
    _show_counts(scores)
    where(target)
    if submission:
        where(submission)


def explain(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    *,
    applicant: Annotated[int, typer.Option(metavar="N", help="Number of the applicant.")],
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
    figure: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write the waterfall of the contributions as a figure, .svg or .png."),
    ] = None,
    lime: Annotated[bool, typer.Option("--lime", help="Also give the weights of LIME.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Decide on one applicant and say why."""
    from creditworthy import answering
    from creditworthy.cli.explaining import check_figure, explain_further
    from creditworthy.cli.opening import open_here, open_scorer

    check_figure(figure)
    model, opened = open_scorer(scorer), open_here(tables)
    found = answering.explain_applicant(model, opened, applicant, current())
    frame = answering.applicant_features(model, opened, applicant)
    further = explain_further(model, frame, scorer, figure=figure, lime=lime)
    if as_json:
        print_json(found.model_dump() | further.as_json())
    else:
        show_answer(found)
        further.show()


def show_answer(found: "DecisionAnswer", *, indent: int = 0) -> None:
    """Print a decision with its reasons."""
    decision, colour = say(DECIDED[found.decision]), COLOURS[found.decision]
    named = found.applicant if found.applicant is not None else say("unnamed")
    title = say("Applicant {applicant}:", applicant=named)
    show((f"{title} ", "bold"), (decision, f"bold {colour}"), indent=indent)
    show(
        say(
            "Probability of default {probability}, threshold {threshold}; {points} points",
            probability=percent(found.probability),
            threshold=percent(found.threshold),
            points=found.points,
        ),
        indent=indent,
    )
    for reason in found.reasons:
        mark, colour = ("▲", "red") if reason.effect == "raises" else ("▼", "green")
        show((mark, colour), f" {reason.text}", indent=indent + 2, hang=2)
    if found.incomplete:
        show(say("Not looked up: {tables}", tables=", ".join(found.incomplete)), indent=indent)
    show((say("Model {version}", version=found.model_version), "dim"), indent=indent)


def _show_counts(scores: "pl.DataFrame") -> None:
    counts = {name: int((scores["decision"] == name).sum()) for name in DECIDED}
    template = (
        "{applicants} applicants: {granted} granted, {reviewed} for review, {declined} declined"
        if counts["review"]
        else "{applicants} applicants: {granted} granted, {declined} declined"
    )
    shown = {"granted": number(counts["grant"]), "declined": number(counts["decline"])}
    show(say(template, applicants=scores.height, reviewed=number(counts["review"]), **shown))


def write_table(frame: "pl.DataFrame", path: Path) -> None:
    """Write a table as CSV or Parquet, whole or not at all."""
    with writing(path) as staged:
        _write(frame, staged, path.suffix)


def _write(frame: "pl.DataFrame", staged: Path, suffix: str) -> None:
    if suffix == ".parquet":
        frame.write_parquet(staged)
    else:
        frame.write_csv(staged)
