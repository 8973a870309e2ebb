"""The generated portfolio: the ten files of Home Credit Default Risk, drawn from circumstances and a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.synthetic.application import application_columns
from creditworthy.tables.synthetic.bureau import bureau_columns
from creditworthy.tables.synthetic.bureau_balance import bureau_balance_columns
from creditworthy.tables.synthetic.card_months import draw_card_months
from creditworthy.tables.synthetic.cards import draw_cards
from creditworthy.tables.synthetic.circumstances import Circumstances, draw_circumstances
from creditworthy.tables.synthetic.credit_card import card_columns
from creditworthy.tables.synthetic.draws import streams
from creditworthy.tables.synthetic.instalments import instalment_columns
from creditworthy.tables.synthetic.loan_dates import loan_dates
from creditworthy.tables.synthetic.loans import draw_loans, last_months
from creditworthy.tables.synthetic.outcome import draw_outcome
from creditworthy.tables.synthetic.point_of_sale import point_of_sale_columns
from creditworthy.tables.synthetic.previous import draw_requests, in_window, request_columns
from creditworthy.tables.synthetic.schedule import draw_schedule
from creditworthy.tables.synthetic.shape import column_descriptions, published, working

__all__ = ["BLOCK", "Portfolio", "blocks", "generate", "generate_with_truth"]

BLOCK = 10_000
"""Most applicants that are drawn at once: what bounds the memory."""
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
_FEWEST = 2

_Streams = dict[str, np.random.Generator]
Portfolio = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class _Taken:
    """How many identifiers earlier blocks have used."""

    applicants: int = 0
    persons: int = 0
    credits: int = 0
    requests: int = 0


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
    drawn = [*blocks(applicants, seed)]
    tables = {stem: pl.concat([block[stem] for block, _ in drawn]) for stem in drawn[0][0]}
    return tables | {"HomeCredit_columns_description": column_descriptions()}, pl.concat([truth for _, truth in drawn])


def blocks(applicants: int, seed: int) -> Iterator[tuple[Portfolio, pl.DataFrame]]:
    """Generate the same tables, and the same truth, some thousand applicants at a time; no identifier occurs twice."""
    if applicants < _FEWEST:
        raise InputError("{count} applicants: a portfolio needs at least {fewest}", count=applicants, fewest=_FEWEST)
    taken = _Taken()
    count = -(-applicants // BLOCK)
    for number in range(count):
        size = (number + 1) * applicants // count - number * applicants // count
        tables, truth, taken = _block(size, streams((seed, number), _STREAMS), taken)
        yield tables, truth


def _block(applicants: int, rngs: _Streams, taken: _Taken) -> tuple[Portfolio, pl.DataFrame, _Taken]:
    c = draw_circumstances(applicants, rngs["circumstances"], taken.applicants)
    here, requests = _here(c, rngs)
    tables = {**_applications(c, rngs), **_elsewhere(c, rngs), **here}
    now_taken = _Taken(
        applicants=taken.applicants + applicants,
        persons=taken.persons + int(c.person.max()) + 1,
        credits=taken.credits + tables["bureau"].height,
        requests=taken.requests + requests,
    )
    shift = {"SK_ID_BUREAU": taken.credits, "SK_ID_PREV": taken.requests}
    tables = {
        stem: frame.with_columns(pl.col(key) + first for key, first in shift.items() if key in frame.columns)
        for stem, frame in tables.items()
    }
    return tables, pl.DataFrame({"SK_ID_CURR": c.sk_id_curr, "PERSON": c.person + taken.persons}), now_taken


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


def _here(c: Circumstances, rngs: _Streams) -> tuple[Portfolio, int]:
    """Draw the tables of the applicants' history with this lender, and tell how many applications they are of."""
    requests = draw_requests(c, rngs["requests"])
    columns = dict(request_columns(c, requests, rngs["requests"]))
    until = last_months(len(c), rngs["loans"])
    loans = draw_loans(c, requests, columns["AMT_ANNUITY"], rngs["loans"])
    repaid = loans, draw_schedule(c, loans, rngs["loans"])
    cards = draw_cards(c, requests, columns["AMT_CREDIT"], until, rngs["cards"])
    used = cards, draw_card_months(c, cards, rngs["cards"])
    columns |= loan_dates(requests, repaid, used, rngs["loans"])
    drawn: dict[str, Any] = {
        "previous_application": {name: values[in_window(requests)] for name, values in columns.items()},
        "POS_CASH_balance": point_of_sale_columns(c, repaid, until, rngs["loans"]),
        "installments_payments": instalment_columns(c, repaid, used, rngs["loans"]),
        "credit_card_balance": card_columns(c, used, rngs["cards"]),
    }
    return {table: published(table, working(table_columns)) for table, table_columns in drawn.items()}, len(requests)
