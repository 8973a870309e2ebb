"""Earlier consumer and cash loans with this lender, from their monthly states: the months, and the loans."""

from creditworthy.features.point_of_sale import loans, months
from creditworthy.features.point_of_sale.loan import POINT_OF_SALE_LOANS
from creditworthy.features.point_of_sale.months import POINT_OF_SALE

__all__ = ["POINT_OF_SALE", "POINT_OF_SALE_LOANS", "loans", "months"]
