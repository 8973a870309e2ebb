from fastapi.testclient import TestClient


def test_metrics_in_the_text_format_of_prometheus(client: TestClient) -> None:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert "# TYPE creditworthy_requests_total counter\n" in answer.text
    assert client.post("/metrics").status_code == 405


def test_they_are_no_part_of_the_interface(client: TestClient) -> None:
    assert "/metrics" not in client.get("/openapi.json").json()["paths"]
