import json
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.manifest import (
    MANIFEST,
    ImportedFile,
    Manifest,
    as_json,
    read_manifest,
    write_manifest,
)

EXAMPLE = Manifest(
    creditworthy="1.2.3",
    dictionary="toy",
    files={"months": ImportedFile(3, ("(unnamed)", "née"), {}, {"loans": 1}, 789, "ab12")},
    absent=("payments",),
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_manifest(EXAMPLE, tmp_path)
    assert read_manifest(tmp_path) == EXAMPLE


def test_the_file_says_all_and_neither_when_nor_where(tmp_path: Path) -> None:
    write_manifest(EXAMPLE, tmp_path)
    written = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert (
        written
        == as_json(EXAMPLE)
        == {
            "creditworthy": "1.2.3",
            "dictionary": "toy",
            "files": {
                "months": {
                    "rows": 3,
                    "ignored": ["(unnamed)", "née"],
                    "orphans_kept": {},
                    "orphans_dropped": {"loans": 1},
                    "size": 789,
                    "sha256": "ab12",
                }
            },
            "absent": ["payments"],
            "generated": False,
        }
    )


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", '{"files": {"months": {"rows": 3}}}', "\xff"])
def test_a_folder_without_a_manifest_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / MANIFEST).write_text(text, encoding="latin-1")
    with pytest.raises(InputError) as raised:
        read_manifest(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path}: not a folder of imported tables; make one with «creditworthy data import DIR --out TABLES»"
    )
