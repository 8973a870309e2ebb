"""The service as one application: routes, problem documents and limits around an injected answer function."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI

from creditworthy.service.body import BodyLimit
from creditworthy.service.problems import add_problems, add_schemas
from creditworthy.service.routes.decisions import Answer, decisions_router
from creditworthy.service.routes.health import health_router
from creditworthy.service.routes.model import model_router
from creditworthy.tables.dictionary import Dictionary

__all__ = ["create_app"]


class _Service(FastAPI):
    def openapi(self) -> dict[str, Any]:
        return add_schemas(super().openapi())


def _always() -> bool:
    return True


def create_app(
    answer: Answer,
    *,
    model: Mapping[str, object],
    dictionary: Dictionary,
    ready: Callable[[], bool] = _always,
) -> FastAPI:
    """Build the service around a function that decides.

    Parameters
    ----------
    answer : callable
        ``answer(application, histories, language)`` returns an object with the attributes of
        ``DecisionAnswer``. The application has every column of the dictionary but the label, None where it
        was not given; ``histories`` has the tables that were looked up, each row with the SK_ID_CURR of the
        application (None where it gave none); ``language`` is ``"en"`` or ``"fr"``. The client is told what
        an ``InputError`` says.
    model : mapping
        What ``GET /v1/model`` shows; anything JSON can say.
    dictionary : Dictionary
        The lender's tables: the shape of a request.
    ready : callable, optional
        Whether the model can answer now; ``GET /health/ready`` says 503 where it cannot.
    """
    app = _Service(
        title="creditworthy",
        summary="Credit decisions that can be explained.",
        version="1",
        docs_url=None,  # FastAPI's pages load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        # FastAPI's own records would hold what applicants sent.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.add_middleware(BodyLimit)
    add_problems(app, dictionary)
    for router in (decisions_router(answer, dictionary), health_router(ready), model_router(model)):
        app.include_router(router)
    return app
