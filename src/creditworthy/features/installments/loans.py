"""Repayment loan by loan: planned instalments are put together per earlier loan, then per applicant."""

import narwhals as nw

from creditworthy.features.expressions import above_0, known_sum, only
from creditworthy.features.feature import Block, Concept, Frame, feature
from creditworthy.features.installments.rows import INSTALLMENTS
from creditworthy.features.levels import gathered
from creditworthy.features.measure import Formula, Measure, Slice
from creditworthy.features.summarise import summarise
from creditworthy.tables.dictionary import APPLICANT

__all__ = ["INSTALLMENTS_LOANS", "installments_loans_count"]

LOAN = "SK_ID_PREV"
PAYING = Concept.PAYMENT


def _per_loan(instalments: Frame) -> Frame:
    """Put the instalments of one loan together, and number an applicant's loans from the one due latest."""
    days_late = nw.col("days_late")
    loans = gathered(
        instalments,
        APPLICANT,
        LOAN,
        last_due=nw.col("due").max(),
        instalments=nw.col("due").count().cast(nw.Float64()),
        versions=nw.col("NUM_INSTALMENT_VERSION").n_unique().cast(nw.Float64()),
        late_share=nw.col("late").mean(),
        delay_mean=days_late.mean(),
        delay_max=days_late.max(),
        loan_planned=known_sum(nw.col("planned_of_paid")),
        loan_paid=known_sum(nw.col("paid")),
    )
    place = nw.col("one").cum_sum(reverse=True).over(APPLICANT, order_by=["last_due", LOAN])
    return loans.with_columns(one=nw.lit(1.0)).with_columns(loan_place=place)


def _later_than(days: int) -> Formula:
    return lambda: (nw.col("delay_max") > days).cast(nw.Float64())


def _rest() -> nw.Expr:
    return above_0(nw.col("loan_planned") - nw.col("loan_paid"))


def _repaid() -> nw.Expr:
    planned = nw.col("loan_planned")
    return nw.col("loan_paid") / only(planned >= 1, planned)


INSTALMENTS = Measure("instalments", "count", "Instalments of a loan", "Échéances d'un prêt", ("instalments",))
VERSIONS = Measure(
    "versions", "count", "Versions of the schedule of a loan", "Versions de l'échéancier d'un prêt", ("versions",)
)
CHANGES = Measure(
    "changes",
    "count",
    "Changes of the schedule of a loan",
    "Changements de l'échéancier d'un prêt",
    ("versions",),
    lambda: nw.col("versions") - 1,
)
LATE_SHARE = Measure(
    "late_share",
    "share",
    "Share of a loan's instalments paid late, or never",
    "Part des échéances d'un prêt payées en retard, ou jamais",
    ("late_share",),
)
DELAY = Measure(
    "delay_mean",
    "days",
    "Mean delay of payment of a loan's instalments",
    "Retard de paiement moyen des échéances d'un prêt",
    ("delay_mean",),
)
WORST_DELAY = Measure(
    "delay_max",
    "days",
    "Longest delay of payment of a loan's instalments",
    "Plus long retard de paiement des échéances d'un prêt",
    ("delay_max",),
)
WITH_LATE = Measure(
    "with_late",
    "flag",
    "Loans with an instalment paid late, or never",
    "Prêts dont une échéance a été payée en retard, ou jamais",
    ("delay_max",),
    _later_than(0),
)
WITH_LATE_OVER_30 = Measure(
    "with_late_over_30_days",
    "flag",
    "Loans with an instalment paid more than 30 days late, or never",
    "Prêts dont une échéance a été payée avec plus de 30 jours de retard, ou jamais",
    ("delay_max",),
    _later_than(30),
)
REPAID = Measure(
    "repaid",
    "ratio",
    "Total paid of a loan's instalments over their planned total",
    "Total payé des échéances d'un prêt rapporté à leur total prévu",
    ("loan_paid", "loan_planned"),
    _repaid,
)
REST = Measure(
    "rest",
    "currency",
    "Unpaid rest of a loan's past instalments",
    "Reste impayé des échéances passées d'un prêt",
    ("loan_paid", "loan_planned"),
    _rest,
)
LAST = Slice(
    "latest",
    lambda: nw.col("loan_place") <= 1,
    ("loan_place",),
    "loan with the latest instalment",
    "prêt de la dernière échéance",
)

INSTALLMENTS_LOANS = Block(
    "installments_loans",
    "installments_payments",
    of=(INSTALLMENTS,),
    prepare=_per_loan,
    derived={
        "last_due": (LOAN, "DAYS_INSTALMENT"),
        "loan_place": (LOAN, "DAYS_INSTALMENT"),
        "instalments": (LOAN, "due"),
        "versions": (LOAN, "NUM_INSTALMENT_VERSION"),
        "late_share": (LOAN, "late"),
        "delay_mean": (LOAN, "days_late"),
        "delay_max": (LOAN, "days_late"),
        "loan_planned": (LOAN, "planned_of_paid"),
        "loan_paid": (LOAN, "paid"),
    },
    columns=(
        INSTALMENTS,
        VERSIONS,
        CHANGES,
        LATE_SHARE,
        DELAY,
        WORST_DELAY,
        WITH_LATE,
        WITH_LATE_OVER_30,
        REPAID,
        REST,
        LAST,
    ),
)


@feature(INSTALLMENTS_LOANS, unit="count", fr="Prêts antérieurs à échéances", concept=Concept.PAST, inputs=(LOAN,))
def installments_loans_count() -> nw.Expr:
    """Earlier loans that had instalments."""
    return nw.col(LOAN).count()


for flag in (WITH_LATE, WITH_LATE_OVER_30):
    summarise(INSTALLMENTS_LOANS, flag, by=("share",), concept=PAYING, risk="+")
summarise(INSTALLMENTS_LOANS, LATE_SHARE, by=("mean",), concept=PAYING, risk="+")
summarise(INSTALLMENTS_LOANS, DELAY, by=("max",), concept=PAYING, risk="+")
summarise(INSTALLMENTS_LOANS, WORST_DELAY, by=("mean",), concept=PAYING, risk="+")
summarise(INSTALLMENTS_LOANS, REPAID, by=("mean", "min"), concept=PAYING, risk="-", actionable=True)
summarise(INSTALLMENTS_LOANS, REST, by=("max", "sum"), concept=PAYING, risk="+", actionable=True)
summarise(INSTALLMENTS_LOANS, INSTALMENTS, by=("mean", "max"), concept=Concept.PAST)
summarise(INSTALLMENTS_LOANS, VERSIONS, by=("mean", "max"), concept=Concept.PAST)
summarise(INSTALLMENTS_LOANS, CHANGES, by=("sum",), concept=Concept.PAST)

for measure in (LATE_SHARE, DELAY):
    summarise(INSTALLMENTS_LOANS, measure, by=("last",), where=LAST, concept=PAYING, risk="+", actionable=True)
summarise(INSTALLMENTS_LOANS, REPAID, by=("last",), where=LAST, concept=PAYING, risk="-", actionable=True)
summarise(INSTALLMENTS_LOANS, INSTALMENTS, by=("last",), where=LAST, concept=Concept.PAST)
