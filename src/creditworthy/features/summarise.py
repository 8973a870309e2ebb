"""Regular families of features: one measure, several statistics, all rows or slices of them."""

from collections.abc import Sequence
from itertools import product

import narwhals as nw

from creditworthy.features.expressions import ratio, slope
from creditworthy.features.feature import Block, Concept, Feature, Risk
from creditworthy.features.measure import Formula, Measure, Moment, Part, Shared, Slice, Summed
from creditworthy.features.statistics import STATISTICS

__all__ = ["contrast", "summarise", "trend"]

Where = Slice | None | Sequence[Slice | None]


def summarise(
    block: Block,
    what: str | Measure,
    *,
    by: Sequence[str],
    concept: Concept,
    where: Where = None,
    risk: Risk = "",
    actionable: bool = False,
    family: str = "",
) -> None:
    """Register one feature a slice and statistic of a measure.

    Parameters
    ----------
    block : Block
        Whose rows are summarised.
    what : str or Measure
        A raw column, whose unit and meaning come from the dictionary, or a measure of the block.
    by : sequence of str
        Names of `STATISTICS`. Features are called ``block[_slice]_measure_statistic``, in lower case.
    concept, risk, actionable, family
        See `Feature`.
    where : Slice, None, or a sequence of them
        Which rows; None is all of them.
    """
    measure = _measure(block, what)
    for part, statistic in product(_slices(block, where), by):
        chosen = STATISTICS[statistic]
        entry = Feature(
            name=_name(block, part, measure, statistic),
            block=block,
            formula=_formula(measure, statistic, part),
            unit=chosen.unit or measure.unit,
            en=f"{measure.en}{_rows(part, 'en')}: {chosen.en}",
            fr=f"{measure.fr}{_rows(part, 'fr')} : {chosen.fr}",
            concept=concept,
            inputs=block.raw([*_inputs(block, measure), *(part.inputs if part else ())]),
            risk=risk,
            actionable=actionable,
            written=_written(statistic, measure, part),
            family=family,
            parts=_parts(measure, part),
        )
        block.features.add(entry.name, entry)


def contrast(
    block: Block, what: str | Measure, *, recent: Slice, usual: Slice | None, concept: Concept, risk: Risk = ""
) -> None:
    """Register the mean of a measure over recent rows, over its mean over the usual ones: above 1 it has grown.

    The feature is called ``block_measure_recent_to_usual``.
    """
    measure = _measure(block, what)
    _slices(block, (recent, usual))
    against = usual.name if usual else "all"
    entry = Feature(
        name="_".join([block.name, measure.name.lower(), recent.name, "to", against]),
        block=block,
        formula=lambda: ratio(_part(measure, recent).mean(), _part(measure, usual).mean()),
        unit="ratio",
        en=f"{measure.en}: mean ({recent.en}) over mean ({usual.en if usual else 'all'})",
        fr=f"{measure.fr} : moyenne ({recent.fr}) rapportée à la moyenne ({usual.fr if usual else 'ensemble'})",
        concept=concept,
        inputs=block.raw([*_inputs(block, measure), *recent.inputs, *(usual.inputs if usual else ())]),
        risk=risk,
        written=f"{_written('mean', measure, recent)} / {_written('mean', measure, usual)}",
        parts=_parts(measure, recent, usual),
    )
    block.features.add(entry.name, entry)


def trend(
    block: Block, what: str | Measure, *, over: str, per: str, where: Slice, middle: float, concept: Concept
) -> None:
    """Register the slope of a measure over time, by least squares.

    Parameters
    ----------
    block, what, concept
        As in `summarise`.
    over : str
        The column of time, which grows towards the application.
    per : str
        Its unit, ``"days"`` or ``"months"``.
    where : Slice
        Which rows.
    middle : float
        The middle of that window, from which time is counted so that the sums do not cancel out.
    """
    measure = _measure(block, what)
    _slices(block, where)
    name, part = _name(block, where, measure, "trend"), Part(measure.name, where.name)
    moment = Moment(part, over, middle)
    spoken = {"days": ("a day", "par jour"), "months": ("a month", "par mois")}[per]
    entry = Feature(
        name=name,
        block=block,
        formula=Summed(slope, _sums(name, part, moment)),
        unit=measure.unit,
        en=f"{measure.en}{_rows(where, 'en')}: change {spoken[0]}",
        fr=f"{measure.fr}{_rows(where, 'fr')} : évolution {spoken[1]}",
        concept=concept,
        inputs=block.raw([*_inputs(block, measure), over, *where.inputs]),
        written=f"slope of {measure.name} over {over}{_condition(where)}",
        parts=(part, moment),
    )
    block.features.add(entry.name, entry)


def _sums(name: str, part: Part, moment: Moment) -> tuple[Shared, ...]:
    """Return what a slope is made of, in the order of `slope`."""
    time, values = nw.col(moment.name), nw.col(part.name)
    sums = {
        "rows": values.count,
        "time": time.sum,
        "total": values.sum,
        "square": (time * time).sum,
        "product": (time * values).sum,
    }
    return tuple(Shared(f"{what} of {name}", of) for what, of in sums.items())


def _measure(block: Block, what: str | Measure) -> Measure:
    """Return a measure of the block, or a raw column as one."""
    if isinstance(what, Measure):
        return what
    column = block.features.dictionary.table(block.table or "").column(what)
    return Measure(column.name, column.unit, column.en, column.fr, (column.name,))


def _inputs(block: Block, measure: Measure) -> tuple[str, ...]:
    if measure in block.columns:
        return (measure.name,)
    if measure.of:
        raise ValueError(f"block {block.name} has no measure {measure.name}; name it among its columns")
    return measure.inputs


def _slices(block: Block, where: Where) -> list[Slice | None]:
    parts = [where] if where is None or isinstance(where, Slice) else list(where)
    absent = [part.name for part in parts if part is not None and part not in block.columns]
    if absent:
        raise ValueError(f"block {block.name} has no slice {absent[0]}; name it among its columns")
    return parts


def _name(block: Block, part: Slice | None, measure: Measure, statistic: str) -> str:
    return "_".join([block.name, *([part.name] if part else []), measure.name.lower(), statistic])


def _part(measure: Measure, part: Slice | None) -> nw.Expr:
    return nw.col(Part(measure.name, part.name).name if part else measure.name)


def _parts(measure: Measure, *slices: Slice | None) -> tuple[Part, ...]:
    return tuple(Part(measure.name, part.name) for part in slices if part)


def _formula(measure: Measure, statistic: str, part: Slice | None) -> Formula:
    return lambda: STATISTICS[statistic].of(_part(measure, part))


def _rows(part: Slice | None, language: str) -> str:
    return f" ({part.meaning(language)})" if part else ""


def _condition(part: Slice | None) -> str:
    return f" where {part.name}" if part else ""


def _written(statistic: str, measure: Measure, part: Slice | None) -> str:
    return f"{statistic}({measure.name}){_condition(part)}"
