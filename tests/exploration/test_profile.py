import json

from creditworthy.exploration.profile import Profile, as_json, profile
from creditworthy.tables.load import Tables


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


def test_applications_without_a_row(nobody: Tables) -> None:
    found = profile(nobody)
    assert not found.labelled
    assert found.boxes == {}
    assert found.shapes[0].missing is None


def test_json_has_the_figures_and_no_single_applicant(found: Profile) -> None:
    written = json.loads(json.dumps(as_json(found)))
    assert written["generated"] is True
    assert written["applications"]["labelled"] == 5
    assert written["files"][2]["missing"] == 1 / 6
    assert [column["name"] for column in written["files"][2]["columns"]] == ["LOAN", "SK_ID_CURR", "AMOUNT"]
    assert written["links"][2] == {"stem": "loans", "key": ["LOAN"], "repeated": 0, "orphans": []}
    assert written["repeats"] == {"identical": 0, "identical_across": 0, "persons": None}
    assert written["histories"][0]["rate_with"]["value"] == 1.0
    assert {found["column"] for found in written["contrasts"]["moved"]} == {
        "SEX",
        "INCOME",
        "DAYS_EMPLOYED",
        "SCORE_A",
        "SCORE_B",
    }
    assert written["boxes"]["INCOME"]["defaulted"]["median"] == 300.0
    assert written["rates"][0]["categories"][1]["value"] == "M"
    assert set(written["pairs"]) == {"repaid", "defaulted"}
    assert "points" not in json.dumps(written)
