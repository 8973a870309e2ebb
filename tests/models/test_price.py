from functools import partial
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy.decision import Costs, Policy
from creditworthy.features import FEATURES
from creditworthy.intervals import resampled
from creditworthy.models import Contender, Data, Rows, Search, compare, gather, kept_out, price_of
from creditworthy.models.price import EVERYTHING
from creditworthy.tables.load import Tables

GENDER, FAMILY = "application.CODE_GENDER", "application.NAME_FAMILY_STATUS"


def test_each_column_keeps_out_what_is_made_of_it(tables: Tables) -> None:
    policy = Policy(tables.dictionary.protected)
    found = kept_out(tables, policy)
    assert list(found) == [GENDER, FAMILY, EVERYTHING]
    for column in (GENDER, FAMILY):
        assert all(column in FEATURES[name].inputs for name in found[column])
    assert "application_gender" in found[GENDER]
    assert set(found[EVERYTHING]) == {name for name in FEATURES.usual() if not policy.allows(FEATURES[name].inputs)}


def test_one_column_is_everything_and_none_is_nothing(tables: Tables) -> None:
    assert list(kept_out(tables, Policy(frozenset({GENDER})))) == [GENDER]
    assert kept_out(tables, Policy(frozenset())) == {}


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch, tables: Tables) -> Data:
    """Two features of 600 applicants: noise that may decide, and one kept out that tells the outcome."""
    monkeypatch.setattr("creditworthy.models.comparison.resampled", partial(resampled, repeats=20))
    known = tables.applications("train").sort("SK_ID_CURR").select("SK_ID_CURR", "TARGET").head(600).collect()
    random, defaulted = np.random.default_rng(1), known["TARGET"].to_numpy().astype(np.int64)
    telling = known.select("SK_ID_CURR", telling=defaulted + random.normal(0, 0.5, 600), silent=pl.lit(1.0))
    monkeypatch.setattr("creditworthy.models.price.build", lambda *_, **__: telling)
    frame = known.select("SK_ID_CURR", noise=random.normal(size=600))
    parts = [(np.flatnonzero(np.arange(600) % 2 != part), np.arange(part, 600, 2)) for part in range(2)]
    return Data(Rows(frame, ("noise",), defaulted, np.arange(600)), parts)


def test_leaving_out_what_tells_is_dear(planted: Data, tables: Tables) -> None:
    champion = compare(planted, [Contender("decision_tree")], costs=Costs(), seed=1)[0]
    out: dict[str, list[str]] = {"application.TELLING": ["telling"], "application.SILENT": ["silent"]}
    told: list[str] = []
    options: dict[str, Any] = {"costs": Costs(), "how": Search(), "seed": 1}
    found = price_of(tables, planted, champion, out, **options, advance=told.append)
    dear, free = found.values()
    assert (dear.features, free.features) == (1, 1)
    assert dear.auc.low > 0.1
    assert dear.business_score.low > 0.05
    assert (free.auc.value, free.business_score.value) == (0.0, 0.0)
    assert told == ["decision_tree"] * 4


def test_nothing_kept_out_costs_nothing(planted: Data, tables: Tables) -> None:
    champion = compare(planted, [Contender("prior")], costs=Costs(), seed=1)[0]
    assert price_of(tables, planted, champion, {}, costs=Costs(), how=Search(), seed=1) == {}


def test_what_is_gathered_again_has_the_same_rows(tables: Tables) -> None:
    data = gather(tables, ["application_credit"], fold_count=2, seed=1)
    champion = compare(data, [Contender("prior")], costs=Costs(), seed=1)[0]
    found = price_of(tables, data, champion, {GENDER: ["application_gender"]}, costs=Costs(), how=Search(), seed=1)
    assert found[GENDER].auc.value == found[GENDER].business_score.value == 0.0
