"""The values of a lender's columns in words."""

from typing import Any

from creditworthy.language import CODES, category, current, say, value
from creditworthy.tables.dictionary import Column

__all__ = ["CODES", "escaped", "in_words", "known", "meaning_in_words", "named"]

YEAR = 365.25
LONG = 2 * YEAR
"""Days from which a span is better told in years."""


def known(content: Any, column: Column) -> Any:
    """Return a value, or None where it is a sentinel that stands for "unknown"."""
    return None if content in column.sentinels else content


def in_words(content: float | str | None, column: Column) -> str:
    """Return a value as a person would say it.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> columns = home_credit().application.columns
    >>> in_words(-1461, columns["DAYS_EMPLOYED"]), in_words(365243, columns["DAYS_EMPLOYED"])
    ('4.0 years before the application', 'unknown')
    >>> in_words("Y", columns["FLAG_OWN_CAR"]), in_words(0, columns["FLAG_PHONE"])
    ('yes', 'no')
    """
    content = known(content, column)
    if column.unit == "days" and isinstance(content, int | float):
        return _relative(content)
    return str(content) if column.unit == "identifier" else named(content, column.unit)


def named(content: float | str | None, unit: str) -> str:
    """Return a feature's value as a person would say it.

    >>> named("Y", "category"), named(0.25, "share")
    ('yes', '25.0%')
    """
    return category(content) if isinstance(content, str) else value(content, unit)


def meaning_in_words(column: Column) -> str:
    """Return what a column means where its value is told in words: spans need no unit then.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> meaning_in_words(home_credit().application.columns["DAYS_EMPLOYED"])
    'Start of the current job'
    """
    return column.meaning(current()).removesuffix(say(", in days relative to the application"))


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> escaped("Secondary / secondary *special*")
    'Secondary / secondary \\*special\\*'
    """
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>()#+-.!|$~:" else letter for letter in text)


def _relative(days: float) -> str:
    """Return days relative to the application: negative ones are before it."""
    if not days:
        return say("on the day of the application")
    size = abs(days)
    span = value(size / YEAR, "years") if size >= LONG else value(size, "days")
    return (
        say("{span} before the application", span=span) if days < 0 else say("{span} after the application", span=span)
    )
