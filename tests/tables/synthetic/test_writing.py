import hashlib
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from creditworthy.errors import InputError
from creditworthy.tables.mark import is_generated
from creditworthy.tables.synthetic import generate, generate_into, portfolio, write


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_written_tables_read_back_equal(tmp_path: Path, suffix: str) -> None:
    tables = generate(60, seed=2)
    for folder, written in (
        (tmp_path / "whole", write(tables, tmp_path / "whole", suffix)),
        (tmp_path / "blocks", generate_into(tmp_path / "blocks", 60, 2, format=suffix)),
    ):
        assert {path.stem for path in written} == set(tables)
        assert {path.name for path in folder.iterdir()} == {*(path.name for path in written), "GENERATED.txt"}
        for path in written:
            frame = tables[path.stem]
            read = pl.read_csv(path, schema=frame.schema) if path.suffix == ".csv" else pl.read_parquet(path)
            assert_frame_equal(read, frame)


def test_descriptions_and_submission_are_always_csv(tmp_path: Path) -> None:
    written = write(generate(20, seed=2), tmp_path, "parquet")
    csv = {path.name for path in written if path.suffix == ".csv"}
    assert csv == {"sample_submission.csv", "HomeCredit_columns_description.csv"}


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_blocks_join_to_one_portfolio_and_the_same_seed_gives_the_same_bytes(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "BLOCK", 40)
    told: list[int] = []
    generate_into(tmp_path / "a", 100, 5, format=suffix, advance=lambda block: told.append(block["bureau"].height))
    generate_into(tmp_path / "b", 100, 5, format=suffix)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    tables = generate(100, seed=5)
    assert len(told) == 3
    assert sum(told) == tables["bureau"].height
    stored = tmp_path / "a" / f"bureau.{suffix}"
    read = pl.read_csv(stored, schema=tables["bureau"].schema) if suffix == "csv" else pl.read_parquet(stored)
    assert_frame_equal(read, tables["bureau"])


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="xlsx: no such format; give csv or parquet"):
        write({}, tmp_path, "xlsx")


def test_after_an_error_the_files_are_what_they_were(tmp_path: Path) -> None:
    generate_into(tmp_path, 20, 1)
    before = digests(tmp_path)

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate_into(tmp_path, 20, 2, advance=interrupt)
    assert digests(tmp_path) == before
    assert is_generated(tmp_path)
