import polars as pl
import pytest

from creditworthy.tables.dictionary import Column
from creditworthy.tables.rules import listed, rules


def holds(column: Column, name: str, values: list[object]) -> list[object]:
    rule = next(rule for rule in rules(column) if rule.name == name)
    return pl.DataFrame({"x": values}).select(rule.holds(pl.col("x"))).to_series().to_list()


def test_only_what_the_dictionary_promises_is_a_rule() -> None:
    assert rules(Column("x", "category", "category", "", "")) == ()
    everything = Column("x", "number", "currency", "", "", required=True, values=(1, 2), min=0, max=3)
    assert [rule.name for rule in rules(everything)] == ["required", "finite", "allowed", "min", "max"]


def test_limits_are_allowed_and_sentinels_stand_outside_them() -> None:
    days = Column("x", "integer", "days", "", "", min=-10, max=0, sentinels=(365243,))
    assert holds(days, "min", [-11, -10, 365243, None]) == [False, True, True, None]
    assert holds(days, "max", [0, 1, 365243, None]) == [True, False, True, None]


def test_sentinels_belong_to_the_list_of_values() -> None:
    sex = Column("x", "category", "category", "", "", values=("F", "M"), sentinels=("XNA",))
    assert holds(sex, "allowed", ["F", "XNA", "f", None]) == [True, True, False, None]


def test_a_number_may_be_compared_with_whole_values() -> None:
    flag = Column("x", "number", "flag", "", "", values=(0, 1))
    assert holds(flag, "allowed", [1.0, 0.5]) == [True, False]
    assert holds(flag, "finite", [1.0, float("inf"), float("-inf"), float("nan")]) == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("names", "said"), [((), ""), (("A",), "A"), (tuple("ABCDEFGHIJ"), "A, B, C, D, E, F, G, H and 2 more")]
)
def test_long_lists_are_cut(names: tuple[str, ...], said: str) -> None:
    assert listed(names) == said
