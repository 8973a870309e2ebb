"""What the report calls things in the reader's language: columns, categories, outcomes, amounts."""

from textwrap import wrap

from creditworthy.language import current, number, say
from creditworthy.tables.dictionary import Column

__all__ = [
    "compact",
    "meaning_of",
    "outcome_name",
    "short_meaning",
    "shortened",
    "signed",
    "spoken",
    "strength_name",
    "typeset",
    "wrapped",
]

_TEN, _THOUSAND = 10, 1000


def typeset(text: str) -> str:
    """Return a text with the apostrophes that the current language prints."""
    return text.replace("'", "’") if current() == "fr" else text


def meaning_of(column: Column) -> str:
    """Return the dictionary's words for a column in the current language; its name where there are none."""
    return typeset(column.meaning(current()) or column.name)


def short_meaning(column: Column) -> str:
    """Return what a column means, without its unit of time and what is in brackets.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> columns = home_credit().application.columns
    >>> short_meaning(columns["DAYS_EMPLOYED"]), short_meaning(columns["COMMONAREA_AVG"])
    ('Start of the current job', 'Average common area of the building')
    """
    words = meaning_of(column).partition(" (")[0]
    return words.partition(say(", in days "))[0].partition(say(", in months "))[0]


def outcome_name(outcome: int | None) -> str:
    """Return what an outcome is called.

    >>> outcome_name(1)
    'in default'
    """
    return say({0: "repaid", 1: "in default", None: "all applications"}[outcome])


def strength_name(strength: str) -> str:
    """Return what an information value is called.

    >>> strength_name("strong")
    'strong'
    """
    return say({"none": "negligible", "weak": "weak", "medium": "medium", "strong": "strong"}[strength])


def signed(value: float, digits: int = 2) -> str:
    """Return a number with a real minus sign.

    >>> signed(-0.5)
    '−0.50'
    """
    written = number(abs(value), digits)
    return f"−{written}" if value < 0 and float(f"{value:.{digits}f}") else written


def spoken(amount: float, *, whole: bool = False) -> str:
    """Return a number with as many decimals as its size needs; a whole number of a column of such has none.

    >>> spoken(148500.0), spoken(43.64), spoken(0.5052), spoken(2.0, whole=True)
    ('148,500', '43.6', '0.505', '2')
    """
    if abs(amount) >= _THOUSAND or (whole and amount == round(amount)):
        return signed(amount, 0)
    return signed(amount, 1 if abs(amount) >= _TEN else 2 if abs(amount) >= 1 else 3)


def compact(amount: float) -> str:
    """Return a large number in few letters.

    >>> compact(1_500_000), compact(250_000)
    ('1.5M', '250K')
    """
    from babel.numbers import format_compact_decimal

    return format_compact_decimal(amount, locale=current(), fraction_digits=1)


def wrapped(text: str, width: int = 46) -> str:
    r"""Return a text on two lines at most, cut at a word.

    >>> wrapped("Number of enquiries in the last month", 22)
    'Number of enquiries in\nthe last month'
    """
    return "\n".join(wrap(text, width, max_lines=2, placeholder="…"))


def shortened(text: str, limit: int = 34) -> str:
    """Return a text that fits beside an axis, cut at a letter.

    >>> shortened("Secondary / secondary special", 12)
    'Secondary /…'
    """
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
