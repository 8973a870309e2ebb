import numpy as np
import polars as pl
import pytest

from creditworthy.models import Encoder

# "car" 20 times, "flat" 25 times, "boat" 19 times, unknown once
KIND = ["car"] * 20 + ["flat"] * 25 + ["boat"] * 19 + [None]
FRAME = pl.DataFrame(
    {"amount": [None, *map(float, range(64))], "kind": KIND, "left_out": [1.0] * 65, "age": [30.0] * 65}
)


def encoder() -> Encoder:
    return Encoder.fit(FRAME, ["kind", "amount", "age"])


def test_categories_in_twenty_rows_or_more_are_known_in_alphabetical_order() -> None:
    assert encoder() == Encoder(("kind", "amount", "age"), {"kind": ("car", "flat")})


def test_columns_and_their_owners() -> None:
    assert encoder().columns == (("kind", "car"), ("kind", "flat"), ("amount", None), ("age", None))
    assert encoder().owners.tolist() == [0, 0, 1, 2]


def test_encoding() -> None:
    matrix = encoder().encode(FRAME[[0, 1, 20, 45, 64]])
    assert matrix.dtype == np.float32
    assert np.array_equal(
        matrix,
        [
            [1.0, 0.0, np.nan, 30.0],  # an unknown number stays unknown
            [1.0, 0.0, 0.0, 30.0],
            [0.0, 1.0, 19.0, 30.0],
            [0.0, 0.0, 44.0, 30.0],  # a boat: too rare
            [0.0, 0.0, 63.0, 30.0],  # of no known kind
        ],
        equal_nan=True,
    )


@pytest.mark.parametrize("native", [False, True])
def test_narrowed_to_what_a_model_looks_at(*, native: bool) -> None:
    whole = Encoder.fit(FRAME, ["kind", "amount", "age"], native=native)
    seen = np.array([False, False, True] if native else [False, True, False, True])
    narrow = whole.narrowed(seen)
    assert narrow.features == (("age",) if native else ("kind", "age"))
    assert narrow.offered == whole.features
    assert narrow.columns == whole.columns
    assert narrow.numbered == whole.numbered
    assert [narrow.features[place] for place in narrow.owners] == [whole.columns[place][0] for place in narrow.filled]
    frame = FRAME.select(narrow.features)
    for rows in (frame, frame[[20]]):
        found, all_of_it = narrow.encode(rows), whole.encode(FRAME if rows is frame else FRAME[[20]])
        assert found.shape == all_of_it.shape
        assert np.array_equal(found[:, narrow.filled], all_of_it[:, narrow.filled], equal_nan=True)
        assert np.isnan(np.delete(found, narrow.filled, axis=1)).all()
    assert narrow.narrowed(seen) == narrow


def test_nothing_is_left_out_where_a_model_looks_at_nothing() -> None:
    assert encoder().narrowed(np.zeros(4, dtype=np.bool_)) == encoder()


def test_some_rows_of_a_frame_are_encoded_as_if_they_were_all() -> None:
    places = np.array([64, 3, 3, 20])
    assert np.array_equal(encoder().encode(FRAME, places), encoder().encode(FRAME[places]), equal_nan=True)
    some = np.arange(30)  # twenty cars, ten flats
    assert (
        Encoder.fit(FRAME, ["kind"], some)
        == Encoder.fit(FRAME[some], ["kind"])
        == Encoder(("kind",), {"kind": ("car",)})
    )


def test_numbers_are_rounded_to_single_precision() -> None:
    amounts = pl.DataFrame({"amount": [0.1, 16_777_217.0, 1e9 + 1], "count": [16_777_217, 1, 2]})
    found = Encoder(("amount", "count"), {}).encode(amounts)
    assert found[:, 0].tolist() == [np.float32(0.1), 16_777_216.0, 1e9]
    assert found[0, 1] == 16_777_216.0  # whole numbers too


def test_a_category_that_training_never_saw_is_none_of_them() -> None:
    new = FRAME.head(1).with_columns(kind=pl.lit("spaceship"))
    assert encoder().encode(new)[0, :2].tolist() == [0.0, 0.0]


def test_the_order_of_the_frame_is_irrelevant() -> None:
    assert np.array_equal(
        encoder().encode(FRAME), encoder().encode(FRAME.select(sorted(FRAME.columns))), equal_nan=True
    )


def test_a_category_that_nobody_has_takes_no_column() -> None:
    found = Encoder.fit(FRAME.with_columns(kind=pl.lit(None, pl.String)), ["kind", "age"])
    assert found.columns == (("age", None),)
    assert found.owners.tolist() == [1]
    assert found.encode(FRAME).tolist() == [[30.0]] * 65


def test_categories_by_number() -> None:
    native = Encoder.fit(FRAME, ["kind", "amount"], native=True)
    assert native.columns == (("kind", None), ("amount", None))
    assert native.numbered == [0]
    expected = [[0.0, 0.0], [1.0, 19.0], [np.nan, 44.0], [np.nan, 63.0]]  # a boat is too rare, the last of no kind
    assert np.array_equal(native.encode(FRAME[[1, 20, 45, 64]]), expected, equal_nan=True)


def test_a_feature_without_common_categories_says_nothing() -> None:
    rare = pl.DataFrame({"kind": ["car", "flat"]})
    assert np.isnan(Encoder.fit(rare, ["kind"], native=True).encode(rare)).all()


@pytest.mark.parametrize("native", [False, True])
def test_one_row_is_what_it_is_in_the_crowd(native: bool) -> None:
    found = Encoder.fit(FRAME, FRAME.columns, native=native)
    crowd = found.encode(FRAME)
    for number in range(FRAME.height):
        assert np.array_equal(found.encode(FRAME[number]), crowd[[number]], equal_nan=True)


def test_a_number_beyond_single_precision_is_the_largest_of_it() -> None:
    frame = pl.DataFrame({"a": [1e300, -1e300, 1.0, None]})
    encoder = Encoder(("a",), {})
    largest = float(np.finfo(np.float32).max)
    found = encoder.encode(frame)[:, 0]
    assert found[:3].tolist() == [largest, -largest, 1.0]
    assert np.isnan(found[3])
    for row in range(4):
        np.testing.assert_array_equal(encoder.encode(frame[row : row + 1])[0], found[row : row + 1])
