"""Write the reference pages, the example request and the Postman collection, from what the program itself knows.

``python docs/generate.py`` writes them; with ``--check`` it writes nothing, names the pages that are out of date and
ends with exit code 1 where there are any.
"""
# ruff: noqa: T201 - a script prints

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import typer

from creditworthy.cli.app import app, run
from creditworthy.features import FEATURES
from creditworthy.language import say, speaking
from creditworthy.messages import example_request
from creditworthy.service import create_app
from creditworthy.settings.model import Settings
from creditworthy.tables.dictionary import Column, Table, home_credit

ROOT = Path(__file__).parents[1]

INTRODUCTIONS = {
    "en": {
        "commands": "What `creditworthy COMMAND --help` prints. A result goes to the standard output, progress and "
        "complaints to the error output. Exit code: 0 done, 2 bad input, 3 an alarm or a failed gate, 130 interrupted.",
        "features": "{count} features, one row per applicant. Risk: + where more of it means more risk, − where it "
        "means less.",
        "tables": "{about} An asterisk marks a column that must have a value. A value in brackets stands for "
        "“unknown”. Days and months count from the application: negative is before it.",
        "settings": "A value comes from, in this order: the command line, the variable, `creditworthy.toml` in the "
        "current folder, the default.",
    },
    "fr": {
        "commands": "Ce qu'affiche `creditworthy COMMANDE --help`. Le résultat va sur la sortie standard, l'avancement "
        "et les erreurs sur la sortie d'erreur. Code de retour : 0 terminé, 2 entrée inutilisable, 3 alarme ou "
        "contrôle non passé, 130 interrompu.",
        "features": "{count} variables, une ligne par demandeur. Risque : + si une valeur plus grande veut dire plus "
        "de risque, − si elle veut dire moins de risque.",
        "tables": "{about} Un astérisque marque une colonne qui doit être renseignée. Une valeur entre crochets veut "
        "dire « inconnu ». Les jours et les mois se comptent depuis la demande : négatif veut dire avant.",
        "settings": "Une valeur vient, dans cet ordre : de la ligne de commande, de la variable d'environnement, de "
        "`creditworthy.toml` dans le dossier courant, de la valeur par défaut.",
    },
}

FRENCH = {
    "Column": "Colonne",
    "Commands": "Commandes",
    "Default": "Défaut",
    "Environment variable": "Variable d'environnement",
    "Feature": "Variable",
    "Features": "Variables",
    "Files: {files}. Key: {key}.": "Fichiers : {files}. Clé : {key}.",
    "Made of other features": "Composées d'autres variables",
    "Meaning": "Signification",
    "Name": "Nom",
    "Risk": "Risque",
    "Settings": "Réglages",
    "Tables and columns": "Tables et colonnes",
    "Type": "Type",
    "Unit": "Unité",
    "Values": "Valeurs",
    "category": "catégorie",
    "from {low}": "à partir de {low}",
    "integer": "entier",
    "none": "aucune",
    "number": "nombre",
    "the locale's": "celle du système",
    "up to {high}": "jusqu'à {high}",
    "{low} to {high}": "{low} à {high}",
}

POSTMAN = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

