"""The HTTP service: decisions on applications, with problem documents where it cannot decide."""

from creditworthy.service.app import create_app
from creditworthy.service.desk import Desk

__all__ = ["Desk", "create_app"]
