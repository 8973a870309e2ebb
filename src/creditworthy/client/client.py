"""The client: a method for each thing that the service can be asked."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote
from uuid import uuid4

import httpx2

from creditworthy.client.sending import Sender
from creditworthy.messages import (
    MOST_ITEMS,
    ApplicantAnswer,
    ApplicantsAnswer,
    BatchAnswer,
    BatchedAnswer,
    DecisionAnswer,
    ExplanationAnswer,
    JobAnswer,
    KeptAnswer,
    KeptPage,
    KeptSummary,
    LimeAnswer,
    ModelAnswer,
    ObservedAnswer,
    PortfolioAnswer,
    WhatIfAnswer,
)

__all__ = ["Client"]

Asked = Mapping[str, Any]

PATIENCE = 75.0
"""Seconds for which a write is put off: longer than the service holds the key of a request that was lost."""

LARGEST_BATCH = 9_900_000
"""Bytes of the items of a batch: the service reads ten million of a body."""


class Client:
    """What the service answers, as the models of `creditworthy.messages`.

    A request for a decision is a mapping ``{"application": {…}, "histories": {…}}`` of raw columns. It is safe to share
    among threads; close it, or use it as a context manager.

    What the service keeps (decisions and outcomes) is asked for under a key: the service answers a key once, so that
    such a request is sent again where the connection fails, no answer comes in time, or the service is busy. A key is
    made for each call; whoever gives one can repeat the call later, even from another process, for a day.

    Parameters
    ----------
    address : str
        Where the service is: ``http://127.0.0.1:8000``.
    language : str
        Language of the answers: ``"en"`` or ``"fr"``.
    timeout : float
        Seconds to wait for an answer.
    patience : float
        Seconds within which a request that is kept is sent again, where the service puts it off, and for which what
        is made later is waited for.
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
        patience: float = PATIENCE,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._service = Sender(address, language, timeout, patience, transport=transport)
        self.address = self._service.address

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._service.http.close()

    def ready(self) -> bool:
        """Return whether a service is there and can answer now; it is asked once."""
        return self._service.ready()

    def model(self) -> ModelAnswer:
        """Return the model in use."""
        return self._service.get(ModelAnswer, "/v1/model")

    def portfolio(self) -> PortfolioAnswer:
        """Return how the scores and features of the training applicants spread."""
        return self._service.get(PortfolioAnswer, "/v1/portfolio")

    def applicants(self, after: int | None = None, limit: int = 200) -> ApplicantsAnswer:
        """Return a page of known applicants, ascending, from the first one above ``after``; 500 at most."""
        return self._service.get(ApplicantsAnswer, "/v1/applicants", {"after": after, "limit": limit})

    def applicant(self, applicant: int) -> ApplicantAnswer:
        """Return what the lender holds of a known applicant; its ``request()`` can be changed and asked."""
        return self._service.get(ApplicantAnswer, f"/v1/applicants/{applicant}")

    # What is kept

    def decide(self, request: Asked, *, key: str | None = None) -> DecisionAnswer:
        """Decide on an application."""
        return self._service.write(DecisionAnswer, "/v1/decisions", request, key=_key(key))

    def decide_known(self, applicant: int, *, key: str | None = None) -> DecisionAnswer:
        """Decide on a known applicant."""
        return self._service.write(DecisionAnswer, f"/v1/applicants/{applicant}/decisions", key=_key(key))

    def decide_many(self, requests: Sequence[Asked], *, key: str | None = None) -> list[BatchedAnswer]:
        """Decide on any number of applications; a faulty one gets a problem and does not spoil the others.

        They are sent as batches of a thousand, fewer where the service would not read that much at once, each under a
        key of its own: the one of the call and the place of the batch.
        """
        bodies = [f'{{"items": [{", ".join(part)}]}}' for part in _parts([json.dumps(one) for one in requests])]
        key = _key(key)
        batches = [
            self._service.write(BatchAnswer, "/v1/decisions/batch", body, key=f"{key}:{part}")
            for part, body in enumerate(bodies)
        ]
        return [answer for batch in batches for answer in batch.answers]

    def observe(self, decision: str, defaulted: bool, observed: date, *, key: str | None = None) -> ObservedAnswer:
        """Tell what became of a loan: whether the applicant defaulted, and on which day that was known."""
        outcome = {"decision": decision, "defaulted": defaulted, "observed": observed.isoformat()}
        return self._service.write(ObservedAnswer, "/v1/outcomes", outcome, key=_key(key))

    def find(self, id: str) -> KeptAnswer:  # noqa: A002 - it is the word
        """Return a kept decision, why it came out so, and what became of it."""
        return self._service.get(KeptAnswer, f"/v1/decisions/{quote(id, safe='')}")

    def search(
        self,
        decision: str | None = None,
        applicant: int | None = None,
        *,
        after: int | None = None,
        limit: int = 100,
    ) -> KeptPage:
        """Return a page of kept decisions, the latest first; its ``next`` is the ``after`` of the page behind it."""
        wanted = {"decision": decision, "applicant": applicant, "after": after, "limit": limit}
        return self._service.get(KeptPage, "/v1/decisions", wanted)

    def search_all(self, decision: str | None = None, applicant: int | None = None) -> Iterator[KeptSummary]:
        """Yield all kept decisions that are looked for, the latest first; pages are asked for as they are needed."""
        page = self.search(decision, applicant)
        yield from page.decisions
        while page.next is not None:
            page = self.search(decision, applicant, after=page.next)
            yield from page.decisions

    # What is made later

    def lime_of(self, id: str) -> LimeAnswer:  # noqa: A002 - it is the word
        """Return LIME around a kept decision; the first time it is waited for, within the patience of the client."""
        return self._service.read(LimeAnswer, self._service.made(f"/v1/decisions/{quote(id, safe='')}/lime"))

    def submit(self, requests: Iterable[Asked], *, key: str | None = None) -> JobAnswer:
        """Ask for decisions on a file of applications: 10 MB and 20,000 at most; they are made later, as a job."""
        lines = "".join(json.dumps(one) + "\n" for one in requests)
        return self._service.write(JobAnswer, "/v1/jobs", lines, key=_key(key), media="application/x-ndjson")

    def job(self, id: str) -> JobAnswer:  # noqa: A002
        """Return how far a job is."""
        return self._service.get(JobAnswer, f"/v1/jobs/{quote(id, safe='')}")

    def result(self, id: str) -> list[BatchedAnswer]:  # noqa: A002
        """Return the answers of a file, in its order; they are waited for, within the patience of the client."""
        answer = self._service.made(f"/v1/jobs/{quote(id, safe='')}/result")
        return [self._service.read_text(BatchedAnswer, line, answer) for line in answer.content.splitlines()]

    # What leaves nothing behind

    def explain(self, request: Asked) -> ExplanationAnswer:
        """Decide on an application and say what every feature contributes."""
        return self._service.post(ExplanationAnswer, "/v1/explanations", request)

    def lime(self, request: Asked) -> LimeAnswer:
        """Imitate the decisions around an application with LIME; takes about half a second."""
        return self._service.post(LimeAnswer, "/v1/explanations/lime", request)

    def what_if(self, request: Asked, variants: Sequence[Asked]) -> WhatIfAnswer:
        """Decide on an application and on variants of it, each given as the columns that it changes."""
        return self._service.post(WhatIfAnswer, "/v1/what-if", {**request, "variants": list(variants)})


def _key(given: str | None) -> str:
    return str(uuid4()) if given is None else given


def _parts(items: Sequence[str]) -> Iterator[list[str]]:
    """Yield items that fit into a batch, by their number and by their bytes (JSON is written in ASCII)."""
    part: list[str] = []
    size = 0
    for item in items:
        if part and (len(part) == MOST_ITEMS or size + len(item) > LARGEST_BATCH):
            yield part
            part, size = [], 0
        part.append(item)
        size += len(item) + 2
    if part:
        yield part
