from creditworthy.exploration import captions
from creditworthy.exploration.applications import OUTCOME, Counts
from creditworthy.exploration.contrasts import Moved, Separation
from creditworthy.exploration.distributions import Box
from creditworthy.exploration.focus import Measure
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.exploration.relations import Correlations
from creditworthy.exploration.shapes import ColumnShape, FileShape
from creditworthy.intervals import Interval
from creditworthy.language import speaking
from creditworthy.tables.dictionary import Column


def test_counts_say_both_parts() -> None:
    said = captions.of_counts(Counts(8_600, 1_400, 694, Interval(0.0807, 0.0751, 0.0866)))
    assert said == (
        "Applications with a known outcome: 8,600. In default: 694, or 8.07% (95% interval from 7.51% to 8.66%).",
        "Applications without a known outcome: 1,400.",
    )


def test_counts_say_what_is_absent() -> None:
    assert captions.of_counts(Counts(None, 3, None, None))[0].startswith("No outcome is known")
    assert captions.of_counts(Counts(3, None, 0, Interval(0, 0, 0.5)))[1].startswith("There is no file")


def test_the_emptiest_file_is_named() -> None:
    full = FileShape("a", "a", 2, 2, (ColumnShape("X", 0),))
    half = FileShape("b", "b", 2, 2, (ColumnShape("X", 1),))
    assert captions.of_missing((full, half)) == "The emptiest file is b: 50.0% of its cells hold no value."
    assert captions.of_missing((full,)) == "No cell is empty."


def test_the_emptiest_column_is_named(found: Profile) -> None:
    said = captions.of_gaps(found.shapes[2], found.dictionary.table("loans"))
    assert said == (
        "Columns of loans with empty cells: 1 of 3; the emptiest are drawn, twenty at most. "
        "First comes AMOUNT, without a value in 50.0% of the rows: Amount."
    )


def test_rates_name_both_ends_and_what_is_too_small() -> None:
    def one(value: str, labelled: int, rate: float) -> Category:
        return Category(value, 0, False, labelled, 0, 1, Interval(rate, 0, 1))

    rates = CategoryRates("KIND", (one("a", 50, 0.1), one("b", 40, 0.05), one("c", 29, 0.5)))
    assert captions.of_rates(rates, Interval(0.08, 0.07, 0.09)) == (
        "From 5.0% (b) to 10.0% (a); the dashed line is the share of all, 8.0%. Not drawn, with fewer than 30: c."
    )


def test_categories_are_said_in_the_reader_s_language() -> None:
    working = Category("Working", 0, False, 50, 0, 1, Interval(0.1, 0, 1))
    with speaking("fr"):
        assert "(Salarié)" in captions.of_rates(CategoryRates("KIND", (working,)), Interval(0.08, 0.07, 0.09))


def test_the_best_column_and_the_words_for_its_strength(found: Profile) -> None:
    said = captions.of_separations([Separation("INCOME", 0.4, 0.1, None)], found.dictionary.application)
    assert said.startswith(
        "First comes Income a year, with an information value of 0.30. From 0.02 on it is called weak"
    )


def test_the_column_that_moved_furthest(found: Profile) -> None:
    said = captions.of_moved([Moved("SEX", 0.3, 0.004, (0.0, 0.0))], found.dictionary.application)
    assert said.startswith("Sex has moved furthest (0.30); chance alone would move it by about 0.004.")


def test_boxes_say_the_medians() -> None:
    income = Measure(Column("INCOME", "number", "currency", "Income", ""))
    said = captions.of_boxes([(income, (Box(0, 9, 1, 2, 3_000, 4_000, 5_000), Box(1, 9, 1, 2, 30, 40, 50)))])
    assert said.startswith("Income: median 3,000 (repaid), 30.0 (in default). A box holds")


def test_correlations_name_what_goes_with_default() -> None:
    columns = (OUTCOME, "a", "b", "c")
    values = ((1.0, 0.1, -0.3, None),) * 4
    said = captions.of_correlations(Correlations(columns, values), ["Default", "A", "B", "C"])
    assert said.startswith(
        "Most closely tied to default: B (−0.30), A (0.10). Columns carry the numbers of the rows. Vermilion"
    )


def test_correlations_without_an_outcome_only_say_how_to_read_them() -> None:
    unknown = Correlations((OUTCOME, "a"), ((1.0, None), (None, 1.0)))
    without = Correlations(("a", "b"), ((1.0, 0.5), (0.5, 1.0)))
    for correlations in (unknown, without):
        assert captions.of_correlations(correlations, ["A", "B"]).startswith("Columns carry the numbers of the rows.")


def test_pairs_say_how_many_were_drawn(found: Profile) -> None:
    assert found.pairs is not None
    assert "3 (repaid), 1 (in default) were drawn at random (seed 7)" in captions.of_pairs(found.pairs)


def test_distributions_without_an_outcome_have_one_line() -> None:
    assert "two lines" in captions.of_spread(labelled=True)
    assert "two lines" not in captions.of_spread(labelled=False)
