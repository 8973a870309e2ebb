"""One applicant, and by age: ``tests/journal/test_journal.py``."""

from collections.abc import Callable

import pytest

from creditworthy.journal import Draft, Journal


def test_an_applicant_with_many_decisions_is_erased_at_once(
    journal: Journal, draft: Callable[..., Draft], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("creditworthy.journal.erasing.AT_ONCE", 3)
    mine = journal.append([draft(1) for _ in range(7)])
    erasures = journal.erase("1", "asked for it")
    assert [erasure.about for erasure in erasures] == [entry.id for entry in mine]
    assert [journal.payload(entry.id) for entry in mine] == [None] * 7
    assert journal.verify() == []


def test_nobody_is_erased_where_something_fails(
    journal: Journal, draft: Callable[..., Draft], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("creditworthy.journal.erasing.AT_ONCE", 3)
    journal.append([draft(1) for _ in range(7)])

    def fail(*_: object) -> None:
        if journal_numbers.pop():
            raise ZeroDivisionError

    journal_numbers = [True, False]
    monkeypatch.setattr("creditworthy.journal.erasing.forget_answers", fail)
    with pytest.raises(ZeroDivisionError):
        journal.erase(1, "asked for it")
    assert len(journal.subject(1)["entries"]) == 7
    assert journal.verify() == []
