"""Documents made of evidence."""

from creditworthy.documents.comparison import comparison_figure

__all__ = ["comparison_figure"]
