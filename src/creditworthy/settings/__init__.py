"""Settings: the only place that reads environment variables and ``creditworthy.toml``.

A value comes from, in this order: the command line, ``CREDITWORTHY_*`` variables, ``creditworthy.toml`` in the current
folder, the default.
"""

from functools import cache
from typing import TYPE_CHECKING

from creditworthy.errors import InputError
from creditworthy.settings.spoken import spoken_here

if TYPE_CHECKING:
    from creditworthy.settings.model import Settings
    from creditworthy.tables.dictionary import Dictionary

__all__ = ["lender", "settings", "spoken_here"]


@cache
def settings() -> "Settings":
    """Return the settings of this process.

    Raises
    ------
    InputError
        Where a variable or the file holds something that cannot be.
    """
    from pydantic import ValidationError

    from creditworthy.settings.faults import fault
    from creditworthy.settings.model import FILE, Settings

    try:
        return Settings()
    except ValidationError as error:
        raise fault(error.errors()[0], FILE.name, list(Settings.model_fields)) from error
    except ValueError as error:
        raise InputError("{file}: not valid TOML ({why})", file=FILE, why=error) from error


def lender() -> "Dictionary":
    """Return the dictionary of the lender that the settings name.

    Raises
    ------
    InputError
        Where the settings cannot be, or name a file that is no dictionary.
    """
    from pathlib import Path

    from creditworthy.tables.dictionary import home_credit, read_dictionary

    named = settings().dictionary
    return home_credit() if named == home_credit().name else read_dictionary(Path(named))
