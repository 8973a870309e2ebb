from types import SimpleNamespace
from typing import Any

import pytest

from creditworthy.dashboard.choosing import following, preceding, typed, window
from creditworthy.errors import InputError


class Listing:
    """Known applicants that are listed forwards, at most 500 at a time, as the service does."""

    def __init__(self, *known: int) -> None:
        self.known = sorted(known)
        self.asked = 0

    def applicants(self, after: int | None = None, limit: int = 200) -> Any:
        assert limit <= 500
        self.asked += 1
        later = [number for number in self.known if number > (after or 0)]
        page = later[:limit]
        return SimpleNamespace(applicants=page, next=page[-1] if len(later) > limit else None)


def before(listing: Listing, applicant: int) -> int | None:
    return preceding(listing, applicant)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "number"), [("100002", 100_002), (" 100\u202f002 ", 100_002)])
def test_a_number_is_typed(text: str, number: int) -> None:
    assert typed(text) == number


@pytest.mark.parametrize("text", ["", "12a", "-5", "1.5", "²", "1" * 16])
def test_what_is_no_number_is_named(text: str) -> None:
    with pytest.raises(InputError, match=f"“{text}” is not an applicant's number; type digits, such as 100002"):
        typed(text)


def test_the_next_and_the_last() -> None:
    listing: Any = Listing(5, 9)
    assert (following(listing, 5), following(listing, 9)) == (9, None)


def test_the_one_before_is_found_across_any_gap() -> None:
    listing = Listing(3, 10, 11, 90_000, 500_000)
    assert [before(listing, number) for number in (500_000, 90_000, 11, 10, 3)] == [90_000, 11, 10, 3, None]


def test_the_one_before_where_they_are_dense_after_a_gap() -> None:
    crowd = range(1_000, 3_000)
    assert before(Listing(*crowd, 3_600), 3_600) == 2_999
    assert before(Listing(*crowd), 2_500) == 2_499


def test_the_window_holds_the_applicant() -> None:
    listing: Any = Listing(*range(1, 1_000))
    assert window(listing, None) == list(range(1, 201))
    assert window(listing, 500) == list(range(401, 601))
    assert window(Listing(7, 8), 3) == [3, 7, 8]  # type: ignore[arg-type]
