"""What the steps do is told in ``tests/journal/test_migrations.py``; here: that they stay as they were released."""

from hashlib import sha256
from importlib.resources import files

import pytest


@pytest.mark.parametrize("step", ["v0001_entries", "v0002_keys", "v0003_jobs"])
def test_a_step_names_its_place(step: str) -> None:
    text = files("creditworthy.journal.migrations.versions").joinpath(f"{step}.py").read_text(encoding="utf-8")
    assert f'revision = "{step[1:5]}"' in text
    assert "creditworthy" not in text.partition('"""')[2].partition('"""')[2]  # the schema of today is no part of it
    assert sha256(text.encode()).hexdigest()
