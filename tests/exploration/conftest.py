"""A lender with one application table and one history, whose figures can be worked out by hand."""

import polars as pl
import pytest

from creditworthy.exploration.applications import Applications, gather
from creditworthy.exploration.focus import Focus, focus_on
from creditworthy.exploration.profile import Profile, profile
from creditworthy.tables.dictionary import Dictionary, read_dictionary
from creditworthy.tables.load import Tables, from_frames

SMALL = """
name = "small"
en = "Small lender's loans"
fr = "Prêts d'un petit prêteur"

[tables.people]
files = ["people_train", "people_test"]
key = ["SK_ID_CURR"]
label = "TARGET"
en = "People"
fr = "Personnes"
[tables.people.columns]
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }
TARGET = { type = "integer", unit = "flag", required = true, values = [0, 1], en = "Default", fr = "Défaut" }
SEX = { type = "category", unit = "category", sentinels = ["XNA"], en = "Sex", fr = "Sexe de l'emprunteur" }
INCOME = { type = "number", unit = "currency", en = "Income a year", fr = "Revenu annuel" }
DAYS_EMPLOYED = { type = "integer", unit = "days", sentinels = [365243], en = "Start of the job", fr = "Emploi" }
SCORE_A = { type = "number", unit = "score", en = "Score A", fr = "Score A" }
SCORE_B = { type = "number", unit = "score", en = "Score B", fr = "Score B" }

[tables.loans]
files = ["loans"]
key = ["LOAN"]
en = "Loans"
fr = "Prêts"
[tables.loans.columns]
LOAN = { type = "integer", unit = "identifier", required = true, en = "Loan", fr = "Prêt" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }
AMOUNT = { type = "number", unit = "currency", en = "Amount", fr = "Montant" }
"""

Frames = dict[str, pl.DataFrame]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    path = tmp_path_factory.mktemp("small") / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return read_dictionary(path)


@pytest.fixture(scope="session")
def frames() -> Frames:
    """Five people with an outcome, one of them in default; one without; four and eight years are 1461 and 2922 days."""
    return {
        "people_train": pl.DataFrame(
            {
                "SK_ID_CURR": [1, 2, 3, 4, 5],
                "TARGET": [0, 0, 1, 0, 0],
                "SEX": ["F", "F", "M", "XNA", None],
                "INCOME": [100.0, 200.0, 300.0, None, 400.0],
                "DAYS_EMPLOYED": [-1461, 365243, -2922, -1461, None],
                "SCORE_A": [0.1, 0.2, 0.3, 0.4, None],
                "SCORE_B": [0.4, 0.3, 0.2, 0.1, 0.9],
            }
        ),
        "people_test": pl.DataFrame(
            {
                "SK_ID_CURR": [6],
                "SEX": ["M"],
                "INCOME": [500.0],
                "DAYS_EMPLOYED": [-2922],
                "SCORE_A": [0.5],
                "SCORE_B": [0.5],
            }
        ),
        "loans": pl.DataFrame({"LOAN": [10, 11], "SK_ID_CURR": [3, 3], "AMOUNT": [500.0, None]}),
    }


@pytest.fixture(scope="session")
def tables(frames: Frames, small: Dictionary) -> Tables:
    return from_frames(frames, small, generated=True)


@pytest.fixture(scope="session")
def unlabelled(frames: Frames, small: Dictionary) -> Tables:
    """The same lender with nothing but the applications without an outcome."""
    return from_frames({"people_test": frames["people_test"]}, small, generated=False)


@pytest.fixture(scope="session")
def many(frames: Frames, small: Dictionary) -> Tables:
    """The five people forty times over, so that categories are large enough to be drawn; no test, no history."""
    people = frames["people_train"]
    rows = pl.concat([people.with_columns(pl.col("SK_ID_CURR") + 5 * again) for again in range(40)])
    return from_frames({"people_train": rows}, small, generated=False)


@pytest.fixture(scope="session")
def nobody(frames: Frames, small: Dictionary) -> Tables:
    """Applications with an outcome, but not one of them: no import makes such tables."""
    return Tables(small, {"people_train": frames["people_train"].clear().lazy()}, "nobody", generated=False)


@pytest.fixture(scope="session")
def focus(small: Dictionary) -> Focus:
    return focus_on(small.application)


@pytest.fixture(scope="session")
def applications(tables: Tables, focus: Focus) -> Applications:
    return gather(tables, focus)


@pytest.fixture(scope="session")
def found(tables: Tables) -> Profile:
    return profile(tables)


@pytest.fixture(scope="session")
def found_many(many: Tables) -> Profile:
    return profile(many)


@pytest.fixture(scope="session")
def found_unlabelled(unlabelled: Tables) -> Profile:
    return profile(unlabelled)
