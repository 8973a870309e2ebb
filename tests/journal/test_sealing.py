import json
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditworthy.journal import Payload
from creditworthy.journal.sealing import FIELDS, canonical, commitment_of, digest_of, seal, unpack_features, unseal

ROW = {
    "number": 2,
    "id": "b",
    "kind": "decision",
    "decision": "grant",
    "at": 5,
    "facts": "{}",
    "about": None,
    "commitment": "cc",
}

values = st.one_of(st.none(), st.text(), st.floats(allow_nan=False))


@given(st.dictionaries(st.text(), values), st.one_of(st.none(), st.text(min_size=1, max_size=20)))
def test_a_payload_comes_back(features: dict[str, float | str | None], applicant: str | None) -> None:
    payload = Payload(applicant, {"application": {"é": 0.1}}, features, [1, "two", None])
    sealed = seal(payload)
    row = {**sealed.row, "names": sealed.names}
    assert unseal(row) == payload
    assert commitment_of(row) == sealed.commitment


def test_nothing_comes_back_as_nothing() -> None:
    sealed = seal(Payload())
    assert {name: sealed.row[name] for name in FIELDS} == dict.fromkeys(FIELDS)
    assert unseal({**sealed.row, "names": None}) == Payload()


def test_json_is_taken_as_it_is() -> None:
    sealed = seal(Payload(inputs=b'{"b": 1, "a": 2}'))
    assert unseal({**sealed.row, "names": None}).inputs == {"b": 1, "a": 2}


def test_features_are_numbers_then_words() -> None:
    blob = seal(Payload(features={"a": 1.5, "b": None, "c": "mot", "d": True})).row["features"]
    a, b, c, d = struct.unpack("<4d", blob[:32])
    assert (a, d) == (1.5, 1.0)
    assert math.isnan(b)
    assert math.isnan(c)
    assert json.loads(blob[32:]) == {"2": "mot"}
    assert unpack_features(["a", "b", "c", "d"], blob) == {"a": 1.5, "b": None, "c": "mot", "d": 1.0}
    assert seal(Payload(features={"a": 1.5})).row["features"] == struct.pack("<d", 1.5)


def test_equal_payloads_have_other_salts_and_commitments() -> None:
    first, second = seal(Payload(1)), seal(Payload(1))
    assert first.row["salt"] != second.row["salt"]
    assert first.commitment != second.commitment


def test_a_field_does_not_pass_for_another() -> None:
    salted = {"salt": b"s", **dict.fromkeys(FIELDS)}
    rows = [
        salted,
        {**salted, "inputs": b""},
        {**salted, "inputs": b"ab"},
        {**salted, "features": b"ab"},
        {**salted, "inputs": b"a", "features": b"b"},
        {**salted, "applicant": "ab"},
    ]
    assert len({commitment_of(row) for row in rows}) == len(rows)


@pytest.mark.parametrize("name", ROW)
def test_the_digest_is_of_every_column(name: str) -> None:
    changed = {**ROW, name: 3 if isinstance(ROW[name], int) else "other"}
    assert digest_of(changed, "pp") != digest_of(ROW, "pp")
    assert digest_of(ROW, "qq") != digest_of(ROW, "pp")


def test_the_digest_is_the_one_that_the_documentation_describes() -> None:
    from hashlib import sha256

    text = '[2,"b","decision","grant",5,"{}",null,"cc","pp"]'
    assert digest_of(ROW, "pp") == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("content", [{"a": math.nan}, {"a": math.inf}])
def test_what_json_cannot_hold(content: object) -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        canonical(content)
