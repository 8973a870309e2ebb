from math import log

import polars as pl
import pytest

from creditworthy.exploration.contrasts import Contrasts, Moved, Separation, contrasts_of
from creditworthy.intervals import wilson
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Tables, from_frames

ROWS = 200


def people(**columns: list[object]) -> pl.DataFrame:
    """Two hundred people, the second hundred in default; columns that are not given are empty."""
    return pl.DataFrame(
        {
            "SK_ID_CURR": range(ROWS),
            "TARGET": [0] * 100 + [1] * 100,
            "SEX": columns.get("sex", [None] * ROWS),
            "INCOME": columns.get("income", [None] * ROWS),
            "DAYS_EMPLOYED": columns.get("days", [None] * ROWS),
            "SCORE_A": columns.get("score", [None] * ROWS),
            "SCORE_B": [None] * ROWS,
        },
        schema_overrides={"SEX": pl.String, "INCOME": pl.Float64, "SCORE_A": pl.Float64, "SCORE_B": pl.Float64},
    )


def of(small: Dictionary, **columns: list[object]) -> dict[str, Separation]:
    tables = from_frames({"people_train": people(**columns)}, small, generated=False)
    return {found.column: found for found in contrasts_of(tables).separations}


def test_the_information_value_of_categories_by_hand(small: Dictionary) -> None:
    # Of the repaid 80 are F and 20 M, of those in default 50 and 50; a thousandth is added to each of three bins.
    found = of(small, sex=[*"F" * 80, *"M" * 20, *"F" * 50, *"M" * 50])["SEX"]
    by_hand = (0.501 - 0.801) / 1.003 * log(0.501 / 0.801) + (0.501 - 0.201) / 1.003 * log(0.501 / 0.201)
    assert found.information == pytest.approx(by_hand, rel=1e-12)
    assert found.chance == pytest.approx(1 * (1 / 100 + 1 / 100))
    assert found.beyond == pytest.approx(by_hand - 0.02)
    assert found.strength == "strong"
    assert found.ends == (wilson(50, 130), wilson(50, 70))


def test_a_column_that_knows_the_outcome_is_far_above_all_others(small: Dictionary) -> None:
    found = of(small, score=[0.1] * 100 + [0.9] * 100, income=[float(row % 100) for row in range(ROWS)])
    assert found["SCORE_A"].beyond > 10
    assert (found["INCOME"].beyond, found["INCOME"].strength) == (0.0, "none")


def test_the_first_separates_best(small: Dictionary) -> None:
    tables = from_frames({"people_train": people(score=[0.1] * 100 + [0.9] * 100)}, small, generated=False)
    assert contrasts_of(tables).separations[0].column == "SCORE_A"


def test_rates_go_from_the_lowest_to_the_highest_values_and_days_count_back(small: Dictionary) -> None:
    # Those in default have worked for 100 days, the others for 1000; a sentinel is no value.
    found = of(small, days=[-1000] * 99 + [365243] + [-100] * 100)["DAYS_EMPLOYED"]
    assert found.ends == (wilson(100, 100), wilson(0, 99))


def test_a_bin_that_is_too_small_stands_for_no_end(small: Dictionary) -> None:
    found = of(small, sex=[*"F" * 100, *"F" * 71, *"M" * 29])["SEX"]
    assert found.ends == (wilson(71, 171), wilson(71, 171))
    assert of(small)["SEX"].ends is None


def test_what_has_moved_between_train_and_test(small: Dictionary) -> None:
    test = pl.DataFrame(
        {
            "SK_ID_CURR": range(ROWS, 2 * ROWS),
            "SEX": ["M"] * 100 + [None] * 100,
            "INCOME": [1.0] * ROWS,
            "DAYS_EMPLOYED": [-1] * ROWS,
            "SCORE_A": [0.5] * ROWS,
            "SCORE_B": [0.5] * ROWS,
        }
    )
    train = people(sex=["M"] * ROWS, income=[1.0] * ROWS, days=[-1] * ROWS, score=[0.5] * ROWS).with_columns(
        SCORE_B=pl.lit(0.5)
    )
    found = contrasts_of(from_frames({"people_train": train, "people_test": test}, small, generated=False)).moved
    by_hand = (0.501 - 1.001) / 1.002 * log(0.501 / 1.001) + (0.501 - 0.001) / 1.002 * log(0.501 / 0.001)
    assert found[0] == Moved("SEX", pytest.approx(by_hand), pytest.approx(1 / 200 + 1 / 200), (0.0, 0.5))
    assert [moved.index for moved in found[1:]] == [0.0] * 4


def test_one_sample_alone_has_no_contrast(unlabelled: Tables, many: Tables, small: Dictionary) -> None:
    assert contrasts_of(unlabelled) == Contrasts((), ())
    assert contrasts_of(many).moved == ()
    repaid = people().filter(pl.col("TARGET") == 0)
    assert contrasts_of(from_frames({"people_train": repaid}, small, generated=False)).separations == ()
