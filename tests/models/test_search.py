from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from creditworthy.models.search import METHODS, Method, Search, search

SPACE = {"depth": (1, 2, 3), "rate": (0.1, 0.2)}


class Judge:
    """The nearer the depth to 2 and the smaller the rate, the better; it keeps what was tried, and may break off."""

    def __init__(self, breaks_at: int = 99) -> None:
        self.tried: list[dict[str, Any]] = []
        self.breaks_at = breaks_at

    def __call__(self, chosen: Mapping[str, Any]) -> Iterator[float]:
        if len(self.tried) == self.breaks_at:
            raise KeyboardInterrupt
        self.tried.append(dict(chosen))
        yield value(chosen)


def value(chosen: Mapping[str, Any]) -> float:
    return -abs(chosen.get("depth", 9) - 2) - chosen.get("rate", 0.3)


def test_a_grid_tries_everything_and_finds_the_best() -> None:
    judge = Judge()
    found = search(SPACE, judge, Search("grid"), seed=1)
    assert found.parameters == {"depth": 2, "rate": 0.1}
    assert len(judge.tried) == 7
    assert judge.tried[0] == {}
    assert [dict(one.parameters) for one in found.tried] == judge.tried


@pytest.mark.parametrize("method", ["random", "optuna"])
def test_a_budget_is_kept_and_the_seed_decides(method: Method) -> None:
    judge, again = Judge(), Judge()
    found = search(SPACE, judge, Search(method, trials=4), seed=1)
    assert len(judge.tried) == 5
    assert search(SPACE, again, Search(method, trials=4), seed=1) == found
    assert again.tried == judge.tried
    assert value(found.parameters) == max(map(value, judge.tried))


def test_more_random_trials_than_there_are_values_try_each_once() -> None:
    assert search(SPACE, Judge(), Search("random", trials=99), seed=1).parameters == {"depth": 2, "rate": 0.1}


@pytest.mark.parametrize("method", METHODS)
def test_the_defaults_win_ties(method: Method) -> None:
    assert search(SPACE, lambda _: [1.0], Search(method), seed=1).parameters == {}


def test_nothing_is_tried_without_a_search_or_a_space() -> None:
    assert search(SPACE, lambda _: [1 / 0], Search("none"), seed=1).parameters == {}
    assert search({}, lambda _: [1 / 0], Search("grid"), seed=1).parameters == {}


@pytest.mark.parametrize("method", ["grid", "random", "optuna"])
def test_a_search_that_was_interrupted_goes_on_and_ends_as_if_it_had_not_been(method: Method, tmp_path: Path) -> None:
    whole = search(SPACE, Judge(), Search(method, trials=5), seed=1)
    kept = Search(method, trials=5, studies=tmp_path / "new" / "studies.db")
    with pytest.raises(KeyboardInterrupt):
        search(SPACE, Judge(breaks_at=3), kept, seed=1)
    rest = Judge()
    assert search(SPACE, rest, kept, seed=1) == whole
    assert len(rest.tried) == len(whole.tried) - 3
    assert search(SPACE, rest, kept, seed=1, name="another") == whole


def test_no_trial_begins_after_its_time() -> None:
    found = search(SPACE, Judge(), Search("optuna", trials=50, seconds=1e-9), seed=1)
    assert [dict(one.parameters) for one in found.tried] == [{}]


def test_what_does_badly_in_its_first_part_is_given_up() -> None:
    parts: dict[int, int] = {}

    def judge(chosen: Mapping[str, Any]) -> Iterator[float]:
        for _ in range(3):
            parts[chosen.get("depth", 0)] = parts.get(chosen.get("depth", 0), 0) + 1
            yield 1.0 if chosen.get("depth", 9) < 3 else 0.0

    found = search({"depth": (1, 2, 3)}, judge, Search("optuna", trials=20), seed=1)
    given_up = [one for one in found.tried if one.pruned]
    assert given_up
    assert {one.parameters["depth"] for one in given_up} == {3}
    assert found.parameters["depth"] in {1, 2}
    assert parts[3] < 3 * sum(one.parameters.get("depth") == 3 for one in found.tried)
