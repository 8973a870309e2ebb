"""How a feature is computed and when it is unknown, for people to read."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any, cast

from creditworthy.features.feature import Feature
from creditworthy.features.measure import Measure, Part, Shared, Slice
from creditworthy.language import say

__all__ = ["measures_in", "unknown_when", "written"]

CAST = ".cast(nw.Float64())"


def written(entry: Feature) -> str:
    """Return the formula, as declared, with the columns by their names.

    >>> from creditworthy.features import FEATURES
    >>> written(FEATURES["application_credit_to_income"])
    'ratio(AMT_CREDIT, AMT_INCOME_TOTAL)'
    """
    return entry.written or _returned(entry.formula)


def unknown_when(entry: Feature) -> str:
    """Return the sentence that says when the value is unknown."""
    if entry.block.each_row:
        return say("Unknown where what it is made of is unknown, or a division would be by 0; nothing is filled in.")
    return say("Unknown where no row of the applicant has a known value; no history gives no value, never 0.")


def measures_in(entry: Feature) -> dict[str, Measure | Slice]:
    """Return what the formula says of single rows, by name: the measures and slices of its block that it names."""
    words = set(re.findall(r"\w+", written(entry)))
    return {column.name: column for column in entry.block.columns if column.name in words}


def _returned(function: Callable[..., Any]) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assigned = {}
    for statement in ast.walk(definition):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            assigned[statement.targets[0].id] = statement.value
    returned = [node.value for node in ast.walk(definition) if isinstance(node, ast.Return) and node.value]
    expression = returned[-1] if returned else _lambda(definition)
    return ast.unparse(_Readable(assigned, function.__globals__).visit(expression)).replace(CAST, "").replace("nw.", "")


def _lambda(definition: ast.AST) -> ast.expr:
    return next(node.body for node in ast.walk(definition) if isinstance(node, ast.Lambda))


class _Readable(ast.NodeTransformer):
    """Columns by their names, local values and the module's own helpers written out."""

    def __init__(self, assigned: Mapping[str, ast.expr], known: Mapping[str, Any]) -> None:
        self._assigned, self._known = assigned, known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self._assigned:
            rest = {name: value for name, value in self._assigned.items() if name != node.id}
            return cast("ast.expr", _Readable(rest, self._known).visit(self._assigned[node.id]))
        value = self._known.get(node.id)
        if isinstance(value, tuple) and all(isinstance(name, str) for name in value):
            return ast.Name(", ".join(value))
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        return cast("ast.expr", self.visit(node.value))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        called = ast.unparse(node.func)
        if called == "nw.lit" and isinstance(node.args[0], ast.Constant):
            return node.args[0]
        if called == "nw.col" and (column := self._column(node.args[0])):
            return ast.Name(column)
        if called == "ratio" and len(node.args) == 2 and (column := self._column(node.args[1])):
            return ast.Call(node.func, [self.visit(node.args[0]), ast.Name(column)], [])
        helper = self._known.get(called)
        if called.startswith("_") and inspect.isfunction(helper) and not node.args:
            return ast.Name(f"({_returned(helper)})")
        return self.generic_visit(node)  # type: ignore[return-value]

    def _column(self, node: ast.expr) -> str:
        """Return the column that is given by its name, by a constant or by what has a name; what is shared, whole."""
        if isinstance(node, ast.Constant):
            return str(node.value)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr == "name":
            named = self._known.get(node.value.id)
            if isinstance(named, Shared | Part):
                return f"({_returned(named.of) if isinstance(named, Shared) else named.name})"
            return getattr(named, "name", "")
        value = self._known.get(node.id) if isinstance(node, ast.Name) and node.id not in self._assigned else None
        return value if isinstance(value, str) else ""
