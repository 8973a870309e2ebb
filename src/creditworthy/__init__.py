"""creditworthy: from a lender's raw tables to a decision that can be explained, served and audited.

>>> import creditworthy as cw
>>> sorted(cw.__all__)
['__version__', 'features', 'load', 'open_tables', 'train']
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from creditworthy import features
    from creditworthy.pipeline import train
    from creditworthy.scorer import load_scorer as load
    from creditworthy.tables import open_tables

__all__ = ["__version__", "features", "load", "open_tables", "train"]

__version__ = version("creditworthy")

_HOMES = {
    "features": ("creditworthy.features", None),
    "load": ("creditworthy.scorer", "load_scorer"),
    "open_tables": ("creditworthy.tables", "open_tables"),
    "train": ("creditworthy.pipeline", "train"),
}


def __getattr__(name: str) -> Any:
    # Imported on first use, so that the command line answers at once.
    if name not in _HOMES:
        raise AttributeError(f"module 'creditworthy' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    home = import_module(module)
    return home if attribute is None else getattr(home, attribute)
