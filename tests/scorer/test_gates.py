from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from creditworthy.decision import Costs, Policy
from creditworthy.errors import ScorerError
from creditworthy.evaluation import breaches
from creditworthy.scorer import Scorer, save
from creditworthy.scorer.gates import Bounds, Gate, calibration, judge
from creditworthy.tables.dictionary import home_credit


def attribute(ratio: float, gap: float, column: str = "application.CODE_GENDER") -> dict[str, Any]:
    farthest = {"least": "M", "most": "F"}
    both = {"four_fifths": {"value": ratio, **farthest}, "equal_opportunity": {"value": gap, **farthest}}
    return {"columns": [column], **both}


FAIR = {"gender": attribute(0.9, 0.05)}
EVIDENCE = {"folds_digest": "same", "fairness": FAIR}
PATIENT = Bounds(milliseconds=60_000.0)
NAMES = ["score", "calibration", "fairness", "latency", "features"]

POLICY = Policy(home_credit().protected)

Saved = Callable[..., Path]


@pytest.fixture
def loaded(scorers: dict[str, Scorer], monkeypatch: pytest.MonkeyPatch) -> None:
    """Gates that load nothing and ask for one decision: what they find elsewhere does not depend on it."""
    monkeypatch.setattr("creditworthy.scorer.gates.load_scorer", lambda *_: scorers["logistic"])
    monkeypatch.setattr("creditworthy.scorer.gates.DECISIONS", 1)


@pytest.fixture
def saved(scorers: dict[str, Scorer], tmp_path: Path, calibrated: pl.DataFrame) -> Saved:
    """Save a version that passes every gate, but for what is said."""

    def written(name: str, unseen: pl.DataFrame | None = calibrated, **evidence: object) -> Path:
        save(scorers["logistic"], tmp_path / name, {**EVIDENCE, **evidence}, unseen)
        return tmp_path / name

    return written


def judged(
    candidate: Path, champion: Path | None, bounds: Bounds = PATIENT, policy: Policy = POLICY
) -> dict[str, Gate]:
    gates = judge(candidate, champion, bounds=bounds, costs=Costs(), policy=policy)
    assert [gate.name for gate in gates] == NAMES
    return {gate.name: gate for gate in gates}


def failed(gates: dict[str, Gate]) -> list[str]:
    for gate in gates.values():
        gate.template.format(**gate.figures)
    return [name for name, gate in gates.items() if not gate.passed]


def worse(unseen: pl.DataFrame) -> pl.DataFrame:
    return unseen.with_columns(declined=~pl.col("declined"))


def test_a_version_that_passes_every_gate(saved: Saved) -> None:
    gates = judged(saved("challenger"), saved("champion"))
    assert failed(gates) == []
    assert gates["score"].figures == {"difference": 0.0, "low": 0.0, "high": 0.0, "bound": 0.0}
    assert gates["features"].figures["count"] > 100
    kept = gates["fairness"].kept()
    assert (kept["name"], kept["passed"], kept["figures"]["ratio"]) == ("fairness", True, 0.9)


@pytest.mark.usefixtures("loaded")
def test_the_first_version_has_nobody_to_beat(saved: Saved) -> None:
    assert failed(judged(saved("first"), None)) == []


@pytest.mark.usefixtures("loaded")
def test_score_alone(saved: Saved, calibrated: pl.DataFrame) -> None:
    one, other = saved("one", worse(calibrated)), saved("other")
    gates = judged(one, other)
    assert failed(gates) == ["score"]
    assert gates["score"].figures["high"] < 0
    better = judged(other, one)
    assert better["score"].passed
    assert better["score"].figures["low"] > 0


@pytest.mark.usefixtures("loaded")
def test_the_margin_lets_pass_what_is_little_worse(saved: Saved, calibrated: pl.DataFrame) -> None:
    first = pl.int_range(pl.len()) == pl.col("defaulted").arg_max()
    little = calibrated.with_columns(declined=pl.col("declined") & ~first)
    candidate, champion = (
        saved("challenger", little),
        saved("champion", calibrated.with_columns(declined=pl.col("declined") | first)),
    )
    assert failed(judged(candidate, champion)) == ["score"]
    assert failed(judged(candidate, champion, replace(PATIENT, margin=0.05))) == []


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("unseen", "evidence", "sentence"),
    [
        (True, {"folds_digest": "other"}, "not measured: the champion was judged on other folds or other applicants"),
        (False, {}, "not measured: its answers on unseen applicants were not kept; train it again"),
    ],
)
def test_a_score_that_cannot_be_compared_does_not_pass(
    saved: Saved, calibrated: pl.DataFrame, unseen: bool, evidence: dict[str, str], sentence: str
) -> None:
    gates = judged(saved("challenger"), saved("champion", calibrated if unseen else None, **evidence))
    assert failed(gates) == ["score"]
    assert gates["score"].template == sentence


