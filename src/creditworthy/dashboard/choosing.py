"""Which applicant is next, which was before, and what was typed."""

from typing import TYPE_CHECKING

from creditworthy.errors import InputError

if TYPE_CHECKING:
    from creditworthy.client import Client

__all__ = ["PAGE", "following", "preceding", "typed", "window"]

PAGE = 200
"""Applicants that are listed at a time."""

NEAR = 500
"""Numbers that are looked through at a time for the one before: no more can be asked for at once."""


def typed(text: str) -> int:
    """Return the number of an applicant as it was typed; spaces are forgiven.

    >>> typed(" 100 002 ")
    100002
    """
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 15):
        raise InputError("“{given}” is not an applicant's number; type digits, such as 100002", given=text.strip()[:40])
    return int(digits)


def following(client: "Client", applicant: int) -> int | None:
    """Return the next known applicant, or None after the last."""
    return next(iter(client.applicants(after=applicant, limit=1).applicants), None)


def preceding(client: "Client", applicant: int) -> int | None:
    """Return the known applicant before, or None before the first; the service lists forwards only."""
    reach = NEAR
    while True:
        start = max(0, applicant - reach - 1)
        found = _last_before(client, applicant, start)
        if found is not None or start == 0:
            return found
        reach *= 8


def window(client: "Client", applicant: int | None) -> list[int]:
    """Return some known applicants around one, itself included where it is known; the first ones without one."""
    if applicant is None:
        return list(client.applicants(after=None, limit=PAGE).applicants)
    near = list(client.applicants(after=max(0, applicant - PAGE // 2), limit=PAGE).applicants)
    return near if applicant in near else sorted([*near, applicant])


def _last_before(client: "Client", applicant: int, start: int) -> int | None:
    last = None
    page = client.applicants(after=start, limit=NEAR)
    while page.applicants and page.applicants[0] < applicant:
        last = max(number for number in page.applicants if number < applicant)
        if page.applicants[-1] >= applicant or page.next is None:
            return last
        page = client.applicants(after=page.applicants[-1], limit=NEAR)
    return last
