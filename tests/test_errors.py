import copy
import pickle

import pytest

from creditworthy import errors
from creditworthy.errors import (
    CreditworthyError,
    GateError,
    InputError,
    JournalError,
    JournalUnavailableError,
    KeyInFlightError,
    KeyReusedError,
    RefusedError,
    ScorerError,
    TableError,
    UnknownNameError,
)

CLASSES = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("kind", CLASSES)
def test_one_base_class_catches_all(kind: type[CreditworthyError]) -> None:
    with pytest.raises(CreditworthyError) as raised:
        raise kind("{file}: {count:,} rows", file="bureau.csv", count=1234)
    assert str(raised.value) == "bureau.csv: 1,234 rows"
    assert raised.value.template == "{file}: {count:,} rows"
    assert raised.value.values == {"file": "bureau.csv", "count": 1234}


def test_the_tree_is_the_one_in_the_docstring() -> None:
    assert {kind: kind.__bases__ for kind in CLASSES} == {
        CreditworthyError: (Exception,),
        InputError: (CreditworthyError,),
        TableError: (InputError,),
        UnknownNameError: (InputError, KeyError),
        RefusedError: (InputError,),
        ScorerError: (CreditworthyError,),
        JournalError: (CreditworthyError,),
        JournalUnavailableError: (JournalError,),
        KeyInFlightError: (JournalError,),
        KeyReusedError: (JournalError, InputError),
        GateError: (CreditworthyError,),
    }
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in CLASSES)


def test_braces_in_a_value_are_left_alone() -> None:
    assert str(InputError("{path}: no such file", path="{0}.csv")) == "{0}.csv: no such file"


def test_an_unknown_name_is_a_sentence_and_no_quoted_key() -> None:
    assert str(UnknownNameError("no table '{name}'", name="x")) == "no table 'x'"


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("travel", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301
def test_an_error_survives_the_way_to_another_process(kind: type[CreditworthyError], travel) -> None:  # type: ignore[no-untyped-def]
    arrived = travel(kind("{file}: {count} rows", file="bureau.csv", count=3))
    assert type(arrived) is kind
    assert str(arrived) == "bureau.csv: 3 rows"
