"""What each earlier application was: how it ended, when and why, and of which kind."""

import narwhals as nw

from creditworthy.features.expressions import only, years
from creditworthy.features.measure import Formula, Measure

__all__ = [
    "APPROVAL",
    "CANCELLATION",
    "CARD",
    "CASH_LOAN",
    "CONSUMER_LOAN",
    "KINDS",
    "REASONS",
    "REFUSAL",
    "REQUESTS",
    "SELLER_AREA",
    "X_SELL",
    "YEARS_AGO",
    "YIELD_RANK",
    "flag",
]

STATUS = "NAME_CONTRACT_STATUS"


def flag(name: str, en: str, fr: str, inputs: tuple[str, ...], condition: Formula) -> Measure:
    """Return a measure of 1 where a condition holds and 0 where it does not."""
    return Measure(name, "flag", en, fr, inputs, lambda: condition().cast(nw.Float64()))


def _is(column: str) -> Formula:
    return lambda: nw.col(column)


APPROVAL = flag(
    "approval", "Earlier applications approved", "Demandes antérieures acceptées", (STATUS,), _is("approved")
)
REFUSAL = flag("refusal", "Earlier applications refused", "Demandes antérieures refusées", (STATUS,), _is("refused"))
CANCELLATION = flag(
    "cancellation", "Earlier applications cancelled", "Demandes antérieures annulées", (STATUS,), _is("cancelled")
)

TYPE = ("NAME_CONTRACT_TYPE",)
CASH_LOAN = flag(
    "cash_loan", "Earlier applications for a cash loan", "Demandes antérieures de prêt personnel", TYPE, _is("cash")
)
CONSUMER_LOAN = flag(
    "consumer_loan",
    "Earlier applications for a consumer loan",
    "Demandes antérieures de crédit affecté à un achat",
    TYPE,
    _is("consumer"),
)
CARD = flag(
    "card",
    "Earlier applications for a revolving loan",
    "Demandes antérieures de crédit renouvelable",
    TYPE,
    _is("revolving"),
)


def _since(days: int) -> Formula:
    return lambda: nw.col("DAYS_DECISION") >= -days


REQUESTS = tuple(
    flag(
        f"requests_{days}_days",
        f"Applications to this lender in the last {days} days",
        f"Demandes à ce prêteur au cours des {days} derniers jours",
        ("DAYS_DECISION",),
        _since(days),
    )
    for days in (180, 365, 730)
)
YEARS_AGO = Measure(
    "years_ago",
    "years",
    "Time since the decision on an earlier application",
    "Temps écoulé depuis la décision sur une demande antérieure",
    ("DAYS_DECISION",),
    lambda: years("DAYS_DECISION"),
)


def _reason(name: str, codes: tuple[str, ...], en: str, fr: str) -> Measure:
    return flag(name, en, fr, ("CODE_REJECT_REASON",), lambda: nw.col("CODE_REJECT_REASON").is_in(codes))


REASONS = (
    _reason(
        "reason_score",
        ("SCO", "SCOFR"),
        "Earlier applications refused for a score",
        "Demandes antérieures refusées en raison d'un score",
    ),
    _reason(
        "reason_limit",
        ("LIMIT",),
        "Earlier applications refused for a limit",
        "Demandes antérieures refusées en raison d'un plafond",
    ),
    _reason(
        "reason_hc",
        ("HC",),
        "Earlier applications refused for the reason “HC”",
        "Demandes antérieures refusées pour le motif « HC »",
    ),
)
X_SELL = flag(
    "x_sell",
    "Earlier applications from cross-selling",
    "Demandes antérieures issues d'une vente croisée",
    ("NAME_PRODUCT_TYPE",),
    lambda: nw.col("NAME_PRODUCT_TYPE") == "x-sell",
)


def _yield_rank() -> nw.Expr:
    group = nw.col("NAME_YIELD_GROUP")
    ranks = {"low_action": 0.0, "low_normal": 1.0, "middle": 2.0, "high": 3.0}
    return nw.coalesce(*(only(group == value, nw.lit(rank)) for value, rank in ranks.items()))


YIELD_RANK = Measure(
    "yield_rank",
    "rank",
    "Rank of the earlier interest rate, 0 to 3",
    "Rang du taux d'intérêt antérieur, de 0 à 3",
    ("NAME_YIELD_GROUP",),
    _yield_rank,
)
SELLER_AREA = Measure(
    "seller_area",
    "count",
    "Selling area of the sellers of earlier purchases",
    "Surface de vente des vendeurs des achats antérieurs",
    ("SELLERPLACE_AREA",),
    lambda: only(nw.col("SELLERPLACE_AREA") >= 0, nw.col("SELLERPLACE_AREA")),
)

KINDS = (
    APPROVAL,
    REFUSAL,
    CANCELLATION,
    CASH_LOAN,
    CONSUMER_LOAN,
    CARD,
    *REQUESTS,
    YEARS_AGO,
    *REASONS,
    X_SELL,
    YIELD_RANK,
    SELLER_AREA,
)
"""All of them, as columns of the rows."""
