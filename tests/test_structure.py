"""The size budget, the mirror of tests to modules, and that ``__all__`` is the real public surface."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "creditworthy"
TESTS = ROOT / "tests"
MODULES = sorted(path for path in SOURCE.rglob("*.py"))
WITHOUT_MODULE = {"laws", "browser"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    yield from (node for node in ast.walk(parsed(path)) if isinstance(node, Function))


def code_lines(function: Function) -> int:
    """Lines of code: the docstring and the signature do not count."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def public_names(tree: ast.Module) -> set[str]:
    """What a module defines at its top level without a leading underscore, constants and type names left out."""
    named = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in tree.body if isinstance(node, named) and not node.name.startswith("_")}


def exported(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def bound(tree: ast.Module) -> set[str]:
    """Every name that exists at the top level of a module, however it came there."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def test_files_are_short() -> None:
    sizes = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES]
    assert median(sizes) <= 100
    assert max(sizes) <= 300


def test_functions_are_short() -> None:
    sizes = [code_lines(function) for path in MODULES for function in functions(path)]
    assert median(sizes) <= 6
    assert quantiles(sizes, n=10)[-1] <= 20
    assert max(sizes) <= 40


def test_functions_take_few_positional_parameters() -> None:
    commands = SOURCE / "cli"
    many = [
        f"{path.name}: {function.name}"
        for path in MODULES
        if commands not in path.parents
        for function in functions(path)
        if len([name for name in function.args.args if name.arg not in {"self", "cls"}]) > 5
        and function.name != "settings_customise_sources"  # the signature is pydantic's
    ]
    assert many == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_all_is_the_public_surface(path: Path) -> None:
    tree = parsed(path)
    names = exported(tree)
    assert ast.get_docstring(tree)
    assert names or path.name in {"__init__.py", "__main__.py"}
    assert names == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert public_names(tree) <= {*names, "__getattr__"}
    assert set(names) <= bound(tree)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_module_has_its_tests(path: Path) -> None:
    """tests/<folder>/test_<module>.py, or one file for a whole package beside it."""
    if path.name in {"__init__.py", "__main__.py"}:
        return
    folder = path.parent.relative_to(SOURCE)
    own = TESTS / folder / f"test_{path.stem}.py"
    package = TESTS / folder.parent / f"test_{folder.name}.py"
    assert own.is_file() or package.is_file(), f"{own.relative_to(ROOT)} is missing"


def test_every_test_mirrors_a_module() -> None:
    strays = []
    for path in TESTS.rglob("test_*.py"):
        folder = path.parent.relative_to(TESTS)
        if folder == Path() or folder.parts[0] in WITHOUT_MODULE:
            continue
        module = SOURCE / folder / path.stem.removeprefix("test_")
        if not (module.with_suffix(".py").is_file() or module.is_dir()):
            strays.append(str(path.relative_to(ROOT)))
    assert strays == []


def test_nothing_is_called_utils() -> None:
    assert [path for path in SOURCE.rglob("*") if path.stem in {"utils", "helpers", "common", "misc"}] == []
