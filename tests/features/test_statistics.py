import narwhals as nw
import polars as pl
import pytest

from creditworthy.features.statistics import STATISTICS

ROWS = nw.from_native(pl.DataFrame({"group": ["a", "a", "a", "b"], "value": [1.0, None, 4.0, None]}).lazy())


@pytest.mark.parametrize(
    ("name", "known", "unknown"),
    [
        ("mean", 2.5, None),
        ("max", 4.0, None),
        ("min", 1.0, None),
        ("sum", 5.0, None),
        ("std", pytest.approx(4.5**0.5), None),
        ("last", 4.0, None),
        ("share", 2.5, None),
        ("count", 5.0, None),
        ("known", 2, 0),
    ],
)
def test_a_statistic_looks_at_known_values_alone(name: str, known: object, unknown: object) -> None:
    found = ROWS.group_by("group").agg(found=STATISTICS[name].of(nw.col("value"))).sort("group").collect()
    assert found["found"].to_list() == [known, unknown]
