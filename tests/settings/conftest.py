import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("CREDITWORTHY_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)
