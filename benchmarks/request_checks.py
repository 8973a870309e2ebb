"""How long a request takes to check, against reading the same JSON: python benchmarks/request_checks.py."""

import json
from copy import deepcopy
from statistics import median
from time import perf_counter
from typing import Any

from creditworthy.messages import decision_request, example_request
from creditworthy.tables import home_credit

ROUNDS, PAYMENTS = 50, 150


def main() -> None:
    started = perf_counter()
    model = decision_request(home_credit())
    building = perf_counter() - started
    request: Any = example_request(home_credit())
    payment = request["histories"]["installments_payments"][0]
    request["histories"]["installments_payments"] = [deepcopy(payment) for _ in range(PAYMENTS)]
    body = json.dumps(request)
    reading, checking = [], []
    for _ in range(ROUNDS):
        started = perf_counter()
        content = json.loads(body)
        reading.append(perf_counter() - started)
        started = perf_counter()
        model.model_validate(content)
        checking.append(perf_counter() - started)
    print(f"one application with {PAYMENTS} instalments, {len(body):,} bytes, median of {ROUNDS}")
    print(f"checking / json.loads: {median(checking) / median(reading):.1f}")
    print(f"checking: {1000 * median(checking):.2f} ms; building the models once: {1000 * building:.0f} ms")


if __name__ == "__main__":
    main()
