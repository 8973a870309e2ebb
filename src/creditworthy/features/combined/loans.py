"""The loan asked for against the loans that were granted before, and histories against a life."""

from creditworthy.features.combined.block import over
from creditworthy.features.feature import Concept

__all__ = ["PREVIOUS"]

PREVIOUS = "previous_applications"

over(
    "annuity_to_past",
    "application_annuity",
    "installments_planned_max",
    en="Annuity asked for over the largest instalment planned so far",
    fr="Annuité demandée rapportée à la plus grosse échéance prévue jusqu'ici",
    concept=Concept.PAST,
    actionable=True,
)
over(
    "credit_to_past",
    "application_credit",
    f"{PREVIOUS}_approved_amt_credit_max",
    en="Amount asked for over the largest loan granted so far",
    fr="Montant demandé rapporté au plus gros prêt accordé jusqu'ici",
    concept=Concept.PAST,
    actionable=True,
)
over(
    "credit_to_mean_past",
    "application_credit",
    f"{PREVIOUS}_approved_amt_credit_mean",
    en="Amount asked for over the mean of the loans granted so far",
    fr="Montant demandé rapporté à la moyenne des prêts accordés jusqu'ici",
    concept=Concept.PAST,
    actionable=True,
)
over(
    "annuity_to_mean_past",
    "application_annuity",
    f"{PREVIOUS}_approved_amt_annuity_mean",
    en="Annuity asked for over the mean annuity of the loans granted so far",
    fr="Annuité demandée rapportée à l'annuité moyenne des prêts accordés jusqu'ici",
    concept=Concept.PAST,
    actionable=True,
)
over(
    "annuity_to_max_past",
    "application_annuity",
    f"{PREVIOUS}_approved_amt_annuity_max",
    en="Annuity asked for over the largest annuity granted so far",
    fr="Annuité demandée rapportée à la plus grosse annuité accordée jusqu'ici",
    concept=Concept.PAST,
    actionable=True,
)
over(
    "credit_to_asked",
    "application_credit",
    f"{PREVIOUS}_asked_max",
    en="Amount asked for over the largest amount asked for so far",
    fr="Montant demandé rapporté au plus gros montant demandé jusqu'ici",
    concept=Concept.PAST,
    actionable=True,
)
over(
    "term_to_past",
    "application_term",
    f"{PREVIOUS}_approved_cnt_payment_mean",
    en="Term asked for over the mean term of the loans granted so far",
    fr="Durée demandée rapportée à la durée moyenne des prêts accordés jusqu'ici",
    concept=Concept.PAST,
    actionable=True,
)
over(
    "credit_to_elsewhere",
    "application_credit",
    "bureau_amt_credit_sum_max",
    en="Amount asked for over the largest credit with another lender",
    fr="Montant demandé rapporté au plus gros crédit auprès d'un autre prêteur",
    concept=Concept.DEBT,
    actionable=True,
)
over(
    "past_total_to_income",
    f"{PREVIOUS}_approved_total_to_pay_max",
    "application_income",
    en="Largest total to pay of a loan granted so far, over the yearly income",
    fr="Plus gros total à payer d'un prêt accordé jusqu'ici, rapporté au revenu annuel",
    concept=Concept.PAST,
)
over(
    "bureau_history_to_age",
    "bureau_years_since_max",
    "application_age",
    en="Time since the first credit with another lender, as a share of life",
    fr="Temps écoulé depuis le premier crédit auprès d'un autre prêteur, en part de la vie",
    concept=Concept.DEBT,
    unit="share",
    risk="-",
)
over(
    "history_here_to_age",
    f"{PREVIOUS}_years_ago_max",
    "application_age",
    en="Time since the first application here, as a share of life",
    fr="Temps écoulé depuis la première demande ici, en part de la vie",
    concept=Concept.PAST,
    unit="share",
    risk="-",
)
over(
    "employed_to_history_here",
    "application_years_employed",
    f"{PREVIOUS}_years_ago_max",
    en="Time in the present job over the time since the first application here",
    fr="Ancienneté dans l'emploi rapportée au temps écoulé depuis la première demande ici",
    concept=Concept.INCOME,
)
