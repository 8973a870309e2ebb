"""The notebooks are stored clean, and run in a project of their own, by a kernel of this interpreter."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

pytestmark = pytest.mark.usefixtures("unmeasured")

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
NAMES = ["01_exploration", "02_modelling", "03_drift"]
TIMEOUT = 120
FEW = ("APPLICANTS = 5_000", "APPLICANTS = 2_000")

Run = Callable[[str], NotebookNode]


def code(book: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in book.cells if cell.cell_type == "code"]


def outputs(book: NotebookNode, kind: str) -> list[str]:
    """What the cells displayed in one MIME type."""
    return [data[kind] for cell in code(book) for data in _data(cell) if kind in data]


def _data(cell: NotebookNode) -> Iterator[NotebookNode]:
    yield from (output.data for output in cell.outputs if "data" in output)


def with_few(book: NotebookNode) -> NotebookNode:
    """Put few applicants into the cell of parameters, as papermill would."""
    (parameters,) = [cell for cell in code(book) if "parameters" in cell.metadata.get("tags", [])]
    assert parameters.source.count(FEW[0]) == 1
    parameters.source = parameters.source.replace(*FEW)
    return book


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a kernel of this interpreter: described under a temporary folder, where it leaves its traces too."""
    home = tmp_path / "jupyter"
    described = home / "kernels" / "python3" / "kernel.json"
    described.parent.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    described.write_text(json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"}), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(home))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return "python3"


@pytest.fixture
def run(tmp_path: Path, kernel: str) -> Run:
    """Execute a notebook in the folder ``notebooks`` of a project; a cell that raises, raises here."""

    def executed(name: str) -> NotebookNode:
        (path,) = [path for path in NOTEBOOKS if path.stem == name]
        folder = tmp_path / "notebooks"
        folder.mkdir()
        book = with_few(nbformat.read(path, as_version=4))
        where = {"metadata": {"path": str(folder)}}
        return NotebookClient(book, kernel_name=kernel, timeout=TIMEOUT, resources=where).execute()

    return executed


def test_the_notebooks_are_these() -> None:
    assert [path.stem for path in NOTEBOOKS] == NAMES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_clean(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    book = nbformat.reads(text, as_version=4)

    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert book.metadata.kernelspec.name == "python3"
    assert [cell.id for cell in code(book) if cell.outputs or cell.execution_count is not None] == []
    assert text == nbformat.writes(book) + "\n"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_has_a_name_of_its_own(path: Path) -> None:
    """Names instead of random identifiers, so that a new cell changes one place."""
    names = [cell.id for cell in nbformat.read(path, as_version=4).cells]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_logic(path: Path) -> None:
    source = "\n".join(cell.source for cell in code(nbformat.read(path, as_version=4)))
    assert re.findall(r"^\s*(?:def|class|while|try)\b.*|\blambda\b", source, re.MULTILINE) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_french_sentence_stands_under_every_title(path: Path) -> None:
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    titled = [source for source in cells if source.startswith("#")]
    assert len(titled) > 3
    assert [source for source in titled if not re.match(r"##? [^\n]+\n\n\*[A-ZÀ-Ý][^\n]+[.!?]\*\n\n", source)] == []


def test_all_open_the_portfolio_alike() -> None:
    cells = {
        cell.source for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells if cell.id == "tables"
    }
    assert len(cells) == 1


def assert_quiet_and_labelled(book: NotebookNode) -> None:
    """Nothing on standard error, and the first thing shown says whose figures these are."""
    assert [output.text for cell in code(book) for output in cell.outputs if output.get("name") == "stderr"] == []
    assert outputs(book, "text/markdown")[0] == "**Generated portfolio: no real person**"


def test_exploration(run: Run, tmp_path: Path) -> None:
    book = run("01_exploration")

    assert_quiet_and_labelled(book)
    figures = outputs(book, "image/svg+xml")
    assert len(figures) == 10
    assert [figure[:4] for figure in figures if "Generated portfolio: no real person" not in figure] == []
    assert (tmp_path / "data" / "interim" / "tables").is_dir()


def test_modelling(run: Run) -> None:
    book = run("02_modelling")

    assert_quiet_and_labelled(book)
    table = outputs(book, "text/html")[0]
    assert "business_score" in table
    for contender in ("prior", "logistic", "logistic+class_weights", "lightgbm"):
        assert f"&quot;{contender}&quot;" in table
    titles = [re.findall("<title>(.*?)</title>", figure)[0] for figure in outputs(book, "image/svg+xml")]
    assert titles[0] == "The candidates, judged on 3 folds they had not seen (generated portfolio)"
    assert titles[1] == "What moves the decisions most"
    assert titles[2].startswith("How a probability of default of ")


def test_drift_of_tables_that_are_there(run: Run, tmp_path: Path, tables_folder: Path) -> None:
    (tmp_path / "data" / "interim").mkdir(parents=True)
    (tmp_path / "data" / "interim" / "tables").symlink_to(tables_folder)

    book = run("03_drift")

    assert_quiet_and_labelled(book)
    assert not (tmp_path / "data" / "raw").exists()
    written = tmp_path / "reports" / "drift"
    assert sorted(path.name for path in written.iterdir()) == ["drift.json", "evidently.html", "index.html"]
    figures = json.loads((written / "drift.json").read_text(encoding="utf-8"))
    assert figures["generated"] is True
    assert figures["reference"]["applicants"] == 1_290
    assert len(figures["features"]) == 20
    (alarmed,) = [text for text in outputs(book, "text/markdown") if "On alarm" in text]
    assert "application_external_score_" in alarmed
