"""The generated portfolio: ten tables that look and behave like Home Credit's, without a row of them."""

from creditworthy.tables.synthetic.portfolio import generate, generate_with_truth
from creditworthy.tables.synthetic.writing import generate_into, write

__all__ = ["generate", "generate_into", "generate_with_truth", "write"]
