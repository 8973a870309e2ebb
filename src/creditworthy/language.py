"""Sentences in the reader's language: English in the source, translations in ``locales``."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from creditworthy.errors import CreditworthyError

__all__ = ["CODES", "LANGUAGES", "category", "current", "number", "percent", "say", "sentence", "speaking", "value"]

LANGUAGES = ("en", "fr")

CODES = {
    "Y": "yes",
    "N": "no",
    "F": "female",
    "M": "male",
    "XAP": "not applicable",
    "MONDAY": "Monday",
    "TUESDAY": "Tuesday",
    "WEDNESDAY": "Wednesday",
    "THURSDAY": "Thursday",
    "FRIDAY": "Friday",
    "SATURDAY": "Saturday",
    "SUNDAY": "Sunday",
}
"""What the lenders' codes stand for."""

_DIGITS = {"currency": 0, "count": 0, "flag": 0, "rank": 0, "days": 0, "hour": 0, "years": 1, "months": 1}
_SPANS = {"days": "duration-day", "months": "duration-month", "years": "duration-year"}

_current: ContextVar[str] = ContextVar("language", default="en")


def current() -> str:
    """Return the language that is spoken now: ``"en"`` or ``"fr"``."""
    return _current.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within a block.

    >>> with speaking("fr"):
    ...     say("declined")
    'refusé'
    """
    token = _current.set(language if language in LANGUAGES else "en")
    try:
        yield
    finally:
        _current.reset(token)


def say(message: str, **values: object) -> str:
    """Return a message in the current language, with its ``{names}`` filled in.

    >>> say("{count} applicants", count=3)
    '3 applicants'
    """
    text = message if current() == "en" else _translations(current()).get(message, message)
    return _Writer().format(text, **values) if values else text


def sentence(error: CreditworthyError) -> str:
    """Return an error's sentence in the current language.

    >>> with speaking("fr"):
    ...     sentence(CreditworthyError("no {kind} '{name}'; known: {known}", kind="table", name="x", known="bureau"))
    'pas de table « x » ; noms connus : bureau'
    """
    lists = dict.fromkeys(("allowed", "files", "missing", "present"), _listed)
    words: dict[str, Callable[[str], str]] = {"kind": _kind, "why": say, **lists}
    values = {name: words[name](str(value)) if name in words else value for name, value in error.values.items()}
    return say(error.template, **values)


def number(amount: float, digits: int = 0) -> str:
    """Return a number as the current language writes it.

    >>> number(1234.5, digits=1), number(-0.04, digits=1)
    ('1,234.5', '0.0')
    """
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(_unsigned_zero(amount, digits), format=pattern, locale=current())


def percent(share: float, digits: int = 1) -> str:
    """Return a share as a percentage.

    >>> percent(0.0807)
    '8.1%'
    """
    from babel.numbers import format_percent

    pattern = "#,##0." + "0" * digits + ("\u202f%" if current() == "fr" else "%")
    return format_percent(_unsigned_zero(share, digits + 2), format=pattern, locale=current())


def category(content: str) -> str:
    """Return a category of a lender's column as a person would say it.

    >>> with speaking("fr"):
    ...     category("Working"), category("Y")
    ('Salarié', 'oui')
    """
    return say(CODES.get(content, content))


def value(content: float | str | None, unit: str) -> str:
    """Return a value with its unit, as a person would write it.

    >>> value(0.2534, "share"), value(43.21, "years"), value(None, "score")
    ('25.3%', '43.2 years', 'unknown')
    """
    if content is None:
        return say("unknown")
    if isinstance(content, str):
        return say(content)
    if unit == "share":
        return percent(content)
    if unit == "flag" and content in (0, 1):
        return say("yes") if content else say("no")
    return _span(content, unit) if unit in _SPANS else number(content, _DIGITS.get(unit, 2))


def _span(amount: float, unit: str) -> str:
    """Return an amount of time; Babel knows the plurals."""
    from babel.units import format_unit

    digits = _DIGITS[unit]
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_unit(_unsigned_zero(round(amount, digits), digits), _SPANS[unit], format=pattern, locale=current())


def _kind(kind: str) -> str:
    """Return what an unknown name was meant to be; "column of bureau" speaks of a column."""
    what, of, owner = kind.partition(" of ")
    return say("{kind} of {owner}", kind=say(what), owner=owner) if of else say(what)


def _listed(names: str) -> str:
    """Return a list of names with its "or", "and" or "and 3 more" in the current language."""
    shortened = re.sub(r" and (\d+) more$", lambda found: say(" and {count} more", count=found[1]), say(names))
    return re.sub(r"(?<=[a-z]) (or|and) (?=[A-Za-z_]+$)", lambda found: f" {say(found[1])} ", shortened)


class _Writer(Formatter):
    """``str.format``, but "{count:,}" groups digits as the current language does."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "," and isinstance(value, int | float):
            from babel.numbers import format_decimal

            return format_decimal(value, locale=current())
        return str(super().format_field(value, format_spec))


def _unsigned_zero(amount: float, digits: int) -> float:
    """Return the amount, or 0 where it rounds to 0: nobody writes "-0.0"."""
    return amount if round(amount, digits) else 0.0


@cache
def _translations(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    source = files(__package__).joinpath("locales", language, "LC_MESSAGES", "creditworthy.po")
    with source.open("rb") as lines:
        catalog = read_po(lines, locale=language)
    return {str(message.id): str(message.string) for message in catalog if message.id and message.string}
