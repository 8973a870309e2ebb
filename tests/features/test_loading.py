from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.features import FEATURES, features_of
from creditworthy.features.loading import features_of as loaded
from creditworthy.tables.dictionary import Dictionary, home_credit, read_dictionary

TABLES = """
en = "Corner lender"
fr = "Prêteur du coin"
[tables.asked]
files = ["asked"]
key = ["NUMBER"]
en = "Applications"
fr = "Demandes"
[tables.asked.columns]
NUMBER = { type = "integer", unit = "identifier", en = "Number", fr = "Numéro" }
AMOUNT = { type = "number", unit = "currency", en = "Amount", fr = "Montant" }
"""
HEAD = """
from pathlib import Path
from creditworthy.features import Block, Concept, Features, as_given
from creditworthy.tables import read_dictionary
FEATURES = Features(read_dictionary(Path(__file__).with_name("lender.toml")))
"""
# The name is one of the reference portfolio's: each lender has its own.
ONE = """
as_given(Block("asked", "asked", each_row=True, features=FEATURES), {"application_credit": "AMOUNT"},
         concept=Concept.LOAN)
"""

Lender = Callable[..., Dictionary]


@pytest.fixture
def lender(tmp_path: Path) -> Lender:
    """A lender whose file of features is ours to write."""

    def made(code: str | None, *, name: str = "corner", file: str = "features.py") -> Dictionary:
        if code is not None:
            (tmp_path / file).write_text(code, encoding="utf-8")
        path = tmp_path / "lender.toml"
        path.write_text(f'name = "{name}"\nfeatures = "{file}"\n{TABLES}', encoding="utf-8")
        return read_dictionary(path)

    return made


def refused(dictionary: Dictionary) -> str:
    with pytest.raises(InputError) as raised:
        features_of(dictionary)
    return str(raised.value)


def test_the_reference_portfolio_has_its_own() -> None:
    assert features_of is loaded
    assert features_of(home_credit()) is FEATURES
    assert FEATURES.dictionary is home_credit()


def test_a_variant_of_the_reference_portfolio_has_them_too() -> None:
    assert features_of(replace(home_credit(), name="home_credit_2")) is FEATURES


def test_a_file_of_features_is_run_once_and_keeps_to_itself(lender: Lender) -> None:
    dictionary = lender(HEAD + ONE)
    found = features_of(dictionary)
    assert {name: (entry.en, entry.inputs) for name, entry in found.items()} == {
        "application_credit": ("Amount", frozenset({"asked.AMOUNT"}))
    }
    assert features_of(dictionary) is found
    assert FEATURES["application_credit"].inputs == {"application.AMT_CREDIT"}


def test_a_package_of_features_may_import_its_own_modules(lender: Lender, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "amounts.py").write_text('GIVEN = {"asked_amount": "AMOUNT"}\n')
    code = HEAD.replace('Path(__file__).with_name("lender.toml")', 'Path(__file__).parents[1] / "lender.toml"')
    code += ONE.replace('{"application_credit": "AMOUNT"}', "GIVEN")
    found = features_of(lender("from .amounts import GIVEN\n" + code, file="own/__init__.py"))
    assert list(found) == ["asked_amount"]


def test_a_file_that_is_not_there_is_refused(lender: Lender, tmp_path: Path) -> None:
    path = tmp_path / "features.py"
    assert refused(lender(None)) == f"{path}: no such file; the dictionary names it as the lender's features"


def test_a_file_that_is_no_python_is_refused(lender: Lender, tmp_path: Path) -> None:
    path = tmp_path / "features.txt"
    assert refused(lender("", file="features.txt")) == (
        f"{path}: not the name of a Python file; the features of a lender are declared in one that ends in .py"
    )


@pytest.mark.parametrize("code", ["", "FEATURES = {}", HEAD])
def test_a_file_without_features_is_refused(lender: Lender, tmp_path: Path, code: str) -> None:
    assert refused(lender(code)) == (
        f"{tmp_path / 'features.py'}: declares no features; it must hold FEATURES = Features(…) and at least one "
        "feature of it"
    )


def test_features_of_another_dictionary_are_refused(lender: Lender, tmp_path: Path) -> None:
    code = HEAD.replace('read_dictionary(Path(__file__).with_name("lender.toml"))', "home_credit()")
    code = code.replace("import read_dictionary", "import home_credit") + ONE.replace("asked", "application")
    assert refused(lender(code.replace("AMOUNT", "AMT_CREDIT"))) == (
        f"{tmp_path / 'features.py'}: features of dictionary 'home_credit', not of 'corner'; "
        "read the same dictionary there"
    )


def test_a_lender_that_names_no_features_is_told_to(lender: Lender) -> None:
    assert refused(replace(lender(""), features=None)) == (
        "dictionary 'corner' names no file of features, and the reference portfolio's need a table application; "
        "declare the lender's own in a file and name it: features = 'features.py'"
    )


def test_what_the_file_raises_is_its_authors_to_see(lender: Lender) -> None:
    with pytest.raises(ZeroDivisionError):
        features_of(lender("1 / 0"))
