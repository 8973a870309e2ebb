from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy.errors import ScorerError
from creditworthy.models import Data, Outcome, Rows
from creditworthy.pipeline import Training
from creditworthy.scorer import load_scorer, read_unseen
from creditworthy.scorer.unseen import UNSEEN, digest_of, unseen_rows
from creditworthy.tables.load import Tables


def data_of(applicants: list[int], defaulted: list[int]) -> Data:
    labels = np.array(defaulted)
    rows = Rows(pl.DataFrame({"SK_ID_CURR": applicants}), (), labels, np.arange(len(labels)))
    halves = np.arange(len(labels)) % 2
    return Data(rows, [(np.flatnonzero(halves != fold), np.flatnonzero(halves == fold)) for fold in (0, 1)])


def outcome_of(training: Training, probability: list[float]) -> Outcome:
    asked = np.array(probability)
    return replace(training.champion, probability=asked, declined=(asked > 0.1).astype(float))


def test_each_applicant_once_with_fold_outcome_and_answer(training: Training) -> None:
    rows = unseen_rows(data_of([7, 8, 9], [0, 1, 0]), outcome_of(training, [0.05, 0.3, 0.2]))
    assert sorted(rows.drop("applicant").rows()) == [(0, 0, 0.05, False), (0, 0, 0.2, True), (1, 1, 0.3, True)]
    assert rows["applicant"].is_sorted()
    assert rows["applicant"].n_unique() == 3


def test_digests_tell_nobody_apart_who_does_not_have_the_data(training: Training) -> None:
    """The same number has another digest beside other applicants or other outcomes: no table of digests can be made."""
    answers = outcome_of(training, [0.05, 0.3])
    same, again, outcome, other = (
        set(unseen_rows(data_of(*data), answers)["applicant"])
        for data in (([7, 8], [0, 1]), ([8, 7], [1, 0]), ([7, 8], [1, 1]), ([7, 9], [0, 1]))
    )
    assert same == again
    assert not same & outcome
    assert not same & other


def test_the_digest_is_of_applicants_folds_and_outcomes(ten: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    assert digest_of(ten[0]) == digest_of(ten[1])
    for column in ("applicant", "fold", "defaulted"):
        assert digest_of(ten[0].with_columns(pl.col(column).reverse())) != digest_of(ten[0])


def test_a_saved_training_keeps_what_its_champion_answered(
    training: Training, scorer_folder: Path, tables: Tables
) -> None:
    kept = read_unseen(scorer_folder)
    assert kept is not None
    assert kept.equals(training.unseen)
    assert kept.height == training.evidence["applicants"]
    assert kept["defaulted"].sum() == training.evidence["defaults"]
    assert digest_of(kept) == training.evidence["folds_digest"]
    score = training.scorer.costs.business_score(kept["defaulted"].to_numpy(), kept["declined"].to_numpy())
    assert score == training.champion.metrics["business_score"].value
    numbers = tables.applications("train").select("SK_ID_CURR").collect().to_series()
    assert not set(kept["applicant"]) & set(numbers)


def test_serving_does_not_need_it_but_another_one_is_refused(scorer_folder: Path, tmp_path: Path) -> None:
    from shutil import copytree

    folder = Path(copytree(scorer_folder, tmp_path / "copied"))
    pl.DataFrame({"applicant": [1]}).write_parquet(folder / UNSEEN)
    for ask in (load_scorer, read_unseen):
        with pytest.raises(ScorerError, match=r"unseen\.parquet is missing or is not the file that was saved"):
            ask(folder)
    (folder / UNSEEN).unlink()
    assert load_scorer(folder).version == load_scorer(scorer_folder).version
    assert read_unseen(folder) is None


def test_a_scorer_that_was_saved_without_it_has_none(scorers: dict[str, Any], tmp_path: Path) -> None:
    from creditworthy.scorer import save

    save(scorers["prior"], tmp_path, {}, pl.DataFrame({"applicant": [1]}))
    save(scorers["prior"], tmp_path, {})
    assert read_unseen(tmp_path) is None
    assert not (tmp_path / UNSEEN).exists()
