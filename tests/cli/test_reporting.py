from pathlib import Path

import pytest

from creditworthy.cli.reporting import draw_comparison, write_reports
from creditworthy.language import speaking
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables


def test_the_comparison_names_every_contender(training: Training, tmp_path: Path) -> None:
    path = draw_comparison(training, tmp_path / "reports")
    assert path == tmp_path / "reports" / "figures" / "comparison.svg"
    drawn = path.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert all(outcome.name in drawn for outcome in training.outcomes)


@pytest.mark.no_cover  # the demo writes them too
def test_what_a_demo_leaves_to_look_at(training: Training, scorer: Scorer, tables: Tables, tmp_path: Path) -> None:
    applicant = int(tables.applications("test").select("SK_ID_CURR").collect()["SK_ID_CURR"].min() or 0)  # type: ignore[arg-type]
    with speaking("fr"):
        write_reports(training, scorer, tables, applicant, tmp_path)
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.glob("figures/*")} == {
        "figures/comparison.svg",
        "figures/importance.svg",
        f"figures/applicant-{applicant}.svg",
    }
    for page in ("explore/index.html", "drift/index.html"):
        assert 'lang="fr"' in (tmp_path / page).read_text(encoding="utf-8")
