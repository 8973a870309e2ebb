"""A blend: the log-odds of several models, averaged."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from creditworthy.models.matrix import Array, Mask, Matrix

if TYPE_CHECKING:
    from creditworthy.models.fitted import FittedModel

__all__ = ["MEMBERS", "BlendModel"]

MEMBERS = "blend.json"


@dataclass(frozen=True)
class BlendModel:
    """Several models that look at the same matrix and weigh the same; no two are saved in a file of one name."""

    models: Sequence["FittedModel"]

    @classmethod
    def load(cls, folder: Path, read: Callable[[Path, Sequence[str]], "FittedModel"]) -> "BlendModel":
        """Read the models that were saved together."""
        members: list[list[str]] = json.loads((folder / MEMBERS).read_text(encoding="utf-8"))
        return cls([read(folder, files) for files in members])

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files it is saved in."""
        return (MEMBERS, *(name for model in self.models for name in model.files))

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        return np.asarray(np.mean([model.margin(matrix) for model in self.models], axis=0))

    def contributions(self, matrix: Matrix) -> Array:
        """Return contributions and the base, shape (rows, columns + 1)."""
        return np.asarray(np.mean([model.contributions(matrix) for model in self.models], axis=0))

    def looks_at(self, columns: int) -> Mask:
        """Return which columns one of them looks at, shape (columns,)."""
        return np.asarray(np.any([model.looks_at(columns) for model in self.models], axis=0))

    def save(self, folder: Path) -> None:
        """Write the models, and which files belong to each."""
        for model in self.models:
            model.save(folder)
        members = json.dumps([model.files for model in self.models])
        (folder / MEMBERS).write_text(members + "\n", encoding="utf-8")
