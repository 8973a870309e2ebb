"""The language a reader asks for in ``Accept-Language``."""

import re
from typing import Annotated

from babel import negotiate_locale
from fastapi import Depends, Header, Response

from creditworthy.language import LANGUAGES

__all__ = ["Spoken", "reader_language", "spoken_headers"]

_WEIGHT = r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?"
_WISH = re.compile(rf"\s*(?P<tag>[A-Za-z0-9-]{{1,35}}|\*)\s*(?:;\s*q=(?P<weight>{_WEIGHT})\s*)?")


def reader_language(accept_language: str) -> str:
    """Return the language that suits the reader best (RFC 9110, section 12.5.4).

    >>> reader_language("de, fr-CA;q=0.8, en;q=0.5"), reader_language("fr;q=0, *"), reader_language("")
    ('fr', 'en', 'en')
    """
    wishes = [wish for part in accept_language.split(",") if (wish := _WISH.fullmatch(part))]
    weights = {wish["tag"].lower().replace("*", LANGUAGES[0]): float(wish["weight"] or 1) for wish in wishes}
    tags = sorted((tag for tag, weight in weights.items() if weight > 0), key=lambda tag: -weights[tag])
    return negotiate_locale(tags, LANGUAGES, sep="-") or LANGUAGES[0]


def spoken_headers(language: str) -> dict[str, str]:
    """Return the headers of an answer in a language."""
    return {"Content-Language": language, "Vary": "Accept-Language"}


# async: in a thread it would take longer
async def _spoken(
    response: Response,
    accept_language: Annotated[str, Header(description="Language of the answer: en (default) or fr.")] = "",
) -> str:
    language = reader_language(accept_language)
    response.headers.update(spoken_headers(language))
    return language


Spoken = Annotated[str, Depends(_spoken)]
"""The language of an answer, which says so in its headers."""
