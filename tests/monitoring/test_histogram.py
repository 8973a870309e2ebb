from xml.etree import ElementTree as ET

import polars as pl
import pytest

from creditworthy.language import speaking
from creditworthy.monitoring.histogram import bars, histogram

NUMBERS = pl.Series(range(1000), dtype=pl.Float64)


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter("text")]  # noqa: S314


def test_few_numbers_have_a_bar_each() -> None:
    found = bars(pl.Series([0.0, 0.0, 1.0, 2.0]), pl.Series([0.0, 3.0]), "count")
    assert [bar.text for bar in found] == ["0: 50.0% → 50.0%", "1: 25.0% → 0.0%", "2: 25.0% → 50.0%"]


def test_many_numbers_share_twenty_bars_and_extremes_fall_into_the_outer_ones() -> None:
    found = bars(NUMBERS, pl.concat([NUMBERS, pl.Series([1e9] * 1000)]), "count")
    assert len(found) == 20
    assert (found[0].first, found[-1].last) == ("10", "989")
    assert sum(bar.reference for bar in found) == pytest.approx(1.0)
    assert sum(bar.current for bar in found) == pytest.approx(1.0)
    assert found[-1].current > 0.5


def test_shares_count_the_missing_whose_bar_is_the_last() -> None:
    found = bars(pl.Series([1.0, None]), pl.Series([1.0, 1.0, 1.0, None]), "count")
    assert [(bar.missing, bar.reference, bar.current) for bar in found] == [(False, 0.5, 0.75), (True, 0.5, 0.25)]


def test_a_value_that_nearly_everybody_has_does_not_hide_the_others() -> None:
    rare = pl.Series([0.0] * 999 + [5.0])
    assert [bar.first for bar in bars(rare, rare, "count")] == ["0", "5"]


def test_the_less_frequent_categories_share_a_bar() -> None:
    names = pl.Series([name for count, name in enumerate("fedcba", start=1) for _ in range(count)])
    assert [bar.first for bar in bars(names, names, "category")] == ["a", "b", "c", "d", "others"]
    assert bars(names, names, "category")[-1].reference == 3 / 21


def test_nothing_known_on_one_side_or_both() -> None:
    unknown = pl.Series([None, None], dtype=pl.Float64)
    assert [bar.text for bar in bars(unknown, unknown, "count")] == ["unknown: 100.0% → 100.0%"]
    assert [bar.text for bar in bars(unknown, pl.Series([4.0]), "count")] == [
        "4: 0.0% → 100.0%",
        "unknown: 100.0% → 0.0%",
    ]


def test_a_picture_is_well_formed_and_says_its_ends() -> None:
    assert texts(histogram(NUMBERS, NUMBERS, "count")) == ["10", "989"]
    assert texts(histogram(pl.Series([1.0, None]), pl.Series([2.0]), "count")) == ["1", "2", "?"]
    nobody = pl.Series([None], dtype=pl.Float64)
    assert texts(histogram(nobody, nobody, "count")) == ["?"]


def test_a_long_or_pointed_category_is_shortened_and_escaped() -> None:
    picture = histogram(pl.Series(["<b>&\"'"]), pl.Series(["a category with quite a long name"]), "category")
    assert texts(picture) == ["<b>&\"'", "a category with q…"]
    assert "<b>" not in picture


def test_numbers_are_written_in_the_language_of_the_reader() -> None:
    with speaking("fr"):
        assert bars(pl.Series([1234.5]), pl.Series([1234.5]), "ratio")[0].first == "1\u202f234,50"
