import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from creditworthy.cli.explaining import Further, check_figure, draw, evidence_of, explain_further
from creditworthy.errors import InputError, ScorerError
from creditworthy.explanation.background import background
from creditworthy.explanation.drawing import Bar, bars
from creditworthy.explanation.surrogate import Surrogate, Weight
from creditworthy.pipeline import Training, prepare
from creditworthy.scorer import Scorer, Store, save
from creditworthy.settings import settings
from creditworthy.tables.load import Tables


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()


@pytest.fixture(scope="module")
def frame(scorer: Scorer, tables: Tables) -> pl.DataFrame:
    return prepare(tables, "train", scorer.features)


@pytest.fixture(scope="module")
def saved(training: Training, frame: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scorer that was saved with the statistics of its training rows."""
    folder = tmp_path_factory.mktemp("explained") / "scorer"
    known = background(frame, training.scorer.features)
    save(training.scorer, folder, {**training.evidence, "background": known})
    return folder


@pytest.mark.parametrize("name", ["figure.pdf", "figure", "svg"])
def test_only_svg_and_png_are_figures(name: str) -> None:
    with pytest.raises(InputError, match=rf"^{name}: figures are written as \.svg or \.png; give a name that ends so$"):
        check_figure(Path(name))


@pytest.mark.parametrize("name", ["a.svg", "a.PNG", None])
def test_no_figure_or_a_good_name_passes(name: str | None) -> None:
    check_figure(Path(name) if name else None)


def test_the_ending_says_how_a_figure_is_written() -> None:
    drawing = bars("Sizes", [Bar("one", 1.0, "1")], "Size")
    draw(drawing, Path("made/for/it.svg"))
    draw(drawing, Path("it.PNG"))
    assert ET.parse("made/for/it.svg").getroot().attrib["aria-label"] == "Sizes"  # noqa: S314
    assert Path("it.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(InputError, match=r"it\.gif: figures are written"):
        draw(drawing, Path("it.gif"))


def test_a_waterfall_shows_the_threshold(scorer: Scorer, frame: pl.DataFrame) -> None:
    explain_further(scorer, frame[0], None, figure=Path("one.svg"))
    explain_further(replace(scorer, threshold=0.5), frame[0], None, figure=Path("other.svg"))
    assert Path("one.svg").read_text() != Path("other.svg").read_text()


def test_evidence_is_the_champions_by_default(saved: Path) -> None:
    store = Store(settings().store)
    store.add(saved, "v1")
    store.promote("v1")
    assert evidence_of(None) == evidence_of(saved)
    assert "background" in evidence_of(None)


def test_lime_is_seeded_by_the_settings(
    scorer: Scorer, frame: pl.DataFrame, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = explain_further(scorer, frame[0], saved, lime=True)
    assert explain_further(scorer, frame[0], saved, lime=True) == found
    monkeypatch.setenv("CREDITWORTHY_SEED", "8")
    settings.cache_clear()
    assert explain_further(scorer, frame[0], saved, lime=True) != found


def test_a_scorer_saved_without_statistics_cannot_be_imitated(
    training: Training, frame: pl.DataFrame, tmp_path: Path
) -> None:
    evidence = {name: content for name, content in training.evidence.items() if name != "background"}
    save(training.scorer, tmp_path / "bare", evidence)
    with pytest.raises(ScorerError, match="saved without the statistics that LIME draws from; train it again"):
        explain_further(training.scorer, frame[0], tmp_path / "bare", figure=Path("no.svg"), lime=True)
    assert not Path("no.svg").exists()


def test_what_is_not_asked_for_is_not_done(
    scorer: Scorer, frame: pl.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    found = explain_further(scorer, frame[0], None)
    found.show()
    assert (found, found.as_json(), capsys.readouterr().out) == (Further(None, None), {}, "")


@pytest.fixture
def surrogate() -> Surrogate:
    weights = (
        Weight("application_credit", "Amount of the loan", "990,000, above 800,000", 0.0164, "raises"),
        Weight("application_term", "Term", "unknown, taken as 18 months", -0.0051, "lowers"),
    )
    return Surrogate(weights, fit=0.534, probability=0.08, imitated=0.0789, samples=2_000)


def test_the_weights_are_printed_with_how_far_to_trust_them(
    surrogate: Surrogate, capsys: pytest.CaptureFixture[str]
) -> None:
    Further(Path("waterfall.svg"), surrogate).show()
    assert capsys.readouterr().out.splitlines() == [
        "",
        "What weighs most around this applicant (LIME)",
        "  ▲ +1.64  Amount of the loan (990,000, above 800,000)",
        "  ▼ −0.51  Term (unknown, taken as 18 months)",
        "  In percentage points of the probability; the imitation says 7.9% where the model, missing values "
        "filled in, says 8.0% (fit R² 0.53)",
        "→ waterfall.svg",
    ]


def test_ten_weights_are_printed_and_all_are_given_to_programs(
    surrogate: Surrogate, capsys: pytest.CaptureFixture[str]
) -> None:
    many = replace(surrogate, weights=surrogate.weights * 10)
    found = Further(None, many)
    found.show()
    assert capsys.readouterr().out.count("▲") == 5
    given = json.loads(json.dumps(found.as_json()))["lime"]
    assert len(given["weights"]) == 20
    assert given["weights"][0]["feature"] == "application_credit"
    assert (given["fit"], given["samples"]) == (0.534, 2_000)
