import pytest
from pydantic import ValidationError

from creditworthy.messages import JobAnswer
from creditworthy.messages.invented import JOB, PROBLEM


def test_a_job_that_failed_says_why() -> None:
    found = JobAnswer.model_validate({**JOB, "status": "failed", "problem": PROBLEM})
    assert found.problem is not None
    assert found.problem.detail == PROBLEM["detail"]


@pytest.mark.parametrize("change", [{"status": "lost"}, {"kind": "other"}])
def test_impossible_job_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(change))):
        JobAnswer.model_validate({**JOB, **change})
