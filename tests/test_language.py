"""Every sentence that can reach a reader has a French translation, and every translation is used.

``python tests/test_language.py`` prints what is missing and what is not used.
"""

import ast
import errno
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
import typer
from babel.messages.pofile import read_po

from creditworthy import errors, language
from creditworthy.cli import app
from creditworthy.cli.comparison import MEASURES
from creditworthy.cli.gating import REASONS
from creditworthy.cli.helping import HEADINGS
from creditworthy.cli.usage import FAULTS
from creditworthy.dashboard.grouping import GROUPS, OTHER
from creditworthy.dashboard.wording import CODES
from creditworthy.errors import CreditworthyError, InputError
from creditworthy.features import FEATURES
from creditworthy.features.feature import Concept
from creditworthy.language import number, percent, say, sentence, speaking, value
from creditworthy.messages import faults as request_faults
from creditworthy.monitoring.monitor import Level
from creditworthy.scorer import gates
from creditworthy.service import problems
from creditworthy.settings.faults import SENTENCES
from creditworthy.settings.model import Settings
from creditworthy.tables import load
from creditworthy.tables.dictionary import home_credit

SOURCE = Path(language.__file__).parent
FRENCH = SOURCE / "locales" / "fr" / "LC_MESSAGES" / "creditworthy.po"
OWN_ERRORS = set(errors.__all__)
REFUSALS = (
    errno.EACCES,
    errno.ECONNREFUSED,
    errno.EADDRINUSE,
    errno.EADDRNOTAVAIL,
    errno.EEXIST,
    errno.EFBIG,
    errno.EIO,
    errno.EISDIR,
    errno.ENOENT,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.EROFS,
)


def texts(node: ast.AST | None) -> Iterator[str]:
    """The strings that an expression can be: a constant, either branch, the values of a dict or of a view of it."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from texts(body)
            yield from texts(other)
        case ast.Dict(values=values):
            for one in values:
                yield from texts(one)
        case ast.Call(func=ast.Name(id="MappingProxyType"), args=[view]):
            yield from texts(view)
        case ast.Subscript(value=ast.Dict() as mapping):
            yield from texts(mapping)
        case _:
            return


def named(tree: ast.Module) -> dict[str, list[str]]:
    """What every name of a module is bound to, where that is text or what a mapping of texts gives."""
    found: dict[str, list[str]] = {}
    given: list[tuple[str, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).extend(texts(node.value))
            given += [(node.targets[0].id, mapping) for mapping in looked_up(node.value)]
    for name, mapping in given:
        found[name].extend(found.get(mapping, []))
    return found


def looked_up(node: ast.AST) -> Iterator[str]:
    """The mapping by whose name a value is looked up: ``WORDS.get(…)`` or ``WORDS[…]``."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get")):
            yield name
        case ast.Subscript(value=ast.Name(id=name)):
            yield name
        case _:
            return


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def spoken_by(node: ast.Call) -> ast.AST | None:
    """The argument of a call that is a message, or None."""
    name = called(node)
    if name == "HTTPException":
        details = [keyword.value for keyword in node.keywords if keyword.arg == "detail"]
        return next((detail for detail in details if isinstance(detail, ast.Constant)), None)
    return node.args[0] if node.args and name in {"say", "Program", *OWN_ERRORS} else None


def said(tree: ast.Module) -> Iterator[str]:
    """First arguments of ``say``, of programs and of our errors, by name, looked up or in place; kept templates."""
    names = named(tree)
    for node in ast.walk(tree):
        message = spoken_by(node) if isinstance(node, ast.Call) else None
        if message is None:
            continue
        yield from names.get(message.id, []) if isinstance(message, ast.Name) else texts(message)
        for mapping in looked_up(message):
            yield from names.get(mapping, [])
    for name, found in names.items():
        if name.lstrip("_").isupper():
            yield from (text for text in found if is_template(text))


def is_template(text: str) -> bool:
    """A sentence with a place for a value; a path or a command with one has no space or no word before it."""
    return bool(re.search(r"(?<![/=@{])\{[a-z_]+[:,]*\}", text)) and " " in text and not text.startswith("curl")


