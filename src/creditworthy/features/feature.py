"""What a feature is: one function a column, registered with its meaning, unit and raw inputs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, TypeAlias

import narwhals as nw

from creditworthy.catalog import Catalog, unknown_name
from creditworthy.features.measure import Formula, Measure, Moment, Part, Shared, Slice, divided_by
from creditworthy.tables.dictionary import Column, Dictionary, home_credit

__all__ = ["FEATURES", "Block", "Concept", "Feature", "Features", "as_given", "feature"]

Frame: TypeAlias = "nw.LazyFrame[Any]"
Risk = Literal["+", "-", ""]


class Concept(StrEnum):
    """What a feature speaks about; reasons are grouped by it."""

    LOAN = "loan asked for"
    INCOME = "income and work"
    EXTERNAL = "external scores"
    PERSON = "person and household"
    HOME = "home and region"
    CONTACT = "documents and contacts"
    DEBT = "debt with other lenders"
    PAYMENT = "payment behaviour"
    PAST = "past applications"


def _unprepared(rows: Frame) -> Frame:
    return rows


@dataclass(frozen=True)
class Block:
    """Features computed together from the rows of one table, or from rows that other blocks prepared.

    Parameters
    ----------
    name : str
        Prefix of its features.
    table : str or None
        Table of the dictionary; None where features are made of other features.
    prepare : callable
        Row-level preparation: takes the cleaned rows of the table and returns the rows that formulae aggregate. Of a
        block made of others, it takes their rows, one argument a block.
    derived : mapping
        Columns that ``prepare`` adds, with the columns they are made of.
    columns : tuple of Measure or Slice
        What is computed of each row after that, and may be named among the inputs of features; one that is made of
        another comes after it.
    divisors : tuple of str
        Prepared columns that several measures or features are divided by: see `expressions.ratio`.
    of : tuple of Block
        The blocks whose rows it takes: months become credits there, credits become applicants here.
    each_row : bool
        True where a row already is an applicant, so that formulae are row expressions.
    features : Features
        Where its features are registered: the reference portfolio's by default.
    """

    name: str
    table: str | None
    prepare: Callable[..., Frame] = _unprepared
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[Measure | Slice, ...] = ()
    divisors: tuple[str, ...] = ()
    of: "tuple[Block, ...]" = ()
    each_row: bool = False
    features: "Features" = field(default_factory=lambda: FEATURES, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash(self.name)

    def rows(self, *sources: Frame) -> Frame:
        """Return the rows that formulae see: prepared, with the columns of measures and slices."""
        rows = self.prepare(*sources)
        if self.divisors:
            rows = rows.with_columns(*(divided_by(column).expression() for column in self.divisors))
        for columns in self._stages:
            rows = rows.with_columns(*(column.expression().alias(column.name) for column in columns))
        return rows

    def raw(self, inputs: Sequence[str]) -> frozenset[str]:
        """Return inputs as ``table.COLUMN``; what was derived is traced to the raw columns it was made of."""
        if self.table is None:
            return frozenset().union(*(self.features[name].inputs for name in inputs))
        return frozenset().union(*(self._traced(name) for name in inputs))

    @cached_property
    def _stages(self) -> list[list[Measure | Slice]]:
        """Columns to compute one after the other: what is made of a column comes after it."""
        stages: list[list[Measure | Slice]] = []
        at: dict[str, int] = {}
        for column in self.columns:
            if column.of is not None:
                at[column.name] = 1 + max((at.get(name, -1) for name in column.inputs), default=-1)
                stages += [[]] * (at[column.name] + 1 - len(stages))
                stages[at[column.name]] = [*stages[at[column.name]], column]
        return stages

    @cached_property
    def _made_of(self) -> dict[str, tuple[str, ...]]:
        return {column.name: column.inputs for column in self.columns} | dict(self.derived)

    def _knows(self, name: str) -> bool:
        above = any(block._knows(name) for block in self.of)
        table = self.features.dictionary.table(self.table or "")
        return name in self._made_of or above or (not self.of and name in (*table.columns, table.applicant))

    def _traced(self, name: str) -> frozenset[str]:
        if name in self._made_of:
            return frozenset().union(*(self._traced(part) for part in self._made_of[name] if part != name))
        for block in self.of:
            if block._knows(name):
                return block._traced(name)
        self.features.dictionary.table(self.table or "").column(name)
        return frozenset({f"{self.table}.{name}"})


@dataclass(frozen=True)
class Feature:
    """One feature: its name is the name of its column.

    ``inputs`` are raw columns as ``table.COLUMN``; ``risk`` says whether more of it means more risk (``+``), less
    (``-``) or neither; ``actionable`` whether the applicant can act on it; ``made_of`` names the features that a
    combined one is computed from; ``written`` is the formula for people to read; ``family`` names the family that
    switches it on, empty where it is always on; ``parts`` are columns that the formula names and others may share:
    measures where slices hold, and the like.
    """

    name: str
    block: Block
    formula: Formula
    unit: str
    en: str
    fr: str
    concept: Concept
    inputs: frozenset[str]
    risk: Risk = ""
    actionable: bool = False
    made_of: tuple[str, ...] = ()
    written: str = ""
    family: str = ""
    parts: tuple[Part | Moment | Shared, ...] = ()

    def meaning(self, language: str) -> str:
        """Return what the feature means, in ``"en"`` or ``"fr"``."""
        return self.fr if language == "fr" else self.en

    @property
    def categorical(self) -> bool:
        """True where the values are names rather than numbers."""
        return self.unit == "category"


class Features(Catalog[Feature]):
    """The features of one lender, in the order of the tables.

    Parameters
    ----------
    dictionary : Dictionary
        The lender's tables.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        super().__init__("feature")
        self.dictionary = dictionary

    def usual(self, families: Sequence[str] = ()) -> list[str]:
        """Return the names that are always on, and those of the families asked for; an unknown family raises."""
        known = {entry.family for entry in self.values() if entry.family}
        for family in families:
            if family not in known:
                raise unknown_name("family", family, sorted(known))
        return [name for name, entry in self.items() if not entry.family or entry.family in families]


