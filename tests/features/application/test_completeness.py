from collections.abc import Callable

from creditworthy.features import FEATURES
from creditworthy.features.application.completeness import COUNTED
from creditworthy.tables.dictionary import home_credit

Values = Callable[..., list[object]]


def test_what_is_unknown_is_counted(values: Values) -> None:
    known = {
        "OWN_CAR_AGE": [3, None, None],
        "EXT_SOURCE_1": [0.5, 0.5, None],
        "CODE_GENDER": ["F", None, None],
    }
    every = float(len(COUNTED))
    assert values("application_unknown_columns", application=known) == [
        every - 2,
        every - 1,
        every,
    ]


def test_no_protected_column_is_counted() -> None:
    assert not FEATURES["application_unknown_columns"].inputs & home_credit().protected
