"""A typed client of the service over HTTP. The only importer of httpx2."""

import json
import re
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from time import sleep
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from creditworthy.errors import InputError, RefusedError
from creditworthy.messages import (
    MOST_ITEMS,
    ApplicantAnswer,
    ApplicantsAnswer,
    BatchAnswer,
    BatchedAnswer,
    DecisionAnswer,
    ExplanationAnswer,
    LimeAnswer,
    ModelAnswer,
    PortfolioAnswer,
    Problem,
)

__all__ = ["Client"]

Content = TypeVar("Content", bound=BaseModel)
Asked = Mapping[str, Any]

PAUSES = (0.1, 0.3)
"""Seconds before the second and the third try to connect."""

IDLE = 2.0
"""Seconds that an idle connection is kept: less than the service keeps it, which would close it under a request."""


class Client:
    """What the service answers, as the models of `creditworthy.messages`.

    A request for a decision is a mapping ``{"application": {…}, "histories": {…}}`` of raw columns. It is safe to share
    among threads; close it, or use it as a context manager.

    Parameters
    ----------
    address : str
        Where the service is: ``http://127.0.0.1:8000``.
    language : str
        Language of the answers: ``"en"`` or ``"fr"``.
    timeout : float
        Seconds to wait for an answer.
    transport : httpx2.BaseTransport, optional
        Another way to the service than the network: for tests.

    Raises
    ------
    InputError
        Where the address is none, no service answers there, or what answers is no such service.
    RefusedError
        Where the service answers with a problem: its sentence, and the whole of it as ``values["problem"]``.

    Examples
    --------
    >>> with Client("http://127.0.0.1:8000", language="fr") as client:
    ...     client.address
    'http://127.0.0.1:8000'
    """

    def __init__(
        self,
        address: str,
        language: str = "en",
        timeout: float = 10.0,
        *,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        url = _checked(address)
        self.address = str(url.copy_with(userinfo=b"")).rstrip("/")  # sentences are no place for a password
        self._timeout = timeout
        self._http = httpx2.Client(
            base_url=url,
            headers={"Accept": "application/json", "Accept-Language": language},
            timeout=timeout,
            limits=httpx2.Limits(keepalive_expiry=IDLE),
            # What the environment says of proxies is not meant for loopback.
            trust_env=not _is_loopback(url.host),
            transport=transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ready(self) -> bool:
        """Return whether a service is there and can answer now; it is asked once."""
        try:
            answer = self._http.get("/health/ready")
        except httpx2.RequestError:
            return False
        return answer.status_code == httpx2.codes.OK and '"ready"' in answer.text

    def model(self) -> ModelAnswer:
        """Return the model in use."""
        return self._get(ModelAnswer, "/v1/model")

    def portfolio(self) -> PortfolioAnswer:
        """Return how the scores and features of the training applicants spread."""
        return self._get(PortfolioAnswer, "/v1/portfolio")

    def applicants(self, after: int | None = None, limit: int = 200) -> ApplicantsAnswer:
        """Return a page of known applicants, ascending, from the first one above ``after``; 500 at most."""
        wanted = {"limit": limit} if after is None else {"after": after, "limit": limit}
        return self._get(ApplicantsAnswer, "/v1/applicants", wanted)

    def applicant(self, applicant: int) -> ApplicantAnswer:
        """Return what the lender holds of a known applicant; its ``request()`` can be changed and asked."""
        return self._get(ApplicantAnswer, f"/v1/applicants/{applicant}")

    def decide(self, request: Asked) -> DecisionAnswer:
        """Decide on an application."""
        return self._post(DecisionAnswer, "/v1/decisions", request)

    def decide_known(self, applicant: int) -> DecisionAnswer:
        """Decide on a known applicant."""
        return self._post(DecisionAnswer, f"/v1/applicants/{applicant}/decisions")

    def decide_many(self, requests: Sequence[Asked]) -> list[BatchedAnswer]:
        """Decide on applications, a hundred at a time; a faulty one gets a problem and does not spoil the others."""
        parts = [requests[start : start + MOST_ITEMS] for start in range(0, len(requests), MOST_ITEMS)]
        batches = [self._post(BatchAnswer, "/v1/decisions/batch", {"items": list(part)}) for part in parts]
        return [answer for batch in batches for answer in batch.answers]

    def explain(self, request: Asked) -> ExplanationAnswer:
        """Decide on an application and say what every feature contributes."""
        return self._post(ExplanationAnswer, "/v1/explanations", request)

    def lime(self, request: Asked) -> LimeAnswer:
        """Imitate the decisions around an application with LIME; takes about half a second."""
        return self._post(LimeAnswer, "/v1/explanations/lime", request)

    def _get(self, kind: type[Content], path: str, wanted: Mapping[str, int] | None = None) -> Content:
        for pause in PAUSES:
            try:
                return self._read(kind, self._http.get(path, params=wanted))
            except httpx2.ConnectError:
                sleep(pause)
            except httpx2.RequestError as error:
                raise self._unreachable(error) from error
        return self._sent(kind, self._http.build_request("GET", path, params=wanted))

    def _post(self, kind: type[Content], path: str, content: Asked | None = None) -> Content:
        # Not by httpx2's own writer: it stops at a NaN, which the service names with its column.
        body = None if content is None else json.dumps(content)
        headers = {"Content-Type": "application/json"}
        return self._sent(kind, self._http.build_request("POST", path, content=body, headers=headers))

    def _sent(self, kind: type[Content], request: httpx2.Request) -> Content:
        try:
            return self._read(kind, self._http.send(request))
        except httpx2.RequestError as error:
            raise self._unreachable(error) from error

    def _read(self, kind: type[Content], answer: httpx2.Response) -> Content:
        try:
            if not answer.is_success:
                problem = Problem.model_validate_json(answer.content)
                raise RefusedError("{detail}", detail=problem.detail, problem=problem)
            return kind.model_validate_json(answer.content)
        except ValidationError as error:
            raise InputError(
                "{address}: what answers there is no creditworthy service of this release (status {status}); "
                "check the address",
                address=self.address,
                status=answer.status_code,
            ) from error

    def _unreachable(self, error: httpx2.RequestError) -> InputError:
        if isinstance(error, httpx2.ReadTimeout):
            template = "{address}: the service did not answer within {seconds} seconds; try again, or wait longer"
            return InputError(template, address=self.address, seconds=f"{self._timeout:g}")
        return InputError(
            "{address}: no service answers there ({why}); start one with «creditworthy serve»",
            address=self.address,
            why=re.sub(r"^\[Errno -?\d+\] ", "", str(error)) or type(error).__name__,
        )


def _checked(address: str) -> httpx2.URL:
    """Return an address that requests can be sent to."""
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL:
        url = httpx2.URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise InputError(
            "{address}: not the address of a service; write one like {example}",
            address=address,
            example="http://127.0.0.1:8000",
        )
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
