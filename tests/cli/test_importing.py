"""Every kind of broken input, planted in a small portfolio and imported from the command line.

``python tests/cli/test_importing.py`` writes the table of ``docs/how-to/when-an-import-is-refused.md`` anew.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from creditworthy.tables import reading_csv, reading_parquet
from creditworthy.tables.replacing import replacing

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "when-an-import-is-refused.md"
RAW, TARGET = Path("data/raw"), Path("data/interim/tables")

LENDER = """
name = "small"
en = "The reference portfolio with few columns"
fr = "Le portefeuille de référence avec peu de colonnes"

[tables.application]
files = ["application_train", "application_test"]
key = ["SK_ID_CURR"]
label = "TARGET"
en = "Applications"
fr = "Demandes"
[tables.application.columns]
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, min = 1, en = "", fr = "" }
TARGET = { type = "integer", unit = "flag", required = true, values = [0, 1], en = "", fr = "" }
AMT_INCOME_TOTAL = { type = "number", unit = "currency", required = true, min = 1, en = "", fr = "" }
DAYS_BIRTH = { type = "integer", unit = "days", required = true, min = -36500, max = -6570, en = "", fr = "" }
OCCUPATION_TYPE = { type = "category", unit = "category", en = "", fr = "" }
EXT_SOURCE_2 = { type = "number", unit = "score", min = 0, max = 1, en = "", fr = "" }

[tables.bureau]
files = ["bureau"]
key = ["SK_ID_BUREAU"]
parents = [{ table = "application", column = "SK_ID_CURR", orphans = "error" }]
en = "Credits with others"
fr = "Crédits ailleurs"
[tables.bureau.columns]
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, min = 1, en = "", fr = "" }
SK_ID_BUREAU = { type = "integer", unit = "identifier", required = true, min = 1, en = "", fr = "" }
CREDIT_ACTIVE = { type = "category", unit = "category", values = ["Active", "Closed"], en = "", fr = "" }
AMT_CREDIT_SUM = { type = "number", unit = "currency", min = 0, max = 1_000_000, en = "", fr = "" }
DAYS_CREDIT = { type = "integer", unit = "days", min = -36500, max = 0, en = "", fr = "" }

[tables.bureau_balance]
files = ["bureau_balance"]
key = ["SK_ID_BUREAU", "MONTHS_BALANCE"]
parents = [{ table = "bureau", column = "SK_ID_BUREAU", orphans = "drop" }]
en = "Months of those credits"
fr = "Mois de ces crédits"
[tables.bureau_balance.columns]
SK_ID_BUREAU = { type = "integer", unit = "identifier", required = true, min = 1, en = "", fr = "" }
MONTHS_BALANCE = { type = "integer", unit = "months", required = true, min = -120, max = 0, en = "", fr = "" }
STATUS = { type = "category", unit = "category", required = true, values = ["0", "C"], en = "", fr = "" }

[tables.previous_application]
files = ["previous_application"]
key = ["SK_ID_PREV"]
parents = [{ table = "application", column = "SK_ID_CURR", orphans = "error" }]
en = "Earlier applications"
fr = "Demandes antérieures"
[tables.previous_application.columns]
SK_ID_PREV = { type = "integer", unit = "identifier", required = true, min = 1, en = "", fr = "" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, min = 1, en = "", fr = "" }

[tables.installments_payments]
files = ["installments_payments"]
key = []
parents = [
  { table = "application", column = "SK_ID_CURR", orphans = "error" },
  { table = "previous_application", column = "SK_ID_PREV", orphans = "count" },
]
en = "Payments"
fr = "Paiements"
[tables.installments_payments.columns]
SK_ID_PREV = { type = "integer", unit = "identifier", required = true, min = 1, en = "", fr = "" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, min = 1, en = "", fr = "" }
AMT_PAYMENT = { type = "number", unit = "currency", min = 0, en = "", fr = "" }
"""
"""A dictionary with the reference portfolio's names, small enough to be checked a hundred times."""

JOBS = ["Drivers", "Laborers", "Core staff"]


