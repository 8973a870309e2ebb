from collections.abc import Mapping
from typing import Any

import pytest

from creditworthy.models.search import METHODS, Method, Search, search

SPACE = {"depth": (1, 2, 3), "rate": (0.1, 0.2)}


def judge(chosen: Mapping[str, Any]) -> float:
    return -abs(chosen.get("depth", 9) - 2) - chosen.get("rate", 0.3)


def test_a_grid_tries_everything_and_finds_the_best() -> None:
    tried: list[dict[str, Any]] = []

    def counted(chosen: Mapping[str, Any]) -> float:
        tried.append(dict(chosen))
        return judge(chosen)

    assert search(SPACE, counted, Search("grid"), seed=1) == {"depth": 2, "rate": 0.1}
    assert len(tried) == 7
    assert tried[0] == {}


@pytest.mark.parametrize("method", ["random", "optuna"])
def test_a_budget_is_kept_and_the_seed_decides(method: Method) -> None:
    tried: list[dict[str, Any]] = []

    def counted(chosen: Mapping[str, Any]) -> float:
        tried.append(dict(chosen))
        return judge(chosen)

    found = search(SPACE, counted, Search(method, trials=4), seed=1)
    assert len(tried) == 5
    first = tried.copy()
    tried.clear()
    assert search(SPACE, counted, Search(method, trials=4), seed=1) == found
    assert tried == first
    assert judge(found) == max(map(judge, tried))


def test_more_random_trials_than_there_are_values_try_each_once() -> None:
    assert search(SPACE, judge, Search("random", trials=99), seed=1) == {"depth": 2, "rate": 0.1}


@pytest.mark.parametrize("method", METHODS)
def test_the_defaults_win_ties(method: Method) -> None:
    assert search(SPACE, lambda _: 1.0, Search(method), seed=1) == {}


def test_nothing_is_tried_without_a_search_or_a_space() -> None:
    assert search(SPACE, lambda _: 1 / 0, Search("none"), seed=1) == {}
    assert search({}, lambda _: 1 / 0, Search("grid"), seed=1) == {}
