"""A typed client of the service over HTTP. The only importer of httpx2."""

from creditworthy.client.client import Client

__all__ = ["Client"]
