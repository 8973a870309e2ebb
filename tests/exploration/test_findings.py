from dataclasses import replace

import pytest

from creditworthy.exploration.contrasts import Contrasts, Moved, Separation
from creditworthy.exploration.findings import Finding, findings_of
from creditworthy.exploration.links import FileLinks, Orphans, Repeats
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.shapes import ColumnShape, FileShape, Sentinel, Spread
from creditworthy.language import speaking


@pytest.fixture
def quiet(found: Profile) -> Profile:
    """A portfolio of which there is nothing to say."""
    shapes = (
        FileShape("people", "people_train", 10, 10, (ColumnShape("SEX", 0, distinct=2),), 1.0, 1),
        FileShape("loans", "loans", 40, 10, (ColumnShape("AMOUNT", 5),), 4.0, 4),
    )
    return replace(
        found,
        shapes=shapes,
        absent=(),
        links=(FileLinks("people_train", ("SK_ID_CURR",), 0, ()), FileLinks("loans", (), 0, ())),
        repeats=Repeats(0, 0, 0),
        contrasts=Contrasts((), ()),
    )


def said(profile: Profile) -> list[tuple[str, str]]:
    return [(finding.level, finding.text) for finding in findings_of(profile)]


def column(shape: ColumnShape, quiet: Profile) -> Profile:
    return replace(quiet, shapes=(quiet.shapes[0], replace(quiet.shapes[1], columns=(shape,))))


def test_nothing_may_be_found(quiet: Profile) -> None:
    assert findings_of(quiet) == ()


def test_a_column_that_knows_the_outcome_is_an_alarm(quiet: Profile) -> None:
    leak = Separation("SCORE_A", 1.2, 0.1, None)
    strong = Separation("SCORE_B", 1.0, 0.1, None)
    assert said(replace(quiet, contrasts=Contrasts((leak, strong), ()))) == [
        (
            "alarm",
            "SCORE_A (Score A) tells the outcomes apart too well by itself: is it known before the decision? "
            "Its information value is 1.10.",
        )
    ]


def test_repeated_applications(quiet: Profile) -> None:
    assert said(replace(quiet, repeats=Repeats(4, 1, 20))) == [
        (
            "alarm",
            "Applications without a known outcome that equal one whose outcome is known, in everything but their "
            "number: 1.",
        ),
        ("warning", "Applications that equal another one in everything but number and outcome: 4."),
        (
            "warning",
            "Applications of people who seem to have applied more than once: 20; training keeps them together.",
        ),
    ]
    assert findings_of(replace(quiet, repeats=Repeats(0, 0, None))) == ()


def test_a_repeated_key_is_an_alarm_and_a_repeated_row_is_not(quiet: Profile) -> None:
    links = (FileLinks("people_train", ("SK_ID_CURR",), 2, ()), FileLinks("loans", (), 3, ()))
    assert said(replace(quiet, links=links)) == [
        ("alarm", "people_train: rows whose key (SK_ID_CURR) stands twice: 2."),
        ("warning", "loans: rows that repeat another one whole: 3."),
    ]


def test_rows_without_a_parent(quiet: Profile) -> None:
    lost = FileLinks("loans", (), 0, (Orphans("cards", "CARD", 10), Orphans("shops", "SHOP", 0)))
    assert said(replace(quiet, links=(quiet.links[0], lost))) == [
        ("warning", "Rows without a row in their parent table: loans → cards 10 (25.0%).")
    ]


def test_what_has_moved_is_an_alarm_or_a_warning(quiet: Profile) -> None:
    moved = tuple(
        Moved(name, index, 0.01, (0, 0)) for name, index in (("SEX", 0.3), ("INCOME", 0.1), ("SCORE_A", 0.05))
    )
    assert said(replace(quiet, contrasts=Contrasts((), moved))) == [
        ("alarm", "Not the same with and without a known outcome (stability index from 0.25 on): Sex (0.30)."),
        (
            "warning",
            "Not the same with and without a known outcome (stability index from 0.10 on): Income a year (0.10).",
        ),
    ]


def test_absent_files(quiet: Profile) -> None:
    assert said(replace(quiet, absent=("loans",))) == [("warning", "Absent: loans. Nothing is said of them.")]


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (ColumnShape("AMOUNT", 21), "Columns empty in more than half of the rows: loans 1."),
        (ColumnShape("AMOUNT", 0, distinct=1), "Columns of a single value: loans 1."),
        (
            ColumnShape("AMOUNT", 0, (Sentinel(-1, 10),)),
            "Columns in which a value stands for “unknown”: 1; most often in AMOUNT of loans (25.0% of the rows).",
        ),
        (
            ColumnShape("AMOUNT", 0, spread=Spread(-9.0, 2.0, 3.0, 4.0, 5000.0, 1)),
            "Columns with extreme values: 1; the furthest is 5,000 in AMOUNT of loans, where the median is 3.",
        ),
        (
            ColumnShape("AMOUNT", 0, spread=Spread(-5000.0, 2.0, 3.0, 4.0, 6.0, 1)),
            "Columns with extreme values: 1; the furthest is −5,000 in AMOUNT of loans, where the median is 3.",
        ),
    ],
)
def test_odd_columns(quiet: Profile, shape: ColumnShape, text: str) -> None:
    assert findings_of(column(shape, quiet)) == (Finding("warning", text),)


@pytest.mark.parametrize(
    "shape",
    [
        ColumnShape("AMOUNT", 20),
        ColumnShape("AMOUNT", 0, distinct=2),
        ColumnShape("AMOUNT", 0, spread=Spread(1.0, 2.0, 3.0, 4.0, 5.0, 0)),
    ],
)
def test_columns_that_are_not_odd(quiet: Profile, shape: ColumnShape) -> None:
    assert findings_of(column(shape, quiet)) == ()


def test_findings_are_in_the_reader_s_language(quiet: Profile) -> None:
    with speaking("fr"):
        (finding,) = findings_of(replace(quiet, repeats=Repeats(4, 0, 0)))
    assert finding.text == "Demandes identiques à une autre, hormis le numéro et l'issue\xa0: 4."
