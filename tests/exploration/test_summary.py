from dataclasses import replace

from creditworthy.exploration.contrasts import Contrasts
from creditworthy.exploration.page import Fact
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.summary import summary_of
from creditworthy.language import speaking


def test_the_figures_a_reader_looks_for(found: Profile) -> None:
    assert summary_of(found).facts == (
        Fact("Applications with a known outcome", "5"),
        Fact("In default", "20.00%", "95% interval from 3.62% to 62.45%"),
        Fact("Applications without a known outcome", "1"),
        Fact("Rows in all files", "8", "files: 3; absent: 0"),
    )


def test_what_is_not_known_has_a_dash(found_unlabelled: Profile) -> None:
    with speaking("fr"):
        facts = summary_of(found_unlabelled).facts
    assert [fact.value for fact in facts] == ["–", "–", "1", "1"]
    assert facts[3].detail == "fichiers\xa0: 1\u202f; absents\xa0: 2"


def test_five_columns_and_the_findings(found: Profile, found_unlabelled: Profile) -> None:
    summary = summary_of(found)
    assert [len(grid.rows) for grid in summary.grids] == [5]
    assert any("unknown" in finding.text for finding in summary.findings)
    assert summary_of(found_unlabelled).grids == ()


def test_what_is_left_out_or_fine_is_said(found: Profile, found_unlabelled: Profile) -> None:
    assert summary_of(found).sentences == ()
    assert summary_of(found_unlabelled).sentences[0].startswith("No outcome is known: what compares outcomes")
    quiet = replace(found, shapes=(), links=(), contrasts=Contrasts((), ()))
    assert summary_of(quiet).sentences == ("Nothing found that deserves a second look.",)
