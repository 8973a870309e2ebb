"""importance."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditworthy.cli.explaining import check_figure, draw, evidence_of
from creditworthy.cli.screen import heading, print_json, show, where
from creditworthy.errors import ScorerError
from creditworthy.language import current, number, say
from creditworthy.settings import lender

if TYPE_CHECKING:
    from collections.abc import Mapping

    from creditworthy.features import Features

__all__ = ["add_to", "importance"]

SHOWN = 15


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("importance")(importance)


def importance(
    figure: Annotated[Path | None, typer.Option(metavar="FILE", help="Figure to write, .svg or .png.")] = None,
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show which features move the decisions most."""
    from creditworthy.features import features_of

    check_figure(figure)
    known = features_of(lender())
    sizes = _sizes(evidence_of(scorer), known)
    if figure:
        from creditworthy.explanation.figures import importance_figure

        draw(importance_figure(sizes, most=SHOWN, known=known), figure)
    if as_json:
        print_json(sizes)
        return
    _show(sizes, known)
    if figure:
        where(figure)


def _sizes(evidence: "Mapping[str, Any]", known: "Features") -> dict[str, float]:
    """Return the importance that was kept at training; features that this release does not know have no meaning."""
    sizes: dict[str, float] = evidence.get("importance", {})
    unknown = [name for name in sizes if name not in known]
    if unknown or not sizes:
        raise ScorerError("the scorer was trained by another release: its importance cannot be read; train it again")
    return sizes


def _show(sizes: "Mapping[str, float]", known: "Features") -> None:
    heading(say("What moves the decisions most"))
    for name, size in list(sizes.items())[:SHOWN]:
        show((number(size, 3), "bold"), f"  {known[name].meaning(current())}", indent=2, hang=7)
    show((say("Mean size of the contribution, in log-odds (0.1 changes the odds of default by about 10%)"), "dim"))