@pytest.mark.usefixtures("loaded")
def test_a_champion_whose_evidence_is_gone_is_not_beaten(saved: Saved) -> None:
    champion = saved("champion")
    (champion / "evidence.json").unlink()
    gates = judged(saved("challenger"), champion)
    assert failed(gates) == ["score"]
    assert gates["score"].template == "not measured: the champion's evidence cannot be read"


@pytest.mark.usefixtures("loaded")
def test_calibration_alone(saved: Saved, calibrated: pl.DataFrame) -> None:
    sure = calibrated.with_columns(probability=(pl.col("probability") ** 3).clip(1e-4, 1 - 1e-4))
    gates = judged(saved("challenger", sure), saved("champion"))
    assert failed(gates) == ["calibration"]
    assert gates["calibration"].figures["slope"] < 0.8
    assert gates["calibration"].figures["error"] > 0.1


@pytest.mark.usefixtures("loaded")
def test_either_slope_or_error_is_enough(saved: Saved, calibrated: pl.DataFrame) -> None:
    shifted = calibrated.with_columns(probability=1 / (1 + 4 * (1 - pl.col("probability")) / pl.col("probability")))
    candidate = saved("challenger", shifted)
    gates = judged(candidate, None)
    assert gates["calibration"].passed  # the slope is right, the level is not
    assert gates["calibration"].figures["error"] > 0.02
    narrow = replace(PATIENT, slope=(2.0, 3.0))
    assert failed(judged(candidate, None, narrow)) == ["calibration"]
    assert failed(judged(candidate, None, replace(narrow, calibration_error=0.5))) == []


def test_calibration_of_probabilities_that_come_true(calibrated: pl.DataFrame) -> None:
    slope, error = calibration(calibrated)
    assert slope == pytest.approx(1, abs=0.15)
    assert error < 0.05


@pytest.mark.usefixtures("loaded")
def test_a_version_without_answers_is_not_calibrated(saved: Saved) -> None:
    assert failed(judged(saved("challenger", None), None)) == ["calibration"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("fairness", "passed"),
    [
        (FAIR, True),
        ({"gender": attribute(0.8, 0.1)}, True),
        ({"gender": attribute(0.79, 0.05)}, False),
        ({"gender": attribute(0.9, 0.05), "age": attribute(0.1, 0.9, "application.DAYS_BIRTH")}, True),
        ({"gender": attribute(0.9, 0.05), "status": attribute(0.79, 0.0, "application.NAME_FAMILY_STATUS")}, False),
        ({"gender": attribute(0.9, 0.11)}, False),
        ({"gender": {**attribute(0.9, 0.0), "four_fifths": None}}, False),
        ({"age": attribute(0.9, 0.0, "application.DAYS_BIRTH")}, False),
        ({}, False),
        ({"gender": {**attribute(0.9, 0.0), "equal_opportunity": None}}, False),
        ({"gender": attribute(float("nan"), 0.0)}, False),
        ({"gender": attribute(0.9, float("nan"))}, False),
        (None, False),
    ],
)
def test_fairness_alone(saved: Saved, fairness: Any, passed: bool) -> None:
    assert failed(judged(saved("challenger", fairness=fairness), saved("champion"))) == ([] if passed else ["fairness"])


@pytest.mark.usefixtures("loaded")
def test_what_is_not_measured_is_not_fair(scorers: dict[str, Scorer], tmp_path: Path, calibrated: pl.DataFrame) -> None:
    save(scorers["logistic"], tmp_path, {}, calibrated)
    gates = judged(tmp_path, None)
    assert failed(gates) == ["fairness"]
    assert gates["fairness"].template == "not measured: the evidence of this version says nothing about fairness"


@pytest.mark.usefixtures("loaded")
def test_latency_alone(saved: Saved) -> None:
    gates = judged(saved("challenger"), saved("champion"), Bounds(milliseconds=0.001))
    assert failed(gates) == ["latency"]
    assert gates["latency"].figures["milliseconds"] > 0.001


def test_a_version_that_does_not_load_is_refused(saved: Saved) -> None:
    folder = saved("challenger")
    (folder / "evidence.json").write_text("{}")
    with pytest.raises(ScorerError, match=r"evidence\.json is missing or is not the file that was saved"):
        judged(folder, None)


@pytest.mark.usefixtures("loaded")
def test_a_lender_that_protects_nobody_has_nothing_to_measure(saved: Saved) -> None:
    nobody = Policy(frozenset())
    assert failed(judged(saved("challenger", fairness={}), None, policy=nobody)) == []
    assert failed(judged(saved("challenger", fairness=None), None, policy=nobody)) == ["fairness"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("gender", [attribute(0.9, 0.05), attribute(0.79, 0.05), attribute(0.9, 0.11)])
def test_the_gate_fails_where_the_check_of_fairness_does(saved: Saved, gender: dict[str, Any]) -> None:
    for policy in (POLICY, Policy(POLICY.protected, four_fifths=0.75), Policy(POLICY.protected, equal_opportunity=0.2)):
        gates = judged(saved("challenger", fairness={"gender": gender}), None, policy=policy)
        assert (failed(gates) == []) == (breaches({"gender": gender}, policy) == [])
