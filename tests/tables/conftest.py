"""A lender with four small tables, so that these tests depend on no other dictionary."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from creditworthy.tables.dictionary import Dictionary, read_dictionary

TOY = """
name = "toy"
en = "Toy lender"
fr = "Prêteur jouet"

[tables.people]
files = ["people_train", "people_test"]
key = ["SK_ID_CURR"]
label = "TARGET"
en = "People"
fr = "Personnes"
[tables.people.columns]
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, min = 1, en = "Id", fr = "Id" }
TARGET = { type = "integer", unit = "flag", required = true, values = [0, 1], en = "Default", fr = "Défaut" }
SEX = { type = "category", unit = "category", values = ["F", "M"], sentinels = ["XNA"], en = "Sex", fr = "" }
[tables.people.columns.DAYS_EMPLOYED]
type = "integer"
unit = "days"
min = -30000
max = 0
sentinels = [365243]
en = "Start of the job"
fr = "Début de l'emploi"
[tables.people.columns.INCOME]
type = "number"
unit = "currency"
min = 0
max = 1_000_000
en = "Income"
fr = "Revenu"

[tables.loans]
files = ["loans"]
key = ["LOAN"]
en = "Loans"
fr = "Prêts"
[tables.loans.columns]
LOAN = { type = "integer", unit = "identifier", required = true, en = "Loan", fr = "Prêt" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }
AMOUNT = { type = "number", unit = "currency", en = "Amount", fr = "Montant" }

[tables.months]
files = ["months"]
key = ["LOAN", "MONTH"]
parents = [{ table = "loans", column = "LOAN", orphans = "drop" }]
en = "Months"
fr = "Mois"
[tables.months.columns]
LOAN = { type = "integer", unit = "identifier", required = true, en = "Loan", fr = "Prêt" }
MONTH = { type = "integer", unit = "months", required = true, max = 0, en = "Month", fr = "Mois" }
STATUS = { type = "category", unit = "category", en = "Status", fr = "Statut" }

[tables.payments]
files = ["payments"]
key = []
parents = [
  { table = "people", column = "SK_ID_CURR", orphans = "error" },
  { table = "loans", column = "LOAN", orphans = "count" },
]
en = "Payments"
fr = "Paiements"
[tables.payments.columns]
LOAN = { type = "integer", unit = "identifier", en = "Loan", fr = "Prêt" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }
PAID = { type = "number", unit = "currency", en = "Paid", fr = "Payé" }
"""

Frames = dict[str, pl.DataFrame]


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    path = tmp_path_factory.mktemp("toy") / "toy.toml"
    path.write_text(TOY, encoding="utf-8")
    return read_dictionary(path)


@pytest.fixture
def frames() -> Frames:
    """Three people, two loans, in no order; one month of an unknown loan, one payment likewise."""
    return {
        "people_train": pl.DataFrame(
            {
                "SK_ID_CURR": [3, 1],
                "TARGET": [1, 0],
                "SEX": ["M", "XNA"],
                "DAYS_EMPLOYED": [-20, 365243],
                "INCOME": [90.0, None],
            }
        ),
        "people_test": pl.DataFrame(
            {"SK_ID_CURR": [2], "SEX": ["F"], "DAYS_EMPLOYED": [None], "INCOME": [70.5]},
            schema_overrides={"DAYS_EMPLOYED": pl.Int64},
        ),
        "loans": pl.DataFrame({"LOAN": [10, 11], "SK_ID_CURR": [3, 1], "AMOUNT": [500.0, 50.0]}),
        "months": pl.DataFrame({"LOAN": [10, 99, 11, 10], "MONTH": [0, 0, -1, -2], "STATUS": ["C", "0", None, "X"]}),
        "payments": pl.DataFrame(
            {"LOAN": [99, 10, 10], "SK_ID_CURR": [3, 3, 1], "PAID": [5.0, 4.0, None]},
        ),
    }


@pytest.fixture
def csv_folder(tmp_path: Path, frames: Frames) -> Path:
    """Return a folder with the toy frames as CSV files."""
    folder = tmp_path / "csv"
    folder.mkdir()
    for stem, frame in frames.items():
        frame.write_csv(folder / f"{stem}.csv")
    return folder


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Return a function that reads a folder whole: by name, the bytes of its files."""
    return lambda folder: {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
