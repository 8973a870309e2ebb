"""The service as one application: routes, problem documents and limits around an injected desk."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from creditworthy.messages import decision_request, example_request
from creditworthy.service.body import BodyLimit
from creditworthy.service.desk import Desk
from creditworthy.service.meters import Metered, Meters
from creditworthy.service.orders import Orders
from creditworthy.service.problems import add_problems, add_schemas
from creditworthy.service.register import Register
from creditworthy.service.routes.applicants import applicants_router
from creditworthy.service.routes.decisions import decisions_router
from creditworthy.service.routes.docs import docs_router
from creditworthy.service.routes.explanations import explanations_router
from creditworthy.service.routes.health import health_router
from creditworthy.service.routes.jobs import jobs_router
from creditworthy.service.routes.kept import kept_router
from creditworthy.service.routes.metrics import metrics_router
from creditworthy.service.routes.model import model_router
from creditworthy.service.routes.what_if import what_if_router

__all__ = ["create_app"]


class _Service(FastAPI):
    def openapi(self) -> dict[str, Any]:
        return add_schemas(super().openapi())


def _always() -> bool:
    return True


def create_app(desk: Desk, register: Register | None = None, *, ready: Callable[[], bool] = _always) -> FastAPI:
    """Build the service around the desk that answers.

    Parameters
    ----------
    desk : Desk
        What answers; anything with its methods will do. The client is told what an ``InputError`` says.
    register : Register, optional
        What asks the desk for decisions and keeps them; by default they are not kept.
    ready : callable, optional
        Whether the model can answer now; ``GET /health/ready`` says 503 where it cannot.
    """
    app = _Service(
        title="creditworthy",
        summary="Credit decisions that can be explained.",
        version="1",
        docs_url=None,  # FastAPI's pages load scripts from elsewhere; docs_router has one that does not
        redoc_url=None,
        redirect_slashes=False,
        # FastAPI's own records would hold what applicants sent.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    meters = Meters(desk)
    app.add_middleware(BodyLimit)
    app.add_middleware(Metered, meters=meters)
    add_problems(app, desk.dictionary)
    asked, register = decision_request(desk.dictionary), register or Register(desk)
    register.listeners.append(meters.decided)
    routers = (
        decisions_router(register, desk.dictionary, asked),
        kept_router(register),
        jobs_router(Orders(register), example_request(desk.dictionary)),
        explanations_router(desk, asked),
        what_if_router(desk, asked),
        applicants_router(desk, register),
        model_router(desk),
        health_router(desk, ready),
        metrics_router(meters),
        docs_router(),
    )
    for router in routers:
        app.include_router(router)
    return app
