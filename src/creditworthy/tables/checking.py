"""A dictionary file agrees with itself: its words are known, and keys, labels and parents are there."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import ColumnType, Dictionary, Orphans, Parent, Table

__all__ = ["checked"]

_NO_TABLE = "{path}: no table; the first must hold the applications"
_APPLICATION = (
    "{path}: table {table}: its key is {found}; the first table holds one row per application, "
    "and one column of type integer is its key"
)
_NOBODY = "{path}: table {table}: nothing says whose its rows are; give it the column {column}, or a parent that has it"
_LABEL = "{path}: table {table}: its label {column} must be required, of type integer, with the values 0 and 1 only"
_PERSON = "{path}: person names {part}, where it takes a column of table {table}, or two numbers as 'ONE - OTHER'"
_BIRTH = "{path}: birth names {column}, where it takes a number of table {table} in days or years"
_TYPE = "{path}: table {table}, column {column}: no type '{found}'; give {known}"
_ORPHANS = "{path}: table {table}, parent {parent}: no way to treat orphans '{found}'; give {known}"
_NO_COLUMN = "{path}: table {table}: its {part} names column {column}, which it does not have"
_NO_PARENT = "{path}: table {table}: its parent {parent} does not exist; known: {known}"
_LATER = "{path}: table {table}: its parent {parent} must come before it; move table {parent} up"
_NOT_KEY = "{path}: table {table}: column {column} is not the whole key of its parent {parent} ({key})"

Fault = tuple[str, dict[str, object]]


def checked(dictionary: Dictionary, path: Path) -> Dictionary:
    """Return the dictionary of a file; the first thing that does not fit raises ``InputError``."""
    fault = next(_faults(dictionary), None)
    if fault:
        template, values = fault
        raise InputError(template, path=path, **values)
    return dictionary


def _faults(dictionary: Dictionary) -> Iterator[Fault]:
    if not dictionary.tables:
        yield _NO_TABLE, {}
    yield from _of_applications(dictionary.application)
    yield from _of_person(dictionary)
    yield from _of_birth(dictionary)
    for table in dictionary.tables.values():
        yield from _of_columns(table)
        yield from _of_label(table)
        if not _knows_its_applicant(table, dictionary):
            yield _NOBODY, {"table": table.name, "column": dictionary.applicant}
        for parent in table.parents:
            yield from _of_parent(table, parent, dictionary)


def _of_applications(table: Table) -> Iterator[Fault]:
    # A key that is no column, or of no known type, is told with the columns.
    types = {table.columns[name].type for name in table.key if name in table.columns}
    if len(table.key) != 1 or types & {"number", "category"}:
        yield _APPLICATION, {"table": table.name, "found": ", ".join(table.key) or "empty"}


def _of_person(dictionary: Dictionary) -> Iterator[Fault]:
    table = dictionary.application
    for part in dictionary.person:
        types = [table.columns[name].type for name in part if name in table.columns]
        if len(types) != len(part) or len(part) > 2 or (len(part) == 2 and "category" in types):
            yield _PERSON, {"part": " - ".join(part), "table": table.name}


def _of_birth(dictionary: Dictionary) -> Iterator[Fault]:
    table, name = dictionary.application, dictionary.birth
    if name is not None:
        column = table.columns.get(name)
        if column is None or column.type == "category" or column.unit not in {"days", "years"}:
            yield _BIRTH, {"column": name, "table": table.name}


def _of_columns(table: Table) -> Iterator[Fault]:
    for column in table.columns.values():
        if column.type not in get_args(ColumnType):
            values = {"column": column.name, "found": column.type, "known": ", ".join(get_args(ColumnType))}
            yield _TYPE, {"table": table.name, **values}
    named = [("key", name) for name in table.key]
    named += [("label", table.label)] if table.label is not None else []
    named += [("parent", parent.column) for parent in table.parents]
    for part, name in named:
        if name not in table.columns:
            yield _NO_COLUMN, {"table": table.name, "part": part, "column": name}


def _of_label(table: Table) -> Iterator[Fault]:
    if table.label is not None:
        column = table.columns[table.label]
        if not column.required or column.type != "integer" or set(column.values) != {0, 1}:
            yield _LABEL, {"table": table.name, "column": column.name}


def _knows_its_applicant(table: Table, dictionary: Dictionary) -> bool:
    # A parent without a key of one column is told with the parents.
    return dictionary.applicant in table.columns or bool(table.parents)


def _of_parent(table: Table, parent: Parent, dictionary: Dictionary) -> Iterator[Fault]:
    values: dict[str, object] = {"table": table.name, "parent": parent.table, "column": parent.column}
    if parent.orphans not in get_args(Orphans):
        yield _ORPHANS, {**values, "found": parent.orphans, "known": ", ".join(get_args(Orphans))}
    names = list(dictionary.tables)
    if parent.table not in names:
        yield _NO_PARENT, {**values, "known": ", ".join(names)}
    if names.index(parent.table) >= names.index(table.name):
        yield _LATER, values
    key = dictionary.table(parent.table).key
    if key != (parent.column,):
        yield _NOT_KEY, {**values, "key": ", ".join(key) or "it has none"}
