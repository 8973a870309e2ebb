import json

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.applicants import applicants_after, request_of
from creditworthy.tables.load import Tables


def applicant_of(tables: Tables) -> int:
    return int(tables.applications("test").collect()["SK_ID_CURR"][3])


def test_pages_go_through_everybody_once_in_order(tables: Tables) -> None:
    everybody = sorted(tables.applications("all").collect()["SK_ID_CURR"].to_list())
    found: list[int] = []
    while page := applicants_after(tables, found[-1] if found else None, most=400):
        assert len(page) <= 400
        found += page
    assert found == everybody
    assert len(everybody) == 1_500


def test_request_is_shaped_like_the_tables(tables: Tables) -> None:
    applicant = applicant_of(tables)
    content = request_of(tables, applicant)
    assert content["application"]["SK_ID_CURR"] == applicant
    assert "TARGET" not in content["application"]
    assert set(content["histories"]) == {table.name for table in tables.dictionary.histories}
    for name, rows in content["histories"].items():
        assert all(set(row) == set(tables.dictionary.table(name).columns) for row in rows)
    assert json.loads(json.dumps(content)) == content


def test_table_that_is_absent_was_not_looked_up(tables: Tables) -> None:
    frames = {stem: frame for stem, frame in tables.frames.items() if stem != "bureau"}
    found = request_of(Tables(tables.dictionary, frames, tables.origin, generated=True), applicant_of(tables))
    assert {table.name for table in tables.dictionary.histories} - set(found["histories"]) == {"bureau"}


def test_unknown_applicant(tables: Tables) -> None:
    with pytest.raises(InputError, match="no applicant 5"):
        request_of(tables, 5)
