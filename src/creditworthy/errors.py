"""Every error that creditworthy raises on purpose.

::

    CreditworthyError          the one base class to catch
    ├── InputError             what the user gave cannot be used: exit code 2, HTTP 4xx
    │   ├── TableError         a table breaks its contract: table, column, how many rows, an example
    │   ├── UnknownNameError   a name that a catalogue, a dictionary or a store does not hold: HTTP 404
    │   └── RefusedError       a service answered with a problem, whose sentence this is
    ├── ScorerError            a saved scorer is corrupt, foreign or computes differently today
    ├── JournalError           the journal cannot be used as it is
    │   ├── JournalUnavailableError  its database is away, full, or locked for too long: HTTP 503; wait: seconds
    │   ├── KeyInFlightError   the request with this key is still being answered: HTTP 409; wait: seconds
    │   └── KeyReusedError     an InputError too: this key came with another request before: HTTP 422
    └── GateError              a check that was asked for did not pass: exit code 3

A message is a template and its values, so that it can be shown in the reader's language::

    raise InputError("{path}: no such file; give a folder made by «creditworthy data generate»", path=path)
"""

from collections.abc import Callable
from functools import partial

__all__ = [
    "CreditworthyError",
    "GateError",
    "InputError",
    "JournalError",
    "JournalUnavailableError",
    "KeyInFlightError",
    "KeyReusedError",
    "RefusedError",
    "ScorerError",
    "TableError",
    "UnknownNameError",
]


class CreditworthyError(Exception):
    """An error with a sentence for its reader: what, where, the offender, the remedy.

    Parameters
    ----------
    template : str
        The English sentence, with ``{names}`` for its values; it is also the key of its translation.
    **values : object
        What the names stand for.

    Examples
    --------
    >>> str(CreditworthyError("no such table: {table}", table="bureau"))
    'no such table: bureau'
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __reduce__(self) -> tuple[Callable[[], "CreditworthyError"], tuple[()]]:
        # Errors travel between processes, and Exception would hand the values over as one more argument.
        return partial(type(self), self.template, **self.values), ()

    def __str__(self) -> str:
        return self.template.format(**self.values)


class InputError(CreditworthyError):
    """What the user gave cannot be used."""


class TableError(InputError):
    """A table breaks its contract."""


class UnknownNameError(InputError, KeyError):
    """A name that a catalogue, a dictionary or a store does not hold."""

    __str__ = CreditworthyError.__str__


class RefusedError(InputError):
    """A service answered with a problem; ``values["problem"]`` is the whole of it."""


class ScorerError(CreditworthyError):
    """A saved scorer is corrupt, foreign, or computes differently today."""


class JournalError(CreditworthyError):
    """The journal cannot be used as it is."""


class JournalUnavailableError(JournalError):
    """The journal's database is away, full, or locked for too long; ``values["wait"]``: seconds until the next try."""


class KeyInFlightError(JournalError):
    """The request with this key is still being answered; ``values["wait"]``: seconds until the next try."""


class KeyReusedError(JournalError, InputError):
    """The key came with another request before."""


class GateError(CreditworthyError):
    """A check that was asked for did not pass."""
