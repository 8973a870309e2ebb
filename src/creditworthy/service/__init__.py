"""The HTTP service: decisions on applications, with problem documents where it cannot decide."""

from creditworthy.service.app import create_app

__all__ = ["create_app"]
