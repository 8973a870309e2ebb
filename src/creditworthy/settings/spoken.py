"""The language of the user's locale."""

import os

from creditworthy.language import LANGUAGES

__all__ = ["spoken_here"]


def spoken_here() -> str:
    """Return the language of the user's locale: ``"fr"`` where it is French, else ``"en"``."""
    for name in ("CREDITWORTHY_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            language = os.environ[name][:2].lower()
            return language if language in LANGUAGES else "en"
    return "en"
