"""The external scores, the strongest columns of the application."""

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, blank
from creditworthy.tables.synthetic.shape import Columns
from creditworthy.tables.synthetic.showing import shown, unknown

__all__ = ["external_scores"]


def external_scores(c: Circumstances) -> Columns:
    """Draw the three scores; nobody whom the credit bureau does not know has the third."""
    hidden = {
        "EXT_SOURCE_1": unknown(c, "EXT_SOURCE_1", c["external_1_told"]),
        "EXT_SOURCE_2": unknown(c, "EXT_SOURCE_2", c["phone_kept"]),
        "EXT_SOURCE_3": unknown(c, "EXT_SOURCE_3", c["external_3_told"], among=c.in_bureau),
    }
    return {f"EXT_SOURCE_{n}": _score(c, n, ~hidden[f"EXT_SOURCE_{n}"]) for n in (1, 2, 3)}


def _score(c: Circumstances, n: int, known: Flags) -> Numbers:
    column = f"EXT_SOURCE_{n}"
    return blank(shown(c, column, c[f"external_{n}"], among=known), ~known)
