"""Which planned instalments a family looks at: by their due date, their place, and how they were paid."""

import narwhals as nw

from creditworthy.features.measure import Slice

__all__ = ["DUE_WITHIN", "FIRST", "ON_TIME", "SLICES", "WHEN_IN_PARTS", "WHEN_LATE", "WHEN_WHOLE", "due_within"]


def due_within(days: int, name: str) -> Slice:
    """Return the instalments that were due in the last days."""
    return Slice(
        name,
        lambda: nw.col("due") >= -days,
        ("due",),
        f"due in the last {days} days",
        f"échéances des {days} derniers jours",
    )


DUE_WITHIN = {days: due_within(days, f"last_{days}_days") for days in (90, 365)}
"""Of an applicant's whole history; most windows are looked at in a block of their own, which is cut to them first."""

FIRST = Slice(
    "first_4",
    lambda: nw.col("NUM_INSTALMENT_NUMBER") <= 4,
    ("NUM_INSTALMENT_NUMBER",),
    "first four of a loan",
    "quatre premières d'un prêt",
)
WHEN_LATE = Slice("when_late", lambda: nw.col("days_late") > 0, ("days_late",), "late ones only", "en retard seulement")
ON_TIME = Slice(
    "on_time",
    lambda: nw.col("settled") <= nw.col("due"),
    ("settled", "due"),
    "those on time only",
    "payées à temps seulement",
)
WHEN_IN_PARTS = Slice(
    "when_in_parts", lambda: nw.col("parts") > 1, ("parts",), "those paid in parts", "payées en plusieurs fois"
)
WHEN_WHOLE = Slice("when_whole", lambda: nw.col("parts") == 1, ("parts",), "those paid at once", "payées en une fois")

SLICES = (*DUE_WITHIN.values(), FIRST, WHEN_LATE, ON_TIME, WHEN_IN_PARTS, WHEN_WHOLE)
