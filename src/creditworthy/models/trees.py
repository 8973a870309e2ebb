"""Candidates of single trees and of forests."""

from typing import Any

from creditworthy.models.candidate import Kind, candidate

__all__ = ["decision_tree", "random_forest"]


@candidate(Kind.TREE, max_depth=(4, 6, 8), min_samples_leaf=(50, 100, 200))
def decision_tree(seed: int, *, max_depth: int = 6, min_samples_leaf: int = 100) -> Any:
    """One decision tree: what a committee could read off a single page."""
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(max_depth=max_depth, min_samples_leaf=min_samples_leaf, random_state=seed)


@candidate(Kind.FOREST, max_depth=(8, 12, 16), min_samples_leaf=(10, 20, 40))
def random_forest(
    seed: int, *, max_depth: int = 12, min_samples_leaf: int = 20, n_estimators: int = 200, threads: int = -1
) -> Any:
    """Many deep trees on resampled rows: strong without tuning, and hard to overfit."""
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(
        n_estimators=n_estimators,
        max_depth=max_depth,
        min_samples_leaf=min_samples_leaf,
        random_state=seed,
        n_jobs=threads,
    )
