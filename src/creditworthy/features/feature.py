"""What a feature is: one function a column, registered with its meaning, unit and raw inputs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeAlias

import narwhals as nw

from creditworthy.catalog import Catalog
from creditworthy.tables.dictionary import Column, Dictionary, home_credit

__all__ = ["FEATURES", "Block", "Concept", "Feature", "Features", "as_given", "feature"]

Frame: TypeAlias = "nw.LazyFrame[Any]"
Formula = Callable[[], nw.Expr]
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
    """Features computed together from one table.

    Parameters
    ----------
    name : str
        Prefix of its features.
    table : str or None
        Table of the dictionary; None where features are made of other features.
    prepare : callable
        Row-level preparation: takes the cleaned rows and returns the rows that formulae aggregate.
    derived : mapping
        Columns that ``prepare`` adds, with the raw columns they are made of.
    each_row : bool
        True where a row already is an applicant, so that formulae are row expressions.
    features : Features
        Where its features are registered: the reference portfolio's by default.
    """

    name: str
    table: str | None
    prepare: Callable[[Frame], Frame] = _unprepared
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    each_row: bool = False
    features: "Features" = field(default_factory=lambda: FEATURES, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash(self.name)

    def raw(self, inputs: Sequence[str]) -> frozenset[str]:
        """Return inputs as ``table.COLUMN``; what was derived is traced to the raw columns it was made of."""
        if self.table is None:
            return frozenset().union(*(self.features[name].inputs for name in inputs))
        columns = [raw for name in inputs for raw in self.derived.get(name, (name,))]
        return frozenset(f"{self.table}.{column}" for column in columns)


@dataclass(frozen=True)
class Feature:
    """One feature: its name is the name of its column.

    ``inputs`` are raw columns as ``table.COLUMN``; ``risk`` says whether more of it means more risk (``+``), less
    (``-``) or neither; ``actionable`` whether the applicant can act on it; ``made_of`` names the features that a
    combined one is computed from.
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
    risk, actionable
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
        )
        block.features.add(entry.name, entry)
        return formula

    return register


def as_given(block: Block, columns: Mapping[str, str], *, concept: Concept, risk: Risk = "") -> None:
    """Register raw columns as features, under their own meaning: ``{"application_income": "AMT_INCOME_TOTAL"}``."""
    for name, column in columns.items():
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
        )
        block.features.add(name, entry)


def _column(source: Column) -> Formula:
    return lambda: nw.col(source.name)
