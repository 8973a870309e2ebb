import json
from pathlib import Path
from typing import Any

import polars as pl

from creditworthy.features import FEATURES


def test_build(command: Any, with_tables: Path) -> None:
    code, out, err = command("features", "build", "--part", "test")
    assert (code, err) == (0, "")
    usual = FEATURES.usual()
    assert out == f"{len(usual)} features of 210 applicants\n→ data/processed/features.parquet\n"
    built = pl.read_parquet(with_tables / "data" / "processed" / "features.parquet")
    assert built.columns == ["SK_ID_CURR", *usual]
    assert built.height == 210


def test_build_with_a_family_that_is_off_by_default(command: Any, with_tables: Path) -> None:
    out = command("features", "build", "--part", "test", "--family", "polynomial").out
    assert out.startswith(f"{len(FEATURES.usual(['polynomial']))} features of 210 applicants\n")
    assert command("features", "build", "--family", "polynomials") == (
        2,
        "",
        "creditworthy: no family 'polynomials'; close names: polynomial\n",
    )


def test_build_of_an_unknown_part_writes_nothing(command: Any, with_tables: Path) -> None:
    assert command("features", "build", "--part", "tst", "--out", "f.parquet") == (
        2,
        "",
        "creditworthy: no part 'tst'; close names: test\n",
    )
    assert not (with_tables / "f.parquet").exists()


def test_build_where_it_cannot_be_written(command: Any, with_tables: Path) -> None:
    (with_tables / "file").write_text("")
    code, out, err = command("features", "build", "--out", "file/f.parquet")
    assert (code, out, err) == (2, "", "creditworthy: file/f.parquet: cannot be written (Not a directory)\n")


def test_list(command: Any) -> None:
    out = command("features", "list", "--table", "installments").out
    entries = [entry for entry in FEATURES.values() if entry.block.name == "installments"]
    lines = out.splitlines()
    assert lines[0].split() == ["Feature", "Unit", "Risk", "Meaning"]
    assert [line.split()[0] for line in lines[1:-1]] == [entry.name for entry in entries]
    assert all(line.endswith(entry.en) for line, entry in zip(lines[1:-1], entries, strict=True))
    assert lines[-1].startswith(f"{len(entries)} features; ")


def test_list_on_a_narrow_terminal_in_french(command: Any, terminal: None, french: None) -> None:
    out = command("features", "list", "--table", "bureau").out
    assert "    Dette" in out
    assert "monnaie" in out


def test_list_for_programs(command: Any) -> None:
    found = json.loads(command("features", "list", "--json").out)
    assert [entry["name"] for entry in found] == list(FEATURES)


def test_list_of_an_unknown_table(command: Any) -> None:
    assert command("features", "list", "--table", "burau") == (
        2,
        "",
        "creditworthy: no table 'burau'; close names: bureau\n",
    )


def test_build_on_duckdb_gives_the_same(command: Any, with_tables: Path) -> None:
    command("features", "build", "--part", "test", "--out", "one.parquet")
    code, out, err = command("features", "build", "--part", "test", "--engine", "duckdb", "--out", "other.parquet")
    assert (code, err) == (0, "")
    assert out.endswith("→ other.parquet\n")
    one, other = (pl.read_parquet(with_tables / f"{name}.parquet") for name in ("one", "other"))
    assert one.schema == other.schema
    assert one.select(pl.col(pl.String)).equals(other.select(pl.col(pl.String)))


def test_build_on_an_unknown_engine_writes_nothing(command: Any, with_tables: Path) -> None:
    code, out, err = command("features", "build", "--engine", "duckbd", "--out", "f.parquet")
    assert (code, out, err) == (2, "", "creditworthy: no engine 'duckbd'; close names: duckdb\n")
    assert not (with_tables / "f.parquet").exists()
