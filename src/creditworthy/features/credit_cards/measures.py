"""Numbers of one monthly statement of a card."""

import narwhals as nw

from creditworthy.features.expressions import TINY, only, ratio
from creditworthy.features.measure import Formula, Measure

__all__ = [
    "ABOVE_LIMIT",
    "ACTIVE",
    "BALANCE_PAID_ON",
    "BELOW_MINIMUM",
    "CASH_PART",
    "CASH_TO_LIMIT",
    "CHARGES",
    "CHARGE_PART",
    "DIVISORS",
    "DRAWN",
    "DRAWN_TO_LIMIT",
    "GROWTH",
    "LATE",
    "LIMIT_RAISED",
    "MINIMUM_PAID_ON",
    "OWING",
    "PAID_ON_BALANCE",
    "PAID_ON_MINIMUM",
    "PURCHASE_PART",
    "UNPAID",
    "USE",
]

BALANCE = "AMT_BALANCE"
LIMIT = "AMT_CREDIT_LIMIT_ACTUAL"
DRAWINGS = "AMT_DRAWINGS_CURRENT"
CASH = "AMT_DRAWINGS_ATM_CURRENT"
PURCHASES = "AMT_DRAWINGS_POS_CURRENT"
OTHER = "AMT_DRAWINGS_OTHER_CURRENT"
MINIMUM = "AMT_INST_MIN_REGULARITY"
PAID = "AMT_PAYMENT_TOTAL_CURRENT"
OWED = "AMT_TOTAL_RECEIVABLE"
PRINCIPAL = "AMT_RECEIVABLE_PRINCIPAL"
DIVISORS = (LIMIT, DRAWINGS)


def _part(column: str, whole: str) -> Formula:
    return lambda: ratio(nw.col(column), whole)


def _flag(condition: Formula) -> Formula:
    return lambda: condition().cast(nw.Float64())


def _of_minimum(condition: Formula) -> Formula:
    """Return 1 where it holds, 0 where not, unknown where nothing is due."""
    return lambda: only(nw.col(MINIMUM) > 0, condition().cast(nw.Float64()))


