"""What is known of each row before rows are summarised: numbers (measures) and which rows to look at (slices)."""

from collections.abc import Callable
from dataclasses import dataclass, field

import narwhals as nw

from creditworthy.features.expressions import divisor, only, unless_0

__all__ = [
    "Formula",
    "Measure",
    "Moment",
    "Part",
    "Shared",
    "Slice",
    "Summed",
    "both",
    "divided_by",
    "latest",
    "within",
]

Formula = Callable[[], nw.Expr]


@dataclass(frozen=True)
class Measure:
    """A number of each row that features summarise.

    Parameters
    ----------
    name : str
        Its column among the rows, and its part of a feature's name.
    unit : str
        Unit of the values, as in the dictionary.
    en, fr : str
        What it means.
    inputs : tuple of str
        Columns of the rows that it is made of.
    of : callable, optional
        Its expression, of columns of the same row; none where the block's preparation makes the column.
    """

    name: str
    unit: str
    en: str
    fr: str
    inputs: tuple[str, ...]
    of: Formula | None = None

    def expression(self) -> nw.Expr:
        """Return it as a column of the rows."""
        return self.of() if self.of else nw.col(self.name)

    def meaning(self, language: str) -> str:
        """Return what it means, in ``"en"`` or ``"fr"``."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Slice:
    """The rows a family looks at: their condition, the columns it reads, and their name in both languages.

    The condition is none where the block's preparation makes a column of the slice's name.
    """

    name: str
    of: Formula | None
    inputs: tuple[str, ...]
    en: str
    fr: str

    def expression(self) -> nw.Expr:
        """Return the condition."""
        return self.of() if self.of else nw.col(self.name)

    def meaning(self, language: str) -> str:
        """Return which rows they are, in ``"en"`` or ``"fr"``."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Part:
    """A measure where a slice holds, null elsewhere: a column of its own, since several statistics look at it."""

    measure: str
    slice: str

    @property
    def name(self) -> str:
        """Its column among the rows."""
        return f"{self.measure} where {self.slice}"

    def expression(self) -> nw.Expr:
        """Return it, of columns of the same row."""
        return only(nw.col(self.slice), nw.col(self.measure)).alias(self.name)


@dataclass(frozen=True)
class Moment:
    """The time of a part, of which its slope is made: null where the part is.

    It is counted from the middle of the window, which keeps the sums over it from cancelling out.
    """

    part: Part
    time: str
    middle: float

    @property
    def name(self) -> str:
        """Its column among the rows."""
        return f"{self.time} of {self.part.name}"

    def expression(self) -> nw.Expr:
        """Return it, of columns of the same row."""
        known = ~nw.col(self.part.measure).is_null()
        return only(nw.col(self.part.slice) & known, nw.col(self.time) - self.middle).alias(self.name)


@dataclass(frozen=True)
class Shared:
    """What several formulae look at: a column of its own, known by its name."""

    name: str
    of: Formula = field(compare=False)

    def expression(self) -> nw.Expr:
        """Return it, of columns of the same row."""
        return self.of().alias(self.name)


@dataclass(frozen=True)
class Summed:
    """A formula of what rows were put together to: each is a column of its own first, where that is cheaper."""

    of: Callable[..., nw.Expr]
    sums: tuple[Shared, ...]

    def __call__(self) -> nw.Expr:
        """Return it, of columns of rows."""
        return self.of(*(column.of() for column in self.sums))

    def after(self) -> nw.Expr:
        """Return it, of the columns of its sums."""
        return self.of(*(nw.col(column.name) for column in self.sums))


def divided_by(column: str) -> Shared:
    """Return a column as what may be divided by: `expressions.ratio` finds it by the name of the column."""
    return Shared(unless_0(column), lambda: divisor(nw.col(column)))


def within(column: str, past: int, unit: str, name: str = "") -> Slice:
    """Return the rows of the last days, months, …, counted back from the application (``-past`` is the first).

    >>> within("DAYS_CREDIT", 180, "days").name
    'last_180_days'
    """
    french = {"days": "jours", "months": "mois"}[unit]
    return Slice(
        name or f"last_{past}_{unit}",
        lambda: nw.col(column) >= -past,
        (column,),
        f"last {past} {unit}",
        f"{past} derniers {french}",
    )


def latest(column: str, most: int, inputs: tuple[str, ...], *, en: str, fr: str) -> Slice:
    """Return the latest few rows by a column that numbers them from 1, the latest.

    ``en`` and ``fr`` say what a row is, as in "last 3 instalments" and "3 dernières échéances".
    """
    return Slice(f"latest_{most}", lambda: nw.col(column) <= most, inputs, en, fr)


def both(one: Slice, other: Slice) -> Slice:
    """Return the rows that are in two slices.

    >>> both(within("DAYS_CREDIT", 180, "days"), within("DAYS_CREDIT_UPDATE", 30, "days", "fresh")).name
    'last_180_days_fresh'
    """
    return Slice(
        f"{one.name}_{other.name}",
        lambda: one.expression() & other.expression(),
        (*one.inputs, *other.inputs),
        f"{one.en}, {other.en}",
        f"{one.fr}, {other.fr}",
    )
