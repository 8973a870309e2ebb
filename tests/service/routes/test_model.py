from fastapi.testclient import TestClient


def test_model_is_shown_as_given(client: TestClient) -> None:
    answer = client.get("/v1/model")
    assert (answer.status_code, answer.json()) == (200, {"version": "1a2b"})
