"""A dictionary file agrees with itself: its words are known, and keys, labels and parents are there."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import APPLICANT, ColumnType, Dictionary, Orphans, Parent, Table

__all__ = ["checked"]

_NO_TABLE = "{path}: no table; the first must hold the applications"
_APPLICATION = "{path}: table {table}: its key is {found}; the first table holds one row per application, key {column}"
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
    if dictionary.application.key != (APPLICANT,):
        table = dictionary.application
        yield _APPLICATION, {"table": table.name, "found": ", ".join(table.key) or "empty", "column": APPLICANT}
    for table in dictionary.tables.values():
        yield from _of_columns(table)
        for parent in table.parents:
            yield from _of_parent(table, parent, dictionary)


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
