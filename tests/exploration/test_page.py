from matplotlib.figure import Figure

from creditworthy.exploration.page import NONE, Fact, Grid, Plate, Section


def test_a_section_may_be_sentences_only() -> None:
    section = Section("method", "How to read this", ("One.",))
    assert (section.facts, section.findings, section.plates, section.grids) == ((), (), (), ())


def test_a_plate_is_full_width_and_a_grid_open_unless_told_otherwise() -> None:
    assert not Plate("name", "Title", "Caption", Figure()).half
    assert not Grid("Title", ("A",), (("a",),)).folded


def test_a_fact_needs_no_detail() -> None:
    assert Fact("Rows", NONE) == Fact("Rows", "–", "")
