"""The language of the user's locale."""

import os
from typing import Literal

__all__ = ["spoken_here"]


def spoken_here() -> Literal["en", "fr"]:
    """Return the language of the user's locale: ``"fr"`` where it is French, else ``"en"``."""
    for name in ("CREDITWORTHY_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "fr" if os.environ[name][:2].lower() == "fr" else "en"
    return "en"
