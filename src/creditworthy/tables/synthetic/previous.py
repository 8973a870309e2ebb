"""The table of earlier applications to the lender, and the loans and cards that came of them."""

import numpy as np

from creditworthy.tables.synthetic.amounts import request_amounts
from creditworthy.tables.synthetic.answers import REQUESTS, Answers, draw_answers
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.demands import Demands, draw_demands
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, blank, normal_chance, normal_scores, ranked
from creditworthy.tables.synthetic.given import Category, labels_given, numbers_given
from creditworthy.tables.synthetic.occasions import SERVED, decision_days
from creditworthy.tables.synthetic.older import with_older
from creditworthy.tables.synthetic.products import product_columns
from creditworthy.tables.synthetic.requests import Requests, in_window
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["Requests", "draw_requests", "in_window", "request_columns"]

_FIRST_PREVIOUS = 1_000_000
_YIELDS = ("XNA", "low_action", "low_normal", "middle", "high")
_OLD_CARDS = 0.108
"""Share of the cards that were asked for before the window."""
_NO_KIND = 0.0016
"""Share of the applications for cash without an amount whose kind was not even recorded."""


def draw_requests(c: Circumstances, rng: np.random.Generator) -> Requests:
    """Draw what was asked for, and what the lender answered."""
    answers, days = _in_order(c, rng)
    size, sort = len(days), (answers.kind, answers.status)
    stage = labels_given(REQUESTS, "stage", rng.random(size), *sort)
    demands = draw_demands(c, answers, days, stage, rng)
    price = normal_chance(demands.price)
    yields = labels_given(REQUESTS, "NAME_YIELD_GROUP", price, answers.kind, stage, answers.status, order=_YIELDS)
    nameless = stage.is_("blank") & answers.kind.is_("Cash loans") & (rng.random(size) < _NO_KIND)
    return Requests(
        owner=answers.owner,
        sk_id_prev=_FIRST_PREVIOUS + rng.permutation(size),
        kind=np.where(nameless, "XNA", answers.kind.labels),
        status=answers.status.labels,
        yield_group=yields.labels,
        decision=days,
        size=demands.size,
        terms=_terms(answers, stage, demands),
        signed=_signed(answers, days, rng),
        kinds=answers.kind,
        statuses=answers.status,
        stage=stage,
        yields=yields,
        down=demands.down,
    )


def _in_order(c: Circumstances, rng: np.random.Generator) -> tuple[Answers, Whole]:
    """Return the applications and their days, an applicant's together and oldest first."""
    oldest_cards = ranked(c["card_age"], c.has_card) > normal_scores(np.array(1 - _OLD_CARDS))
    newer = c.has_card & c.has_previous & ~oldest_cards
    answers = draw_answers(c, newer, rng)
    return with_older(c, answers, decision_days(c, answers, rng), c.has_card & ~newer, rng)


def _terms(answers: Answers, stage: Category, demands: Demands) -> Numbers:
    terms = np.round(numbers_given(REQUESTS, "CNT_PAYMENT", demands.terms, answers.kind, answers.status))
    terms = np.where(answers.kind.is_("Revolving loans"), 0.0, terms)
    return blank(terms, ~stage.is_("priced", "limit"))


def _signed(answers: Answers, days: Whole, rng: np.random.Generator) -> Flags:
    """Sign most of the contracts; a card is signed where the applicant holds it, and a loan not in the last month."""
    signed = labels_given(REQUESTS, "signed", rng.random(len(days)), answers.kind).is_("yes")
    signed = np.where(answers.kind.is_("Revolving loans"), answers.holding, signed)
    return answers.status.is_("Approved") & signed & (days <= SERVED)


def request_columns(c: Circumstances, requests: Requests, rng: np.random.Generator) -> Columns:
    """Draw the columns of the table, but for the dates of the loans."""
    return {
        "SK_ID_CURR": c.sk_id_curr[requests.owner],
        "SK_ID_PREV": requests.sk_id_prev,
        "NAME_CONTRACT_TYPE": requests.kind,
        "NAME_CONTRACT_STATUS": requests.status,
        "DAYS_DECISION": requests.decision,
        "CNT_PAYMENT": requests.terms,
        **request_amounts(requests, rng),
        **product_columns(requests, rng),
    }
