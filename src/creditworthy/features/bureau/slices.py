"""Which credits with other lenders features look at: by state, by kind, by age."""

import narwhals as nw

from creditworthy.features.measure import Slice, both, latest, within

__all__ = [
    "CAR",
    "CARD",
    "CLOSED",
    "CONSUMER",
    "COUNTED",
    "KINDS",
    "LATEST",
    "LOST",
    "MICROLOAN",
    "MORTGAGE",
    "OPEN",
    "OPEN_CARD",
    "OPEN_CONSUMER",
    "OPEN_LAST_YEAR",
    "OTHER_CURRENCY",
    "PAST_END",
    "SLICES",
    "WINDOWS",
]


def _status(name: str, status: str, en: str, fr: str) -> Slice:
    return Slice(name, lambda: nw.col("CREDIT_ACTIVE") == status, ("CREDIT_ACTIVE",), en, fr)


def _kind(name: str, kind: str, en: str, fr: str) -> Slice:
    return Slice(name, lambda: nw.col("CREDIT_TYPE") == kind, ("CREDIT_TYPE",), en, fr)


OPEN = _status("open", "Active", "open credits", "crédits en cours")
CLOSED = _status("closed", "Closed", "closed credits", "crédits clos")
LOST = Slice(
    "lost",
    lambda: nw.col("CREDIT_ACTIVE").is_in(("Sold", "Bad debt")),
    ("CREDIT_ACTIVE",),
    "sold on or given up as lost",
    "cédés ou passés en perte",
)
OTHER_CURRENCY = Slice(
    "other_currency",
    lambda: nw.col("CREDIT_CURRENCY") != "currency 1",
    ("CREDIT_CURRENCY",),
    "in another currency than the usual one",
    "dans une autre devise que la devise habituelle",
)

CONSUMER = _kind("consumer", "Consumer credit", "consumer credits", "crédits à la consommation")
CARD = _kind("card", "Credit card", "credit cards", "cartes de crédit")
CAR = _kind("car", "Car loan", "car loans", "prêts automobiles")
MORTGAGE = _kind("mortgage", "Mortgage", "mortgages", "prêts immobiliers")
MICROLOAN = _kind("microloan", "Microloan", "microloans", "microcrédits")
KINDS = (CONSUMER, CARD, CAR, MORTGAGE, MICROLOAN)

WINDOWS = tuple(within("DAYS_CREDIT", days, "days") for days in (180, 365, 730, 1095))
LATEST = latest("number", 1, ("number",), en="last credit taken", fr="dernier crédit pris")
PAST_END = Slice(
    "past_end",
    lambda: OPEN.expression() & (nw.col("DAYS_CREDIT_ENDDATE") < 0),
    ("CREDIT_ACTIVE", "DAYS_CREDIT_ENDDATE"),
    "open past their planned end",
    "en cours au-delà de la fin prévue",
)
OPEN_CONSUMER, OPEN_CARD = both(OPEN, CONSUMER), both(OPEN, CARD)
OPEN_LAST_YEAR = both(OPEN, WINDOWS[1])

SLICES = (OPEN, CLOSED, *KINDS, OPEN_CARD, *WINDOWS, PAST_END)
"""Those that rows are cut by."""
COUNTED = (OPEN, CLOSED, LOST, OTHER_CURRENCY, *KINDS[:-1], OPEN_CONSUMER, *WINDOWS, OPEN_LAST_YEAR)
"""Those that are counted."""
