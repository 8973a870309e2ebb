"""The table of credits at other lenders, as the credit bureau reports them."""

from statistics import NormalDist

import numpy as np

from creditworthy.tables.synthetic.bureau_amounts import amount_columns
from creditworthy.tables.synthetic.bureau_arrears import arrears_columns
from creditworthy.tables.synthetic.bureau_credits import draw_credits
from creditworthy.tables.synthetic.bureau_states import ended_on, state_columns
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, pick, ranked, reading
from creditworthy.tables.synthetic.marginals import shares
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["ENDED", "MONTHLY", "SILENT", "bureau_columns"]

MONTHLY, SILENT, ENDED = "monthly", "silent", "ended"
"""Working columns (not published): whether a credit is told of month by month, how often that stops a year, and the
day on which a credit that is not open ended."""
_FIRST_CREDIT = 5_000_000
_MONTHLY_IN_TRAIN, _MONTHLY_IN_TEST = 0.36, 0.999
"""Share of the applicants, of those whom the bureau knows, whose credits are told of month by month."""
_SILENT_IN_TRAIN = 0.13
_PROLONGED, _PROLONGED_CARD = 0.00025, 0.0045
_MOST_PROLONGED = 3


def bureau_columns(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Draw the credits of every applicant whom the bureau knows."""
    credits_ = draw_credits(c, rng)
    owner = credits_.owners.owner
    ended = ended_on(credits_, rng)
    monthly = _monthly(c, rng)[owner]
    amounts = amount_columns(credits_, monthly, rng)
    return {
        "SK_ID_CURR": c.sk_id_curr[owner],
        "SK_ID_BUREAU": _FIRST_CREDIT + rng.permutation(len(owner)),
        "CREDIT_CURRENCY": pick(rng, shares("bureau", "CREDIT_CURRENCY"), len(owner)),
        "CREDIT_TYPE": credits_.kind.labels,
        "CNT_CREDIT_PROLONG": rng.binomial(_MOST_PROLONGED, np.where(credits_.card, _PROLONGED_CARD, _PROLONGED)),
        MONTHLY: monthly,
        SILENT: np.where(c.in_test, 0.0, _SILENT_IN_TRAIN)[owner],
        ENDED: ended,
        **amounts,
        **state_columns(credits_, ended, amounts["AMT_CREDIT_SUM_DEBT"], rng),
        **arrears_columns(credits_, ended, amounts, rng),
    }


def _monthly(c: Circumstances, rng: np.random.Generator) -> Flags:
    """Return whose credits are told of month by month: of train, the later applications, which are the riskier."""
    later = reading(rng, (0.15, c["goods"]), (0.1, c["enquiries_year"]), (-0.1, c["external_3"]), (0.2, c["shock"]))
    in_train = ranked(later, c.in_bureau & ~c.in_test) > NormalDist().inv_cdf(1 - _MONTHLY_IN_TRAIN)
    return np.where(c.in_test, rng.random(len(c)) < _MONTHLY_IN_TEST, in_train)
