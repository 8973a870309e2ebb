import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from creditworthy.errors import ScorerError, UnknownNameError
from creditworthy.features import FEATURES
from creditworthy.models import CANDIDATES, Beta, Calibration, Fit, Isotonic
from creditworthy.scorer import Scorer, load_scorer, read_evidence, save

Few = tuple[pl.DataFrame, Any]
PICKLED = re.compile(rb"\A\x80[\x02-\x05]|\A\x1f\x8b|\A\x28lp|csklearn|cnumpy")


@pytest.fixture
def copied(scorer_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(scorer_folder, tmp_path / "copied"))


@pytest.fixture
def edited(copied: Path) -> Callable[..., Path]:
    """Return a saved scorer whose scorer.json says something else."""

    def edit(**changes: object) -> Path:
        path = copied / "scorer.json"
        content = {**json.loads(path.read_text(encoding="utf-8")), **changes}
        path.write_text(json.dumps({name: part for name, part in content.items() if part != "absent"}))
        return copied

    return edit


def refusal(folder: Path) -> str:
    with pytest.raises(ScorerError) as caught:
        load_scorer(folder)
    return str(caught.value)


@pytest.mark.parametrize("name", CANDIDATES)
def test_saved_and_loaded_is_the_same_scorer_to_the_bit(
    scorers: dict[str, Scorer], few: Few, name: str, tmp_path: Path
) -> None:
    saved = save(scorers[name], tmp_path, {"auc": 0.7})
    read = load_scorer(tmp_path)
    assert replace(read, model=saved.model) == saved
    assert np.array_equal(read.probability(few[0]), saved.probability(few[0]))
    assert np.array_equal(read.contributions(few[0]).values, saved.contributions(few[0]).values)
    assert len(read.version) == 12
    assert read_evidence(tmp_path) == {"auc": 0.7}


@pytest.mark.parametrize("name", CANDIDATES)
def test_the_same_training_gives_the_same_version_and_the_same_bytes(
    scorers: dict[str, Scorer], learn: Callable[..., Fit], name: str, tmp_path: Path
) -> None:
    learnt = learn(name)
    again = replace(scorers[name], encoder=learnt.encoder, model=learnt.model)
    versions = {save(one, tmp_path / folder, {}).version for one, folder in ((scorers[name], "one"), (again, "two"))}
    assert len(versions) == 1
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_anything_else_gives_another_version(scorers: dict[str, Scorer], tmp_path: Path) -> None:
    one = scorers["lightgbm"]
    versions = [
        save(one, tmp_path / "a", {}).version,
        save(one, tmp_path / "b", {"auc": 0.7}).version,
        save(replace(one, threshold=0.11), tmp_path / "c", {}).version,
        save(replace(one, calibration=replace(one.calibration, slope=1.0)), tmp_path / "d", {}).version,
        save(replace(one, review_band=0.01), tmp_path / "e", {}).version,
    ]
    assert len(set(versions)) == 5


@pytest.mark.parametrize(
    "calibration",
    [Beta(0.8, 1.1, -0.2, 0.9), Isotonic((-4.0, -1.0, 0.5), (0.01, 0.1, 0.6), 0.9)],
    ids=lambda one: str(one.method),
)
def test_every_calibration_and_a_review_band_come_back(
    scorers: dict[str, Scorer], few: Few, calibration: Calibration, tmp_path: Path
) -> None:
    saved = save(replace(scorers["lightgbm"], calibration=calibration, review_band=0.02), tmp_path, {})
    written = json.loads((tmp_path / "scorer.json").read_text(encoding="utf-8"))
    assert next(iter(written["calibration"].items())) == ("method", calibration.method)
    assert written["review_band"] == 0.02
    read = load_scorer(tmp_path)
    assert (read.calibration, read.review_band) == (calibration, 0.02)
    assert read.decide(few[0]) == saved.decide(few[0])


def test_a_calibration_of_an_unknown_method_is_refused(edited: Callable[..., Path]) -> None:
    folder = edited(calibration={"method": "splines", "knots": [0.0]})
    assert refusal(folder) == (
        f"{folder}: calibrated by 'splines', which this release does not know (it knows platt, beta, isotonic); "
        "train it again, or use the release that trained it"
    )


@pytest.mark.parametrize("name", [*CANDIDATES, "logistic+smote"])
def test_a_saved_scorer_holds_no_pickle(
    scorers: dict[str, Scorer], learn: Callable[..., Fit], name: str, tmp_path: Path
) -> None:
    candidate, _, arm = name.partition("+")
    model = learn(candidate, arm=arm).model if arm else scorers[candidate].model
    save(replace(scorers[candidate], model=model), tmp_path, {})
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*")}
    assert set(files) == {"scorer.json", "evidence.json", *model.files}
    for file, content in files.items():
        assert is_zipfile(tmp_path / file) == file.endswith(".skops")
        if file.endswith(".skops"):
            with ZipFile(tmp_path / file) as archive:
                parts = {part: archive.read(part) for part in archive.namelist()}
            assert {Path(part).suffix for part in parts} == {".json", ".npy"}
        else:
            parts = {file: content}
        for part, inside in parts.items():
            assert not PICKLED.search(inside), part
            assert (inside[:6] == b"\x93NUMPY") == part.endswith(".npy")
            assert b"'descr': '|O'" not in inside[:200]