FEATURES: Features = Features(home_credit())
"""Every feature of the reference portfolio."""


def feature(
    block: Block,
    *,
    unit: str,
    fr: str,
    concept: Concept,
    inputs: Sequence[str],
    risk: Risk = "",
    actionable: bool = False,
    family: str = "",
    parts: Sequence[Part | Moment | Shared] = (),
) -> Callable[[Formula], Formula]:
    """Register a function that returns an expression; its name is the column, its docstring the meaning.

    Parameters
    ----------
    block : Block
        Where it is computed.
    unit : str
        Unit of the values, as in the dictionary.
    fr : str
        The meaning in French.
    concept : Concept
        What it speaks about.
    inputs : sequence of str
        Columns it reads (of a combined feature: features). A law test holds that no other column moves it.
    risk, actionable, family, parts
        See `Feature`.

    Returns
    -------
    callable
        The function itself, so that its doctests are collected.
    """

    def register(formula: Formula) -> Formula:
        meaning = (formula.__doc__ or "").strip().splitlines()[0].rstrip(".")
        entry = Feature(
            name=formula.__name__,
            block=block,
            formula=formula,
            unit=unit,
            en=meaning,
            fr=fr,
            concept=concept,
            inputs=block.raw(inputs),
            risk=risk,
            actionable=actionable,
            made_of=() if block.table else tuple(inputs),
            family=family,
            parts=tuple(parts),
        )
        block.features.add(entry.name, entry)
        return formula

    return register


def as_given(
    block: Block, columns: Mapping[str, str] | Sequence[str], *, concept: Concept, risk: Risk = "", family: str = ""
) -> None:
    """Register raw columns as features, under their own meaning: ``{"application_income": "AMT_INCOME_TOTAL"}``.

    Columns without a name of their own are called by the block and the column: ``application_flag_phone``.
    """
    named = columns if isinstance(columns, Mapping) else {f"{block.name}_{name.lower()}": name for name in columns}
    for name, column in named.items():
        source = block.features.dictionary.table(block.table or "").column(column)
        entry = Feature(
            name=name,
            block=block,
            formula=_column(source),
            unit=source.unit,
            en=source.en,
            fr=source.fr,
            concept=concept,
            inputs=block.raw([column]),
            risk=risk,
            written=source.name,
            family=family,
        )
        block.features.add(name, entry)


def _column(source: Column) -> Formula:
    return lambda: nw.col(source.name)
