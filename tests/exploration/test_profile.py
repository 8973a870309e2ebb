import json

import polars as pl

from creditworthy.exploration.profile import Profile, as_json, profile
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Tables, from_frames


def test_a_profile_holds_every_part(found: Profile) -> None:
    assert found.generated
    assert found.labelled
    assert [shape.stem for shape in found.shapes] == ["people_train", "people_test", "loans"]
    assert [rates.column for rates in found.rates] == ["SEX"]
    assert set(found.boxes) == {"INCOME", "DAYS_EMPLOYED"}
    assert found.boxes["INCOME"][1].median == 300.0
    assert set(found.histograms) == {"INCOME", "DAYS_EMPLOYED", "SCORE_A", "SCORE_B"}
    assert found.pairs is not None
    assert len(found.pairs.points[0]) == 3


def test_the_tables_are_not_changed(tables: Tables) -> None:
    before = tables.frames["people_train"].collect()
    profile(tables)
    assert tables.frames["people_train"].collect().equals(before)


def test_without_outcomes(found_unlabelled: Profile) -> None:
    assert not found_unlabelled.labelled
    assert found_unlabelled.absent == ("people_train", "loans")
    assert found_unlabelled.boxes["INCOME"][0].outcome is None
    assert found_unlabelled.histograms == {}


def test_applications_without_a_row(frames: dict[str, pl.DataFrame], small: Dictionary) -> None:
    nobody = profile(from_frames({"people_train": frames["people_train"].clear()}, small, generated=False))
    assert not nobody.labelled
    assert nobody.boxes == {}
    assert nobody.shapes[0].missing is None


def test_json_has_the_figures_and_no_single_applicant(found: Profile) -> None:
    written = json.loads(json.dumps(as_json(found)))
    assert written["generated"] is True
    assert written["applications"]["labelled"] == 5
    assert written["files"][2]["missing"] == 1 / 6
    assert written["boxes"]["INCOME"]["defaulted"]["median"] == 300.0
    assert written["rates"][0]["categories"][1]["value"] == "M"
    assert set(written["pairs"]) == {"repaid", "defaulted"}
    assert "points" not in json.dumps(written)
