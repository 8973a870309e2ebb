"""Known applicants: who they are, what the lender holds of one, a decision on one."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Response

from creditworthy.messages import ApplicantAnswer, ApplicantsAnswer, DecisionAnswer
from creditworthy.messages.column import WHOLE
from creditworthy.service.desk import Desk
from creditworthy.service.keyed import Keyed, reply
from creditworthy.service.negotiation import Spoken
from creditworthy.service.problems import documented
from creditworthy.service.register import Register

__all__ = ["applicants_router"]

MOST = 500

Number = Annotated[int, Path(ge=1, le=WHOLE, description="Number of the application.")]
After = Annotated[int | None, Query(ge=0, le=WHOLE, description="Only applicants above this number.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]


def applicants_router(desk: Desk, register: Register) -> APIRouter:
    """Return ``GET /v1/applicants``, ``GET /v1/applicants/{applicant}`` and ``POST …/{applicant}/decisions``."""
    router = APIRouter(prefix="/v1/applicants", tags=["applicants"])

    # Not async: tables are read from a disk, and others are answered meanwhile.
    @router.get("", summary="Who is known", responses=documented(404, 422, 500))
    def known(after: After = None, limit: Limit = 200) -> ApplicantsAnswer:
        return desk.applicants(after, limit)

    @router.get("/{applicant}", summary="What is held of one", responses=documented(404, 422, 500))
    def held(applicant: Number) -> ApplicantAnswer:
        return desk.applicant(applicant)

    @router.post(
        "/{applicant}/decisions",
        summary="Decide on a known one",
        response_model=DecisionAnswer,
        responses=documented(404, 409, 422, 500, 503),
    )
    async def decide(applicant: Number, given: Response, language: Spoken, keyed: Keyed) -> Response:
        return reply(await to_thread.run_sync(register.decide_known, applicant, language, keyed), given)

    return router
