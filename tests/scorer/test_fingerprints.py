from collections.abc import Callable
from dataclasses import replace

import narwhals as nw
import pytest

from creditworthy.features import FEATURES
from creditworthy.scorer.fingerprints import fingerprints
from creditworthy.tables.dictionary import home_credit

NAMES = ("application_credit", "application_income", "bureau_amt_credit_sum_mean")


@pytest.fixture
def computed_otherwise(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, float], None]:
    def change(name: str, factor: float) -> None:
        formula = FEATURES[name].formula
        changed = replace(FEATURES[name], formula=lambda: formula() * nw.lit(factor))
        monkeypatch.setitem(FEATURES._entries, name, changed)

    return change


def test_a_fingerprint_per_feature_in_the_order_asked() -> None:
    found = fingerprints(NAMES, home_credit())
    assert tuple(found) == NAMES
    assert len(set(found.values())) == 3
    assert all(len(digest) == 16 and set(digest) <= set("0123456789abcdef") for digest in found.values())


def test_a_fingerprint_depends_on_no_other_feature() -> None:
    assert fingerprints(NAMES[::-1], home_credit()) == fingerprints(NAMES, home_credit())
    assert fingerprints(NAMES[:1], home_credit())[NAMES[0]] == fingerprints(NAMES, home_credit())[NAMES[0]]


def test_another_formula_gives_another_fingerprint(computed_otherwise: Callable[[str, float], None]) -> None:
    before = fingerprints(NAMES, home_credit())
    computed_otherwise(NAMES[1], 1.001)
    after = fingerprints(NAMES, home_credit())
    assert [name for name in NAMES if after[name] != before[name]] == [NAMES[1]]


def test_the_last_bits_do_not_matter(computed_otherwise: Callable[[str, float], None]) -> None:
    before = fingerprints(NAMES, home_credit())
    computed_otherwise(NAMES[1], 1 + 2**-50)
    assert fingerprints(NAMES, home_credit()) == before
