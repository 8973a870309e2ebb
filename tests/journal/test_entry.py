from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from creditworthy.journal import Draft
from creditworthy.journal.entry import microseconds, moment


def test_a_draft_has_a_random_id() -> None:
    first, second = Draft("decision", {}), Draft("decision", {})
    assert UUID(first.id).version == 4
    assert first.id != second.id


@given(st.integers(0, 4_000_000_000_000_000))
def test_a_moment_is_exact_to_the_microsecond(count: int) -> None:
    assert microseconds(moment(count)) == count
    assert moment(count).tzinfo is UTC


def test_a_moment_of_another_zone() -> None:
    assert microseconds(datetime.fromisoformat("1970-01-01T01:00:00+01:00")) == 0
