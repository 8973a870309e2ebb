from typing import Any

import pytest
from pydantic import ValidationError

from creditworthy.messages import OutcomeRequest, invented


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"observed": 5}, "date_type"),
        ({"observed": "2026-02-30"}, "date_from_datetime_parsing"),
        ({"observed": None}, "date_type"),
        ({"defaulted": 1}, "bool_type"),
        ({"decision": "A" * 36}, "string_pattern_mismatch"),
        ({"more": 1}, "other_names"),
    ],
)
def test_what_is_no_outcome(changed: Any, kind: str) -> None:
    with pytest.raises(ValidationError) as raised:
        OutcomeRequest.model_validate({**invented.OUTCOME, **changed})
    assert [error["type"] for error in raised.value.errors()] == [kind]
