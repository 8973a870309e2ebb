"""Documents made of evidence."""

from creditworthy.documents.committee import committee_page
from creditworthy.documents.comparison import comparison_figure
from creditworthy.documents.curves import curves_figure
from creditworthy.documents.reliability import reliability_figure

__all__ = ["committee_page", "comparison_figure", "curves_figure", "reliability_figure"]
