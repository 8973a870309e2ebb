"""The HTTP service: decisions on applications, with problem documents where it cannot decide."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from creditworthy.service.app import create_app
    from creditworthy.service.desk import Desk
    from creditworthy.service.explainer import Explainer
    from creditworthy.service.office import Books, Office
    from creditworthy.service.register import Register
    from creditworthy.service.watching import Watch
    from creditworthy.service.workers import Workers

__all__ = ["Books", "Desk", "Explainer", "Office", "Register", "Watch", "Workers", "create_app"]

_HOMES = {
    "Books": "office",
    "Desk": "desk",
    "Explainer": "explainer",
    "Office": "office",
    "Register": "register",
    "Watch": "watching",
    "Workers": "workers",
    "create_app": "app",
}


def __getattr__(name: str) -> Any:
    # Imported on first use: the process that minds the workers answers nothing, and the explainer seldom.
    if name not in _HOMES:
        raise AttributeError(f"module 'creditworthy.service' has no attribute {name!r}")
    return getattr(import_module(f"creditworthy.service.{_HOMES[name]}"), name)
