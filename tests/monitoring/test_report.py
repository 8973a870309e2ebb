import json
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.monitoring import Comparison, report, save_report
from creditworthy.monitoring.drift import Opinion


def test_the_figures_are_json_and_say_what_was_compared(comparison: Comparison, opinion: Opinion) -> None:
    found = report(comparison, opinion.verdicts)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["generated"] is True
    assert found["reference"] == {"file": "application_train", "applicants": 400, "compared": 400}
    assert (found["seed"], found["level"], found["alarms"], found["warnings"]) == (7, "alarm", 2, 0)
    assert found["model_version"] == "a1b2"


def test_each_feature_has_its_statistic_value_and_level_in_the_order_of_its_effect(
    comparison: Comparison, opinion: Opinion
) -> None:
    features = report(comparison, opinion.verdicts)["features"]
    effects = [feature["effect"] for feature in features]
    assert effects == sorted(effects, reverse=True)
    first = features[0]
    assert (first["name"], first["statistic"], first["level"]) == (
        "application_income",
        "population_stability",
        "alarm",
    )
    assert first["value"] == first["readings"]["population_stability"]["value"]
    assert first["fr"] == "Revenu du demandeur"
    assert first["evidently"]["method"] == "wasserstein"
    assert first["evidently"]["drifted"] is True


def test_a_feature_that_nobody_has_is_ok_and_evidently_says_nothing(comparison: Comparison, opinion: Opinion) -> None:
    last = report(comparison, opinion.verdicts)["features"][-1]
    assert (last["name"], last["level"], last["evidently"]) == ("bureau_credits", "ok", None)
    assert last["missing"] == {"reference": 1.0, "current": 1.0}


def test_the_score_comes_with_its_distances(comparison: Comparison, opinion: Opinion) -> None:
    score = report(comparison, opinion.verdicts)["score"]
    assert set(score) == {"level", "readings", "mean", "declined", "threshold", "evidently"}
    assert set(score["readings"]) == {"population_stability", "kolmogorov_smirnov"}


def test_three_files_are_written_and_nothing_else(comparison: Comparison, tmp_path: Path) -> None:
    folder = tmp_path / "rapport d'été"
    figures = save_report(comparison, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["drift.json", "evidently.html", "index.html"]
    assert json.loads((folder / "drift.json").read_text(encoding="utf-8")) == figures
    first = (folder / "drift.json").read_bytes()
    save_report(comparison, folder)
    assert (folder / "drift.json").read_bytes() == first


def test_a_folder_that_cannot_be_written_ends_in_a_sentence(comparison: Comparison, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match=r"evidently\.html: cannot be written"):
        save_report(comparison, tmp_path / "file")
