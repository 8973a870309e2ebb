import pytest

from creditworthy.service.negotiation import reader_language


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("FR-ca", "fr"),
        ("en;q=0.5, fr;q=0.7", "fr"),
        ("en, fr", "en"),
        ("en;q=0.2 , fr ; q=0.9", "fr"),
        ("de, es;q=0.9", "en"),
        ("fr;q=0", "en"),
        ("*", "en"),
        ("*;q=0.5, fr;q=0.4", "en"),
        ("*;q=0.4, fr;q=0.5", "fr"),
        ("fr;q=nonsense, ;;, é", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_language(wish: str, language: str) -> None:
    assert reader_language(wish) == language
