"""The generated portfolio: the ten files of Home Credit Default Risk, drawn from circumstances and a seed."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.mark import mark_generated
from creditworthy.tables.synthetic.application import application_columns
from creditworthy.tables.synthetic.bureau import bureau_columns
from creditworthy.tables.synthetic.bureau_balance import bureau_balance_columns
from creditworthy.tables.synthetic.circumstances import Circumstances, draw_circumstances
from creditworthy.tables.synthetic.credit_card import card_columns, draw_card_months
from creditworthy.tables.synthetic.draws import streams
from creditworthy.tables.synthetic.instalments import instalment_columns
from creditworthy.tables.synthetic.loans import draw_loans, draw_schedule, loan_dates
from creditworthy.tables.synthetic.outcome import draw_outcome
from creditworthy.tables.synthetic.point_of_sale import point_of_sale_columns
from creditworthy.tables.synthetic.previous import draw_requests, in_window, request_columns
from creditworthy.tables.synthetic.shape import column_descriptions, published, working

__all__ = ["generate", "generate_with_truth", "write"]

_STREAMS = (
    "circumstances",
    "outcome",
    "application",
    "bureau",
    "bureau_balance",
    "requests",
    "loans",
    "cards",
)
_ALWAYS_CSV = ("sample_submission", "HomeCredit_columns_description")
_FEWEST = 2

_Streams = dict[str, np.random.Generator]
Portfolio = dict[str, pl.DataFrame]


def generate(applicants: int, seed: int) -> Portfolio:
    """Generate the ten tables of the competition, with a default rate of 8.07 % and signal in every table.

    Parameters
    ----------
    applicants : int
        Applications in train and test together, at least 2; 14 % are test.
    seed : int
        The same seed gives the same tables.

    Returns
    -------
    dict of str to polars.DataFrame
        One frame a file, by the file's stem; columns in the order of the file, integers nullable.

    Raises
    ------
    InputError
        For fewer than two applicants.

    Examples
    --------
    >>> portfolio = generate(100, seed=1)
    >>> portfolio["application_train"].height, portfolio["application_test"].height
    (86, 14)
    """
    return generate_with_truth(applicants, seed)[0]


def generate_with_truth(applicants: int, seed: int) -> tuple[Portfolio, pl.DataFrame]:
    """Generate the tables, and tell which applications are of the same person.

    Returns
    -------
    tuple of dict and polars.DataFrame
        The tables as ``generate`` gives them, and SK_ID_CURR with PERSON, one row an application.
    """
    if applicants < _FEWEST:
        raise InputError("{count} applicants: a portfolio needs at least {fewest}", count=applicants, fewest=_FEWEST)
    rngs = streams(seed, _STREAMS)
    circumstances = draw_circumstances(applicants, rngs["circumstances"])
    tables = {
        **_applications(circumstances, rngs),
        **_elsewhere(circumstances, rngs),
        **_here(circumstances, rngs),
        "HomeCredit_columns_description": column_descriptions(),
    }
    return tables, pl.DataFrame({"SK_ID_CURR": circumstances.sk_id_curr, "PERSON": circumstances.person})


def _applications(c: Circumstances, rngs: _Streams) -> Portfolio:
    frame = working(application_columns(c, rngs["application"]))
    train = frame.filter(pl.Series(~c.in_test)).with_columns(TARGET=pl.Series(draw_outcome(c, rngs["outcome"])))
    test = frame.filter(pl.Series(c.in_test))
    return {
        "application_train": published("application", train),
        "application_test": published("application", test),
        "sample_submission": test.select("SK_ID_CURR", TARGET=pl.lit(0.5)),
    }


def _elsewhere(c: Circumstances, rngs: _Streams) -> Portfolio:
    """Draw the tables of the credits at other lenders."""
    credits_ = working(bureau_columns(c, rngs["bureau"]))
    balance = working(bureau_balance_columns(credits_, rngs["bureau_balance"]))
    return {"bureau": published("bureau", credits_), "bureau_balance": published("bureau_balance", balance)}


def _here(c: Circumstances, rngs: _Streams) -> Portfolio:
    """Draw the tables of the applicants' history with this lender."""
    requests = draw_requests(c, rngs["requests"])
    columns = dict(request_columns(c, requests, rngs["requests"]))
    loans = draw_loans(requests, columns["AMT_ANNUITY"], rngs["loans"])
    schedule = draw_schedule(c, loans, rngs["loans"])
    months = draw_card_months(c, requests, columns["AMT_CREDIT"], rngs["cards"])
    columns |= loan_dates(requests, loans, rngs["loans"])
    drawn: dict[str, Any] = {
        "previous_application": {name: values[in_window(requests)] for name, values in columns.items()},
        "POS_CASH_balance": point_of_sale_columns(c, loans, schedule, rngs["loans"]),
        "installments_payments": instalment_columns(c, loans, schedule, months, rngs["loans"]),
        "credit_card_balance": card_columns(c, months, rngs["cards"]),
    }
    return {table: published(table, working(table_columns)) for table, table_columns in drawn.items()}


def write(portfolio: Portfolio, folder: Path, format: str = "csv") -> list[Path]:  # noqa: A002 the public word
    """Write one file a table, ``<stem>.csv`` or ``<stem>.parquet``, and return the files.

    The column descriptions and the sample submission are always CSV. The folder is made where missing, and carries the
    mark of an invented portfolio.

    Raises
    ------
    InputError
        For a format that is neither ``"csv"`` nor ``"parquet"``.
    """
    if format not in ("csv", "parquet"):
        raise InputError("{format}: no such format; give csv or parquet", format=format)
    folder.mkdir(parents=True, exist_ok=True)
    mark_generated(folder)
    return [_write(frame, folder / stem, "csv" if stem in _ALWAYS_CSV else format) for stem, frame in portfolio.items()]


def _write(frame: pl.DataFrame, path: Path, suffix: str) -> Path:
    target = path.with_suffix(f".{suffix}")
    if suffix == "csv":
        frame.write_csv(target)
    else:
        frame.write_parquet(target)
    return target
