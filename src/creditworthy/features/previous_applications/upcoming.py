"""What running loans of this lender still ask for, beside the loan that is asked for now."""

import narwhals as nw

from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.measure import Shared
from creditworthy.features.previous_applications.block import PREVIOUS
from creditworthy.features.previous_applications.schedule import DUE_IN_MONTH, RUNNING, STILL_DUE
from creditworthy.features.summarise import summarise

__all__ = ["previous_applications_still_due_share"]

PAST = Concept.PAST

TOTAL = Shared("total_of_due", lambda: only(nw.col("still_due") > 0, nw.col("total_to_pay")))
DUE = Shared(
    "due_of_total",
    lambda: only((nw.col("still_due") > 0) & ~nw.col("total_to_pay").is_null(), nw.col("still_due")),
)

summarise(PREVIOUS, RUNNING, by=("count", "share"), concept=PAST)
summarise(PREVIOUS, STILL_DUE, by=("sum",), concept=PAST)
for due in DUE_IN_MONTH:
    summarise(PREVIOUS, due, by=("sum",), concept=PAST)


@feature(
    PREVIOUS,
    unit="share",
    fr="Part des échéances des prêts en cours auprès de ce prêteur qui reste à payer",
    concept=PAST,
    inputs=("still_due", "total_to_pay"),
    risk="+",
    parts=(DUE, TOTAL),
)
def previous_applications_still_due_share() -> nw.Expr:
    """Share of the payments of running loans of this lender that is still to come."""
    return ratio(nw.col(DUE.name).sum(), nw.col(TOTAL.name).sum())
