"""The lock files follow pyproject.toml: nothing missing or outside its bounds, no address in them."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
BASE: list[str] = PYPROJECT["project"]["dependencies"]
ALL = EXTRAS["all"][0].removeprefix("creditworthy[").removesuffix("]").split(",")
SERVE = [*BASE, *EXTRAS["serve"]]
DEV = [*PYPROJECT["dependency-groups"]["dev"], *PYPROJECT["build-system"]["requires"]]
WANTED = {
    "requirements.txt": [*BASE, *(line for name in ALL for line in EXTRAS[name])],
    "requirements/build.txt": ["hatchling>=1.27"],
    "requirements/dashboard.txt": [*BASE, *EXTRAS["dashboard"]],
    "requirements/tracking.txt": [*BASE, *EXTRAS["tracking"]],
    "requirements/serve.txt": SERVE,
    "requirements/dev.txt": [*BASE, *(line for lines in EXTRAS.values() for line in lines), *DEV],
}


def pinned(lock: str) -> list[Requirement]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix(" \\")) for line in lines if re.match(r"[A-Za-z0-9]", line)]


def versions(lock: str, name: str) -> list[str]:
    return [str(pin.specifier).removeprefix("==") for pin in pinned(lock) if pin.name == name]


@pytest.mark.parametrize("lock", WANTED)
def test_every_requirement_is_pinned_within_its_bounds(lock: str) -> None:
    wanted = [Requirement(line) for line in WANTED[lock] if not line.startswith("creditworthy[")]
    stale = {
        str(requirement): versions(lock, requirement.name)
        for requirement in wanted
        if not versions(lock, requirement.name)
        or any(version not in requirement.specifier for version in versions(lock, requirement.name))
    }
    assert stale == {}, "run `make lock`"


@pytest.mark.parametrize("lock", WANTED)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = len(pinned(lock))
    assert pins > 0
    assert not re.search(r"[/@]|file:|index|find-links", text)
    if lock == "requirements.txt":
        # Plain pip resolves it, and its hash mode does not see that pandas==X also serves pandas[parquet].
        assert "--hash" not in text
        return
    assert len(re.findall(r"==\S+(?: ; [^\\\n]+)? \\\n    --hash=sha256:[0-9a-f]{64}", text)) == pins


def test_the_smaller_locks_agree_with_the_full_one() -> None:
    full = {(pin.name, str(pin.specifier)) for pin in pinned("requirements/dev.txt")}
    for lock in ("requirements.txt", "requirements/serve.txt"):
        assert {(pin.name, str(pin.specifier)) for pin in pinned(lock)} - full == set()