def portfolio() -> dict[str, pl.DataFrame]:
    """600 applicants with an outcome, 200 without, and their histories."""
    ids = pl.Series("SK_ID_CURR", range(100_001, 100_801))
    people = pl.DataFrame([ids]).with_columns(
        TARGET=ids % 12 == 0,
        AMT_INCOME_TOTAL=ids % 97 * 1000.5 + 27000,
        DAYS_BIRTH=-8000 - ids % 9000,
        OCCUPATION_TYPE=pl.Series([JOBS[number % 3] for number in ids]),
        EXT_SOURCE_2=(ids % 89) / 89,
    )
    people = people.with_columns(pl.col("TARGET").cast(pl.Int64))
    credits_ = pl.DataFrame({"SK_ID_CURR": ids, "SK_ID_BUREAU": ids + 5_000_000, "CREDIT_ACTIVE": "Active"})
    credits_ = credits_.with_columns(AMT_CREDIT_SUM=ids % 83 * 1000.0, DAYS_CREDIT=-(ids % 2900))
    months = [pl.DataFrame({"SK_ID_BUREAU": ids + 5_000_000, "MONTHS_BALANCE": -n, "STATUS": "0"}) for n in range(3)]
    payments = pl.DataFrame({"SK_ID_PREV": ids + 1_000_000, "SK_ID_CURR": ids, "AMT_PAYMENT": ids % 71 * 10.5})
    return {
        "application_train": people.head(600),
        "application_test": people.tail(200).drop("TARGET"),
        "bureau": credits_,
        "bureau_balance": pl.concat(months),
        "previous_application": pl.DataFrame({"SK_ID_PREV": ids + 1_000_000, "SK_ID_CURR": ids}),
        "installments_payments": pl.concat([payments, payments]),
    }


# Ways to break a file


Plant = Callable[[], None]


def path_of(stem: str, suffix: str = "csv") -> Path:
    return RAW / f"{stem}.{suffix}"


def written(stem: str, content: bytes | str) -> Plant:
    """The file holds something else."""
    return lambda: void(path_of(stem).write_bytes(content.encode() if isinstance(content, str) else content))


def added(stem: str, line: bytes | str) -> Plant:
    """One more line at the very end, in the last of many blocks."""

    def plant() -> None:
        with path_of(stem).open("ab") as file:
            file.write(line.encode() if isinstance(line, str) else line)

    return plant


def changed(stem: str, change: Callable[[str], str], encoding: str = "utf-8") -> Plant:
    """The same text, changed, or in another encoding."""
    return lambda: void(path_of(stem).write_bytes(change(path_of(stem).read_text("utf-8")).encode(encoding)))


def named(stem: str, change: Callable[[list[str]], list[str]]) -> Plant:
    """Another first line."""

    def renamed(text: str) -> str:
        first, _, rest = text.partition("\n")
        return ",".join(change(first.split(","))) + "\n" + rest

    return changed(stem, renamed)


def columns(stem: str, *expressions: Any) -> Plant:
    """Other columns."""

    def plant() -> None:
        frame = pl.read_csv(path_of(stem))
        frame.select(*(expressions or [pl.all()])).write_csv(path_of(stem))

    return plant


def zipped(
    stem: str, change: Callable[[bytearray], bytearray] = lambda content: content, method: int = zipfile.ZIP_DEFLATED
) -> Plant:
    """The file lies in a zip, whose bytes are then changed."""

    def plant() -> None:
        packed = path_of(stem, "csv.zip")
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.write(path_of(stem), f"{stem}.csv")
        path_of(stem).unlink()
        packed.write_bytes(change(bytearray(packed.read_bytes())))

    return plant


def in_the_directory(at: int, value: int) -> Callable[[bytearray], bytearray]:
    """A byte of the entry in the zip's directory."""

    def change(content: bytearray) -> bytearray:
        content[content.rfind(b"PK\x01\x02") + at] = value
        return content

    return change


