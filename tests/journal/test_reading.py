"""Searches: ``tests/journal/test_journal.py``."""

from collections.abc import Callable

import pytest

from creditworthy.errors import JournalError
from creditworthy.journal import Draft, Journal, Search


@pytest.mark.parametrize(
    ("column", "value"),
    [("reasons", "x'00'"), ("inputs", "x'00'"), ("features", "x'00'"), ("feature_list", "NULL"), ("salt", "x'00'")],
)
def test_a_payload_that_was_changed_beyond_understanding(
    in_file: Journal, draft: Callable[..., Draft], tamper: Callable[..., None], column: str, value: str
) -> None:
    (entry,) = in_file.append([draft()])
    tamper(f"UPDATE payloads SET {column} = {value}")
    if column in {"feature_list", "salt"}:  # still understood, as something else
        assert in_file.payload(entry.id) is not None
        return
    with pytest.raises(JournalError, match="entry 1 of the journal cannot be understood, it was changed; run"):
        in_file.payload(entry.id)


def test_an_entry_that_was_changed_beyond_understanding(in_file: Journal, tamper: Callable[..., None]) -> None:
    (entry,) = in_file.append([Draft("remark", {})])
    tamper("UPDATE entries SET facts = '{'")
    for read in (lambda: in_file.entry(entry.id), lambda: in_file.search(Search()), lambda: list(in_file.export())):
        with pytest.raises(JournalError, match="entry 1 of the journal cannot be understood, it was changed; run"):
            read()


def test_more_entries_than_a_statement_takes_are_found_and_spoken_of(journal: Journal) -> None:
    ids = [entry.id for entry in journal.append([Draft("decision", {}) for _ in range(40_000)])]
    journal.append([Draft("outcome", {}, about=id_) for id_ in ids])
    assert {entry.id for entry in journal.each([*ids, "unknown"])} == set(ids)
    assert {entry.about for entry in journal.each(ids, about=True)} == set(ids)
