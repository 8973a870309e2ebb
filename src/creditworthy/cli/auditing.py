"""check fairness · check leakage · check learning."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.helping import help_without_command
from creditworthy.cli.screen import heading, print_json, progress, show, show_table, table
from creditworthy.errors import GateError, ScorerError
from creditworthy.language import number, percent, say
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.intervals import Interval
    from creditworthy.models import Data, Leakage
    from creditworthy.tables.load import Tables

__all__ = ["app", "check_fairness", "check_leakage", "check_learning_curve"]

app = typer.Typer(
    invoke_without_command=True,
    callback=help_without_command,
    help="Check groups of applicants, leaks and learning.",
)


@app.command("fairness")
def check_fairness(
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show how decisions treat groups; exit with 3 beyond a bound."""
    from creditworthy.cli.explaining import evidence_of
    from creditworthy.cli.fairness import show_fairness
    from creditworthy.evaluation import breaches

    evidence = evidence_of(scorer)
    if "fairness" not in evidence:
        raise ScorerError("the scorer was trained by another release: it says nothing of groups; train it again")
    policy = settings().policy(lender().protected)
    found = breaches(evidence["fairness"], policy)
    if as_json:
        print_json({"attributes": evidence["fairness"], "breaches": found})
    elif evidence["fairness"]:
        show_fairness(evidence["fairness"], policy)
    else:
        show(say("The dictionary protects no column, so there are no groups to compare."))
    if found:
        raise GateError(
            "one bound of the policy on protected groups is not kept"
            if len(found) == 1
            else "{count} bounds of the policy on protected groups are not kept",
            count=len(found),
        )


@app.command("leakage")
def check_leakage(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Look for what knows the outcome; exit with 3 for a leak."""
    from dataclasses import asdict

    from creditworthy.cli.opening import open_here
    from creditworthy.models import leakage_of

    with progress(say("Looking for leaks"), total=4) as advance:
        opened = open_here(tables)
        data = _gathered(opened)
        advance()
        found = leakage_of(opened, data, seed=settings().seed, advance=lambda _: advance())
    if as_json:
        print_json({**asdict(found), "clean": found.clean})
    else:
        _show_leakage(found)
    if not found.clean:
        names = ", ".join(found.suspects) or say("the shuffled outcome")
        raise GateError("something knows what it must not: {names}", names=names)


@app.command("learning")
def check_learning_curve(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    candidate: Annotated[
        str, typer.Option(metavar="NAME", help="The candidate, or candidate+arm, that learns.")
    ] = "lightgbm",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show what more applicants to learn from bring."""
    from dataclasses import asdict

    from creditworthy.cli.opening import open_here
    from creditworthy.models import Contender, learning_curve
    from creditworthy.models.auditing import SHARES

    contender = Contender.named(candidate)
    with progress(say("Training"), total=len(SHARES) * settings().folds + 1) as advance:
        data = _gathered(open_here(tables))
        advance()
        costs, seed = settings().costs, settings().seed
        found = learning_curve(data, contender, costs=costs, seed=seed, advance=advance)
    if as_json:
        print_json(
            {"candidate": contender.name, "shares": [{"share": share, **asdict(found[share])} for share in found]}
        )
        return
    heading(say("{candidate}, by how many applicants it learns from", candidate=contender.name))
    rows = table(say("Share"), say("Applicants"), say("Business score"), say("AUC"))
    for share, one in found.items():
        rows.add_row(percent(share, 0), number(one.rows), _cell(one.business_score), _cell(one.auc))
    show_table(rows, indent=2)


def _gathered(tables: "Tables") -> "Data":
    from creditworthy.models import allowed, gather

    names = allowed(tables.dictionary, settings().policy(tables.dictionary.protected))
    return gather(tables, names, fold_count=settings().folds, seed=settings().seed)


def _show_leakage(found: "Leakage") -> None:
    heading(say("A quick model of shuffled outcomes"))
    show(say("AUC {auc}: 0.5 is what nothing learnt gives", auc=_cell(found.shuffled)), indent=2)
    heading(say("Applicants with and without a known outcome, told apart"))
    if found.parts:
        show(say("AUC {auc}: 0.5 where they are alike", auc=_cell(found.parts.auc)), indent=2)
        rows = table(say("What tells them apart"), say("Share"))
        for name, share in found.parts.telling.items():
            rows.add_row(name, percent(share))
        show_table(rows, indent=2)
    else:
        show(say("There are no applicants without a known outcome."), indent=2)
    heading(say("Features that rank the outcome alone, with an AUC above 0.75"))
    for name, area in found.suspects.items():
        show((say("{name}: AUC {area}, suspect", name=name, area=number(area, 4)), "bold"), indent=2)
    for name, area in found.external.items():
        show(say("{name}: AUC {area}, a score of others", name=name, area=number(area, 4)), indent=2)
    if not found.suspects and not found.external:
        show(say("none"), indent=2)


def _cell(found: "Interval") -> str:
    return f"{number(found.value, 4)} [{number(found.low, 3)}–{number(found.high, 3)}]"
