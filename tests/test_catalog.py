import pytest

from creditworthy.catalog import Catalog, unknown_name
from creditworthy.errors import UnknownNameError


@pytest.fixture
def letters() -> Catalog[str]:
    catalog = Catalog[str]("letter")
    for name, letter in (("beta", "β"), ("alpha", "α")):
        catalog.add(name, letter)
    return catalog


def test_entries_stand_in_the_order_in_which_they_were_added(letters: Catalog[str]) -> None:
    assert list(letters) == ["beta", "alpha"]
    assert dict(letters) == {"beta": "β", "alpha": "α"}
    assert len(letters) == 2


def test_a_taken_name_is_refused_and_the_entry_stays(letters: Catalog[str]) -> None:
    with pytest.raises(ValueError, match="two entries of kind letter are called 'alpha'; rename one"):
        letters.add("alpha", "a")
    assert letters["alpha"] == "α"


def test_names_can_be_asked_for_without_an_error(letters: Catalog[str]) -> None:
    assert "alpha" in letters
    assert "gamma" not in letters
    assert letters.get("gamma") is None
    assert letters.get("gamma", "γ") == "γ"


def test_an_unknown_name_says_which_come_close(letters: Catalog[str]) -> None:
    with pytest.raises(UnknownNameError) as raised:
        letters["alhpa"]
    assert str(raised.value) == "no letter 'alhpa'; close names: alpha"


def test_where_none_comes_close_the_known_ones_are_listed(letters: Catalog[str]) -> None:
    with pytest.raises(UnknownNameError) as raised:
        letters["xyz"]
    assert str(raised.value) == "no letter 'xyz'; known: beta, alpha"


def test_of_many_close_names_three_are_said_and_of_many_known_ones_eight() -> None:
    close = str(unknown_name("score", "score_", [f"score_{number}" for number in range(1, 9)]))
    assert close.startswith("no score 'score_'; close names: score_")
    assert close.count(",") == 2
    numbers = list("123456789")
    assert str(unknown_name("digit", "zero", numbers)) == "no digit 'zero'; known: 1, 2, 3, 4, 5, 6, 7, 8, …"
    assert str(unknown_name("digit", "zero", numbers[:8])) == "no digit 'zero'; known: 1, 2, 3, 4, 5, 6, 7, 8"
