"""What the service counts and times, for Prometheus; it knows nothing of applicants."""

import os
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from creditworthy.messages import DecisionAnswer
    from creditworthy.service.desk import Desk

__all__ = ["MEDIA_TYPE", "SHARED", "Metered", "Meters"]

MEDIA_TYPE = CONTENT_TYPE_LATEST

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder where workers write what they count, so that any of them can tell all of it."""

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

SECONDS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Meters:
    """Requests by route, method and status, how long they take, decisions by outcome, the model and its refusals.

    Parameters
    ----------
    desk : Desk
        Whose model it is.
    """

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._registry = own = CollectorRegistry()
        asked = ["route", "method", "status"]
        requests = Counter("creditworthy_requests", "Requests that were answered.", asked, registry=own)
        seconds = Histogram(
            "creditworthy_request_seconds", "Time until the answer is sent.", ["route"], buckets=SECONDS, registry=own
        )
        decisions = Counter("creditworthy_decisions", "Decisions by outcome.", ["decision"], registry=own)
        self._models = Gauge(
            "creditworthy_model",
            "Processes that answer with a model.",
            ["version", "candidate"],
            registry=own,
            multiprocess_mode="livesum",
        )
        self._refusals = Counter(
            "creditworthy_champion_refusals", "Times that a promoted model could not take over.", registry=own
        )
        self.in_progress = Gauge(
            "creditworthy_requests_in_progress",
            "Requests whose answer is not sent yet.",
            registry=own,
            multiprocess_mode="livesum",
        )
        # A label costs more to look up than a number to raise.
        self._request = cache(requests.labels)
        self._seconds = cache(seconds.labels)
        self._decision = cache(decisions.labels)
        self._shown = ("", "")
        self._show_model()
        desk.listeners.append(self._changed)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._request(route, method if method in METHODS else "other", str(status)).inc()
        self._seconds(route).observe(seconds)

    def decided(self, answer: "DecisionAnswer") -> None:
        """Count a decision."""
        self._decision(answer.decision).inc()

    def told(self) -> bytes:
        """Return everything in Prometheus' text format: what all workers counted, where there are several."""
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]  # its own omission
        return generate_latest(everybody)

    def _changed(self) -> None:
        self._show_model()
        if self._desk.refused is not None:
            self._refusals.inc()

    def _show_model(self) -> None:
        model = self._desk.model()
        if self._shown != (model.version, model.candidate):
            if any(self._shown):
                self._models.labels(*self._shown).set(0)
            self._shown = model.version, model.candidate
            self._models.labels(*self._shown).set(1)


class Metered:
    """ASGI middleware that counts and times requests, each by its route as it was declared."""

    def __init__(self, app: "ASGIApp", meters: Meters) -> None:
        self.app = app
        self.meters = meters

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Run the application and look at what it sends."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 500, perf_counter()  # what nobody expected is answered further out

        async def seen(message: "Message") -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self.meters.in_progress.inc()
        try:
            await self.app(scope, receive, seen)
        finally:
            self.meters.in_progress.dec()
            route = getattr(scope.get("route"), "path", "none")
            self.meters.answered(route, scope["method"], status, perf_counter() - begun)
