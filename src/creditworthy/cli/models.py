"""models list · models show · models compare · models promote · models rollback · models log."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditworthy.cli.dossier import cell_of
from creditworthy.cli.gating import current, opened
from creditworthy.cli.helping import help_without_command
from creditworthy.cli.promoting import promote, rollback
from creditworthy.cli.recounting import show_log
from creditworthy.cli.screen import complain, print_json, show, show_table, table
from creditworthy.errors import ScorerError
from creditworthy.language import number, say, sentence
from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.scorer import Store

__all__ = ["app", "compare_models", "list_models", "show_model"]

app = typer.Typer(
    invoke_without_command=True,
    callback=help_without_command,
    help="Models: which version decides, and why.",
)


@app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """List the versions, and how each was judged."""
    store = opened()
    found = [one for version in store.versions() if (one := _summary(store, version))]
    if as_json:
        print_json(found)
        return
    if not found:
        show(say("no version is stored in {path} yet", path=store.folder))
        return
    _show_list(found)


@app.command("show")
def show_model(
    version: Annotated[str, typer.Argument(help="Beginning of a version, champion or challenger.")] = "champion",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show all that is kept with a version."""
    from creditworthy.cli.dossier import show_dossier
    from creditworthy.scorer import read_evidence, read_saved

    store = opened()
    chosen = store.find(version)
    folder = store.path(chosen)
    saved, evidence = read_saved(folder), read_evidence(folder)
    if as_json:
        print_json({"version": chosen, "role": _role(store, chosen), "scorer": saved, "evidence": evidence})
        return
    show_dossier(folder, _role(store, chosen), saved, evidence)


@app.command("compare")
def compare_models(
    one: Annotated[str, typer.Argument(help="Beginning of a version, champion or challenger.")],
    other: Annotated[str, typer.Argument(help="The version that is compared with it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Compare two versions, and show who changes side."""
    from creditworthy.cli.confronting import confronted, show_confronted

    store = opened()
    folders = store.path(store.find(one)), store.path(store.find(other))
    found = confronted(*folders, costs=settings().costs, seed=settings().seed)
    if as_json:
        print_json(found.content())
    else:
        show_confronted(found)


app.command("promote")(promote)
app.command("rollback")(rollback)
app.command("log")(show_log)


def _show_list(found: list[dict[str, Any]]) -> None:
    score = say("Business score [95% interval]")
    rows = table(say("Version"), say("Candidate"), score, say("AUC"), say("Trained on"), say("Role"))
    roles = {"champion": say("champion"), "challenger": say("challenger"), "": ""}
    for one in found:
        count = one["applicants"]
        cells = cell_of(one["business_score"]), number(one["auc"]["value"], 4)
        trained = say("{count:,} (generated portfolio)", count=count) if one["generated"] else number(count)
        style = "bold" if one["role"] == "champion" else None
        rows.add_row(one["version"], one["candidate"], *cells, trained, roles[one["role"]], style=style)
    show_table(rows)


def _summary(store: "Store", version: str) -> dict[str, Any] | None:
    """Return what the list says of a version; one that cannot be read is complained of and left out."""
    from creditworthy.scorer import read_evidence, read_saved

    folder = store.path(version)
    try:
        candidate, evidence = str(read_saved(folder)["candidate"]), read_evidence(folder)
        metrics = evidence["candidates"][candidate]["metrics"]
        return {
            "version": version,
            "role": _role(store, version),
            "candidate": candidate,
            "applicants": evidence["applicants"],
            "defaults": evidence["defaults"],
            "generated": evidence["generated"],
            "business_score": metrics["business_score"],
            "auc": metrics["auc"],
        }
    except ScorerError as error:
        complain(sentence(error))
    except (KeyError, TypeError):
        complain(say("{path}: of another release: how it was judged cannot be read", path=folder))
    return None


def _role(store: "Store", version: str) -> str:
    if version == current(store):
        return "champion"
    return "challenger" if version == store.challenger() else ""
