"""How the client sends requests and reads answers, and which requests it sends again."""

import json
import re
from collections.abc import Mapping
from ipaddress import ip_address
from time import monotonic, sleep
from typing import Any, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from creditworthy.errors import InputError, RefusedError
from creditworthy.messages import Problem

__all__ = ["Sender"]

Content = TypeVar("Content", bound=BaseModel)
Asked = Mapping[str, Any]
Wanted = Mapping[str, str | int | None]

PAUSES = (0.1, 0.3, 1.0, 3.0)
"""Seconds before each further try where nothing answered; what reads only is tried twice more."""

READ_AGAIN = 2

SHORTEST = 0.1
"""Seconds that are waited at least before a further try."""

LATER = {httpx2.codes.CONFLICT, httpx2.codes.SERVICE_UNAVAILABLE}
"""What says, with ``Retry-After``, that the same request can be answered soon."""

IDLE = 2.0
"""Seconds that an idle connection is kept: less than the service keeps it, which would close it under a request."""

JSON = "application/json"


class Sender:
    """Sends requests to one service.

    A request that reads is sent again where no connection came about. One that writes carries a key, under which the
    service answers it once however often it comes: it is sent again too where its answer did not come, and where the
    service asks for it. (A service without a journal ignores keys; a decision leaves nothing behind there.)

    Parameters
    ----------
    address : str
        Where the service is.
    language : str
        Language of the answers.
    timeout, patience : float
        Seconds to wait for an answer; seconds within which a write is begun again where the service puts it off.
    transport : httpx2.BaseTransport, optional
        Another way to the service than the network.

    Raises
    ------
    InputError
        Where the address is none, no service answers there, or what answers is no such service.
    RefusedError
        Where the service answers with a problem.
    """

    def __init__(
        self,
        address: str,
        language: str,
        timeout: float,
        patience: float,
        *,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        url = _checked(address)
        self.address = str(url.copy_with(userinfo=b"")).rstrip("/")  # sentences are no place for a password
        self._timeout, self._patience = timeout, patience
        self.http = httpx2.Client(
            base_url=url,
            headers={"Accept": JSON, "Accept-Language": language},
            timeout=timeout,
            limits=httpx2.Limits(keepalive_expiry=IDLE),
            # What the environment says of proxies is not meant for loopback.
            trust_env=not _is_loopback(url.host),
            transport=transport,
        )

    def ready(self) -> bool:
        """Return whether a service is there and can answer now; it is asked once."""
        try:
            answer = self.http.get("/health/ready")
        except httpx2.RequestError:
            return False
        return answer.status_code == httpx2.codes.OK and '"ready"' in answer.text

    def get(self, kind: type[Content], path: str, wanted: Wanted | None = None) -> Content:
        """Return what a path answers; what is wanted and None does not matter."""
        return self.read(kind, self.got(path, wanted))

    def got(self, path: str, wanted: Wanted | None = None) -> httpx2.Response:
        """Return the answer of a path as it came."""
        given = {name: value for name, value in (wanted or {}).items() if value is not None}
        request = self.http.build_request("GET", path, params=given)
        return self._sent(request, httpx2.ConnectError, PAUSES[:READ_AGAIN])

    def made(self, path: str) -> httpx2.Response:
        """Return what a path answers once it is made: until then it is asked again when it says so."""
        until = monotonic() + self._patience
        while True:
            answer = self.got(path)
            self.check(answer)
            if answer.status_code != httpx2.codes.ACCEPTED:
                return answer
            pause = _wait(answer) or SHORTEST
            if monotonic() + pause > until:
                template = "{address}: it is not made yet after {seconds} seconds; ask again later"
                raise InputError(template, address=self.address, seconds=f"{self._patience:g}")
            sleep(pause)

    def post(self, kind: type[Content], path: str, content: Asked | str) -> Content:
        """Ask for what leaves nothing behind; it is sent once."""
        return self.read(kind, self._sent(self._posted(path, content, {})))

    def write(
        self, kind: type[Content], path: str, content: Asked | str | None = None, *, key: str, media: str = JSON
    ) -> Content:
        """Ask for what is kept; it is sent again, with its key, until it is answered or nobody answers."""
        request = self._posted(path, content, {"Idempotency-Key": key}, media)
        return self.read(kind, self._sent(request, httpx2.TransportError, PAUSES, monotonic() + self._patience))

    def read(self, kind: type[Content], answer: httpx2.Response) -> Content:
        """Return what an answer says."""
        self.check(answer)
        return self.read_text(kind, answer.content, answer)

    def read_text(self, kind: type[Content], text: bytes, answer: httpx2.Response) -> Content:
        """Return what a part of an answer says."""
        try:
            return kind.model_validate_json(text)
        except ValidationError as error:
            raise self._foreign(answer) from error

    def check(self, answer: httpx2.Response) -> None:
        """See that an answer is no problem."""
        if answer.is_success:
            return
        try:
            problem = Problem.model_validate_json(answer.content)
        except ValidationError as error:
            raise self._foreign(answer) from error
        raise RefusedError("{detail}", detail=problem.detail, problem=problem)

    def _posted(
        self, path: str, content: Asked | str | None, headers: Mapping[str, str], media: str = JSON
    ) -> httpx2.Request:
        # Not by httpx2's own writer: it stops at a NaN, which the service names with its column.
        body = content if content is None or isinstance(content, str) else json.dumps(content)
        return self.http.build_request("POST", path, content=body, headers={"Content-Type": media, **headers})

    def _sent(
        self,
        request: httpx2.Request,
        failures: type[httpx2.TransportError] | tuple[()] = (),
        pauses: tuple[float, ...] = (),
        until: float = 0.0,
    ) -> httpx2.Response:
        """Send a request, again after each pause where it fails so, and while the service puts it off."""
        left = iter(pauses)
        while True:
            try:
                answer = self.http.send(request)
                pause = _later(answer)
                if pause is None or monotonic() + pause > until:
                    return answer
            except httpx2.RequestError as error:
                pause = next(left, None) if isinstance(error, failures) else None
                if pause is None:
                    raise self._unreachable(error) from error
            sleep(pause)

    def _foreign(self, answer: httpx2.Response) -> InputError:
        return InputError(
            "{address}: what answers there is no creditworthy service of this release (status {status}); "
            "check the address",
            address=self.address,
            status=answer.status_code,
        )

    def _unreachable(self, error: httpx2.RequestError) -> InputError:
        if isinstance(error, httpx2.ReadTimeout):
            template = "{address}: the service did not answer within {seconds} seconds; try again, or wait longer"
            return InputError(template, address=self.address, seconds=f"{self._timeout:g}")
        return InputError(
            "{address}: no service answers there ({why}); start one with «creditworthy serve»",
            address=self.address,
            why=re.sub(r"^\[Errno -?\d+\] ", "", str(error)) or type(error).__name__,
        )


def _later(answer: httpx2.Response) -> float | None:
    """Return the seconds after which a request can be answered that was put off; None where it was not."""
    return _wait(answer) if answer.status_code in LATER else None


def _wait(answer: httpx2.Response) -> float | None:
    """Return the seconds after which the service wants to be asked again; None where it does not say so."""
    wait = answer.headers.get("retry-after", "")
    return max(SHORTEST, float(wait)) if wait.isdecimal() else None


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
