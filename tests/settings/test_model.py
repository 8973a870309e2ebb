from pathlib import Path

import pytest
from pydantic import ValidationError

from creditworthy.decision.costs import Costs
from creditworthy.decision.expected_loss import Terms
from creditworthy.errors import InputError
from creditworthy.settings import lender, settings
from creditworthy.settings.model import FILE, Settings
from creditworthy.tables.dictionary import home_credit


def test_defaults() -> None:
    found = Settings()
    assert (found.language, found.seed, found.folds, found.port) == ("en", 7, 5, 8000)
    assert found.store == Path("models")
    assert found.costs == Costs(10.0, 1.0)
    assert found.review_band == 0.0


def test_the_environment_comes_before_the_file_and_after_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    FILE.write_text('seed = 1\nfolds = 4\nport = 81\nraw = "in"\n')
    monkeypatch.setenv("CREDITWORTHY_FOLDS", "3")
    monkeypatch.setenv("CREDITWORTHY_PORT", "82")
    found = Settings(port=83)
    assert (found.seed, found.folds, found.port, found.raw) == (1, 3, 83, Path("in"))


def test_language_is_that_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert Settings().language == "fr"
    FILE.write_text('language = "en"\n')
    assert Settings().language == "en"


def test_decisions_by_amounts_break_even_where_those_by_costs_do() -> None:
    assert Settings().terms.break_even == pytest.approx(Settings().costs.break_even)
    FILE.write_text("loss_given_default = 0.45\ninterest = 0.05\n")
    assert Settings().terms == Terms(0.45, 0.05)


def test_costs_are_those_that_are_set() -> None:
    FILE.write_text("missed_default = 8\nlost_good_loan = 2\n")
    assert Settings().costs.break_even == 0.2


@pytest.mark.parametrize(
    "line",
    [
        "folds = 1",
        "folds = 21",
        "seed = -1",
        "port = 65536",
        "missed_default = 0",
        "lost_good_loan = inf",
        "review_band = -0.1",
        "review_band = 0.6",
        "loss_given_default = 1.5",
        "interest = 0",
        "x = 1",
    ],
)
def test_what_cannot_be(line: str) -> None:
    FILE.write_text(line)
    with pytest.raises(ValidationError):
        Settings()


def test_every_setting_says_what_it_means() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().seed = 8  # type: ignore[misc]


def test_the_lender_is_that_of_the_reference_portfolio_unless_a_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lender() is home_credit()
    monkeypatch.setenv("CREDITWORTHY_DICTIONARY", "none.toml")
    settings.cache_clear()
    with pytest.raises(InputError, match=r"^none\.toml: the dictionary cannot be read \(No such file or directory\)$"):
        lender()


def test_the_lender_of_a_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = Path(__file__).parents[2] / "src" / "creditworthy" / "tables" / "home_credit.toml"
    text = reference.read_text(encoding="utf-8").replace('name = "home_credit"', 'name = "twin"')
    Path("twin.toml").write_text(text, encoding="utf-8")
    FILE.write_text('dictionary = "twin.toml"\n')
    settings.cache_clear()
    assert (lender().name, lender().tables) == ("twin", home_credit().tables)
