from creditworthy.models.trees import decision_tree, random_forest


def test_parameters_reach_the_trees() -> None:
    tree = decision_tree(3, max_depth=4, min_samples_leaf=50)
    assert (tree.max_depth, tree.min_samples_leaf, tree.random_state) == (4, 50, 3)
    forest = random_forest(3, max_depth=8, min_samples_leaf=10, n_estimators=7)
    assert (forest.max_depth, forest.min_samples_leaf, forest.n_estimators, forest.random_state) == (8, 10, 7, 3)
