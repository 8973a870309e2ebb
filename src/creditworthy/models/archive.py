"""A skops file that depends on nothing but its content.

skops names its parts after addresses in memory and notes the time, so that the same model never gave the same bytes
twice, and no digest of it could be compared; and between the fields of a tree's nodes stands what memory held before.
"""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import numpy as np

__all__ = ["write_archive"]

SCHEMA = "schema.json"


def write_archive(model: Any, path: Path) -> None:
    """Write a scikit-learn model with skops: parts numbered in the order of the schema, no time."""
    from skops.io import dumps

    with ZipFile(BytesIO(dumps(model))) as parts, ZipFile(path, "w") as archive:
        numbers: dict[object, int] = {}
        files: dict[str, str] = {}
        schema = _numbered(json.loads(parts.read(SCHEMA)), numbers, files)
        for name, numbered in files.items():
            content = _settled(parts.read(name)) if name.endswith(".npy") else parts.read(name)
            archive.writestr(ZipInfo(numbered), content)  # its date is the format's first day
        archive.writestr(ZipInfo(SCHEMA), json.dumps(schema, indent=1))


def _settled(content: bytes) -> bytes:
    """Return the file of an array with zeros in the gaps between the fields of its records."""
    array = np.load(BytesIO(content), allow_pickle=False)
    if not array.dtype.names:
        return content
    settled, file = np.zeros(array.shape, array.dtype), BytesIO()
    for field in array.dtype.names:
        settled[field] = array[field]
    np.save(file, settled, allow_pickle=False)
    return file.getvalue()


def _numbered(node: Any, numbers: dict[object, int], files: dict[str, str]) -> Any:
    """Return a schema with small numbers for addresses; what was one object stays one."""
    if isinstance(node, list):
        return [_numbered(part, numbers, files) for part in node]
    if not isinstance(node, dict):
        return node
    return {name: _part(name, part, numbers, files) for name, part in node.items()}


def _part(name: str, part: Any, numbers: dict[object, int], files: dict[str, str]) -> Any:
    if name == "__id__":
        return numbers.setdefault(part, len(numbers) + 1)
    if name == "file" and isinstance(part, str):
        return files.setdefault(part, f"{len(files) + 1}{Path(part).suffix}")
    return _numbered(part, numbers, files)
