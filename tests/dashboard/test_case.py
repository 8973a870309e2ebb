from typing import Any

import pytest

from creditworthy.dashboard.case import Case, open_case
from creditworthy.errors import InputError


def test_the_label_is_never_sent(case: Case, client: Any) -> None:
    assert "TARGET" not in case.application
    assert "TARGET" not in client.asked[0]["application"]
    assert client.asked[0]["histories"]["bureau"][0]["SK_ID_BUREAU"] == 5


def test_changes_are_asked_and_the_case_stays_as_it_is(case: Case, client: Any) -> None:
    after = case.explain({"AMT_CREDIT": 800_000.0})
    assert after.decision.decision == "decline"
    assert client.asked[-1]["application"]["AMT_CREDIT"] == 800_000.0
    assert case.application["AMT_CREDIT"] == 200_000.0
    assert case.decision.decision == "grant"


def test_without_changes_nothing_is_asked(case: Case, client: Any) -> None:
    asked = len(client.asked)
    assert case.explain({}) is case.explanation
    assert len(client.asked) == asked


def test_an_unknown_applicant(client: Any) -> None:
    with pytest.raises(InputError, match="no applicant 3"):
        open_case(client, client.model(), 3)
