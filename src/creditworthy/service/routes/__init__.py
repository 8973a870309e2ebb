"""The routes of the service, one module a subject."""

__all__: list[str] = []
