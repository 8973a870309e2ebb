"""Credits with other lenders, as the credit bureau reports them: how many, how much, for how long, how well repaid."""

from creditworthy.features.bureau import amounts, arrears, counts, dates
from creditworthy.features.bureau.block import BUREAU

__all__ = ["BUREAU", "amounts", "arrears", "counts", "dates"]
