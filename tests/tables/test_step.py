from dataclasses import FrozenInstanceError

import pytest

from creditworthy.tables.step import Step, nobody


def test_a_step_says_what_is_done_with_which_file_and_cannot_be_changed() -> None:
    step = Step("bureau", "reading", 500, 0.25)
    assert (step.stem, step.doing, step.rows, step.share) == ("bureau", "reading", 500, 0.25)
    with pytest.raises(FrozenInstanceError):
        step.rows = 0  # type: ignore[misc]
    assert nobody(step) is None  # type: ignore[func-returns-value]
