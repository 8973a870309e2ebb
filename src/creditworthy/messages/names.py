"""Names that an object of a request may hold, where they are not columns of a table."""

from collections.abc import Sequence

from pydantic_core import PydanticCustomError

__all__ = ["only_names"]

LONGEST = 100
"""Characters that are shown of names which do not belong there."""


def only_names(given: object, known: Sequence[str]) -> object:
    """Return what was given; another name than the known ones raises pydantic's error ``other_names``.

    >>> only_names({"items": []}, ["items"])
    {'items': []}
    """
    if isinstance(given, dict) and (other := [str(name) for name in given if name not in known]):
        names = {"known": ", ".join(known), "names": ", ".join(other[:3])[:LONGEST]}
        raise PydanticCustomError("other_names", "other_names", names)
    return given