USE = Measure(
    "use",
    "share",
    "Share of the card's limit in use",
    "Part du plafond de carte utilisée",
    (BALANCE, LIMIT),
    _part(BALANCE, LIMIT),
)
ABOVE_LIMIT = Measure(
    "above_limit",
    "flag",
    "Months with a balance above the card's limit",
    "Mois où le solde dépasse le plafond de la carte",
    (BALANCE, LIMIT),
    _flag(lambda: nw.col(BALANCE) > nw.col(LIMIT)),
)
OWING = Measure(
    "owing",
    "flag",
    "Months with money owed on the card",
    "Mois où une somme est due sur la carte",
    (BALANCE,),
    _flag(lambda: nw.col(BALANCE) > 0),
)
GROWTH = Measure(
    "growth",
    "currency",
    "Change of the card's balance from one month to the next",
    "Variation du solde de la carte d'un mois à l'autre",
    (BALANCE, "balance_before"),
    lambda: nw.col(BALANCE) - nw.col("balance_before"),
)
LIMIT_RAISED = Measure(
    "limit_raised",
    "flag",
    "Months in which the card's limit was raised",
    "Mois où le plafond de la carte a été relevé",
    (LIMIT, "limit_before"),
    _flag(lambda: nw.col(LIMIT) > nw.col("limit_before")),
)
CHARGES = Measure(
    "charges",
    "currency",
    "Interest and charges owed on the card",
    "Intérêts et frais dus sur la carte",
    (OWED, PRINCIPAL),
    lambda: nw.col(OWED) - nw.col(PRINCIPAL),
)
CHARGE_PART = Measure(
    "charge_part",
    "share",
    "Share of interest and charges in what is owed on the card",
    "Part des intérêts et des frais dans le montant dû sur la carte",
    (OWED, PRINCIPAL),
    lambda: (nw.col(OWED) - nw.col(PRINCIPAL)) / only(nw.col(OWED) > TINY, nw.col(OWED)),
)
CASH_PART = Measure(
    "cash_part",
    "share",
    "Share of cash withdrawals in card spending",
    "Part des retraits d'espèces dans les dépenses par carte",
    (CASH, DRAWINGS),
    _part(CASH, DRAWINGS),
)
PURCHASE_PART = Measure(
    "purchase_part",
    "share",
    "Share of purchases in card spending",
    "Part des achats dans les dépenses par carte",
    (PURCHASES, DRAWINGS),
    _part(PURCHASES, DRAWINGS),
)
CASH_TO_LIMIT = Measure(
    "cash_to_limit",
    "ratio",
    "Cash withdrawn in a month, over the card's limit",
    "Espèces retirées dans le mois, rapportées au plafond de la carte",
    (CASH, LIMIT),
    _part(CASH, LIMIT),
)
DRAWN_TO_LIMIT = Measure(
    "drawn_to_limit",
    "ratio",
    "Amount drawn in a month, over the card's limit",
    "Montant tiré dans le mois, rapporté au plafond de la carte",
    (DRAWINGS, LIMIT),
    _part(DRAWINGS, LIMIT),
)
DRAWN = Measure(
    "drawn",
    "flag",
    "Months in which the card was used",
    "Mois où la carte a servi",
    ("CNT_DRAWINGS_CURRENT",),
    _flag(lambda: nw.col("CNT_DRAWINGS_CURRENT") > 0),
)
BELOW_MINIMUM = Measure(
    "below_minimum",
    "flag",
    "Months in which less than the minimum due was paid on the card",
    "Mois où moins que le minimum exigible a été payé sur la carte",
    (PAID, MINIMUM),
    _of_minimum(lambda: nw.col(PAID) < nw.col(MINIMUM)),
)
UNPAID = Measure(
    "unpaid",
    "flag",
    "Months without any payment on the card though one was due",
    "Mois sans aucun paiement sur la carte alors qu'il en était dû un",
    (PAID, MINIMUM),
    _of_minimum(lambda: nw.col(PAID) <= 0),
)
BEFORE = "balance_before"


def _where_paid(what: str, column: str) -> Formula:
    """Return a column where there is something to pay and it is known how much was paid."""
    return lambda: only((nw.col(what) > 0) & ~nw.col(PAID).is_null(), nw.col(column))


PAID_ON_MINIMUM = Measure(
    "paid_on_minimum",
    "currency",
    "Payments on the card in months with a minimum due",
    "Paiements sur la carte les mois où un minimum est exigible",
    (PAID, MINIMUM),
    _where_paid(MINIMUM, PAID),
)
MINIMUM_PAID_ON = Measure(
    "minimum_paid_on",
    "currency",
    "Minimum payments due on the card in months whose payments are known",
    "Paiements minimaux exigibles sur la carte les mois dont les paiements sont connus",
    (PAID, MINIMUM),
    _where_paid(MINIMUM, MINIMUM),
)
PAID_ON_BALANCE = Measure(
    "paid_on_balance",
    "currency",
    "Payments on the card in months after one with a balance",
    "Paiements sur la carte les mois qui suivent un solde dû",
    (PAID, BEFORE),
    _where_paid(BEFORE, PAID),
)
BALANCE_PAID_ON = Measure(
    "balance_paid_on",
    "currency",
    "Balances of the card before months whose payments are known",
    "Soldes de la carte avant les mois dont les paiements sont connus",
    (PAID, BEFORE),
    _where_paid(BEFORE, BEFORE),
)
LATE = Measure(
    "late",
    "flag",
    "Months with a delay on the card",
    "Mois en retard sur la carte",
    ("SK_DPD",),
    _flag(lambda: nw.col("SK_DPD") > 0),
)
ACTIVE = Measure(
    "active",
    "flag",
    "Months in which the card was active",
    "Mois où la carte était active",
    ("NAME_CONTRACT_STATUS",),
    _flag(lambda: nw.col("NAME_CONTRACT_STATUS") == "Active"),
)
