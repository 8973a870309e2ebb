"""What if: how an application would be decided on with some of its columns changed."""

from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Body

from creditworthy.messages import DecisionRequest, WhatIfAnswer, WhatIfRequest, example_request, what_if_request
from creditworthy.service.body import OneOfEachName
from creditworthy.service.desk import Desk
from creditworthy.service.problems import documented

__all__ = ["what_if_router"]


def what_if_router(desk: Desk, shaped: type[DecisionRequest]) -> APIRouter:
    """Return ``POST /v1/what-if``; what it answers is no decision, and is kept nowhere."""
    router = APIRouter(prefix="/v1", tags=["what if"], route_class=OneOfEachName)
    request = example_request(desk.dictionary)
    shape = what_if_request(shaped, desk.dictionary)
    example = Body(openapi_examples={"invented": {"value": {**request, "variants": [_example(desk)]}}})
    turn = CapacityLimiter(1)

    @router.post("/what-if", summary="Try changes of an application", responses=documented(400, 413, 415, 422, 500))
    async def what_if(asked: Annotated[shape, example]) -> WhatIfAnswer:  # type: ignore[valid-type]
        wanted: WhatIfRequest = asked
        # In a thread, so that decisions are answered meanwhile.
        return await to_thread.run_sync(desk.what_if, (wanted.row(), wanted.rows()), wanted.changes(), limiter=turn)

    return router


def _example(desk: Desk) -> dict[str, object]:
    """Return the change of one number that the invented application may have."""
    application = example_request(desk.dictionary)["application"]
    assert isinstance(application, dict)  # noqa: S101 - for the type checker
    columns = desk.dictionary.application.columns
    name = next(name for name in application if columns[name].type == "number")
    return {name: application[name]}
