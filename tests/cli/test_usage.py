import pytest

from creditworthy.cli.usage import EXTRAS, usage
from creditworthy.language import speaking


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("No such command 'foo'.", "no command 'foo'"),
        ("No such option: --foo", "no option --foo"),
        ("Missing argument 'folder'.", "the argument folder is missing"),
        ("Option '--port' requires an argument.", "the option --port needs a value"),
        ("Option '--json' does not take a value.", "the option --json takes no value"),
        ("Got unexpected extra argument(s) (b c)", "too many arguments: b c"),
        ("Something quite new.", "Something quite new"),
    ],
)
def test_usage(message: str, expected: str) -> None:
    assert usage(message) == expected


def test_usage_in_french() -> None:
    with speaking("fr"):
        assert usage("Option '--port' requires an argument.") == "l'option --port attend une valeur"


def test_extras_are_those_of_the_distribution() -> None:
    from importlib.metadata import metadata, requires

    declared = requires("creditworthy") or []
    names = {"imblearn": "imbalanced-learn", "sklearn": "scikit-learn", "starlette": "fastapi"}
    for package, extra in EXTRAS.items():
        name = names.get(package, package)
        assert any(line.startswith(name) and f"extra == '{extra}'" in line.replace('"', "'") for line in declared), name
    assert set(EXTRAS.values()) <= set(metadata("creditworthy").get_all("Provides-Extra") or [])
