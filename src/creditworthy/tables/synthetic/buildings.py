"""The columns of the application that describe the applicant's building."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, blank, reading
from creditworthy.tables.synthetic.marginals import risk_order
from creditworthy.tables.synthetic.shape import Columns
from creditworthy.tables.synthetic.showing import labelled, shown, unknown

__all__ = ["building_columns"]

_FACTS = (
    "apartments", "basementarea", "years_beginexpluatation", "years_build", "commonarea", "elevators", "entrances",
    "floorsmax", "floorsmin", "landarea", "livingapartments", "livingarea", "nonlivingapartments", "nonlivingarea",
)  # fmt: skip
_LABELS = {"FONDKAPREMONT_MODE": "repair_fund", "HOUSETYPE_MODE": "house", "WALLSMATERIAL_MODE": "walls"}


def building_columns(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Draw them so that they are known together, for about half of the applicants."""
    columns: dict[str, Numbers | Labels] = {}
    for fact in _FACTS:
        for summary in ("AVG", "MODE", "MEDI"):
            columns |= _size(c, f"{fact.upper()}_{summary}", reading(rng, (0.99, c[fact])))
    columns |= _size(c, "TOTALAREA_MODE", reading(rng, (0.92, c["livingarea"])))
    for column, name in _LABELS.items():
        columns |= _label(c, column, c[name], risk_order(name))
    emergency = _label(c, "EMERGENCYSTATE_MODE", reading(rng, (-0.3, c["livingarea"])), ["No", "Yes"])
    return columns | emergency


def _known(c: Circumstances, column: str) -> Flags:
    """Whoever lacks a common column lacks the rarer ones too."""
    return ~unknown(c, column, c["building_told"])


def _size(c: Circumstances, column: str, score: Numbers) -> dict[str, Numbers]:
    """Draw one measure; its average, mode and median are readings of one fact."""
    known = _known(c, column)
    return {column: blank(np.round(shown(c, column, score, among=known), 4), ~known)}


def _label(c: Circumstances, column: str, score: Numbers, order: list[str]) -> dict[str, Labels]:
    known = _known(c, column)
    return {column: blank(labelled(c, column, score, order, among=known), ~known)}
