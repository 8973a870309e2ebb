import pytest

from creditworthy.errors import InputError
from creditworthy.language import sentence, speaking
from creditworthy.settings import settings
from creditworthy.settings.faults import SENTENCES, fault
from creditworthy.settings.model import FILE

START = "creditworthy.toml or CREDITWORTHY_"


@pytest.fixture(autouse=True)
def _afresh() -> None:
    settings.cache_clear()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("port = 'x'", START + "PORT: setting port must be a whole number, got 'x'"),
        ("port = [1]", START + "PORT: setting port must be a whole number, got [1]"),
        ("seed = 1.5", START + "SEED: setting seed must be a whole number, got 1.5"),
        ("missed_default = 'a'", START + "MISSED_DEFAULT: setting missed_default must be a number, got 'a'"),
        ("missed_default = inf", START + "MISSED_DEFAULT: setting missed_default must be a number, got inf"),
        ("raw = 3", START + "RAW: setting raw must be text, got 3"),
        ("host = 3", START + "HOST: setting host must be text, got 3"),
        ("missed_default = 0", START + "MISSED_DEFAULT: setting missed_default must be more than 0, got 0"),
        ("folds = 1", START + "FOLDS: setting folds must be at least 2, got 1"),
        ("folds = 50", START + "FOLDS: setting folds must be at most 20, got 50"),
        ("language = 'de'", START + "LANGUAGE: setting language must be one of 'en', 'fr', got 'de'"),
        ("langauge = 'fr'", "no setting of creditworthy.toml 'langauge'; close names: language"),
    ],
)
def test_sentences(line: str, expected: str) -> None:
    FILE.write_text(line)
    with pytest.raises(InputError) as raised:
        settings()
    assert str(raised.value) == expected


def test_a_variable_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITWORTHY_SEED", "seven")
    with pytest.raises(InputError, match="CREDITWORTHY_SEED: setting seed must be a whole number, got 'seven'"):
        settings()


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml(content: bytes) -> None:
    FILE.write_bytes(content)
    with pytest.raises(InputError, match=r"creditworthy\.toml: not valid TOML"):
        settings()


def test_a_fault_of_another_kind_names_the_setting() -> None:
    error = {"type": "what_ever", "loc": ("store",), "input": b"x"}
    assert "what_ever" not in SENTENCES
    assert str(fault(error, "f.toml", [])) == "f.toml or CREDITWORTHY_STORE: setting store cannot be b'x'"


def test_in_french() -> None:
    FILE.write_text("langauge = 'fr'")
    with pytest.raises(InputError) as raised:
        settings()
    with speaking("fr"):
        assert sentence(raised.value).startswith("pas de réglage de creditworthy.toml «\u202flangauge\u202f»")


def test_settings_are_read_once() -> None:
    first = settings()
    FILE.write_text("seed = 8\n")
    assert settings() is first
    settings.cache_clear()
    assert settings().seed == 8