def test_a_saved_scorer_says_no_time_and_no_path(scorer_folder: Path, tables_folder: Path) -> None:
    for path in scorer_folder.iterdir():
        content = path.read_text(encoding="latin-1")
        assert str(tables_folder.parent) not in content
        assert str(scorer_folder.parent) not in content
        assert not re.search(r"\b20\d\d-[01]\d-[0-3]\d\b|\b[0-2]\d:[0-5]\d:[0-5]\d\b", content), path.name


def test_no_scorer_here(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"{tmp_path}: no saved scorer here (scorer.json cannot be read); train one with «creditworthy train»"
    )


@pytest.mark.parametrize("name", ["model", "evidence.json"])
@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_changed_or_missing_file_is_refused(copied: Path, scorer: Scorer, name: str, harm: str) -> None:
    path = copied / (scorer.model.files[0] if name == "model" else name)
    if harm == "missing":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))
    assert refusal(copied) == (
        f"{copied}: {path.name} is missing or is not the file that was saved; restore it or train again"
    )


@pytest.mark.parametrize("content", ["", "{", '{"format": 1', "\x00"])
def test_broken_json_is_refused(copied: Path, content: str) -> None:
    (copied / "scorer.json").write_text(content)
    assert refusal(copied) == f"{copied}: scorer.json is not valid JSON"
    (copied / "evidence.json").write_text(content)
    with pytest.raises(ScorerError) as caught:
        read_evidence(copied)
    assert str(caught.value) == f"{copied}: evidence.json is not valid JSON"


@pytest.mark.parametrize("content", ["[]", "null", "3"])
def test_json_of_something_else_is_refused(copied: Path, content: str) -> None:
    (copied / "scorer.json").write_text(content)
    assert refusal(copied) == f"{copied}: scorer.json is not a saved scorer's"


@pytest.mark.parametrize(
    "part", ["format", "features", "categories", "model", "calibration", "threshold", "review_band", "files"]
)
def test_a_part_that_is_absent_is_named(edited: Callable[..., Path], part: str) -> None:
    folder = edited(**{part: "absent"})
    assert refusal(folder) == f"{folder}: scorer.json is incomplete ('{part}')"


@pytest.mark.parametrize(
    "changes",
    [
        {"files": []},
        {"features": []},
        {"categories": ["car"]},
        {"calibration": {"slope": 1}},
        {"calibration": {"method": "platt", "slope": 1}},
        {"calibration": {"method": ["platt"]}},
        {"costs": 3},
        {"model": 1},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_part_of_another_shape_is_refused(edited: Callable[..., Path], changes: dict[str, object]) -> None:
    folder = edited(**changes)
    assert refusal(folder).startswith(f"{folder}: scorer.json is incomplete (")


def test_another_format_is_refused(edited: Callable[..., Path]) -> None:
    folder = edited(format=1)
    assert refusal(folder) == f"{folder}: saved in format 1, this release reads format 4; train it again"


def test_a_scorer_of_another_lender_is_refused(edited: Callable[..., Path]) -> None:
    folder = edited(dictionary="toy")
    with pytest.raises(ScorerError) as raised:
        load_scorer(folder)
    assert str(raised.value) == (
        f"{folder}: a scorer for the tables of 'toy', not of 'home_credit'; choose one of this lender"
    )


def test_a_feature_that_computes_differently_today_is_refused(
    scorer_folder: Path, scorer: Scorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = next(name for name in scorer.features if not FEATURES[name].categorical)
    formula = FEATURES[name].formula
    monkeypatch.setitem(FEATURES._entries, name, replace(FEATURES[name], formula=lambda: formula() + nw.lit(1.0)))
    assert refusal(scorer_folder) == (
        f"{scorer_folder}: 1 of {len(scorer.features)} features compute differently today than in training "
        f"(first: {name}); train again with this release, or use the release that trained it"
    )


def test_a_feature_that_is_gone_is_a_sentence(scorer_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = {name: entry for name, entry in FEATURES.items() if name != "application_credit"}
    monkeypatch.setattr(FEATURES, "_entries", left)  # put back, an entry would come last
    with pytest.raises(UnknownNameError, match=r"^no feature 'application_credit'; close names: "):
        load_scorer(scorer_folder)
