"""Gradient boosting candidates."""

from typing import Any

from creditworthy.models.candidate import Kind, candidate

__all__ = ["blend", "gradient_boosting", "lightgbm", "xgboost"]

RATE = 0.03


@candidate(Kind.BOOSTING, max_leaf_nodes=(8, 16, 31), min_samples_leaf=(40, 80, 160))
def gradient_boosting(seed: int, *, max_leaf_nodes: int = 12, min_samples_leaf: int = 80, max_iter: int = 300) -> Any:
    """Gradient boosted trees of scikit-learn: boosting without another library."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        learning_rate=RATE,
        max_iter=max_iter,
        max_leaf_nodes=max_leaf_nodes,
        min_samples_leaf=min_samples_leaf,
        max_features=0.3,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=seed,
    )


@candidate(Kind.BOOSTING, num_leaves=(8, 16, 31), min_child_samples=(40, 80, 160), n_estimators=(300, 500, 800))
def lightgbm(
    seed: int, *, num_leaves: int = 12, min_child_samples: int = 80, n_estimators: int = 500, threads: int = 0
) -> Any:
    """Gradient boosted trees: they take missing values, thresholds and interactions as they are.

    A slow rate, small trees and few columns a tree: this data rewards many weak, different trees.
    """
    from lightgbm import LGBMClassifier

    return LGBMClassifier(
        n_estimators=n_estimators,
        learning_rate=RATE,
        num_leaves=num_leaves,
        min_child_samples=min_child_samples,
        colsample_bytree=0.3,
        subsample=0.8,
        subsample_freq=1,
        reg_lambda=5.0,
        random_state=seed,
        deterministic=True,
        force_col_wise=True,
        n_jobs=threads,
        verbose=-1,
    )


@candidate(Kind.BOOSTING, max_depth=(3, 4, 5), min_child_weight=(5, 20, 80), n_estimators=(200, 300, 500))
def xgboost(
    seed: int, *, max_depth: int = 4, min_child_weight: float = 20.0, n_estimators: int = 300, threads: int = 0
) -> Any:
    """Gradient boosted trees grown level by level: LightGBM's closest rival."""
    from xgboost import XGBClassifier

    return XGBClassifier(
        n_estimators=n_estimators,
        learning_rate=RATE,
        max_depth=max_depth,
        min_child_weight=min_child_weight,
        colsample_bytree=0.3,
        subsample=0.8,
        reg_lambda=5.0,
        tree_method="hist",
        random_state=seed,
        n_jobs=threads,
    )


@candidate(Kind.BLEND, "logistic", "lightgbm", "xgboost")
def blend(seed: int) -> Any:  # noqa: ARG001 - every candidate takes a seed
    """Average the log-odds of logistic regression, LightGBM and XGBoost: they err in different ways."""
    from sklearn.dummy import DummyClassifier

    return DummyClassifier()
