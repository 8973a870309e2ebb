"""Tests that need a tool skip where it is absent; with CREDITWORTHY_REQUIRE=all they fail instead."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"

# marker -> the importable modules and the programs its tests need
TOOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "browser": (("playwright",), ("chromium",)),
    "image": ((), ("buildah", "mmdebstrap")),
    "postgres": ((), ("initdb", "pg_ctl")),
    "spark": (("pyspark",), ("java",)),
}


def missing_tools(marker: str) -> list[str]:
    modules, programs = TOOLS[marker]
    # Debian keeps PostgreSQL's server programs off the path.
    folders = [os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    path = os.pathsep.join(folders)
    return [name for name in modules if importlib.util.find_spec(name) is None] + [
        name for name in programs if shutil.which(name, path=path) is None
    ]


def require_tools(marker: str) -> None:
    missing = missing_tools(marker)
    if not missing:
        return
    reason = f"{marker}: {', '.join(missing)} not installed"
    if os.environ.get("CREDITWORTHY_REQUIRE") == "all":
        pytest.fail(f"{reason}, and CREDITWORTHY_REQUIRE=all forbids the skip", pytrace=False)
    pytest.skip(reason)


def require_real_rows() -> None:
    if not REAL_DATA.is_dir():
        pytest.skip("the real rows are not here")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in TOOLS:
        if item.get_closest_marker(marker):
            require_tools(marker)
    if item.get_closest_marker("real"):
        require_real_rows()


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the real rows, beside the repository."""
    require_real_rows()
    return REAL_DATA
