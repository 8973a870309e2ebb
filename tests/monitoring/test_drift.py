import os
import subprocess
import sys
import warnings
from collections.abc import Mapping

import pytest

from creditworthy.monitoring import Comparison
from creditworthy.monitoring.distances import jensen_shannon
from creditworthy.monitoring.drift import Opinion, evidently_opinion


def test_evidently_judges_each_column_with_a_known_value_on_both_sides(opinion: Opinion) -> None:
    methods = {name: verdict.method for name, verdict in opinion.verdicts.items()}
    assert methods == {
        "application_age": "wasserstein",
        "application_income": "wasserstein",
        "application_contract_type": "jensenshannon",
        "probability": "wasserstein",
    }


def test_its_verdicts_see_the_planted_shifts(opinion: Opinion) -> None:
    assert opinion.verdicts["application_income"].drifted
    assert opinion.verdicts["application_contract_type"].drifted


def test_its_distance_of_categories_is_that_of_our_monitor(comparison: Comparison, opinion: Opinion) -> None:
    sides = (side.frame["application_contract_type"] for side in (comparison.reference, comparison.current))
    # Evidently puts one in ten thousand where a side has none of a category.
    assert opinion.verdicts["application_contract_type"].value == pytest.approx(jensen_shannon(*sides), rel=0.01)


def test_environment_and_warnings_are_left_as_they_were(
    comparison: Comparison, opinion: Opinion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DO_NOT_TRACK", "mine")
    monkeypatch.delenv("ITERATIVE_DO_NOT_TRACK", raising=False)
    environment, filters = dict(os.environ), list(warnings.filters)
    evidently_opinion(comparison)
    assert dict(os.environ) == environment
    assert warnings.filters == filters


def test_telemetry_is_off_while_evidently_works(
    comparison: Comparison, opinion: Opinion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DO_NOT_TRACK", raising=False)
    monkeypatch.delenv("ITERATIVE_DO_NOT_TRACK", raising=False)
    from evidently import Report
    from evidently.telemetry import event_logger

    seen: list[bool] = []
    run = Report.run

    def watched(report: Report, *sides: object, **options: Mapping[str, object]) -> object:
        seen.append(event_logger.is_enabled())
        return run(report, *sides, **options)

    monkeypatch.setattr(Report, "run", watched)
    evidently_opinion(comparison)
    assert seen == [False]
    assert event_logger.is_enabled()


def test_evidently_is_imported_only_when_it_is_asked() -> None:
    code = "import sys, creditworthy.monitoring; sys.exit('evidently' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