def kinds(tree: ast.Module) -> Iterator[str]:
    """What unknown names were meant to be: the kinds of catalogues, their subclasses and ``unknown_name``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        func = node.func.value if isinstance(node.func, ast.Subscript) else node.func
        if getattr(func, "id", getattr(func, "attr", "")) not in {"Catalog", "__init__", "unknown_name"}:
            continue
        kind = node.args[0].values[0] if isinstance(node.args[0], ast.JoinedStr) else node.args[0]
        yield from (text.partition(" of ")[0] for text in texts(kind))


def helped(command: object) -> Iterator[str]:
    """The help texts of the whole tree of commands."""
    for text in (getattr(command, "help", None), getattr(command, "epilog", None)):
        yield from [text] if text else []
    yield from (parameter.help for parameter in getattr(command, "params", []) if parameter.help)
    for child in getattr(command, "commands", {}).values():
        yield from helped(child)


def declared() -> Iterator[str]:
    """What is said by way of a name: words of catalogues, of settings, of typer and of the system."""
    yield from ("or", "and", load._SECOND)
    yield from MEASURES.values()
    yield from (text for name, text in vars(gates).items() if name.startswith("_") and name.isupper())
    yield from REASONS.values()
    yield from HEADINGS
    yield from FAULTS.values()
    yield from SENTENCES.values()
    yield from request_faults.__globals__["SENTENCES"].values()
    yield from problems.SENTENCES.values()
    yield from (feature.unit for feature in FEATURES.values())
    yield from Concept
    yield from get_args(Level)
    yield from (*GROUPS, OTHER, *CODES.values())
    yield from (field.description or "" for field in Settings.model_fields.values())
    yield from map(os.strerror, REFUSALS)
    yield from helped(typer.main.get_command(app))


@cache
def messages() -> frozenset[str]:
    found = set(map(str, declared()))
    for path in SOURCE.rglob("*.py"):
        if "synthetic" not in path.parts or path.name in {"portfolio.py", "writing.py"}:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {*said(tree), *kinds(tree)}
    return frozenset(found)


@cache
def french() -> dict[str, str]:
    with FRENCH.open("rb") as lines:
        return {str(entry.id): str(entry.string) for entry in read_po(lines, locale="fr") if entry.id}


def categories() -> set[str]:
    """The categories of the lender's columns: those that are words of English can be said in French."""
    columns = (column for table in home_credit().tables.values() for column in table.columns.values())
    return {value for column in columns for value in column.values if isinstance(value, str)}


def places(text: str) -> list[str]:
    return sorted({f"{name}:{spec}" for _, name, spec, _ in Formatter().parse(text) if name})


def missing() -> list[str]:
    """Messages without a translation, but for those that are made of places alone."""
    return sorted(text for text in messages() - french().keys() if re.search(r"[a-z]", re.sub(r"\{.*?\}", "", text)))


def test_every_message_is_translated() -> None:
    assert missing() == []


def unused() -> list[str]:
    return sorted(french().keys() - messages() - categories())


def test_every_translation_is_used() -> None:
    assert unused() == []


def test_translations_have_the_places_of_their_messages() -> None:
    assert [message for message, text in french().items() if places(text) != places(message)] == []


def test_translations_are_sorted() -> None:
    assert list(french()) == sorted(french())


def test_french_spaces_and_quotes() -> None:
    """A narrow no-break space before ; ! ? and inside guillemets, a no-break space before a colon."""
    wrong = re.compile(r" [;:!?»]|« |\w[;!?](?!\S)|’")
    assert [text for text in french().values() if wrong.search(text)] == []