Page = Callable[[str], Iterator[str]]


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Write what is out of date under a folder, or only name it."""
    stale = {path: text for path, text in pages().items() if not _same(root / path, text)}
    check = "--check" in arguments
    for path, text in stale.items():
        if not check:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        print(f"{path} is out of date: run python docs/generate.py" if check else f"{path} written")
    return int(check and bool(stale))


def pages() -> dict[Path, str]:
    """Return every generated file: its place in the repository and its text."""
    made = {
        Path("examples/request.json"): json.dumps(example_request(home_credit()), indent=1) + "\n",
        Path("docs/postman.json"): json.dumps(postman(interface()), indent=1) + "\n",
    }
    for language, folder in (("en", Path("docs/reference")), ("fr", Path("docs/fr/reference"))):
        with speaking(language):
            for name, page in PAGES.items():
                made[folder / f"{name}.md"] = "\n".join(page(language)) + "\n"
    return made


def interface() -> dict[str, Any]:
    """Return the OpenAPI document of the service of the reference portfolio."""
    nobody = SimpleNamespace(version="", candidate="")
    desk: Any = SimpleNamespace(dictionary=home_credit(), model=lambda: nobody, refused=None, listeners=[])
    return create_app(desk).openapi()


def postman(document: dict[str, Any]) -> dict[str, Any]:
    """Return a collection for Postman (format 2.1) of an OpenAPI document: a folder of requests for each tag."""
    folders: dict[str, list[dict[str, Any]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            folders.setdefault(operation["tags"][0], []).append(_request(path, method, operation))
    return {
        "info": {"name": document["info"]["title"], "schema": POSTMAN},
        "variable": [{"key": "address", "value": "http://127.0.0.1:8000"}],
        "item": [{"name": tag, "item": requests} for tag, requests in folders.items()],
    }


def _request(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    parameters = operation.get("parameters", [])
    steps = [step.replace("{", ":").replace("}", "") for step in path.strip("/").split("/")]
    url: dict[str, Any] = {"raw": "/".join(["{{address}}", *steps]), "host": ["{{address}}"], "path": steps}
    if asked := [_parameter(one) for one in parameters if one["in"] == "query"]:
        url["query"] = [{**one, "disabled": True} for one in asked]
    if named := [_parameter(one) | {"value": "100001"} for one in parameters if one["in"] == "path"]:
        url["variable"] = named
    headers = [{**_parameter(one), "value": "en"} for one in parameters if one["in"] == "header"]
    request: dict[str, Any] = {"method": method.upper(), "header": headers, "url": url}
    if "requestBody" in operation:
        ((kind, content),) = operation["requestBody"]["content"].items()
        (example,) = content["examples"].values()
        headers.append({"key": "Content-Type", "value": kind})
        request["body"] = {"mode": "raw", "raw": _raw(example["value"])}
    return {"name": operation["summary"], "request": request}


def _raw(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, indent=1)


def _parameter(one: dict[str, Any]) -> dict[str, str]:
    default = one["schema"].get("default")
    return {
        "key": one["name"],
        "value": "" if default is None else str(default),
        "description": one.get("description", ""),
    }


def commands(language: str) -> Iterator[str]:
    """Yield the help of the program and of each of its commands."""
    yield from _opening("Commands", "commands", language)
    for names in [[], *command_names()]:
        yield from (f"## {' '.join(['creditworthy', *names])}", "", "```text", _help(names, language), "```", "")


def features(language: str) -> Iterator[str]:
    """Yield the catalogue of features, by table."""
    word = _words(language)
    yield from _opening("Features", "features", language, count=len(FEATURES))
    for block, entries in groupby(FEATURES.values(), key=lambda entry: entry.block):
        yield from (f"## {block.table or word('Made of other features')}", "")
        yield from _head(word, "Feature", "Unit", "Risk", "Meaning")
        for entry in entries:
            yield _row(f"`{entry.name}`", say(entry.unit), entry.risk.replace("-", "−"), entry.meaning(language))
        yield ""


def tables(language: str) -> Iterator[str]:
    """Yield the data dictionary, table by table."""
    dictionary = home_credit()
    about = dictionary.fr if language == "fr" else dictionary.en
    yield from _opening("Tables and columns", "tables", language, about=about)
    for table in dictionary.tables.values():
        yield from _table(table, language)


def settings(language: str) -> Iterator[str]:
    """Yield every setting with its default, its variable and its meaning."""
    word = _words(language)
    yield from _opening("Settings", "settings", language)
    yield from _head(word, "Name", "Default", "Environment variable", "Meaning")
    for name, field in Settings.model_fields.items():
        default = word("the locale's") if field.default_factory else f"`{field.default}`"
        yield _row(f"`{name}`", default, f"`CREDITWORTHY_{name.upper()}`", say(field.description or ""))


PAGES: dict[str, Page] = {"commands": commands, "features": features, "tables": tables, "settings": settings}


def command_names() -> list[list[str]]:
    """Return the names that lead to each group and each command, in the order of the help."""
    return list(_below(typer.main.get_command(app), []))


def _below(command: Any, above: list[str]) -> Iterator[list[str]]:
    for name, child in getattr(command, "commands", {}).items():
        yield [*above, name]
        yield from _below(child, [*above, name])


def _help(names: list[str], language: str) -> str:
    printed = StringIO()
    with patch.dict(os.environ, CREDITWORTHY_LANGUAGE=language, COLUMNS="80"), redirect_stdout(printed):
        run([*names, "--help"])
    return "\n".join(line.rstrip() for line in printed.getvalue().strip().splitlines())


def _opening(title: str, page: str, language: str, **values: object) -> Iterator[str]:
    yield from (f"# {_words(language)(title)}", "", INTRODUCTIONS[language][page].format(**values), "")


def _table(table: Table, language: str) -> Iterator[str]:
    word = _words(language)
    files, key = (", ".join(f"`{name}`" for name in names) for names in (table.files, table.key))
    yield from (f"## {table.name}", "", table.fr if language == "fr" else table.en, "")
    yield from (word("Files: {files}. Key: {key}.").format(files=files, key=key or word("none")), "")
    yield from _head(word, "Column", "Type", "Unit", "Values", "Meaning")
    for column in table.columns.values():
        name = f"`{column.name}`" + ("*" if column.required else "")
        unit = "" if column.unit == column.type else say(column.unit)
        yield _row(name, word(column.type), unit, _values(column, word), column.meaning(language))
    yield ""


def _values(column: Column, word: Callable[[str], str]) -> str:
    templates = {(True, True): "{low} to {high}", (True, False): "from {low}", (False, True): "up to {high}"}
    template = templates.get((column.min is not None, column.max is not None))
    low, high = (None if limit is None else f"{limit:_}".replace("_", "\u202f") for limit in (column.min, column.max))
    parts = [f"`{value}`" for value in column.values]
    parts += [word(template).format(low=low, high=high)] if template else []
    return ", ".join([*parts, *(f"[`{value}`]" for value in column.sentinels)])


def _words(language: str) -> Callable[[str], str]:
    return FRENCH.__getitem__ if language == "fr" else str


def _head(word: Callable[[str], str], *names: str) -> Iterator[str]:
    yield _row(*(word(name) for name in names))
    yield _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
