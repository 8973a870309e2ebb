"""Sentences in the reader's language: English in the source, translations in ``locales``."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

from creditworthy.errors import CreditworthyError

__all__ = ["LANGUAGES", "current", "number", "percent", "say", "sentence", "speaking", "value"]

LANGUAGES = ("en", "fr")

_current: ContextVar[str] = ContextVar("language", default="en")


def current() -> str:
    """Return the language that is spoken now: ``"en"`` or ``"fr"``."""
    return _current.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within a block.

    >>> with speaking("fr"):
    ...     say("decline")
    'refuser'
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
    return text.format(**values) if values else text


def sentence(error: CreditworthyError) -> str:
    """Return an error's sentence in the current language."""
    return say(error.template, **error.values)


def number(amount: float, digits: int = 0) -> str:
    """Return a number as the current language writes it.

    >>> number(1234.5, digits=1)
    '1,234.5'
    """
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(amount, format=pattern, locale=current())


def percent(share: float, digits: int = 1) -> str:
    """Return a share as a percentage.

    >>> percent(0.0807)
    '8.1%'
    """
    from babel.numbers import format_percent

    return format_percent(
        share, format="#,##0." + "0" * digits + ("\u202f%" if current() == "fr" else "%"), locale=current()
    )


def value(content: float | str | None, unit: str) -> str:
    """Return a value with its unit, as a person would write it.

    >>> value(0.2534, "share"), value(43.21, "years"), value(None, "score")
    ('25.3%', '43.2 years', 'unknown')
    """
    if content is None:
        return say("unknown")
    if isinstance(content, str):
        return content
    if unit == "share":
        return percent(content)
    digits = {"currency": 0, "count": 0, "flag": 0, "rank": 0, "days": 0, "hour": 0, "years": 1, "months": 1}
    written = number(content, digits.get(unit, 2))
    return say("{amount} " + unit, amount=written) if unit in {"days", "months", "years"} else written


@cache
def _translations(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    source = files(__package__).joinpath("locales", language, "LC_MESSAGES", "creditworthy.po")
    with source.open("rb") as lines:
        catalog = read_po(lines, locale=language)
    return {str(message.id): str(message.string) for message in catalog if message.id and message.string}
