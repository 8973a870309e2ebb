"""The applicant's data: every column of the application with its meaning, and the histories as tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from creditworthy.dashboard.case import Case
from creditworthy.dashboard.grouping import grouped
from creditworthy.dashboard.showing import head
from creditworthy.dashboard.wording import escaped, in_words, known, meaning_in_words, named
from creditworthy.language import current, number, say
from creditworthy.tables.dictionary import Column, Table

__all__ = ["history_columns", "known_lines", "show", "unknown_meanings"]

TITLES = {
    "bureau": "Credits elsewhere",
    "bureau_balance": "Months of these",
    "previous_application": "Earlier applications",
    "POS_CASH_balance": "Months of loans",
    "installments_payments": "Payments",
    "credit_card_balance": "Months of cards",
}
"""What the histories are called; one that is not in it keeps its name."""

LONG = 12
"""Lines from which a group is folded up at first."""


def known_lines(application: Mapping[str, Any], columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return meaning and value in words of the columns whose value is known."""
    filled = [column for column in columns if known(application.get(column.name), column) is not None]
    return [(meaning_in_words(column), in_words(application[column.name], column)) for column in filled]


def unknown_meanings(application: Mapping[str, Any], columns: Sequence[Column]) -> list[str]:
    """Return the meanings of the columns whose value is unknown."""
    empty = [column for column in columns if known(application.get(column.name), column) is None]
    return [meaning_in_words(column) for column in empty]


def history_columns(rows: Sequence[Mapping[str, Any]], table: Table) -> dict[str, list[Any]]:
    """Return the rows of a history by column; sentinels are empty, codes are words, numbers stay numbers."""
    names = [name for name in table.columns if name != table.applicant]
    return {name: [_cell(row.get(name), table.columns[name]) for row in rows] for name in names}


def show(case: Case) -> None:
    """Show the page."""
    head(case)
    st.subheader(say("The application"), anchor=False)
    groups = grouped(name for name in case.table.columns if name not in (case.table.applicant, case.table.label))
    short = {group: names for group, names in groups.items() if len(names) <= LONG}
    sides, filled = st.columns(2, gap="large"), [0, 0]
    for group, names in short.items():
        shorter = filled.index(min(filled))
        filled[shorter] += len(names) + 2  # its title and what is unknown
        with sides[shorter]:
            st.markdown(f"**{say(group)}**")
            _group(case, names)
    for group, names in groups.items():
        if group not in short:
            with st.expander(say(group)):
                _group(case, names)
    _histories(case)


def _group(case: Case, names: Sequence[str]) -> None:
    columns = [case.table.columns[name] for name in names]
    if lines := known_lines(case.application, columns):
        content = {
            say("Meaning"): [escaped(line[0]) for line in lines],
            say("Value"): [escaped(line[1]) for line in lines],
        }
        st.table(content, hide_index=True, hide_header=True, border="horizontal")
    if missing := unknown_meanings(case.application, columns):
        st.caption(escaped(say("Unknown: {list}", list="; ".join(missing))))


def _histories(case: Case) -> None:
    st.subheader(say("The histories"), anchor=False)
    tables = [case.dictionary.table(name) for name in case.histories]
    if not tables:
        st.caption(say("No history was looked up."))
        return
    titles = [f"{_title(table)} ({number(len(case.histories[table.name]))})" for table in tables]
    for tab, table in zip(st.tabs(titles), tables, strict=True):
        with tab:
            _history(case.histories[table.name], table)


def _history(rows: Sequence[Mapping[str, Any]], table: Table) -> None:
    st.caption(escaped(table.fr if current() == "fr" else table.en))
    if not rows:
        st.caption(say("Looked up, and nothing was found."))
        return
    labels = {name: _heading(column) for name, column in table.columns.items()}
    st.dataframe(history_columns(rows, table), hide_index=True, column_config=labels, key=f"history {table.name}")


def _heading(column: Column) -> Any:
    meaning = column.meaning(current())
    told = f"{escaped(meaning)} ({escaped(column.name)}, {say(column.unit)})"
    if column.type == "category":
        return st.column_config.TextColumn(meaning, help=told, width="medium")
    written = "%d" if column.unit == "identifier" else "localized"
    return st.column_config.NumberColumn(meaning, help=told, width="medium", format=written)


def _title(table: Table) -> str:
    return say(TITLES.get(table.name, table.name))


def _cell(content: Any, column: Column) -> Any:
    content = known(content, column)
    return named(content, column.unit) if isinstance(content, str) else content