def test_messages_are_found_in_every_place() -> None:
    """One of each way of saying something, so that a change of the search does not go unseen."""
    assert messages() >= {
        "Registering",  # say("…")
        "must be one of the known values, got {given}; close values: {close}",  # say(template)
        "{store}: no champion yet; train one with «creditworthy train TABLES»",  # SomeError("…")
        "{target}: is where the files come from; give another folder with --out",  # SomeError(_TEMPLATE)
        "{path}: no table; the first must hold the applications",  # a template that is handed on
        "no model is ready to answer; try again in a moment",  # HTTPException(detail="…")
        "is required",  # SENTENCES[kind]
        "{name}: must be a whole number",  # of typer
        "Permission denied",  # of the system
        "Years in the current job",  # say(short), where short = _SHORT.get(name)
        "alarm",  # a level of a monitor
        "column",  # f"column of {table}"
        "candidate",  # Catalog("candidate")
        "payment behaviour",  # a concept
        "share",  # a unit
        "Cost of a missed default",  # a setting
        "Decide on one applicant and say why.",  # a command
        "Print JSON for programs.",  # an option
    }


def test_say_falls_back_to_english() -> None:
    with speaking("fr"):
        assert say("what nobody translated: {it}", it="x") == "what nobody translated: x"


def test_speaking_ends_and_knows_two_languages() -> None:
    with speaking("fr"):
        assert say("declined") == "refusé"
        with speaking("de"):
            assert say("declined") == "declined"
        assert say("declined") == "refusé"
    assert say("declined") == "declined"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "application.csv: column AMT_CREDIT has 1,200 of 307,511 rows below 0 (first: -5.0 in row 3); "),
        ("fr", "application.csv\xa0: la colonne AMT_CREDIT a 1\u202f200 lignes sur 307\u202f511 en dessous de 0 "),
    ],
)
def test_sentence_groups_digits(lang: str, expected: str) -> None:
    from creditworthy.tables.rules import _BELOW

    values = {"file": "application.csv", "column": "AMT_CREDIT", "count": 1200, "total": 307_511, "limit": 0}
    with speaking(lang):
        assert sentence(InputError(_BELOW, **values, example="-5.0", row=3)).startswith(expected)


def test_sentence_says_kinds_lists_and_refusals_in_french() -> None:
    def french_of(template: str, **values: object) -> str:
        with speaking("fr"):
            return sentence(CreditworthyError(template, **values)).replace("\u202f", " ").replace("\xa0", " ")

    unknown = "no {kind} '{name}'; known: {known}"
    assert french_of(unknown, kind="column of bureau", name="X", known="Y") == (
        "pas de colonne de bureau « X » ; noms connus : Y"
    )
    assert french_of("{files}", files="bureau or application_test") == "bureau ou application_test"
    assert french_of("{files}", files="bureau and application_test") == "bureau et application_test"
    assert french_of("{missing}", missing="A, B and 12 more") == "A, B et 12 de plus"
    assert french_of("{path}: cannot be written ({why})", path="a or b", why="Permission denied") == (
        "a or b : impossible d'y écrire (permission refusée)"
    )


@pytest.mark.parametrize(
    ("content", "unit", "in_english", "in_french"),
    [
        (1_234_567.0, "currency", "1,234,567", "1\u202f234\u202f567"),
        (0.2534, "share", "25.3%", "25,3\u202f%"),
        (0.5, "score", "0.50", "0,50"),
        (1.2, "days", "1 day", "1\xa0jour"),
        (6, "days", "6 days", "6\xa0jours"),
        (43.21, "years", "43.2 years", "43,2 ans"),
        (2.5, "months", "2.5 months", "2,5\xa0mois"),
        (1, "flag", "yes", "oui"),
        (0.0, "flag", "no", "non"),
        (None, "score", "unknown", "inconnu"),
        ("House / apartment", "category", "House / apartment", "Maison ou appartement"),
    ],
)
def test_value(content: float | str | None, unit: str, in_english: str, in_french: str) -> None:
    assert value(content, unit) == in_english
    with speaking("fr"):
        assert value(content, unit) == in_french


def test_numbers_in_french() -> None:
    with speaking("fr"):
        assert number(-1234.56, 1) == "-1\u202f234,6"
        assert percent(0.0807, 2) == "8,07\u202f%"
        assert number(-0.001, 2) == "0,00"


if __name__ == "__main__":
    for message in missing():
        print("missing:", repr(message))  # noqa: T201
    for message in unused():
        print("not used:", repr(message))  # noqa: T201
