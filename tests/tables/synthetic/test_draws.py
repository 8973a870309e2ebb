import numpy as np
import pytest

from creditworthy.tables.synthetic.draws import blank, pick, ranked, reading, streams


def test_streams_do_not_depend_on_each_other() -> None:
    first, second = streams(1, ["a", "b"]), streams(1, ["a", "b", "c"])
    first["a"].random(100)
    assert first["b"].random() == second["b"].random()
    assert second["a"].random() != second["c"].random()


def test_a_reading_has_its_weight_and_unit_variance(rng: np.random.Generator) -> None:
    quantity = rng.standard_normal(20_000)
    read = reading(rng, (0.6, quantity))
    assert read.std() == pytest.approx(1, abs=0.02)
    assert np.corrcoef(read, quantity)[0, 1] == pytest.approx(0.6, abs=0.02)


def test_pick_follows_shares_that_do_not_sum_to_one(rng: np.random.Generator) -> None:
    picked = pick(rng, {"a": 0.3, "b": 0.1, "never": 0.0}, 20_000)
    assert (picked == "a").mean() == pytest.approx(0.75, abs=0.02)
    assert set(picked) == {"a", "b"}


def test_blank_is_nan_for_numbers_and_none_for_labels() -> None:
    where = np.array([True, False])
    assert np.isnan(blank(np.array([1, 2]), where)).tolist() == [True, False]
    assert blank(np.array(["a", "b"], dtype=object), where).tolist() == [None, "b"]


def test_ranks_among_some_are_standard_normal_and_keep_their_order(rng: np.random.Generator) -> None:
    score = 3 + rng.standard_normal(4_000) ** 2
    some = np.arange(4_000) % 4 == 0
    found = ranked(score, some)
    assert found[some].mean() == pytest.approx(0, abs=1e-3)
    assert found[some].std() == pytest.approx(1, abs=0.01)
    assert (np.argsort(found[some]) == np.argsort(score[some])).all()
    assert (found[~some] == score[~some]).all()
