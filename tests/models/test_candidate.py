from importlib import import_module
from typing import Any

import pytest

from creditworthy.catalog import Catalog
from creditworthy.errors import UnknownNameError
from creditworthy.models import CANDIDATES, Candidate, candidate


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Catalog[Candidate]:
    catalog: Catalog[Candidate] = Catalog("candidate")
    # the package calls the decorator by the module's name
    monkeypatch.setattr(import_module("creditworthy.models.candidate"), "CANDIDATES", catalog)
    return catalog


def coin(seed: int, *, sides: int = 2) -> Any:
    """Heads or tails: what anybody can do.

    More is not said in the catalogue.
    """
    return seed, sides


def test_a_candidate_is_registered_and_stays_the_function(empty: Catalog[Candidate]) -> None:
    assert candidate(sides=(2, 6))(coin) is coin
    assert list(empty) == ["coin"]
    assert empty["coin"] == Candidate("coin", coin, {"sides": (2, 6)}, "Heads or tails: what anybody can do.")
    assert empty["coin"].make(3, sides=6) == (3, 6)


def test_a_name_is_taken_once(empty: Catalog[Candidate]) -> None:
    candidate()(coin)
    with pytest.raises(ValueError, match="two entries of kind candidate are called 'coin'"):
        candidate()(coin)


def test_the_simplest_come_first() -> None:
    assert list(CANDIDATES) == [
        "prior",
        "logistic",
        "scorecard",
        "decision_tree",
        "random_forest",
        "gradient_boosting",
        "lightgbm",
        "xgboost",
        "blend",
    ]


def test_an_unknown_candidate_is_a_sentence() -> None:
    with pytest.raises(UnknownNameError) as caught:
        CANDIDATES["lightgmb"]
    assert str(caught.value) == "no candidate 'lightgmb'; close names: lightgbm"
