"""Earlier applications to this lender: how they ended, what they were for, what they cost and still ask for."""

from creditworthy.features.previous_applications import amounts, costs, outcomes, products, upcoming
from creditworthy.features.previous_applications.block import PREVIOUS

__all__ = ["PREVIOUS", "amounts", "costs", "outcomes", "products", "upcoming"]
