"""The documentation is complete, current and true: what it shows is run, what the program has stands in it."""

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from doctest import DocTestFinder
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

from creditworthy.evaluation import METRICS, measures
from creditworthy.features import FEATURES
from creditworthy.messages import DecisionAnswer, WhatIfAnswer
from creditworthy.scorer import Scorer, Store
from creditworthy.settings.model import Settings
from creditworthy.tables.dictionary import home_credit

pytestmark = pytest.mark.usefixtures("unmeasured")

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
READMES = ("README.md", "README.fr.md")
HOSTS = {"127.0.0.1", "keepachangelog.com", "semver.org", "www.kaggle.com"}
BLOCK = re.compile(r"^(?:<!-- (?P<mark>\w+) -->\n)?```(?P<kind>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)

# The tutorial's portfolio is as large as a reader's patience, and so is its search; the tests' are as large as theirs.
SMALLER = {"--applicants 5000": "--applicants 1000", "creditworthy train": "creditworthy train --search none"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(path: Path, mark: str, kind: str = "bash") -> list[str]:
    """The code blocks of a page under ``<!-- mark -->``."""
    found = BLOCK.finditer(path.read_text(encoding="utf-8"))
    return [block["code"] for block in found if (block["mark"], block["kind"]) == (mark, kind)]


def marked(mark: str) -> list[Any]:
    return [pytest.param(path, id=named(path)) for path in PAGES if blocks(path, mark)]


def environment() -> dict[str, str]:
    """A user's surroundings: the project's programs on the path, no settings, English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CREDITWORTHY_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return {**kept, "PATH": path, "LC_ALL": "C.UTF-8", "CREDITWORTHY_FOLDS": "2", "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path, portfolio_folder: Path, tables_folder: Path, scorer_folder: Path, scorer: Scorer) -> Path:
    """A project folder with raw files, imported tables and a champion."""
    copytree(portfolio_folder, tmp_path / "data" / "raw")  # copies: a page may write over them
    copytree(tables_folder, tmp_path / "data" / "interim" / "tables")
    store = Store(tmp_path / "models")
    store.add(scorer_folder, scorer.version)
    store.promote(scorer.version)
    return tmp_path


# Generated pages


def test_generated_pages_are_current(generator: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert generator.main(["--check"]) == 0, capsys.readouterr().out


def test_the_check_names_the_page_that_is_out_of_date(
    generator: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generator.main([], tmp_path)
    page = tmp_path / "docs" / "reference" / "settings.md"
    current = page.read_text(encoding="utf-8")
    page.write_text("old", encoding="utf-8")
    capsys.readouterr()

    assert generator.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out == "docs/reference/settings.md is out of date: run python docs/generate.py\n"
    assert page.read_text(encoding="utf-8") == "old"
    assert generator.main([], tmp_path) == 0
    assert page.read_text(encoding="utf-8") == current


@pytest.mark.parametrize("folder", ["docs/reference", "docs/fr/reference"])
def test_every_command_stands_on_its_page(generator: ModuleType, folder: str) -> None:
    headings = re.findall(r"^## creditworthy ?(.*)$", text_of(f"{folder}/commands.md"), re.MULTILINE)
    assert headings == ["", *(" ".join(names) for names in generator.command_names())]


@pytest.mark.parametrize("page", READMES)
def test_every_command_stands_in_the_readme(generator: ModuleType, page: str) -> None:
    groups = {names[0] for names in generator.command_names() if len(names) > 1}
    commands = {" ".join(names) for names in generator.command_names()} - groups
    assert set(re.findall(r"^\| `creditworthy ([a-z ]+)` \|", text_of(page), re.MULTILINE)) == commands


@pytest.mark.parametrize(("folder", "language"), [("docs/reference", "en"), ("docs/fr/reference", "fr")])
def test_every_feature_setting_and_column_has_its_line(folder: str, language: str) -> None:
    lines = text_of(f"{folder}/features.md").splitlines()
    for name, entry in FEATURES.items():
        assert [line for line in lines if line.startswith(f"| `{name}` |") and entry.meaning(language) in line]
    lines = text_of(f"{folder}/settings.md").splitlines()
    for name in Settings.model_fields:
        assert [line for line in lines if line.startswith(f"| `{name}` |") and f"CREDITWORTHY_{name.upper()}" in line]
    tables = re.split(r"^## ", text_of(f"{folder}/tables.md"), flags=re.MULTILINE)[1:]
    for table, written in zip(home_credit().tables.values(), tables, strict=True):
        assert written.startswith(f"{table.name}\n")
        assert re.findall(r"^\| `(\w+)`\*? \|.*?([^|]+) \|$", written, re.MULTILINE) == [
            (column.name, f" {column.meaning(language)}") for column in table.columns.values()
        ]


def test_every_metric_has_an_example_that_runs() -> None:
    with_examples = {test.name.rpartition(".")[2] for test in DocTestFinder().find(measures) if test.examples}
    assert set(METRICS) <= with_examples


# What the pages show


def run(command: list[str], folder: Path, surroundings: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_blocks(page: Path, folder: Path) -> None:
    script = "\n".join(blocks(page, "runs"))
    for patient, quick in SMALLER.items():
        script = script.replace(patient, quick)
    run(["bash", "-euo", "pipefail", "-c", script], folder, environment())


def test_the_tutorial_runs_from_an_empty_folder(tmp_path: Path) -> None:
    run_blocks(ROOT / "docs" / "tutorial.md", tmp_path)

    lender = tmp_path / "my-lender"
    scores = (lender / "reports" / "scores.csv").read_text(encoding="utf-8").splitlines()
    submission = (lender / "reports" / "submission.csv").read_text(encoding="utf-8").splitlines()
    assert len(scores) == len(submission) == 141  # 14 % of the applicants have no known outcome
    assert submission[0] == "SK_ID_CURR,TARGET"
    champion = json.loads((lender / "models" / "champion.json").read_text(encoding="utf-8"))["version"]
    assert scores[1].endswith(champion)


@pytest.mark.parametrize("page", [page for page in marked("runs") if page.id != "docs/tutorial.md"])
def test_the_commands_of_a_page_run(page: Path, project: Path) -> None:
    run_blocks(page, project)


def test_the_python_of_the_readme_runs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks(ROOT / "README.md", "runs", "python")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own page
    line = r"(grant|decline) \d+\.\d% \d+ \('bureau_balance', .*'credit_card_balance'\)\n"
    assert re.fullmatch(line, capsys.readouterr().out)


def ask(folder: Path, command: str) -> Any:
    """Send to the service what a curl command would send."""
    from fastapi.testclient import TestClient

    from creditworthy.scorer import load_scorer, read_evidence
    from creditworthy.service import Desk, create_app

    _, address, *options = shlex.split(command.replace("\\\n", " "))
    given = list(zip(options[::2], options[1::2], strict=True))
    headers = dict(value.split(": ") for name, value in given if name == "--header")
    (data,) = [value for name, value in given if name == "--data"]
    app = create_app(Desk(load_scorer(folder), read_evidence(folder)))
    return TestClient(app).post(urlsplit(address).path, content=data, headers=headers)


@pytest.mark.parametrize("page", marked("answers"))
def test_the_service_answers_what_a_page_asks(page: Path, scorer_folder: Path) -> None:
    for command in blocks(page, "answers"):
        response = ask(scorer_folder, command)
        assert response.status_code == 200, response.text
        assert DecisionAnswer.model_validate_json(response.content).reasons
        assert response.headers["Content-Language"] == (
            "fr" if {"README.fr.md", "fr"} & {page.name, page.parent.name} else "en"
        )


@pytest.mark.parametrize("page", marked("tries"))
def test_the_service_tries_what_a_page_changes(page: Path, scorer_folder: Path) -> None:
    for command in blocks(page, "tries"):
        response = ask(scorer_folder, command)
        assert response.status_code == 200, response.text
        found = WhatIfAnswer.model_validate_json(response.content)
        assert any(variant.probability_difference for variant in found.variants)


def test_every_request_of_the_postman_collection_is_answered(
    scorer_folder: Path, tables_folder: Path, generator: ModuleType, tmp_path: Path
) -> None:
    from fastapi.testclient import TestClient

    from creditworthy.journal import Journal
    from creditworthy.messages.invented import DECISION
    from creditworthy.scorer import load_scorer, read_evidence
    from creditworthy.service import Desk, Register, create_app
    from creditworthy.tables.applicants import applicants_after
    from creditworthy.tables.load import open_tables

    tables = open_tables(tables_folder)
    desk = Desk(load_scorer(scorer_folder), read_evidence(scorer_folder), tables)
    client = TestClient(create_app(desk, Register(desk, Journal.open(f"sqlite:///{tmp_path}/journal.db"))))
    (known,) = applicants_after(tables, most=1)
    kept = client.post(f"/v1/applicants/{known}/decisions").json()["id"]
    file: Any = {"content": b"{}", "headers": {"Content-Type": "application/x-ndjson"}}
    named = {":applicant": str(known), ":id": kept, ":job": client.post("/v1/jobs", **file).json()["id"]}
    collection = json.loads(text_of("docs/postman.json"))
    asked = [entry["request"] for folder in collection["item"] for entry in folder["item"]]
    assert len(asked) == sum(map(len, generator.interface()["paths"].values()))
    for request in asked:
        path = "/".join(named.get(step, step) for step in request["url"]["path"])
        headers = {header["key"]: header["value"] for header in request["header"]}
        body = request.get("body", {}).get("raw", "").replace(DECISION["id"], kept)
        answer = client.request(request["method"], f"/{path}", headers=headers, content=body or None)
        assert answer.is_success, (path, answer.text)


def test_the_service_refuses_as_the_page_says(scorer_folder: Path) -> None:
    page = ROOT / "docs" / "how-to" / "serve-and-call.md"
    (command,) = blocks(page, "refused")
    (shown,) = re.findall(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    response = ask(scorer_folder, command)
    assert response.status_code == 422
    # The words for a status are Python's own, and 3.13 changed them.
    assert {**response.json(), "title": ""} == {**json.loads(shown), "title": ""}


def test_the_page_of_answers_names_every_field() -> None:
    fields = re.findall(r"^\| `(\w+)` \|", text_of("docs/how-to/serve-and-call.md"), re.MULTILINE)
    assert fields == list(DecisionAnswer.model_fields)


def test_the_example_script_decides(project: Path) -> None:
    script = str(ROOT / "examples" / "score_one.py")
    first, *reasons, last = run([sys.executable, script, "models"], project, environment()).splitlines()
    assert re.fullmatch(r"(grant|decline): probability of default \d+\.\d%, \d+ points", first)
    assert all(re.fullmatch(r"- .* (raises|lowers) the risk", reason) for reason in reasons)
    assert 1 <= len(reasons) <= 6
    assert last == "not looked up: bureau_balance, POS_CASH_balance, installments_payments, credit_card_balance"


def test_the_example_request_is_answered(scorer_folder: Path) -> None:
    data = text_of("examples/request.json")
    response = ask(
        scorer_folder, f"curl /v1/decisions --header 'Content-Type: application/json' --data {shlex.quote(data)}"
    )
    assert response.status_code == 200, response.text
    assert response.json()["incomplete"] == []


# The two README


def test_the_readmes_say_the_same_in_two_languages() -> None:
    english, french = map(text_of, READMES)
    for pattern in (
        r"^(#+) ",
        r"^```(.*)$",
        r"`(creditworthy [a-z ]+)`",
        r"^(make .*|pip install \S+)",
        r"<!-- .* -->",
    ):
        assert re.findall(pattern, english, re.MULTILINE) == re.findall(pattern, french, re.MULTILINE)
    codes = [re.sub(r" *#.*", "", code) for name in READMES for code in blocks(ROOT / name, "runs", "python")]
    assert codes == [codes[0]] * 2


# Addresses and links


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_names_no_foreign_host_and_no_place_on_a_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert {urlsplit(address).hostname for address in re.findall(r"\bhttps?://[^\s)>'\"`]+", text)} <= HOSTS
    assert re.findall(r"(?<![\w.])/(?:home|root|work|tmp|Users|usr|var)/", text) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).is_file()] == []


class Loaded(HTMLParser):
    """Collects what a browser loads by itself when it opens a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel") not in {"alternate", "canonical", "next", "prev"}:
            self.addresses.append(given["href"])
        self.addresses += [given[name] for name in ("src", "srcset", "data", "poster") if name in given]
        self.addresses += re.findall(r"url\(([^)]*)", given.get("style", ""))


def loaded(site: Path) -> Iterator[str]:
    for page in site.rglob("*.html"):
        parser = Loaded()
        parser.feed(page.read_text(encoding="utf-8"))
        yield from parser.addresses
        yield from re.findall(r"@import[^;]*;", page.read_text(encoding="utf-8"))
    for sheet in site.rglob("*.css"):
        yield from re.findall(r"(?:url\(|@import\s)\s*[\"']?([^\"')]*)", sheet.read_text(encoding="utf-8"))


@pytest.mark.skipif(importlib.util.find_spec("mkdocs") is None, reason="the site needs the extra docs")
def test_the_site_builds_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(ROOT / "mkdocs.yml")]
    run([*command, "--site-dir", str(site)], tmp_path, {**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert len(list(site.rglob("*.html"))) == len(list((ROOT / "docs").rglob("*.md"))) + 1  # and 404.html
    addresses = list(loaded(site))
    assert [address for address in addresses if re.match(r"(?:https?:)?//", address)] == []
    assert [address for address in addresses if address.endswith(".js")]
