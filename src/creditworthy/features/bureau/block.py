"""The credits of an applicant with other lenders, numbered from the last one taken."""

import narwhals as nw

from creditworthy.features.bureau.measures import MEASURES
from creditworthy.features.bureau.slices import LATEST, SLICES
from creditworthy.features.feature import Block, Frame
from creditworthy.tables.dictionary import APPLICANT

__all__ = ["BUREAU"]


def _numbered(credits_: Frame) -> Frame:
    """Number the credits of an applicant from 1, the one taken last."""
    latest_first = nw.col("one").cum_sum(reverse=True).over(APPLICANT, order_by=["DAYS_CREDIT", "SK_ID_BUREAU"])
    return credits_.with_columns(one=nw.lit(1.0)).with_columns(number=latest_first)


BUREAU = Block(
    "bureau",
    "bureau",
    prepare=_numbered,
    derived={"number": ("DAYS_CREDIT", "SK_ID_BUREAU")},
    divisors=("AMT_CREDIT_SUM",),
    columns=(*SLICES, LATEST, *MEASURES),
)
