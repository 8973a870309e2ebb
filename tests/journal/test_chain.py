"""What is appended, and by several at once: ``tests/journal/test_journal.py``."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from creditworthy.journal import Draft, Journal, Payload
from creditworthy.journal.chain import Head, add, head, prepare


def test_the_head_of_nothing(journal: Journal) -> None:
    with journal._database.reading() as connection:
        assert head(connection) == Head(0, "", 0)


def test_entries_follow_each_other(journal: Journal) -> None:
    with journal._database.writing() as connection:
        first, second = add(connection, [prepare(Draft("remark", {"n": n})) for n in range(2)], 7)
        (third,) = add(connection, [prepare(Draft("remark", {}))], 3)
        assert head(connection) == Head(3, third.digest, 7)
    assert [second.previous, third.previous] == [first.digest, second.digest]


def test_the_names_of_features_are_kept_once(journal: Journal, draft: Callable[..., Draft]) -> None:
    def other() -> Draft:
        return Draft("decision", {}, Payload(features={"another": 1.0}))

    journal.append([draft(), draft(), other()])
    journal.append([draft(), other()])
    with journal._database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM feature_lists")) == 2
        assert connection.scalar(text("SELECT count(*) FROM payloads")) == 5


def test_a_decision_that_is_no_word_cannot_be_searched_for(journal: Journal) -> None:
    (entry,) = journal.append([Draft("remark", {"decision": 3})])
    assert journal.entry(entry.id).facts == {"decision": 3}
    assert journal.verify() == []


def test_facts_must_be_json(journal: Journal) -> None:
    with pytest.raises(TypeError):
        journal.append([Draft("remark", {"a": object()})])
    assert journal.head().count == 0
