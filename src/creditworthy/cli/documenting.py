"""document committee."""

from pathlib import Path
from typing import Annotated

import typer

from creditworthy.cli.helping import help_without_command
from creditworthy.cli.screen import progress, where
from creditworthy.language import current, say
from creditworthy.settings import settings

__all__ = ["app", "committee"]

app = typer.Typer(
    invoke_without_command=True,
    callback=help_without_command,
    help="Documents: what a committee or an auditor reads.",
)


@app.command("committee")
def committee(
    version: Annotated[str, typer.Argument(help="Beginning of a version, champion or challenger.")] = "champion",
    *,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The page; committee.html of the reports.")] = None,
    slides: Annotated[bool, typer.Option("--slides", help="One section a screen, to be shown.")] = False,
) -> None:
    """Write the page that a credit committee decides on."""
    from creditworthy.cli.gating import opened
    from creditworthy.documents import committee_page
    from creditworthy.errors import InputError, ScorerError
    from creditworthy.scorer import read_evidence, read_saved

    store = opened()
    chosen = store.find(version)
    saved, evidence = read_saved(store.path(chosen)), read_evidence(store.path(chosen))
    if "curves" not in evidence:
        raise ScorerError(
            "{version}: trained by another release, without the curves of a page; train it again", version=chosen
        )
    target = out or settings().reports / "committee.html"
    with progress(say("Drawing")):
        page = committee_page(saved, evidence, chosen, language=current(), slides=slides)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError("{path}: cannot be written ({why})", path=target, why=error.strerror or error) from error
    where(target)
