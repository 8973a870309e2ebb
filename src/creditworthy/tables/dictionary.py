"""The data dictionary: every table and column of a lender, named once, as data.

Contract, request messages, generated portfolio, labels and documentation all read it. Another lender's portfolio
is another dictionary file in the format of ``home_credit.toml``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from creditworthy.catalog import unknown_name
from creditworthy.errors import InputError

__all__ = [
    "APPLICANT",
    "Column",
    "ColumnType",
    "Dictionary",
    "Orphans",
    "Parent",
    "Table",
    "home_credit",
    "read_dictionary",
]

APPLICANT = "SK_ID_CURR"
"""The column that names one application of the reference portfolio; another lender's dictionary has its own."""


ColumnType = Literal["integer", "number", "category"]
Orphans = Literal["error", "count", "drop"]


@dataclass(frozen=True)
class Column:
    """One column: what it may hold and what it means."""

    name: str
    type: ColumnType
    unit: str
    en: str
    fr: str
    required: bool = False
    values: tuple[int | float | str, ...] = ()
    min: float | None = None
    max: float | None = None
    sentinels: tuple[int | float | str, ...] = ()
    protected: bool = False

    def meaning(self, language: str) -> str:
        """Return what the column means, in ``"en"`` or ``"fr"``."""
        return self.fr if language == "fr" else self.en

    @property
    def allowed(self) -> tuple[int | float | str, ...]:
        """The closed list of values, sentinels included; empty where any value of the type may stand."""
        return (*self.values, *self.sentinels) if self.values else ()


@dataclass(frozen=True)
class Parent:
    """The table whose rows this table's rows belong to, and what becomes of a row that has none."""

    table: str
    column: str
    orphans: Orphans


@dataclass(frozen=True)
class Table:
    """One table: its files, keys and columns in the order of the file."""

    name: str
    files: tuple[str, ...]
    key: tuple[str, ...]
    en: str
    fr: str
    columns: Mapping[str, Column]
    parents: tuple[Parent, ...] = ()
    label: str | None = None
    applicant: str = APPLICANT

    def column(self, name: str) -> Column:
        """Return a column by its name; an unknown one raises ``UnknownNameError``."""
        if name not in self.columns:
            raise unknown_name(f"column of {self.name}", name, list(self.columns))
        return self.columns[name]

    @property
    def order(self) -> tuple[str, ...]:
        """Columns that put the rows in one total order: applicant, key, and all the rest where no key is unique."""
        rest = () if self.key else tuple(self.columns)
        return tuple(dict.fromkeys((self.applicant, *self.key, *rest)))


@dataclass(frozen=True)
class Dictionary:
    """All tables of one lender, the application table first.

    ``person`` tells the applications of one person by columns that they share, or by differences of two columns;
    ``birth`` is the column of the applications that tells an age, in days before the application or in years;
    ``features`` is the Python file that declares the lender's features, None where they are the reference
    portfolio's.
    """

    name: str
    en: str
    fr: str
    tables: Mapping[str, Table] = field(default_factory=dict)
    person: tuple[tuple[str, ...], ...] = ()
    birth: str | None = None
    features: Path | None = None

    def table(self, name: str) -> Table:
        """Return a table by its name; an unknown one raises ``UnknownNameError``.

        >>> home_credit().table("bureaux")
        Traceback (most recent call last):
            ...
        creditworthy.errors.UnknownNameError: no table 'bureaux'; close names: bureau
        """
        if name not in self.tables:
            raise unknown_name("table", name, list(self.tables))
        return self.tables[name]

    @property
    def applicant(self) -> str:
        """The column that names one application, in every table once it is imported."""
        return self.application.key[0]

    @property
    def protected(self) -> frozenset[str]:
        """Columns that no decision looks at by default, as ``table.COLUMN``; they are kept for audit."""
        columns = ((table, column) for table in self.tables.values() for column in table.columns.values())
        return frozenset(f"{table.name}.{column.name}" for table, column in columns if column.protected)

    @property
    def application(self) -> Table:
        """The table with one row per applicant."""
        return next(iter(self.tables.values()))

    @property
    def histories(self) -> tuple[Table, ...]:
        """The tables with any number of rows per applicant."""
        return tuple(self.tables.values())[1:]


def read_dictionary(path: Path) -> Dictionary:
    """Read a dictionary file.

    Raises
    ------
    InputError
        Where the file is missing, is no TOML, lacks what a dictionary needs or disagrees with itself.
    """
    from creditworthy.tables.checking import checked

    try:
        dictionary = _dictionary(tomllib.loads(path.read_text(encoding="utf-8")), path.parent)
    except OSError as error:
        raise InputError("{path}: the dictionary cannot be read ({why})", path=path, why=error.strerror) from error
    except KeyError as error:
        raise InputError("{path}: not a data dictionary (it lacks {what})", path=path, what=error.args[0]) from error
    except (ValueError, TypeError, AttributeError) as error:  # no TOML, or TOML of another shape
        raise InputError("{path}: not a data dictionary ({why})", path=path, why=error) from error
    return checked(dictionary, path)


@cache
def home_credit() -> Dictionary:
    """Return the dictionary of the reference portfolio.

    >>> home_credit().table("bureau").column("AMT_CREDIT_SUM_DEBT").unit
    'currency'
    """
    return _dictionary(tomllib.loads(files(__package__).joinpath("home_credit.toml").read_text(encoding="utf-8")))


def _dictionary(raw: dict[str, Any], folder: Path = Path()) -> Dictionary:
    _refuse_unknown("it", raw, Dictionary)
    bodies = raw["tables"].items()
    key = next((body["key"] for _, body in bodies), ())
    applicant = key[0] if key else ""  # checked later, where there is a file to name
    return Dictionary(
        name=raw["name"],
        en=raw["en"],
        fr=raw["fr"],
        tables={name: _table(name, body, applicant) for name, body in bodies},
        person=tuple(tuple(part.split(" - ")) for part in raw.get("person", ())),
        birth=raw.get("birth"),
        features=(folder / raw["features"]).resolve() if "features" in raw else None,
    )


def _table(name: str, raw: dict[str, Any], applicant: str) -> Table:
    _refuse_unknown(f"table {name}", raw, Table)
    return Table(
        name=name,
        files=tuple(raw["files"]),
        key=tuple(raw["key"]),
        en=raw["en"],
        fr=raw["fr"],
        label=raw.get("label"),
        applicant=applicant,
        parents=tuple(Parent(**parent) for parent in raw.get("parents", ())),
        columns={column: _column(column, body) for column, body in raw["columns"].items()},
    )


def _column(name: str, raw: dict[str, Any]) -> Column:
    _refuse_unknown(f"column {name}", raw, Column)
    # An engine compares floats with floats only, and a person writes -1.
    kind = float if raw.get("type") == "number" else lambda value: value
    lists = {key: tuple(map(kind, raw.get(key, ()))) for key in ("values", "sentinels")}
    return Column(name=name, **raw | lists)


def _refuse_unknown(what: str, raw: dict[str, Any], kind: type[Column | Dictionary | Table]) -> None:
    unknown = raw.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"{what} has a field '{min(unknown)}' that no {kind.__name__.lower()} has")
