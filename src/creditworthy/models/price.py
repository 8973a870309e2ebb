"""The price of a policy: what the champion loses by not looking at what is protected."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import polars as pl

from creditworthy.decision import Costs, Policy
from creditworthy.features import build, features_of
from creditworthy.intervals import Interval
from creditworthy.models.comparison import Data, Outcome, compare
from creditworthy.models.search import Search
from creditworthy.models.selection import standings
from creditworthy.tables.load import Tables

__all__ = ["EVERYTHING", "Price", "kept_out", "price_of"]

EVERYTHING = "everything"
"""What all protected columns together are called."""

Names: TypeAlias = Sequence[str]


@dataclass(frozen=True)
class Price:
    """What leaving features out costs: the measure with them minus that without, on the same applicants."""

    features: int
    auc: Interval
    business_score: Interval


def kept_out(tables: Tables, policy: Policy, families: Names = ()) -> dict[str, list[str]]:
    """Return the features that a policy keeps out: those that each protected column alone forbids, and all of them.

    A column of which no feature is made is not named; neither is everything where one column is everything.
    """
    known = features_of(tables.dictionary)
    usual = known.usual(families)
    left_out = [name for name in usual if not policy.allows(known[name].inputs)]
    found = {}
    for column in sorted(policy.protected):
        without = replace(policy, protected=policy.protected - {column})
        found[column] = [name for name in left_out if without.allows(known[name].inputs)]
    told = {column: names for column, names in found.items() if names}
    return {**told, EVERYTHING: left_out} if left_out and list(told.values()) != [left_out] else told


def price_of(
    tables: Tables,
    data: Data,
    champion: Outcome,
    out: Mapping[str, Names],
    *,
    costs: Costs,
    how: Search,
    seed: int,
    advance: Callable[[str], None] | None = None,
) -> dict[str, Price]:
    """Train the champion's candidate again with what was kept out, on the same folds, and compare.

    Parameters
    ----------
    tables, data, champion
        What was learnt from, and how the champion did without the features.
    out : mapping
        By name, the features that were kept out; see `kept_out`.
    costs, how, seed, advance
        As in `compare`.
    """
    names = dict.fromkeys(name for some in out.values() for name in some)
    frame = build(tables, list(names), part="train") if names else pl.DataFrame()

    def priced() -> Iterator[tuple[str, Price]]:
        for column, some in out.items():
            seeing = _with(data, frame, some)
            outcome = compare(seeing, [champion.contender], costs=costs, seed=seed, how=how, advance=advance)[0]
            found = standings(outcome, {column: champion}, data.defaulted, costs=costs, seed=seed)[column]
            yield column, Price(len(some), found.auc, found.business_score)

    return dict(priced())


def _with(data: Data, frame: pl.DataFrame, names: Names) -> Data:
    rows, telling = data.rows, [name for name in names if frame[name].n_unique() > 1]
    wider = rows.frame.hstack(frame.select(telling))
    return replace(data, rows=replace(rows, frame=wider, features=(*rows.features, *telling)))