def damaged(content: bytearray) -> bytearray:
    content[len(content) // 2] ^= 0xFF
    return content


def in_a_zip(name: str, *members: str) -> Plant:
    def plant() -> None:
        with zipfile.ZipFile(RAW / name, "w") as archive:
            for member in members:
                archive.writestr(member, "x")

    return plant


def parquet(stem: str, *more: Any, change: Callable[[bytearray], bytearray] = lambda content: content) -> Plant:
    """The file is Parquet, some of its columns are others, and its bytes are then changed."""

    def plant() -> None:
        stored = path_of(stem, "parquet")
        pl.read_csv(path_of(stem)).with_columns(*more).write_parquet(stored, row_group_size=100)
        path_of(stem).unlink()
        stored.write_bytes(change(bytearray(stored.read_bytes())))

    return plant


def hidden(folder: Path, mode: int = 0) -> Plant:
    return lambda: folder.chmod(mode)


def in_the_target(name: str) -> Plant:
    def plant() -> None:
        TARGET.mkdir(parents=True)
        (TARGET / name).write_text("mine")

    return plant


def target_is_a_file() -> None:
    TARGET.parent.mkdir()
    TARGET.write_text("mine")


def folder_in_place(stem: str) -> Plant:
    def plant() -> None:
        path_of(stem).rename(RAW / "inner")
        path_of(stem).mkdir()
        (RAW / "inner").rename(path_of(stem) / f"{stem}.csv")

    return plant


def link_to_nothing() -> None:
    path_of("bureau").rename(RAW.parent / "bureau.csv")
    path_of("bureau").symlink_to("bureau.csv")


def void(_: object) -> None:
    """Forget what a call returned."""


def semicolons(text: str) -> str:
    return text.replace(",", ";").replace(".", ",")


ROWS = "; mend or remove those rows"
AGAIN = "; fetch it again"
CELLS = "; put a text with commas into quotation marks, write a decimal point, or fetch the file again"
DIGITS = "; write digits only, or nothing where the value is not known"
POINT = "; write a decimal point, or nothing where the value is not known"


class Kind(NamedTuple):
    """One kind of broken input: its title, how to plant it, and the sentence that answers it."""

    title: str
    plant: Plant
    sentence: str
    arguments: tuple[str, ...] = (str(RAW), "--out", str(TARGET))
    need: str = ""


KINDS = {
    "The place": [
        Kind(
            "no such folder",
            lambda: None,
            "data/row: no such folder or zip; give the one that holds the lender's tables",
            ("data/row",),
        ),
        Kind(
            "a file in place of the folder",
            lambda: None,
            "data/raw/bureau.csv: is one file; give the folder that holds the lender's tables, or a zip of them",
            ("data/raw/bureau.csv",),
        ),
        Kind(
            "no application",
            lambda: void([path_of(stem).unlink() for stem in ("application_train", "application_test")]),
            "data/raw: no application file; expected at least one of application_train, application_test as .csv, "
            ".csv.zip or .parquet (and, where there are any: bureau, bureau_balance, previous_application, "
            "installments_payments)",
        ),
        Kind(
            "a table whose parent is missing",
            lambda: path_of("bureau").unlink(),
            "bureau_balance.csv: only bureau knows the applicants of these rows; add bureau, or leave this file out",
        ),
        Kind(
            "a table given twice",
            lambda: void(shutil.copy(path_of("bureau"), path_of("bureau", "parquet"))),
            "data/raw: both bureau.csv and bureau.parquet are given for bureau; keep one of them",
        ),
        Kind(
            "a folder where a file is expected",
            folder_in_place("bureau"),
            "data/raw/bureau.csv: is a folder where a file is expected; move the file in it up, and remove the folder",
        ),
        Kind(
            "a link that leads nowhere", link_to_nothing, "data/raw/bureau.csv: is no file; put the file itself there"
        ),
        Kind(
            "a form that is not read",
            lambda: void(path_of("bureau").rename(path_of("bureau", "csv.gz"))),
            "data/raw/bureau.csv.gz: files of this kind are not read; give bureau.csv, bureau.csv.zip or "
            "bureau.parquet",
        ),
        Kind(
            "a folder without read permission",
            hidden(RAW),
            "data/raw: cannot be looked into (Permission denied); give a folder that you may read",
            need="no privileges",
        ),
        Kind(
            "a file without read permission",
            hidden(path_of("bureau")),
            "bureau.csv: the file cannot be opened (Permission denied); give a file that you may read",
            need="no privileges",
        ),
    ],
    "Zips": [
        Kind(
            "a zip that is cut off",
            zipped("bureau", lambda content: content[:-400]),
            "data/raw/bureau.csv.zip: the zip cannot be read (File is not a zip file); fetch it again",
        ),
        Kind(
            "a zip that lost a part in the middle",
            zipped("bureau", lambda content: content[:500] + content[600:]),
            "bureau.csv in bureau.csv.zip: the zip is damaged, parts of it are missing" + AGAIN,
        ),
        Kind(
            "a zip with a wrong byte",
            zipped("bureau", damaged, zipfile.ZIP_STORED),
            "bureau.csv in bureau.csv.zip: the zip is damaged (Bad CRC-32 for file 'bureau.csv')" + AGAIN,
        ),
        Kind(
            "an encrypted zip",
            zipped("bureau", in_the_directory(8, 1)),
            "bureau.csv in bureau.csv.zip: the zip is encrypted; unpack it with its password and give the files",
        ),
        Kind(
            "a zip packed by another method",
            zipped("bureau", in_the_directory(10, 9)),
            "bureau.csv in bureau.csv.zip: the zip is packed by a method that Python does not know; "
            "unpack it and give the files",
        ),
        Kind(
            "a zip in a zip",
            in_a_zip("all.zip", "bureau.csv.zip"),
            "data/raw/all.zip: the zip holds a zip (bureau.csv.zip); unpack it once and give the folder",
        ),
        Kind(
            "a zip without its table",
            in_a_zip("bureau.zip", "data.csv"),
            "data/raw/bureau.zip: the zip holds no bureau.csv; put it in, or remove the zip",
        ),
    ],
    "CSV files as a whole": [
        Kind("an empty file", written("bureau", ""), "bureau.csv: the file is empty; fetch it again"),
        Kind(
            "applications with a header only",
            changed("application_test", lambda text: text.partition("\n")[0] + "\n"),
            "application_test.csv: there is no application in it; fetch it again, or leave it out",
        ),
        Kind(
            "binary rubbish",
            written("bureau", bytes((number + 1) % 256 for number in range(9999))),
            "bureau.csv: the file is no CSV but binary; save it again as UTF-8 CSV with commas, "
            "or give it its own suffix",
        ),
        Kind(
            "a workbook under the name of a CSV file",
            written("bureau", b"PK\x03\x04[Content_Types].xml"),
            "bureau.csv: the file is a zip or a workbook under the name of a CSV file; rename or unpack it",
        ),
        Kind(
            "a Parquet file under the name of a CSV file",
            written("bureau", b"PAR1\x15\x04"),
            "bureau.csv: the file is Parquet under the name of a CSV file; give it the suffix .parquet",
        ),
        Kind(
            "a file packed with gzip",
            written("bureau", b"\x1f\x8b\x08\x00"),
            "bureau.csv: the file is packed with gzip; unpack it",
        ),
        Kind(
            "a web page",
            written("bureau", "<!DOCTYPE html>\n<title>Log in</title>\n"),
            "bureau.csv: the file is a web page, not a table; a download may have asked for a login: fetch it again",
        ),
        Kind(
            "UTF-16",
            changed("bureau", str, "utf-16"),
            "bureau.csv: the file is UTF-16 text; save it again as UTF-8",
        ),
        Kind(
            "Latin-1 in the rows",
            added("application_train", "100900,0,30000.0,-9000,Employé,0.5\n".encode("latin-1")),
            "application_train.csv: lines that are no UTF-8 text: 1 (first: 'Employé' in line 602); "
            "save it again as UTF-8",
        ),
        Kind(
            "Latin-1 in the names of the columns",
            changed("bureau", lambda text: text.replace("CREDIT_ACTIVE", "CRÉDIT_ACTIF"), "latin-1"),
            "bureau.csv: the names of the columns are no UTF-8 text (first: 'CRÉDIT_ACTIF'); "
            "save the file again as UTF-8",
        ),
        Kind(
            "semicolons, with decimal commas",
            changed("bureau", semicolons),
            "bureau.csv: its columns are separated by ';', not by commas; save it again as CSV with commas",
        ),
        Kind(
            "tabs",
            changed("bureau", lambda text: text.replace(",", "\t")),
            "bureau.csv: its columns are separated by '\\t', not by commas; save it again as CSV with commas",
        ),
        Kind(
            "no line with the names of the columns",
            changed("bureau", lambda text: text.partition("\n")[2]),
            "bureau.csv: none of its 5 columns is there (they are to be SK_ID_CURR, SK_ID_BUREAU, CREDIT_ACTIVE, "
            "AMT_CREDIT_SUM, DAYS_CREDIT), but 100001, 5100001, Active, 69000.0, -1401; "
            "give the file of this lender, with the names of the columns in its first line",
        ),
        Kind(
            "the file of another competition",
            written("application_train", "PassengerId,Survived,Pclass,Name\n1,0,3,x\n"),
            "application_train.csv: none of its 6 columns is there (they are to be SK_ID_CURR, TARGET, "
            "AMT_INCOME_TOTAL, DAYS_BIRTH, OCCUPATION_TYPE, EXT_SOURCE_2), but PassengerId, Survived, Pclass, Name; "
            "give the file of this lender, with the names of the columns in its first line",
        ),
        Kind(
            "a missing column",
            columns("bureau", pl.exclude("DAYS_CREDIT", "CREDIT_ACTIVE")),
            "bureau.csv: 2 of 5 columns are missing (CREDIT_ACTIVE, DAYS_CREDIT); add them under these names",
        ),
        Kind(
            "a column name that stands twice",
            named("bureau", lambda names: [*names[:-1], names[-1] + "," + names[-1]]),
            "bureau.csv: 2 columns are called DAYS_CREDIT; keep the right one, or rename the others",
        ),
        Kind(
            "a line with too few cells",
            added("bureau", "100001,5900001\n"),
            "bureau.csv: 1 of 801 rows have another number of cells than the 5 of the first line "
            "(first: 2 in row 801)" + CELLS,
        ),
        Kind(
            "a line with too many cells",
            added("bureau", "100001,5900001,Active,1.0,-5,,\n"),
            "bureau.csv: 1 of 801 rows have another number of cells than the 5 of the first line "
            "(first: 7 in row 801)" + CELLS,
        ),
        Kind(
            "decimal commas without quotation marks",
            added("bureau", "100001,5900001,Active,17,5,-5\n"),
            "bureau.csv: 1 of 801 rows have another number of cells than the 5 of the first line "
            "(first: 6 in row 801)" + CELLS,
        ),
        Kind(
            "a file that is cut off in its last line",
            changed("installments_payments", lambda text: text[:-3]),
            "installments_payments.csv: the last line, row 1600, does not end: the file may be cut off; "
            "fetch it again, or end the line if it is whole",
        ),
        Kind(
            "a file that is cut off in quotation marks",
            added("bureau", '100001,5900001,"Acti'),
            "bureau.csv: the last line, row 801, does not end: the file may be cut off; "
            "fetch it again, or end the line if it is whole",
        ),
        Kind(
            "a quotation mark that nothing closes",
            changed("bureau", lambda text: text.replace("Active", '"Active', 1)),
            "bureau.csv: no rows can be told apart after row 0; look there for a quotation mark that nothing closes",
        ),
    ],
    "Values": [
        Kind(
            "a word where a number is expected",
            added("bureau", "100001,5900001,Active,much,-5\n"),
            "bureau.csv: column AMT_CREDIT_SUM has 1 of 801 rows that are no number (first: 'much' in row 801)" + POINT,
        ),
        Kind(
            "decimal commas in quotation marks",
            added("bureau", '100001,5900001,Active,"17,5",-5\n'),
            "bureau.csv: column AMT_CREDIT_SUM has 1 of 801 rows that are no number (first: '17,5' in row 801)" + POINT,
        ),
        Kind(
            "a fraction where a whole number is expected",
            added("bureau", "100001,5900001,Active,17,-5.5\n"),
            "bureau.csv: column DAYS_CREDIT has 1 of 801 rows that are no whole number (first: '-5.5' in row 801)"
            + DIGITS,
        ),
        Kind(
            "a date as text",
            added("bureau", "100001,5900001,Active,17,2016-01-31\n"),
            "bureau.csv: column DAYS_CREDIT has 1 of 801 rows that are no whole number "
            "(first: '2016-01-31' in row 801)" + DIGITS,
        ),
        Kind(
            "infinity",
            added("installments_payments", "1100001,100001,inf\n"),
            "installments_payments.csv: column AMT_PAYMENT has 1 of 1,601 rows that are not finite "
            "(first: inf in row 1601); mend those rows, or leave the value empty where it is not known",
        ),
        Kind(
            "the word NaN where a value is required",
            added("application_train", "100900,0,NaN,-9000,Drivers,0.5\n"),
            "application_train.csv: column AMT_INCOME_TOTAL has 1 of 601 rows without a value (first: row 601); "
            "fill in or remove those rows",
        ),
        Kind(
            "no value where one is required",
            added("application_train", ",0,30000.0,-9000,Drivers,0.5\n"),
            "application_train.csv: column SK_ID_CURR has 1 of 601 rows without a value (first: row 601); "
            "fill in or remove those rows",
        ),
        Kind(
            "a value below its range",
            added("application_train", "100900,0,30000.0,-99999,Drivers,0.5\n"),
            "application_train.csv: column DAYS_BIRTH has 1 of 601 rows below -36,500 (first: -99999 in row 601)"
            + ROWS,
        ),
        Kind(
            "a value above its range",
            added("application_train", "100900,0,30000.0,-9000,Drivers,1.5\n"),
            "application_train.csv: column EXT_SOURCE_2 has 1 of 601 rows above 1 (first: 1.5 in row 601)" + ROWS,
        ),
        Kind(
            "a month in the future",
            added("bureau_balance", "5100001,1,0\n"),
            "bureau_balance.csv: column MONTHS_BALANCE has 1 of 2,401 rows above 0 (first: 1 in row 2401)" + ROWS,
        ),
        Kind(
            "a word outside its list",
            added("bureau", "100001,5900001,active,17,-5\n"),
            "bureau.csv: column CREDIT_ACTIVE has 1 of 801 rows with a value outside the list "
            "(first: 'active' in row 801); allowed: Active, Closed",
        ),
        Kind(
            "an outcome other than 0 and 1",
            added("application_train", "100900,2,30000.0,-9000,Drivers,0.5\n"),
            "application_train.csv: column TARGET has 1 of 601 rows with a value outside the list "
            "(first: 2 in row 601); allowed: 0, 1",
        ),
    ],
    "Keys and parents": [
        Kind(
            "an application twice",
            added("application_train", "100001,0,30000.0,-9000,Drivers,0.5\n"),
            "application_train.csv: 1 of 601 rows repeat the key SK_ID_CURR of an earlier row "
            "(first: 100001 in row 601); keep one row of each key in application_train and application_test",
        ),
        Kind(
            "an applicant with and without an outcome",
            added("application_test", "100001,30000.0,-9000,Drivers,0.5\n"),
            "application_test.csv: 1 of 201 rows repeat the key SK_ID_CURR of an earlier row "
            "(first: 100001 in row 201); keep one row of each key in application_train and application_test",
        ),
        Kind(
            "a month twice",
            added("bureau_balance", "5100001,-2,C\n"),
            "bureau_balance.csv: 1 of 2,401 rows repeat the key SK_ID_BUREAU, MONTHS_BALANCE of an earlier row "
            "(first: 5100001, -2 in row 2401); keep one row of each key in bureau_balance",
        ),
        Kind(
            "a row of an unknown applicant",
            added("installments_payments", "1100001,999999,5\n"),
            "installments_payments.csv: column SK_ID_CURR has 1 of 1,601 rows that belong to no row of application "
            "(first: 999999 in row 1601); add the missing rows to application_train or application_test, "
            "or remove these",
        ),
        Kind(
            "a row of one applicant on the loan of another",
            added("installments_payments", "1100001,100002,5\n"),
            "installments_payments.csv: 1 of 1,601 rows name another SK_ID_CURR than the previous_application of "
            "their SK_ID_PREV (first: 1100001, 100002 in row 1601)" + ROWS,
        ),
    ],
    "Parquet files": [
        Kind(
            "a Parquet file that is cut off",
            parquet("bureau", change=lambda content: content[:-200]),
            "bureau.parquet: not a whole Parquet file (Parquet magic bytes not found in footer. "
            "Either the file is corrupted or this is not a parquet file)" + AGAIN,
        ),
        Kind(
            "a Parquet file with dates in place of numbers",
            parquet("bureau", pl.lit("2016-01-31").str.to_date().alias("DAYS_CREDIT")),
            "bureau.parquet: column DAYS_CREDIT holds values of type Date instead of integer; convert the column",
        ),
        Kind(
            "a Parquet file with lists in a column",
            parquet("bureau", pl.concat_list("DAYS_CREDIT").alias("DAYS_CREDIT")),
            "bureau.parquet: column DAYS_CREDIT holds values of type List(Int64) instead of integer; "
            "convert the column",
        ),
        Kind(
            "a Parquet file with a wrong value in its last rows",
            parquet("bureau", pl.when(pl.int_range(pl.len()) < 799).then("AMT_CREDIT_SUM").otherwise(-1.0)),
            "bureau.parquet: column AMT_CREDIT_SUM has 1 of 800 rows below 0 (first: -1.0 in row 800)" + ROWS,
        ),
    ],
    "Where the tables go": [
        Kind(
            "a folder that holds something else",
            in_the_target("notes.txt"),
            "data/interim/tables: in the way, and not just an earlier import; give another folder, "
            "or remove it yourself",
        ),
        Kind(
            "a file in the way",
            target_is_a_file,
            "data/interim/tables: in the way, and not just an earlier import; give another folder, "
            "or remove it yourself",
        ),
        Kind(
            "the folder that the files come from",
            lambda: None,
            "data/raw: is where the files come from; give another folder with --out",
            (str(RAW), "--out", str(RAW)),
        ),
        Kind(
            "a place without write permission",
            hidden(Path("data"), 0o555),
            "data/interim/tables: the tables cannot be written (Permission denied); make room there, "
            "or give another folder with --out",
            need="no privileges",
        ),
        Kind(
            "a full disk",
            lambda: None,
            "data/interim/tables: the tables cannot be written (No space left on device); make room there, "
            "or give another folder with --out",
            need="no space",
        ),
        Kind(
            "another import into the same folder at the same time",
            lambda: None,
            "data/interim/tables: somebody else is writing there at this moment; wait for the end of it, "
            "or give another folder",
            need="company",
        ),
    ],
}


ALL = [pytest.param(kind, id=kind.title.replace(" ", "_")) for kinds in KINDS.values() for kind in kinds]


# The surroundings that a kind needs


@contextmanager
def unprivileged() -> Iterator[None]:
    """Nobody in particular: whom permissions hold for."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def without_space() -> Iterator[None]:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full)
        yield


@contextmanager
def in_company() -> Iterator[None]:
    with replacing(TARGET):
        yield
        shutil.rmtree(TARGET, ignore_errors=True)


@contextmanager
def alone() -> Iterator[None]:
    yield


NEEDS = {"": alone, "no privileges": unprivileged, "no space": without_space, "company": in_company}


@pytest.fixture(scope="session")
def lender(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dictionary, and the portfolio beside it."""
    folder = tmp_path_factory.mktemp("lender")
    (folder / "raw").mkdir()
    for stem, frame in portfolio().items():
        frame.write_csv(folder / "raw" / f"{stem}.csv")
    (folder / "small.toml").write_text(LENDER, encoding="utf-8")
    return folder


@pytest.fixture
def place(lender: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that everybody may look into, with the portfolio in it; files are read in many blocks."""
    monkeypatch.setattr(reading_csv, "BYTES_IN_A_BLOCK", 4096)
    monkeypatch.setattr(reading_parquet, "CELLS_IN_A_BLOCK", 500)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        shutil.copytree(lender / "raw", folder / RAW)
        shutil.copy(lender / "small.toml", folder)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("CREDITWORTHY_DICTIONARY", "small.toml")
        yield folder
        for path in (folder / RAW.parent, folder / RAW):
            path.chmod(0o755)


def left(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_of_broken_input_gets_its_sentence_and_changes_nothing(
    command: Any, place: Path, kind: Kind
) -> None:
    kind.plant()
    with NEEDS[kind.need]():
        ended = command("data", "import", *kind.arguments)
    assert ended.err == f"creditworthy: {kind.sentence}\n"
    assert (ended.code, ended.out) == (2, "")
    for path in (place / RAW.parent, place / RAW):
        path.chmod(0o755)
    assert not list(place.rglob(".*"))
    assert not list(place.rglob("*.parquet")) or "arquet" in kind.title or kind.title == "a table given twice"


def test_there_are_many_kinds_and_each_has_its_own_name() -> None:
    titles = [kind.values[0].title for kind in ALL]  # type: ignore[union-attr]
    assert len(titles) == len(set(titles)) >= 60


def table() -> str:
    """The page's table: what was wrong, and what the import said."""
    lines = []
    for heading, kinds in KINDS.items():
        lines += [f"### {heading}", "", "| What is wrong | What the import says |", "|---|---|"]
        lines += [f"| {kind.title} | `{kind.sentence.replace('|', chr(92) + '|')}` |" for kind in kinds]
        lines += [""]
    return "\n".join(lines)


BEGIN, END = "<!-- kinds: python tests/cli/test_importing.py -->\n", "<!-- end of kinds -->"


def test_the_page_shows_every_kind_with_its_sentence() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0].strip() == table().strip()


# What is no fault


GOOD: dict[str, tuple[Plant, dict[str, str]]] = {
    "as it is": (lambda: None, {}),
    "a byte order mark": (changed("bureau", str, "utf-8-sig"), {}),
    "line ends of Windows": (changed("bureau", lambda text: text.replace("\n", "\r\n")), {}),
    "empty lines": (added("bureau", "\n\n"), {}),
    "columns in another order": (columns("bureau", pl.col("DAYS_CREDIT"), pl.exclude("DAYS_CREDIT")), {}),
    "quotation marks": (changed("bureau", lambda text: text.replace("Active", '"Active"')), {}),
    "whole numbers with a point": (columns("bureau", pl.all().exclude("^DAYS.*$"), pl.col("DAYS_CREDIT") * 1.0), {}),
    "a zip": (zipped("bureau"), {}),
    "Parquet": (parquet("bureau"), {}),
    "capital letters": (lambda: void(path_of("bureau").rename(RAW / "Bureau.CSV")), {}),
    "further columns": (
        columns("bureau", pl.lit("red").alias("COLOUR"), pl.all()),
        {"bureau": "columns left out: COLOUR"},
    ),
    "a further column with line ends in quotation marks": (
        columns("bureau", pl.all(), pl.lit("one\ntwo, three").alias("NOTE")),
        {"bureau": "columns left out: NOTE"},
    ),
    "an outcome where none is expected": (
        columns("application_test", pl.all(), pl.lit(1).alias("TARGET")),
        {"application_test": "columns left out: TARGET"},
    ),
    "rows of an unknown credit": (
        added("bureau_balance", "1,-3,0\n"),
        {"bureau_balance": "1 without a row in bureau, left out"},
    ),
}


@pytest.fixture(scope="module")
def expected() -> dict[str, bytes]:
    return {}


@pytest.mark.parametrize("good", GOOD)
def test_what_is_no_fault_is_imported_to_the_same_bytes(
    command: Any, place: Path, expected: dict[str, bytes], good: str
) -> None:
    plant, remarks = GOOD[good]
    plant()
    ended = command("data", "import", *KINDS["Values"][0].arguments)
    assert (ended.code, ended.err) == (0, "")
    lines = {line.split()[0]: line.split(maxsplit=2) for line in ended.out.splitlines() if len(line.split()) > 1}
    assert {stem: lines[stem][2] for stem in portfolio() if len(lines[stem]) > 2} == remarks
    stored = {name: content for name, content in left(place / TARGET).items() if name != "manifest.json"}
    expected.update({} if expected else stored)
    assert stored == expected


def test_a_history_may_hold_a_header_only_and_is_said_to(command: Any, place: Path) -> None:
    changed("installments_payments", lambda text: text.partition("\n")[0] + "\n")()
    ended = command("data", "import")
    assert (ended.code, ended.err) == (0, "")
    (line,) = [line for line in ended.out.splitlines() if line.startswith("installments_payments")]
    assert line.split(maxsplit=2)[1:] == ["0", "a header and no rows"]


def test_letters_that_are_no_ascii_are_kept(command: Any, place: Path) -> None:
    added("application_train", '100900,0,30000.0,-9000,"Ébéniste\n(bois)",0.5\n')()
    assert command("data", "import").code == 0
    stored = pl.read_parquet(TARGET / "application_train.parquet")
    assert stored.filter(SK_ID_CURR=100900)["OCCUPATION_TYPE"].to_list() == ["Ébéniste\n(bois)"]


# What happens to a process


HELD = """
import sys
from creditworthy.cli.app import run
from creditworthy.tables.intake import Intake

take = Intake.take

def held(self, *arguments, **named):
    take(self, *arguments, **named)
    if self._stem == "bureau_balance":
        print("holding", flush=True)
        sys.stdin.read()

Intake.take = held
sys.exit(run(["data", "import"]))
"""

LIMITED = """
import resource, sys
from creditworthy.cli.app import run

least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, most))
code = run(["data", "import"])
resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
sys.exit(code)
"""


def started(code: str) -> "subprocess.Popen[str]":
    surroundings = {**os.environ, "CREDITWORTHY_LANGUAGE": "en", "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code],
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("sent", "code", "said"),
    [
        (signal.SIGINT, 130, "creditworthy: interrupted\n"),
        (signal.SIGKILL, -signal.SIGKILL, ""),
        (signal.SIGTERM, -signal.SIGTERM, ""),
    ],
)
def test_after_an_interrupt_or_a_kill_the_old_tables_stay_and_the_next_import_succeeds(
    command: Any, place: Path, sent: signal.Signals, code: int, said: str
) -> None:
    assert command("data", "import").code == 0
    before = left(place / TARGET)
    added("bureau", "100001,5900001,Closed,1.0,-5\n")()
    with started(HELD) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        busy = command("data", "import")
        assert busy.err.startswith(f"creditworthy: {TARGET}: somebody else is writing there at this moment")
        process.send_signal(sent)
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (code, said)
    assert left(place / TARGET) == before
    litter = [path.name for path in (place / TARGET.parent).iterdir() if path.name != TARGET.name]
    assert litter == ([] if sent == signal.SIGINT else [".tables.new"])
    assert command("data", "import").code == 0
    assert pl.read_parquet(TARGET / "bureau.parquet").height == 801
    assert [path.name for path in (place / TARGET.parent).iterdir()] == [TARGET.name]


def test_a_disk_that_takes_no_more_is_named_and_nothing_is_left(place: Path) -> None:
    with started(LIMITED) as process:
        out, error = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert error == (
        f"creditworthy: {TARGET}: the tables cannot be written (File too large); make room there, "
        "or give another folder with --out\n"
    )
    assert [path.name for path in (place / "data").iterdir()] == ["raw"]


# What it looks like


def test_progress_names_the_file_its_share_and_its_rows(command: Any, place: Path, terminal: None) -> None:
    ended = command("data", "import")
    assert ended.code == 0
    assert "Importing" in ended.err
    assert "installments_payments" in ended.err
    assert "1,600 rows" in ended.err
    assert "100%" in ended.err


if __name__ == "__main__":
    head, _, tail = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n{table()}\n{END}{tail.partition(END)[2]}", encoding="utf-8")
