import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from creditworthy.settings import settings


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("CREDITWORTHY_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)
    settings.cache_clear()
    yield
    settings.cache_clear()
