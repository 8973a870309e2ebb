import numpy as np
import polars as pl

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
    assert matrix.dtype == np.float64
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
