import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from creditworthy import answering, pipeline
from creditworthy.cli.scoring import DECIDED, show_answer, write_table
from creditworthy.language import speaking
from creditworthy.messages import DecisionAnswer, ReasonAnswer
from creditworthy.scorer import Scorer, save
from creditworthy.tables.load import Tables


def test_score(command: Any, project: Path, scorer: Scorer, tables: Tables) -> None:
    code, out, err = command("score", "--submission", "sub.csv", "--out", "reports/scores.parquet")
    assert (code, err) == (0, "")
    scores = pl.read_parquet("reports/scores.parquet")
    assert scores.equals(pipeline.score(scorer, tables, "test"))
    declined = scores.filter(pl.col("decision") == "decline").height
    assert out.splitlines() == [
        f"210 applicants: {210 - declined} granted, {declined} declined",
        "→ reports/scores.parquet",
        "→ sub.csv",
    ]
    assert pl.read_csv("sub.csv").columns == ["SK_ID_CURR", "TARGET"]


def test_who_is_near_the_threshold_is_counted_for_review(
    command: Any, project: Path, scorer: Scorer, tables: Tables, tmp_path: Path
) -> None:
    save(replace(scorer, review_band=0.03), tmp_path / "near", {})
    out = command("score", "--scorer", str(tmp_path / "near")).out
    decisions = pl.read_csv("scores.csv")["decision"].to_list()
    granted, reviewed, declined = map(decisions.count, ("grant", "review", "decline"))
    assert min(granted, reviewed, declined) > 0
    assert out.startswith(f"210 applicants: {granted} granted, {reviewed} for review, {declined} declined\n")


def test_scores_go_to_the_current_folder(command: Any, project: Path) -> None:
    assert command("score", "--part", "train").out.splitlines()[-1] == "→ scores.csv"
    assert pl.read_csv(project / "scores.csv").height == 1290


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--part tets", "no part 'tets'; close names: test"),
        ("--out data", "data: is a folder; give the name of a file"),
        ("nowhere", "nowhere: not a folder of imported tables; make one with"),
        ("--scorer data", "data: no saved scorer here (scorer.json cannot be read)"),
    ],
)
def test_score_of_what_cannot_be(command: Any, project: Path, arguments: str, sentence: str) -> None:
    before = sorted(project.iterdir())
    code, out, err = command("score", *arguments.split())
    assert (code, out) == (2, "")
    assert err.startswith(f"creditworthy: {sentence}")
    assert err.count("\n") == 1
    assert sorted(project.iterdir()) == before


def test_score_without_a_champion(command: Any, with_tables: Path) -> None:
    sentence = "models: no champion yet; train one with «creditworthy train TABLES»"
    assert command("score") == (2, "", f"creditworthy: {sentence}\n")


def test_a_corrupt_scorer(command: Any, project: Path, scorer: Scorer) -> None:
    (project / "models" / scorer.version / "evidence.json").write_text("{}")
    code, out, err = command("explain", "--applicant", "100002")
    assert (code, out) == (2, "")
    assert "evidence.json is missing or is not the file that was saved" in err


def test_explain(command: Any, project: Path, scorer: Scorer, tables: Tables) -> None:
    applicant = int(tables.applications("test").collect()["SK_ID_CURR"][0])
    expected = answering.explain_applicant(scorer, tables, applicant, "en")
    out = command("explain", "--applicant", str(applicant)).out
    word = DECIDED[expected.decision]
    assert out.startswith(f"Applicant {applicant}: {word}\nProbability of default ")
    assert [line[4:] for line in out.splitlines()[2:-1]] == [reason.text for reason in expected.reasons]
    assert out.endswith(f"Model {scorer.version}\n")
    assert json.loads(command("explain", "--applicant", str(applicant), "--json").out) == expected.model_dump()


def test_explain_in_french(command: Any, project: Path, tables: Tables, french: None) -> None:
    applicant = int(tables.applications("test").collect()["SK_ID_CURR"][0])
    out = command("explain", "--applicant", str(applicant)).out
    assert out.startswith(f"Demandeur {applicant}\xa0: ")
    assert "Probabilité de défaut" in out


def test_explain_an_unknown_applicant(command: Any, project: Path) -> None:
    code, out, err = command("explain", "--applicant", "5")
    assert (code, out) == (2, "")
    assert err.startswith("creditworthy: data/interim/tables: no applicant 5; the known ones are in column SK_ID_CURR")


def test_an_answer_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    def reason(text: str, effect: Any) -> ReasonAnswer:
        return ReasonAnswer(feature="f", meaning="m", value="[b]", effect=effect, contribution=0.1, text=text)

    show_answer(
        DecisionAnswer(
            applicant=None,
            decision="grant",
            probability=0.0312,
            threshold=0.0909,
            points=628,
            model_version="1a2b",
            incomplete=["bureau", "installments"],
            reasons=[reason("Work ([b]) lowers the risk", "lowers"), reason("Debt raises the risk", "raises")],
        ),
        indent=2,
    )
    assert capsys.readouterr().out.splitlines() == [
        "  Applicant unnamed: granted",
        "  Probability of default 3.1%, threshold 9.1%; 628 points",
        "    ▼ Work ([b]) lowers the risk",
        "    ▲ Debt raises the risk",
        "  Not looked up: bureau, installments",
        "  Model 1a2b",
    ]


def test_an_answer_for_review(capsys: pytest.CaptureFixture[str]) -> None:
    near = DecisionAnswer(
        applicant=100_001,
        decision="review",
        probability=0.09,
        threshold=0.0909,
        points=551,
        model_version="1a2b",
        incomplete=[],
        reasons=[],
    )
    show_answer(near)
    with speaking("fr"):
        show_answer(near)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Applicant 100001: for review"
    assert lines[3].endswith("à examiner")


def test_write_table(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [1, 2]})
    write_table(frame, tmp_path / "x.csv")
    write_table(frame, tmp_path / "y.parquet")
    assert (tmp_path / "x.csv").read_text() == "a\n1\n2\n"
    assert pl.read_parquet(tmp_path / "y.parquet").equals(frame)
