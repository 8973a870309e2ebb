import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from creditworthy.answering import applicant_features
from creditworthy.pipeline import build_features
from creditworthy.scorer import Scorer
from creditworthy.scorer.known import KnownFeatures, open_known, origin
from creditworthy.tables.load import Tables, open_tables


@pytest.fixture(scope="module")
def features(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("features") / "features.parquet"
    build_features(tables, path)
    return path


@pytest.fixture(scope="module")
def known(features: Path, tables: Tables) -> KnownFeatures:
    found = open_known(features, tables)
    assert found is not None
    return found


def test_a_row_is_what_the_tables_give_to_the_bit(known: KnownFeatures, tables: Tables, scorer: Scorer) -> None:
    assert known.hold(scorer.fingerprints)
    for applicant in tables.applications("all").collect()["SK_ID_CURR"].to_list()[::150]:
        found = known.row(applicant, scorer.features, scorer.dictionary)
        assert found is not None
        frame = applicant_features(scorer, tables, applicant)
        assert list(found) == frame.columns
        assert found == frame.row(0, named=True)
        (decision,), _ = scorer.decide_and_explain_row(found)
        assert [decision] == scorer.decide(frame)


def test_all_rows_are_those_of_the_file(known: KnownFeatures, features: Path, scorer: Scorer) -> None:
    frame = pl.read_parquet(features)
    names = frame.columns[1:]
    rows = [known.row(int(applicant), names, scorer.dictionary) for applicant in known.applicants[:40]]
    assert rows == frame.head(40).to_dicts()


@pytest.mark.parametrize("applicant", [0, 5, 10**12])
def test_an_applicant_that_is_not_there(known: KnownFeatures, scorer: Scorer, applicant: int) -> None:
    assert known.row(applicant, scorer.features, scorer.dictionary) is None


def test_the_rows_are_written_once_and_mapped(features: Path, tables: Tables, known: KnownFeatures) -> None:
    (rows,) = features.with_name(".features.parquet.rows").iterdir()
    before = (rows / "values.npy").stat()
    again = open_known(features, tables)
    assert again is not None
    assert (rows / "values.npy").stat().st_mtime_ns == before.st_mtime_ns
    assert str(again.values.filename) == str(rows / "values.npy")  # type: ignore[attr-defined]


def test_features_that_compute_differently_or_are_absent_do_not_hold(known: KnownFeatures, scorer: Scorer) -> None:
    name = scorer.features[0]
    other = KnownFeatures(known.applicants, known.values, known.columns, {**known.fingerprints, name: "0"})
    assert not other.hold(scorer.fingerprints)
    fewer = {column: kind for column, kind in known.columns.items() if column != name}
    absent = KnownFeatures(known.applicants, known.values, fewer, known.fingerprints)
    assert not absent.hold({name: known.fingerprints[name]})


def test_a_file_of_other_tables_or_none(features: Path, tables_folder: Path, tables: Tables, tmp_path: Path) -> None:
    assert open_known(tmp_path / "features.parquet", tables) is None
    (tmp_path / "no.parquet").write_bytes(b"no Parquet")
    assert open_known(tmp_path / "no.parquet", tables) is None
    pl.read_parquet(features).head(5).write_parquet(tmp_path / "of-anybody.parquet")
    assert open_known(tmp_path / "of-anybody.parquet", tables) is None
    shutil.copytree(tables_folder, tmp_path / "tables")
    manifest = tmp_path / "tables" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8"))), encoding="utf-8")
    assert open_known(features, open_tables(tmp_path / "tables")) is None


def test_a_file_that_is_built_again_gets_rows_of_its_own(features: Path, tables: Tables, tmp_path: Path) -> None:
    names = pl.read_parquet(features).columns[1:]
    for count in (10, 7):
        rows = pl.read_parquet(features).head(count)
        rows.write_parquet(tmp_path / "features.parquet", metadata=origin(tables, names))
        found = open_known(tmp_path / "features.parquet", tables, tmp_path / "cache")
        assert found is not None
        assert len(found.applicants) == count
