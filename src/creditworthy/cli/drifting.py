"""drift: how far current applicants, and the score, have moved from the reference."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import heading, print_json, progress, show, show_table, table, where
from creditworthy.errors import GateError
from creditworthy.language import number, percent, say
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from rich.text import Text

    from creditworthy.monitoring import Comparison
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

__all__ = ["add_to", "drift", "show_drift"]

COLOURS = {"ok": "green", "warning": "yellow", "alarm": "red"}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("drift")(drift)


def drift(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    *,
    folder: Annotated[Path, typer.Option("--out", help="Folder to write the report into.")] = Path("reports/drift"),
    count: Annotated[int, typer.Option("--features", min=1, help="How many features, by importance.")] = 20,
    feature: Annotated[list[str] | None, typer.Option(help="Only this feature; may be repeated.")] = None,
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    fail_on_alarm: Annotated[bool, typer.Option("--fail-on-alarm", help="Exit with 3 where something alarms.")] = False,
) -> None:
    """Say how far applicants and score moved since training."""
    from creditworthy.cli.opening import open_here
    from creditworthy.monitoring import save_report

    with progress(say("Comparing"), total=2) as advance:
        comparison = _compared(open_here(tables), scorer, feature, count)
        advance()
        figures = save_report(comparison, folder)
        advance()
    if as_json:
        print_json(figures)
    else:
        show_drift(comparison)
        where(folder / "index.html")
    if fail_on_alarm and comparison.alarms:
        raise GateError(
            "{count} on alarm: {names}; see {folder}",
            count=len(comparison.alarms),
            names=", ".join(comparison.alarms),
            folder=folder,
        )


def show_drift(comparison: "Comparison") -> None:
    """Print the features in the order of what they may do to the score, and how far the score itself has moved."""
    from creditworthy.monitoring.page import drawn

    source = say("generated portfolio") if comparison.generated else say("imported tables")
    title = say(
        "{current} against {reference} ({source})",
        current=comparison.current.file,
        reference=comparison.reference.file,
        source=source,
    )
    heading(title)
    rows = table(say("Feature"), say("Stability index"), say("Level"), say("Importance"), say("Effect"))
    for shift in comparison.shifts:
        known = [number(shift.importance, 3), number(shift.effect, 4)] if shift.importance is not None else ["–", "–"]
        rows.add_row(shift.name, number(shift.index, 3), _coloured(shift.level), *known)
    show_table(rows, indent=2)
    show(drawn(comparison))
    _show_score(comparison)
    show(
        say(
            "Features: {ok} ok, {warnings} on warning, {alarms} on alarm.",
            ok=comparison.count("ok"),
            alarms=comparison.count("alarm"),
            warnings=comparison.count("warning"),
        )
    )


def _show_score(comparison: "Comparison") -> None:
    score = comparison.score
    if score is None:
        show(say("No scorer: the features alone are compared."))
        return
    show(
        say(
            "The score: {level}; stability index {index}, mean probability {before} → {now}, declined {less} → {more}",
            level=say(score.level),
            index=number(score.readings["population_stability"].value, 3),
            before=percent(score.mean.reference, 2),
            now=percent(score.mean.current, 2),
            less=percent(score.declined.reference),
            more=percent(score.declined.current),
        )
    )


def _compared(tables: "Tables", folder: Path | None, names: list[str] | None, count: int) -> "Comparison":
    from creditworthy.features import features_of
    from creditworthy.monitoring import compare, leading_features
    from creditworthy.scorer import read_evidence

    folder = folder or _champion()
    importance = read_evidence(folder)["importance"] if folder else None
    return compare(
        tables,
        names or leading_features(importance, count, features_of(tables.dictionary)),
        scorer=_opened(folder),
        importance=importance,
        seed=settings().seed,
    )


def _champion() -> Path | None:
    """Return the folder of the champion; None where nothing was promoted yet."""
    from creditworthy.scorer import Store
    from creditworthy.scorer.store import POINTER

    store = settings().store
    return Store(store).champion() if (store / POINTER).exists() else None


def _opened(folder: Path | None) -> "Scorer | None":
    from creditworthy.scorer import load_scorer

    return load_scorer(folder, lender()) if folder else None


def _coloured(level: str) -> "Text":
    from rich.text import Text

    return Text(say(level), style=COLOURS[level])
