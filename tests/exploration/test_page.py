from matplotlib.figure import Figure

from creditworthy.exploration.page import Grid, Plate, Section


def test_a_section_may_be_sentences_only() -> None:
    section = Section("method", "How to read this", ("One.",))
    assert (section.plates, section.grids) == ((), ())


def test_a_plate_is_full_width_and_a_grid_open_unless_told_otherwise() -> None:
    assert not Plate("name", "Title", "Caption", Figure()).half
    assert not Grid("Title", ("A",), (("a",),)).folded
