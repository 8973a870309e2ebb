"""What deploys the system: that its files agree with the code and with one another, and that the image works."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from creditworthy.settings.model import Settings

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
STACK = (ROOT / "deploy" / "aws" / "stack.yaml").read_text(encoding="utf-8")
BLUEPRINT = (ROOT / "render.yaml").read_text(encoding="utf-8")
WORKFLOW = (ROOT / ".github" / "workflows" / "deploy.yml").read_text(encoding="utf-8")


def test_the_service_is_the_last_target() -> None:
    """Render builds the last one."""
    assert re.findall(r"^FROM \S+ AS (\S+)", DOCKERFILE, re.MULTILINE)[-1] == "service"


@pytest.mark.parametrize("target", ["dashboard", "tracking", "service"])
def test_a_target_runs_as_its_own_user_and_has_a_health_check(target: str) -> None:
    stage = re.split(r"^FROM ", DOCKERFILE.split(f" AS {target}\n")[1], flags=re.MULTILINE)[0]
    assert re.findall(r"^(USER .+|EXPOSE|HEALTHCHECK|CMD)", stage, re.MULTILINE) == [
        "USER 10001:10001",
        "EXPOSE",
        "HEALTHCHECK",
        "CMD",
    ]


def test_every_setting_of_the_image_exists() -> None:
    named = set(re.findall(r"CREDITWORTHY_([A-Z_]+)", DOCKERFILE + COMPOSE + STACK + BLUEPRINT))
    assert named == {"ANCHORS", "HOST", "JOURNAL", "JOURNAL_KEY", "PORT", "STORE"}
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_everything_speaks_of_the_same_port_path_and_folder() -> None:
    port = f"{Settings.model_fields['port'].default}"
    assert f"CREDITWORTHY_PORT={port}" in DOCKERFILE
    assert f'"127.0.0.1:{port}:{port}"' in COMPOSE
    assert f"ContainerPort: {port}" in STACK
    assert f'value: "{port}"' in BLUEPRINT
    for text in (DOCKERFILE, STACK, BLUEPRINT):
        assert "/health/ready" in text
        assert "/models" in text
    for text in (DOCKERFILE, STACK, COMPOSE):
        assert "/journal" in text


def test_compose_publishes_on_loopback_only_and_holds_no_password() -> None:
    published = re.findall(r"ports: (.+)", COMPOSE)
    assert published
    assert all(re.fullmatch(r'\["127\.0\.0\.1:(\d+):\1"\]', ports) for ports in published)
    passwords = re.findall(r"PASSWORD: (.+)", COMPOSE)
    assert passwords
    assert all(value.startswith("${") and ":?" in value for value in passwords)


def test_the_example_names_every_variable_that_compose_asks_for() -> None:
    example = (ROOT / "deploy" / "compose.env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)", COMPOSE)) == set(re.findall(r"^(\w+)=$", example, re.MULTILINE))


def test_the_two_guides_name_every_variable_of_the_deployment() -> None:
    names = set(re.findall(r"(?:vars|secrets)\.([A-Z_]+)", WORKFLOW))
    assert len(names) >= 7
    for guide in ("README.md", "README.fr.md"):
        text = (ROOT / "deploy" / guide).read_text(encoding="utf-8")
        assert {name for name in names if f"`{name}`" not in text} == set()


@pytest.mark.image
@pytest.mark.skipif(
    os.environ.get("CREDITWORTHY_REQUIRE") not in {"all", "image"},
    reason="minutes long and needs root: make image-test, or CREDITWORTHY_REQUIRE=all",
)
def test_the_image_is_built_and_answers_one_decision() -> None:
    done = subprocess.run(
        ["bash", "deploy/image-test"],  # noqa: S607
        cwd=ROOT,
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "done: built, healthy, one decision equal to the scorer's own and kept" in done.stdout
