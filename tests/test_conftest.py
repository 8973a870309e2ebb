"""The mechanism of tests/conftest.py, run on small suites of its own."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")
MARKED = """
    import pytest

    @pytest.mark.{marker}
    def test_marked():
        pass

    def test_plain():
        pass
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A repository `main` under the project's conftest, on a machine with no tool and no real rows."""
    pytester.makepyfile(**{"main/tests/conftest": CONFTEST.read_text(encoding="utf-8")})
    pytester.makeini("[pytest]\nmarkers =\n    browser\n    image\n    postgres\n    real\n    spark\n")
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    monkeypatch.delenv("CREDITWORTHY_REQUIRE", raising=False)
    return pytester


def run(suite: pytest.Pytester, source: str) -> pytest.RunResult:
    suite.makepyfile(**{"main/tests/test_it": source})
    return suite.runpytest_inprocess("-rs")


@pytest.mark.parametrize("marker", ["browser", "image", "postgres", "spark"])
def test_a_missing_tool_skips_with_a_reason(suite: pytest.Pytester, marker: str) -> None:
    result = run(suite, MARKED.format(marker=marker))
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines([f"SKIPPED*{marker}: * not installed"])


def test_a_missing_tool_fails_where_all_are_required(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITWORTHY_REQUIRE", "all")
    result = run(suite, MARKED.format(marker="postgres"))
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["postgres: initdb, pg_ctl not installed, and CREDITWORTHY_REQUIRE=all forbids the skip"]
    )


def test_a_present_tool_runs_the_test(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, **_: f"/usr/bin/{name}")
    run(suite, MARKED.format(marker="postgres")).assert_outcomes(passed=2)


@pytest.mark.parametrize("required", ["", "all"])
@pytest.mark.parametrize(
    "source", [MARKED.format(marker="real"), "def test_rows(real_data): pass\ndef test_plain(): pass"]
)
def test_absent_real_rows_always_skip(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str, required: str
) -> None:
    monkeypatch.setenv("CREDITWORTHY_REQUIRE", required)
    result = run(suite, source)
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*the real rows are not here"])


def test_present_real_rows_are_found_beside_the_repository(suite: pytest.Pytester) -> None:
    beside = suite.mkdir("shared") / "data"
    beside.mkdir()
    beside.joinpath("rows.csv").write_text("1", encoding="utf-8")
    source = "def test_rows(real_data): assert real_data.joinpath('rows.csv').read_text() == '1'"
    run(suite, source).assert_outcomes(passed=1)
