"""Gradient boosting candidates."""

from typing import Any

from creditworthy.models.candidate import candidate

__all__ = ["lightgbm"]


@candidate(num_leaves=(8, 16, 31), min_child_samples=(40, 80, 160), n_estimators=(300, 500, 800))
def lightgbm(
    seed: int, *, num_leaves: int = 12, min_child_samples: int = 80, n_estimators: int = 500, threads: int = 0
) -> Any:
    """Gradient boosted trees: they take missing values, thresholds and interactions as they are.

    A slow rate, small trees and few columns a tree: this data rewards many weak, different trees.
    """
    from lightgbm import LGBMClassifier

    return LGBMClassifier(
        n_estimators=n_estimators,
        learning_rate=0.03,
        num_leaves=num_leaves,
        min_child_samples=min_child_samples,
        colsample_bytree=0.3,
        subsample=0.8,
        subsample_freq=1,
        reg_lambda=5.0,
        random_state=seed,
        deterministic=True,
        force_row_wise=True,
        n_jobs=threads,
        verbose=-1,
    )
