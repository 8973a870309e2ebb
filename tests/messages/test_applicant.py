import json

from creditworthy.messages import ApplicantAnswer
from creditworthy.messages.invented import APPLICANT


def test_whole_numbers_and_fractions_stay_what_they_are() -> None:
    answer = ApplicantAnswer.model_validate_json(json.dumps(APPLICANT))
    assert [type(value) for value in answer.application.values()] == [int, str, float]


def test_request_can_be_changed_without_the_answer() -> None:
    answer = ApplicantAnswer.model_validate(APPLICANT)
    request = answer.request()
    request["application"]["AMT_CREDIT"] = 1.0  # type: ignore[index]
    request["histories"]["bureau"].clear()  # type: ignore[index]
    assert answer.application["AMT_CREDIT"] == 150_000.0
    assert len(answer.histories["bureau"]) == 1
