"""Whatever is asked of the service, it answers as its OpenAPI document says, and never with a 5xx."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from creditworthy.journal import Journal
from creditworthy.scorer import Scorer
from creditworthy.service import Desk, Register, create_app
from creditworthy.tables.dictionary import APPLICANT, home_credit
from creditworthy.tables.load import Tables

OPERATIONS = (
    "GET /health/live",
    "GET /health/ready",
    "GET /v1/applicants",
    "GET /v1/applicants/{applicant}",
    "POST /v1/applicants/{applicant}/decisions",
    "POST /v1/decisions",
    "GET /v1/decisions",
    "GET /v1/decisions/{id}",
    "GET /v1/decisions/{id}/lime",
    "POST /v1/decisions/batch",
    "POST /v1/explanations",
    "POST /v1/explanations/lime",
    "POST /v1/jobs",
    "GET /v1/jobs/{job}",
    "GET /v1/jobs/{job}/result",
    "GET /v1/model",
    "POST /v1/outcomes",
    "GET /v1/portfolio",
    "POST /v1/what-if",
)
KEPT = (
    "GET /v1/decisions",
    "GET /v1/decisions/{id}",
    "GET /v1/decisions/{id}/lime",
    "POST /v1/jobs",
    "GET /v1/jobs/{job}",
    "GET /v1/jobs/{job}/result",
    "POST /v1/outcomes",
)
"""What a service without a journal answers alike, whatever is asked."""

NOTHING_TO_GIVE = {"GET /health/live", "GET /health/ready", "GET /v1/model", "GET /v1/portfolio"}
"""No parameter and no body, so that nothing wrong can be given."""

EXAMPLES = 12


@schemathesis.serializer("application/x-ndjson")
def lines(context: Any, value: Any) -> bytes:
    """A file as it is sent: the text itself, and JSON where it is to be wrong."""
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def interface(scorer: Scorer, training: Any, tables: Tables) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(Desk(scorer, training.evidence, tables)))


@pytest.fixture(scope="module")
def keeping(scorer: Scorer, training: Any, tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The same of a service with a journal."""
    desk = Desk(scorer, training.evidence, tables)
    with Journal.open(f"sqlite:///{tmp_path_factory.mktemp('journal')}/journal.db") as journal:
        yield schemathesis.openapi.from_asgi("/openapi.json", create_app(desk, Register(desk, journal)))


def test_every_operation_is_asked(interface: Any) -> None:
    assert {found.ok().label for found in interface.get_all_operations()} == set(OPERATIONS)


def consistent(body: dict[str, Any]) -> None:
    """What no JSON Schema can say: the rows are of one applicant, and no two of a table have the same key."""
    for request in body.get("items", [body]):
        for table in home_credit().histories:
            rows = [row for row in (request.get("histories") or {}).get(table.name) or [] if row]
            for row in rows:
                row.pop(APPLICANT, None)
            if rows and table.key:
                kept = {tuple(row.get(column) for column in table.key): row for row in rows}
                request["histories"][table.name] = list(kept.values())


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", KEPT)
def test_every_answer_of_a_service_with_a_journal_is_as_documented(
    keeping: Any, label: str, mode: GenerationMode
) -> None:
    method, path = label.split()
    # A faulty line of a file is answered for itself, in a file that is accepted.
    left_out = [negative_data_rejection] if path == "/v1/jobs" else []

    @settings(
        derandomize=True, max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=keeping[path][method].as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            case.headers.pop("Idempotency-Key", None)  # that one was not used before cannot be documented
        case.call_and_validate(excluded_checks=left_out)

    asked()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_documented(interface: Any, label: str, mode: GenerationMode) -> None:
    if mode is GenerationMode.NEGATIVE and label in NOTHING_TO_GIVE:
        return
    method, path = label.split()
    # A faulty item of a batch is answered for itself, in a batch that is accepted.
    left_out = [negative_data_rejection] if path.endswith("/batch") else []

    @settings(
        derandomize=True, max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=interface[path][method].as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        if mode is GenerationMode.POSITIVE and isinstance(case.body, dict):
            consistent(case.body)
        case.call_and_validate(excluded_checks=left_out)

    asked()
