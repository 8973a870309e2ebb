"""The simplest candidates: nothing but the default rate, and a straight line."""

from typing import Any

from creditworthy.models.candidate import Kind, candidate

__all__ = ["logistic", "prior"]


@candidate(Kind.PRIOR)
def prior(seed: int) -> Any:  # noqa: ARG001 - every candidate takes a seed
    """Answer with the default rate, whoever asks: what a model has to be better than to be one."""
    from sklearn.dummy import DummyClassifier

    return DummyClassifier(strategy="prior")


@candidate(Kind.LINE, C=(0.0003, 0.001, 0.003, 0.01))
def logistic(seed: int, *, C: float = 0.001, quantiles: int = 200) -> Any:  # noqa: N803 - scikit-learn's name
    """Regularised logistic regression: the reference that every other candidate must beat.

    Numbers are put on a normal scale by rank, so that one huge income does not decide; a missing value becomes the
    median and a column that says so. With hundreds of features that say nearly the same, it takes a strong penalty.
    """
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import QuantileTransformer, StandardScaler

    return make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        QuantileTransformer(output_distribution="normal", n_quantiles=quantiles, random_state=seed),
        StandardScaler(),
        LogisticRegression(C=C, max_iter=1000),
    )
