"""What is owed elsewhere and here, against the income and the loan asked for."""

import narwhals as nw

from creditworthy.features.combined.block import COMBINED, FAMILY, over
from creditworthy.features.expressions import ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.measure import divided_by

__all__ = ["combined_debt_service", "combined_debt_with_this_loan"]

DEBT = "bureau_open_amt_credit_sum_debt_sum"
MONTHLY = "bureau_open_monthly_debt_sum"
INCOME = "application_income"

over(
    "debt_to_income",
    DEBT,
    INCOME,
    en="Debt still owed to other lenders, over the yearly income",
    fr="Dette restante auprès d'autres prêteurs, rapportée au revenu annuel",
    concept=Concept.DEBT,
    risk="+",
    actionable=True,
)
over(
    "open_credit_to_income",
    "bureau_open_amt_credit_sum_sum",
    INCOME,
    en="Amount of the open credits with other lenders, over the yearly income",
    fr="Montant des crédits en cours auprès d'autres prêteurs, rapporté au revenu annuel",
    concept=Concept.DEBT,
    actionable=True,
)
over(
    "annuities_to_income",
    "bureau_open_amt_annuity_sum",
    INCOME,
    en="Annuities of the open credits with other lenders, over the yearly income",
    fr="Annuités des crédits en cours auprès d'autres prêteurs, rapportées au revenu annuel",
    concept=Concept.DEBT,
    actionable=True,
)
over(
    "monthly_debt_to_income",
    MONTHLY,
    INCOME,
    en="Debt with other lenders due each remaining month, over the yearly income",
    fr="Dette auprès d'autres prêteurs due chaque mois restant, rapportée au revenu annuel",
    concept=Concept.DEBT,
    risk="+",
    actionable=True,
)
over(
    "debt_to_credit",
    DEBT,
    "application_credit",
    en="Debt still owed to other lenders, over the loan asked for",
    fr="Dette restante auprès d'autres prêteurs, rapportée au prêt demandé",
    concept=Concept.DEBT,
    actionable=True,
)
over(
    "debt_per_person",
    DEBT,
    "application_family_members",
    en="Debt still owed to other lenders, per member of the household",
    fr="Dette restante auprès d'autres prêteurs, par membre du foyer",
    concept=Concept.DEBT,
    unit="currency",
    risk="+",
)
over(
    "overdue_to_income",
    "bureau_amt_credit_max_overdue_max",
    INCOME,
    en="Largest amount ever overdue with another lender, over the yearly income",
    fr="Plus gros impayé connu auprès d'un autre prêteur, rapporté au revenu annuel",
    concept=Concept.PAYMENT,
    risk="+",
)
over(
    "still_due_to_income",
    "previous_applications_still_due_sum",
    INCOME,
    en="Still due to this lender on running loans, over the yearly income",
    fr="Reste dû à ce prêteur sur les prêts en cours, rapporté au revenu annuel",
    concept=Concept.DEBT,
)
over(
    "due_next_month_to_income",
    "previous_applications_due_in_month_1_sum",
    INCOME,
    en="Due to this lender next month on running loans, over the yearly income",
    fr="Dû à ce prêteur le mois prochain sur les prêts en cours, rapporté au revenu annuel",
    concept=Concept.DEBT,
)
over(
    "card_balance_to_income",
    "credit_cards_latest_amt_balance_sum",
    INCOME,
    en="Balance of the cards on the latest statement, over the yearly income",
    fr="Solde des cartes au dernier relevé, rapporté au revenu annuel",
    concept=Concept.DEBT,
    risk="+",
    actionable=True,
)
over(
    "card_limit_to_income",
    "credit_cards_latest_amt_credit_limit_actual_last",
    INCOME,
    en="Limit of the card on the latest statement, over the yearly income",
    fr="Plafond de la carte au dernier relevé, rapporté au revenu annuel",
    concept=Concept.DEBT,
)


@feature(
    COMBINED,
    family=FAMILY,
    unit="ratio",
    fr="Charge annuelle d'emprunts, ce prêt compris, rapportée au revenu annuel",
    concept=Concept.DEBT,
    inputs=("application_annuity", MONTHLY, INCOME),
    risk="+",
    actionable=True,
    parts=(divided_by(INCOME),),
)
def combined_debt_service() -> nw.Expr:
    """Yearly burden of debt, this loan included, over the yearly income.

    Months of the annuity asked for and of the debts with other lenders that are known.
    """
    months = nw.col("application_annuity") + nw.coalesce(nw.col(MONTHLY), nw.lit(0.0))
    return ratio(months * 12, INCOME)


@feature(
    COMBINED,
    family=FAMILY,
    unit="ratio",
    fr="Dette connue auprès d'autres prêteurs et prêt demandé, rapportés au revenu annuel",
    concept=Concept.DEBT,
    inputs=(DEBT, "application_credit", INCOME),
    risk="+",
    actionable=True,
    parts=(divided_by(INCOME),),
)
def combined_debt_with_this_loan() -> nw.Expr:
    """Known debt with other lenders and the loan asked for, over the yearly income."""
    owed = nw.col("application_credit") + nw.coalesce(nw.col(DEBT), nw.lit(0.0))
    return ratio(owed, INCOME)
