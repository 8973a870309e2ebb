from fastapi.testclient import TestClient

from creditworthy.messages import invented


def test_model_in_use(client: TestClient) -> None:
    answer = client.get("/v1/model")
    assert (answer.status_code, answer.json()) == (200, invented.MODEL)


def test_portfolio(client: TestClient) -> None:
    answer = client.get("/v1/portfolio")
    assert (answer.status_code, answer.json()) == (200, invented.PORTFOLIO)
