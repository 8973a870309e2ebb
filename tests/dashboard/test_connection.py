import pytest

from creditworthy.dashboard.connection import client_of, service_address
from creditworthy.settings import settings


def test_the_address_comes_with_the_start_or_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITWORTHY_PORT", "8123")
    settings.cache_clear()
    assert service_address(["--service", "http://127.0.0.1:9000/"]) == "http://127.0.0.1:9000"
    assert service_address(["-s", "what else"]) == "http://127.0.0.1:8123"
    settings.cache_clear()


def test_one_client_serves_all_sessions_of_a_language() -> None:
    first = client_of("http://127.0.0.1:9", "en")
    assert client_of("http://127.0.0.1:9", "en") is first
    assert client_of("http://127.0.0.1:9", "fr") is not first
    assert not first.ready()
