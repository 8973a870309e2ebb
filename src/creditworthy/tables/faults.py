"""What breaks the rules in the rows of one file, counted block by block and said in one sentence a kind."""

from dataclasses import dataclass, field, replace

import polars as pl

from creditworthy.errors import TableError

__all__ = ["Fault", "Faults", "Rank"]

Rank = tuple[int, ...]
"""The place of a kind of fault: the file is refused for the lowest, whatever row or block it was met in."""


@dataclass(frozen=True)
class Fault:
    """One kind of fault: how many rows have it, and the first of them (counted from 1)."""

    template: str
    count: int
    example: str
    row: int
    values: dict[str, object] = field(default_factory=dict)


class Faults:
    """The faults of one file, whose rows come in blocks.

    Parameters
    ----------
    file : str
        What the file is called in sentences.

    Examples
    --------
    >>> faults, template = Faults("bureau.csv"), "{file}: {count} of {total} above 0 (first: {example} in row {row})"
    >>> for block in (pl.DataFrame({"DAYS": [-3, 2]}), pl.DataFrame({"DAYS": [7, -1]})):
    ...     faults.note((1,), template, block, block["DAYS"] > 0)
    ...     faults.passed(block.height)
    >>> print(faults.errors()[0])
    bureau.csv: 2 of 4 above 0 (first: 2 in row 2)
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows = 0
        self._found: dict[Rank, Fault] = {}
        self._said: dict[object, pl.Series] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def passed(self, rows: int) -> None:
        """Count the rows of a block that all rules have seen."""
        self.rows += rows
        self._said = {}

    def note(self, rank: Rank, template: str, shown: pl.DataFrame, broken: pl.Series, **values: object) -> None:
        """Note the rows of the current block that break a rule; a null breaks none.

        Of one value only the first thing is noted: what is infinite is also above the most, what could not be read is
        also missing.

        Parameters
        ----------
        rank : tuple of int
            The place of the kind.
        template : str
            The sentence, with ``{file}``, ``{count}``, ``{total}``, ``{example}`` and ``{row}``.
        shown : pl.DataFrame
            The columns whose values make the example, all rows of the block.
        broken : pl.Series
            True in the rows that break the rule.
        **values : object
            What else the sentence names; ``column`` is the one that breaks the rule.
        """
        broken = self._unsaid(broken.fill_null(value=False), values.get("column"))
        count = broken.sum()
        if count:
            first = broken.arg_max() or 0
            example = ", ".join(repr(value) for value in shown.row(first))
            self.add(rank, Fault(template, int(count), example, self.rows + first + 1, values))

    def add(self, rank: Rank, fault: Fault) -> None:
        """Add a fault to those of its kind, which stand in earlier rows."""
        earlier = self._found.get(rank)
        self._found[rank] = replace(earlier, count=earlier.count + fault.count) if earlier else fault

    def errors(self) -> list[TableError]:
        """Return one error a kind, the one that the file is refused for first; all rows must have passed."""
        return [self._error(self._found[rank]) for rank in sorted(self._found)]

    def _unsaid(self, broken: pl.Series, column: object) -> pl.Series:
        if column is None:
            return broken
        said = self._said.get(column)
        self._said[column] = broken if said is None else said | broken
        return broken if said is None else broken & ~said

    def _error(self, fault: Fault) -> TableError:
        numbers = {"count": fault.count, "total": self.rows, "example": fault.example, "row": fault.row}
        return TableError(fault.template, file=self.file, **fault.values, **numbers)
