"""Another lender is a dictionary and a file of features: from «init» to «serve», as the how-to page shows it."""

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import numpy as np
import polars as pl
import pytest

import creditworthy as cw
from creditworthy import answering, pipeline
from creditworthy.cli.app import run
from creditworthy.errors import InputError
from creditworthy.evaluation import persons
from creditworthy.features import FEATURES, features_of
from creditworthy.features.online import OnlineFeatures
from creditworthy.scorer import Scorer, Store, load_scorer, read_evidence
from creditworthy.settings import settings
from creditworthy.tables.applicants import request_of
from creditworthy.tables.dictionary import Dictionary, read_dictionary
from creditworthy.tables.load import Tables, open_tables

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "your-own-tables.md"
BLOCK = re.compile(r"^<!-- (?P<mark>[\w.]+) -->\n```(?P<kind>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
KNOWN, NEW = 500, 100

# What a reader trains with has seven candidates and a search.
QUICK = "train --search none --candidate logistic --candidate lightgbm"


def shown(mark: str, kind: str) -> list[str]:
    """The code blocks of the page under a mark."""
    found = BLOCK.finditer(PAGE.read_text(encoding="utf-8"))
    return [block["code"] for block in found if (block["mark"], block["kind"]) == (mark, kind)]


def commands() -> list[str]:
    lines = [line for code in shown("lender", "bash") for line in code.splitlines()]
    return [line.removeprefix("creditworthy ") for line in lines]


def applications(random: np.random.Generator) -> pl.DataFrame:
    """Each sixth application is the next one of an earlier customer; some incomes are unknown."""
    size = KNOWN + NEW
    customer = np.arange(1, size + 1)
    customer[5::6] = customer[0::6]
    income = random.choice([-1, 1_200, 1_800, 2_600, 4_000], size, p=[0.1, 0.2, 0.3, 0.3, 0.1])
    return pl.DataFrame(
        {
            "PURPOSE": random.choice(["city", "cargo", "sport"], size),  # not in the order of the dictionary
            "LOAN": np.arange(1_001, 1_001 + size),
            "CUSTOMER": customer,
            "GENDER": random.choice(["F", "M"], size),
            "AMOUNT": random.integers(5, 60, size) * 100.0,
            "MONTHS": random.choice([6, 12, 24, 36], size),
            "INCOME": income.astype(float),
        }
    )


def payments(loans: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    """Up to nine instalments of each customer, more or less late as the customer is; a tenth has none."""
    rows = random.integers(0, 10, loans.height)
    loan = loans["LOAN"].to_numpy().repeat(rows)
    habit = random.exponential(10, loans.height).repeat(rows)
    due = np.concatenate([-30 * np.arange(1, count + 1) for count in rows])
    late = random.poisson(habit)
    return pl.DataFrame({"LOAN": loan, "DUE": due, "LATE": late, "PAID": np.full(len(loan), 80.0)})


def outcomes(loans: pl.DataFrame, paid: pl.DataFrame, random: np.random.Generator) -> np.ndarray:
    """Who was late before, and who borrows much for their income, defaults more often."""
    late = loans.join(paid.group_by("LOAN").agg(pl.col("LATE").mean()), on="LOAN", how="left")["LATE"].fill_null(10)
    burden = (pl.col("AMOUNT") / pl.col("MONTHS") / pl.col("INCOME").replace(-1, 2_000)).alias("BURDEN")
    log_odds = 0.12 * late.to_numpy() + 12 * loans.select(burden)["BURDEN"].to_numpy() - 4
    return (random.uniform(size=loans.height) < 1 / (1 + np.exp(-log_odds))).astype(int)


def write_files(folder: Path) -> None:
    random = np.random.default_rng(4)
    loans = applications(random)
    paid = payments(loans, random)
    known = loans.with_columns(DEFAULTED=pl.Series(outcomes(loans, paid, random))).head(KNOWN)
    known.write_csv(folder / "loans.csv")
    loans.tail(NEW).write_csv(folder / "loans_new.csv")
    paid.sample(fraction=1, shuffle=True, seed=1).write_csv(folder / "payments.csv")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Path]:
    """What a reader of the page has once every command but «serve» has run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("lender"))
        patch.setenv("CREDITWORTHY_LANGUAGE", "en")
        patch.setenv("CREDITWORTHY_FOLDS", "2")
        settings.cache_clear()
        (start,) = shown("project", "bash")
        init, change = start.splitlines()
        assert run(shlex.split(init)[1:]) == 0
        patch.chdir(change.removeprefix("cd "))
        for name, kind in (("lender.toml", "toml"), ("features.py", "python")):
            Path(name).write_text(*shown(name, kind), encoding="utf-8")
        with Path("creditworthy.toml").open("a", encoding="utf-8") as file:
            file.writelines(shown("creditworthy.toml", "toml"))
        write_files(Path("data/raw"))
        shutil.copy(migrated, "models/mlflow.db")
        for line in commands()[:-1]:
            settings.cache_clear()
            assert run(shlex.split(QUICK if line == "train" else line)) == 0, line
        yield Path.cwd()
    settings.cache_clear()


@pytest.fixture(scope="module")
def lender(project: Path) -> Dictionary:
    return read_dictionary(project / "lender.toml")


@pytest.fixture(scope="module")
def tables(project: Path, lender: Dictionary) -> Tables:
    return open_tables(project / "data" / "interim" / "tables", lender)


@pytest.fixture(scope="module")
def scorer(project: Path, lender: Dictionary) -> Scorer:
    return load_scorer(Store(project / "models").champion(), lender)


def test_the_page_ends_with_the_service() -> None:
    assert commands() == [
        "data import",
        "features list",
        "features build",
        "train",
        "score --out reports/scores.csv",
        "serve --port 8000",
    ]


def test_the_lender_has_its_own_features_and_none_of_the_reference_portfolio(lender: Dictionary) -> None:
    assert list(features_of(lender)) == [
        "loan_amount",
        "loan_months",
        "loan_purpose",
        "loan_gender",
        "payments_late_mean",
        "payments_late_max",
        "loan_instalment_to_income",
        "payments_count",
    ]
    assert set(features_of(lender)).isdisjoint(FEATURES)


def test_every_feature_was_built_for_every_applicant(project: Path, tables: Tables, lender: Dictionary) -> None:
    frame = pl.read_parquet(project / "data" / "processed" / "features.parquet")
    assert frame.columns == ["LOAN", *features_of(lender)]
    assert frame["LOAN"].to_list() == list(range(1_001, 1_001 + KNOWN + NEW))
    assert frame.equals(cw.features.build(tables))
    paid = tables.histories()["payments"].collect()
    late = paid.filter(LOAN=paid["LOAN"][0])["LATE"]
    mine = frame.row(by_predicate=pl.col("LOAN") == paid["LOAN"][0], named=True)
    assert (mine["payments_count"], mine["payments_late_max"]) == (len(late), late.max())
    assert frame["payments_count"].null_count() == KNOWN + NEW - paid["LOAN"].n_unique() > 0


def test_one_applicant_alone_has_the_features_of_the_crowd(tables: Tables, lender: Dictionary) -> None:
    crowd, online = cw.features.build(tables), OnlineFeatures(list(features_of(lender)), lender)
    for applicant in (1_001, 1_006, 1_600):
        asked = request_of(tables, applicant)
        alone = online.compute(asked["application"], asked["histories"])
        assert alone.equals(crowd.filter(LOAN=applicant))


def test_a_person_is_a_customer(tables: Tables, lender: Dictionary) -> None:
    known = tables.applications("train").sort("LOAN").collect()
    found = persons(known, lender)
    assert found[5] == found[0] == 0
    assert len(set(found)) == known["CUSTOMER"].n_unique() == KNOWN - KNOWN // 6


def test_the_champion_leaves_out_what_is_protected_and_learnt_what_was_planted(project: Path, scorer: Scorer) -> None:
    assert "loan_gender" not in scorer.offered
    assert len(scorer.offered) == 7
    evidence = read_evidence(Store(project / "models").champion())
    assert evidence["candidates"][scorer.candidate]["metrics"]["auc"]["low"] > 0.65
    assert set(list(evidence["importance"])[:3]) & {"payments_late_mean", "loan_instalment_to_income"}


def test_every_new_applicant_is_scored(project: Path, scorer: Scorer, tables: Tables) -> None:
    scores = pl.read_csv(project / "reports" / "scores.csv")
    assert scores.columns == ["LOAN", "probability", "decision", "points", "threshold", "model_version"]
    assert scores["LOAN"].to_list() == list(range(1_001 + KNOWN, 1_001 + KNOWN + NEW))
    assert scores["decision"].to_list() == pipeline.score(scorer, tables)["decision"].to_list()
    assert pipeline.submission(scores, tables.dictionary).columns == ["LOAN", "DEFAULTED"]


@contextmanager
def served(project: Path) -> Iterator[str]:
    """The address of «creditworthy serve», in a process of its own."""
    line = [sys.executable, "-m", "creditworthy", "serve", "--port", "0"]
    with subprocess.Popen(  # noqa: S603
        line, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(3)]
            found = re.search(r"(http://\S+)/v1/decisions", lines[-1])
            assert found, lines
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=20)


def asked_by_the_page() -> tuple[str, dict[str, Any]]:
    """The path and the body of the page's curl."""
    (code,) = shown("asked", "bash")
    _, address, *options = shlex.split(code.replace("\\\n", " "))
    return "/" + address.split("/", 3)[3], json.loads(options[options.index("--data") + 1])


def posted(address: str, body: object, language: str) -> Any:
    headers = {"Content-Type": "application/json", "Accept-Language": language}
    request = Request(address, json.dumps(body).encode(), headers)  # noqa: S310 - loopback
    with build_opener(ProxyHandler({})).open(request, timeout=20) as answer:
        return json.load(answer)


def test_one_decision_over_http_is_that_of_the_pipeline(project: Path, scorer: Scorer, tables: Tables) -> None:
    path, body = asked_by_the_page()
    known = request_of(tables, 1_600)
    with served(project) as address:
        found = posted(f"{address}{path}", body, "en")
        french = posted(f"{address}{path}", body, "fr")
        of_known = posted(f"{address}/v1/applicants/1600/decisions", {}, "en")
    assert {**found, "id": None} == answering.answer(scorer, body["application"], body["histories"], "en").model_dump()
    assert (found["applicant"], found["incomplete"]) == (9001, [])
    meanings = {language: {one.meaning(language) for one in scorer.known.values()} for language in ("en", "fr")}
    assert {reason["meaning"] for reason in found["reasons"]} <= meanings["en"]
    assert {reason["meaning"] for reason in french["reasons"]} <= meanings["fr"]
    expected = answering.answer(scorer, known["application"], known["histories"], "en")
    assert {**of_known, "id": None} == expected.model_dump()


def test_a_dictionary_that_disagrees_with_itself_is_told_what_the_page_shows(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = re.findall(r"^```text\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    text = (project / "lender.toml").read_text(encoding="utf-8")
    label = 'DEFAULTED = { type = "integer", unit = "flag", '
    Path("lender.toml").write_text(text.replace(f"{label}required = true, ", label), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_dictionary(Path("lender.toml"))
    assert told == f"creditworthy: {raised.value}\n"


def test_the_python_of_the_page_runs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = shown("lender", "python")
    exec(compile(code, PAGE.name, "exec"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out == "(600, 9)\n"


@pytest.mark.parametrize(
    "line",
    ["explore", "importance", "drift", "explain --applicant 1501 --lime", "features list --table payments --json"],
)
def test_the_other_commands_know_the_lender_too(project: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings.cache_clear()
    assert run(shlex.split(line)) == 0
    assert capsys.readouterr().err == ""


def test_the_reference_portfolio_is_refused_where_another_lender_is_named(
    project: Path, tables_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.cache_clear()
    assert run(["train", str(tables_folder)]) == 2
    assert capsys.readouterr().err == (
        f"creditworthy: {tables_folder}: tables of dictionary 'home_credit', not of 'bicycles'; "
        "name the dictionary they belong to\n"
    )
