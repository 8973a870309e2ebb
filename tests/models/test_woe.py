from pathlib import Path

import numpy as np

from creditworthy.models.woe import BinnedColumn, ScorecardModel, load_scorecard

CARD = ScorecardModel(
    [BinnedColumn(1, (0.0, 2.0), (-1.0, 0.5, 1.5), 0.25, 2.0), BinnedColumn(0, (), (0.0,), 1.0, 3.0)], intercept=-2.0
)
ROWS = np.array([[7.0, -0.1], [np.nan, 0.0], [7.0, 2.0], [7.0, np.nan], [7.0, np.inf]])


def test_points_add_up_to_log_odds_and_a_value_on_a_split_belongs_to_the_upper_bin() -> None:
    assert CARD.margin(ROWS).tolist() == [-4.0, 2.0, 1.0, -1.5, 1.0]


def test_contributions_are_the_points_of_each_column() -> None:
    assert CARD.contributions(ROWS)[:2].tolist() == [[0.0, -2.0, -2.0], [3.0, 1.0, -2.0]]


def test_saved_and_read_it_is_the_same(tmp_path: Path) -> None:
    CARD.save(tmp_path)
    assert load_scorecard(tmp_path / CARD.files[0]) == CARD
