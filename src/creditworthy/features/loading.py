"""Which features a lender has: those of the Python file that its dictionary names, or the reference portfolio's."""

import sys
from functools import cache
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from creditworthy.errors import InputError
from creditworthy.features.feature import FEATURES, Features
from creditworthy.tables.dictionary import Dictionary

__all__ = ["features_of"]

_NO_FILE = "{path}: no such file; the dictionary names it as the lender's features"
_NO_PYTHON = "{path}: not the name of a Python file; the features of a lender are declared in one that ends in .py"
_NO_FEATURES = "{path}: declares no features; it must hold FEATURES = Features(…) and at least one feature of it"
_OTHER_LENDER = "{path}: features of dictionary '{found}', not of '{wanted}'; read the same dictionary there"
_NOT_THEIRS = (
    "dictionary '{name}' names no file of features, and the reference portfolio's need a table {table}; "
    "declare the lender's own in a file and name it: features = 'features.py'"
)


def features_of(dictionary: Dictionary) -> Features:
    """Return the features of a lender.

    Parameters
    ----------
    dictionary : Dictionary
        Where it names a file of features, that is run, once a process; what the file raises is its author's to see.

    Raises
    ------
    InputError
        Where there is no such file, it declares no features or another lender's; where none is named and the
        reference portfolio's features need tables that the dictionary has not.
    """
    if dictionary.features is None:
        return _reference(dictionary)
    found = getattr(_run(dictionary.features), "FEATURES", None)
    if not isinstance(found, Features) or not found:
        raise InputError(_NO_FEATURES, path=dictionary.features)
    if found.dictionary.name != dictionary.name:
        names = {"found": found.dictionary.name, "wanted": dictionary.name}
        raise InputError(_OTHER_LENDER, path=dictionary.features, **names)
    return found


def _reference(dictionary: Dictionary) -> Features:
    needed = dict.fromkeys(entry.block.table for entry in FEATURES.values())
    absent = [table for table in needed if table is not None and table not in dictionary.tables]
    if absent:
        raise InputError(_NOT_THEIRS, name=dictionary.name, table=absent[0])
    return FEATURES


@cache
def _run(path: Path) -> ModuleType:
    if not path.is_file():
        raise InputError(_NO_FILE, path=path)
    # A name of its own: the file may be called like a module of somebody else.
    spec = spec_from_file_location(f"features_{sha256(str(path).encode()).hexdigest()[:12]}", path)
    if spec is None or spec.loader is None:
        raise InputError(_NO_PYTHON, path=path)
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # relative imports of a package look there
    spec.loader.exec_module(module)
    return module
