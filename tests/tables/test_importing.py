import hashlib
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from random import Random

import polars as pl
import pytest

from creditworthy.errors import InputError, TableError
from creditworthy.tables import intake, reading_csv, reading_parquet, storing
from creditworthy.tables.dictionary import Dictionary, home_credit
from creditworthy.tables.importing import import_tables
from creditworthy.tables.load import open_tables
from creditworthy.tables.manifest import read_manifest
from creditworthy.tables.mark import mark_generated
from creditworthy.tables.step import Step
from creditworthy.tables.synthetic import generate, write

Frames = dict[str, pl.DataFrame]
Contents = Callable[[Path], dict[str, bytes]]
Stored = Callable[[Path], dict[str, bytes]]
STEMS = ["people_train", "people_test", "loans", "months", "payments"]


def test_the_manifest_says_what_was_done(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "tables"
    manifest = import_tables(csv_folder, target, toy)
    assert (manifest.creditworthy, manifest.dictionary, manifest.absent) == (
        version("creditworthy"),
        "toy",
        (),
    )
    assert {stem: file.rows for stem, file in manifest.files.items()} == dict(zip(STEMS, [2, 1, 2, 3, 3], strict=True))
    assert manifest.files["months"].orphans_dropped == {"loans": 1}
    assert manifest.files["payments"].orphans_kept == {"loans": 1}
    for stem, file in manifest.files.items():
        stored = (target / f"{stem}.parquet").read_bytes()
        assert (file.size, file.sha256) == (len(stored), hashlib.sha256(stored).hexdigest())
    assert read_manifest(target) == manifest


def test_the_stored_tables_are_sorted_and_linked(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    import_tables(csv_folder, tmp_path / "tables", toy)
    months = pl.read_parquet(tmp_path / "tables" / "months.parquet")
    assert months.schema == {"SK_ID_CURR": pl.Int64, "LOAN": pl.Int64, "MONTH": pl.Int64, "STATUS": pl.String}
    assert months.rows() == [(1, 11, -1, None), (3, 10, -2, "X"), (3, 10, 0, "C")]


@pytest.fixture
def stored(toy: Dictionary, tmp_path: Path, contents: Contents) -> Stored:
    """Return a function that imports a folder and reads the Parquet files that this made."""

    def import_and_read(source: Path) -> dict[str, bytes]:
        target = tmp_path / f"from_{source.name}"
        import_tables(source, target, toy)
        return {name: data for name, data in contents(target).items() if name != "manifest.json"}

    return import_and_read


def as_parquet(folder: Path, frames: Frames) -> None:
    for stem, frame in frames.items():
        counts = [name for name, dtype in frame.schema.items() if dtype == pl.Int64 and frame[name].null_count()]
        floats = frame.with_columns(pl.col(counts).cast(pl.Float64).fill_null(float("nan")))
        floats.select(reversed(frame.columns)).write_parquet(folder / f"{stem}.parquet")


def as_shuffled_csv_with_an_index(folder: Path, frames: Frames) -> None:
    for stem, frame in frames.items():
        frame.reverse().with_row_index("").write_csv(folder / f"{stem}.csv")


def as_one_zip(folder: Path, frames: Frames) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for stem, frame in frames.items():
            archive.writestr(f"{stem}.csv", frame.write_csv())


def as_zips(folder: Path, frames: Frames) -> None:
    for stem, frame in frames.items():
        with zipfile.ZipFile(folder / f"{stem}.csv.zip", "w") as archive:
            archive.writestr(f"{stem}.csv", frame.write_csv())


@pytest.mark.parametrize("write", [as_parquet, as_shuffled_csv_with_an_index, as_one_zip, as_zips])
def test_every_form_gives_the_same_bytes(
    stored: Stored, frames: Frames, csv_folder: Path, tmp_path: Path, write: Callable[[Path, Frames], None]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write(other, frames)
    assert stored(other) == stored(csv_folder)


def test_columns_that_the_dictionary_does_not_know_are_named(toy: Dictionary, frames: Frames, tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    as_shuffled_csv_with_an_index(tmp_path / "csv", frames)
    manifest = import_tables(tmp_path / "csv", tmp_path / "tables", toy)
    assert {file.ignored for file in manifest.files.values()} == {("(unnamed)",)}


def test_row_groups_are_small_and_know_their_applicants(toy: Dictionary, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    people = pl.DataFrame({"SK_ID_CURR": range(120_000, 0, -1), "SEX": "F", "DAYS_EMPLOYED": -1, "INCOME": 1.0})
    (tmp_path / "csv").mkdir()
    people.write_csv(tmp_path / "csv" / "people_test.csv")
    import_tables(tmp_path / "csv", tmp_path / "tables", toy)
    stored = pq.ParquetFile(tmp_path / "tables" / "people_test.parquet").metadata
    groups = [stored.row_group(number) for number in range(stored.num_row_groups)]
    assert max(group.num_rows for group in groups) <= storing.ROWS_IN_A_GROUP
    ranges = [(group.column(0).statistics.min, group.column(0).statistics.max) for group in groups]
    assert ranges[0][0] == 1
    assert ranges[-1][1] == 120_000
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


def test_tables_may_be_absent_but_for_one_application(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    for stem in ("people_train", "loans", "months", "payments"):
        (csv_folder / f"{stem}.csv").unlink()
    manifest = import_tables(csv_folder, tmp_path / "tables", toy)
    assert manifest.absent == ("people_train", "loans", "months", "payments")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == [
        "manifest.json",
        "people_test.parquet",
    ]
    (csv_folder / "people_test.csv").unlink()
    with pytest.raises(InputError, match="no application file; expected at least one of people_train, people_test"):
        import_tables(csv_folder, tmp_path / "tables", toy)


def test_every_step_is_told(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    told: list[Step] = []
    import_tables(csv_folder, tmp_path / "tables", toy, tell=told.append)
    assert [(step.stem, step.doing) for step in told] == [
        (stem, doing) for stem in STEMS for doing in ("reading", "storing", "done")
    ]
    assert {step.share for step in told} == {1.0}
    assert [step.rows for step in told if step.stem == "months"] == [4, 3, 3]  # one of them is left out


@pytest.mark.parametrize("doing", ["reading", "storing", "done"])
def test_an_interrupt_leaves_the_old_tables_and_no_litter(
    toy: Dictionary, csv_folder: Path, tmp_path: Path, contents: Contents, doing: str
) -> None:
    target = tmp_path / "tables"
    import_tables(csv_folder, target, toy)
    before = contents(target)
    (csv_folder / "people_test.csv").unlink()

    def interrupt(step: Step) -> None:
        if (step.stem, step.doing) == ("payments", doing):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_tables(csv_folder, target, toy, tell=interrupt)
    assert contents(target) == before
    assert sorted(tmp_path.iterdir()) == [csv_folder, target]
    import_tables(csv_folder, target, toy)
    assert "people_test.parquet" not in contents(target)


def test_a_broken_table_leaves_nothing_at_all(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    with (csv_folder / "payments.csv").open("a", encoding="utf-8") as payments:
        payments.write("10,77,5.0\n")
    with pytest.raises(TableError) as raised:
        import_tables(csv_folder, tmp_path / "deep" / "tables", toy)
    assert str(raised.value) == (
        "payments.csv: column SK_ID_CURR has 1 of 4 rows that belong to no row of people "
        "(first: 77 in row 4); add the missing rows to people_train or people_test, or remove these"
    )
    assert list(tmp_path.iterdir()) == [csv_folder]


def foreign_folder(target: Path) -> None:
    target.mkdir()
    (target / "manifest.json").write_text('{"name": "somebody else\'s"}', encoding="utf-8")


@pytest.mark.parametrize("occupy", [foreign_folder, Path.touch])
def test_what_no_import_made_is_not_replaced(
    toy: Dictionary, csv_folder: Path, tmp_path: Path, occupy: Callable[[Path], None]
) -> None:
    target = tmp_path / "tables"
    occupy(target)
    with pytest.raises(InputError) as raised:
        import_tables(csv_folder, target, toy)
    assert str(raised.value) == (
        f"{target}: in the way, and not just an earlier import; give another folder, or remove it yourself"
    )


def test_an_import_with_something_of_yours_in_it_is_not_replaced(
    toy: Dictionary, csv_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "tables"
    target.mkdir()
    import_tables(csv_folder, target, toy)
    (target / "notes.txt").touch()
    with pytest.raises(InputError, match="in the way, and not just an earlier import"):
        import_tables(csv_folder, target, toy)


def test_a_generated_portfolio_is_imported_whole(tmp_path: Path, contents: Contents) -> None:
    for suffix in ("csv", "parquet"):
        write(generate(60, seed=3), tmp_path / suffix, suffix)
        manifest = import_tables(tmp_path / suffix, tmp_path / f"from_{suffix}", home_credit())
        assert manifest.absent == ()
        assert sum(len(file.ignored) for file in manifest.files.values()) == 0
        assert manifest.files["bureau_balance"].orphans_dropped == {"bureau": 0}
    assert contents(tmp_path / "from_csv") == contents(tmp_path / "from_parquet")


def test_where_nothing_can_be_written_the_target_is_named(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError) as raised:
        import_tables(csv_folder, tmp_path / "file" / "tables", toy)
    assert str(raised.value) == (
        f"{tmp_path}/file/tables: the tables cannot be written (Not a directory); "
        "make room there, or give another folder with --out"
    )


def test_the_source_is_not_replaced(toy: Dictionary, csv_folder: Path, tmp_path: Path, contents: Contents) -> None:
    import_tables(csv_folder, tmp_path / "tables", toy)
    before = contents(tmp_path / "tables")
    (tmp_path / "link").symlink_to(tmp_path / "tables")
    for target in (tmp_path / "tables", tmp_path / "link"):
        with pytest.raises(InputError) as raised:
            import_tables(tmp_path / "tables", target, toy)
        assert str(raised.value) == f"{target}: is where the files come from; give another folder with --out"
    assert contents(tmp_path / "tables") == before


def test_imported_tables_may_be_imported_again_elsewhere(
    toy: Dictionary, csv_folder: Path, tmp_path: Path, contents: Contents
) -> None:
    (csv_folder / "months.csv").unlink()  # a row without its loan is left out only once
    import_tables(csv_folder, tmp_path / "first", toy)
    import_tables(tmp_path / "first", tmp_path / "second", toy)
    assert contents(tmp_path / "second") == contents(tmp_path / "first")


def many(rows: int) -> Frames:
    """Enough rows for many blocks, shelves and groups, in no order."""
    ids = pl.Series([(7 * number) % rows + 1 for number in range(rows)])
    people = pl.DataFrame({"SK_ID_CURR": ids, "TARGET": ids % 2, "SEX": "F", "DAYS_EMPLOYED": -ids, "INCOME": ids / 3})
    loans = pl.DataFrame({"LOAN": ids + 5000, "SK_ID_CURR": (ids * 3) % rows + 1, "AMOUNT": ids / 7})
    payments = pl.DataFrame({"LOAN": loans["LOAN"], "SK_ID_CURR": loans["SK_ID_CURR"], "PAID": (ids % 13) / 3})
    months = [pl.DataFrame({"LOAN": loans["LOAN"], "MONTH": -month, "STATUS": f"é{month}"}) for month in range(3)]
    return {"people_train": people, "loans": loans, "months": pl.concat(months), "payments": pl.concat([payments] * 2)}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_bytes_are_the_same_whatever_the_blocks_and_shelves(
    toy: Dictionary, tmp_path: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "raw").mkdir()
    for stem, frame in many(1000).items():
        (frame.write_csv if kind == "csv" else frame.write_parquet)(tmp_path / "raw" / f"{stem}.{kind}")
    monkeypatch.setattr(storing, "ROWS_IN_A_GROUP", 350)
    import_tables(tmp_path / "raw", tmp_path / "whole", toy)
    for size, applicants in ((3_000, 30), (20_011, 999)):
        monkeypatch.setattr(reading_csv, "BYTES_IN_A_BLOCK", size)
        monkeypatch.setattr(reading_parquet, "CELLS_IN_A_BLOCK", size // 10)
        monkeypatch.setattr(intake, "APPLICANTS_ON_A_SHELF", applicants)
        import_tables(tmp_path / "raw", tmp_path / "parts", toy)
        assert contents(tmp_path / "parts") == contents(tmp_path / "whole")


def test_a_portfolio_is_invented_as_long_as_one_of_its_files_is(
    toy: Dictionary, csv_folder: Path, tmp_path: Path
) -> None:
    mark_generated(csv_folder)
    assert import_tables(csv_folder, tmp_path / "tables", toy).generated
    assert import_tables(tmp_path / "tables", tmp_path / "again", toy).generated
    for path in sorted(csv_folder.glob("*.csv")):
        assert import_tables(csv_folder, tmp_path / "tables", toy).generated
        path.write_bytes(path.read_bytes() + b"\n")  # another file, though it holds the same rows
    assert not import_tables(csv_folder, tmp_path / "tables", toy).generated


def write_zip(frame: pl.DataFrame, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path.stem, frame.write_csv())


FORMS: dict[str, Callable[[pl.DataFrame, Path], object]] = {
    "csv": pl.DataFrame.write_csv,
    "parquet": pl.DataFrame.write_parquet,
    "csv.zip": write_zip,
}


def cut(content: bytearray, random: Random) -> bytearray:
    return content[: random.randrange(len(content))]


def overwrite(content: bytearray, random: Random) -> bytearray:
    for _ in range(random.choice((1, 20))):
        content[random.randrange(len(content))] = random.randrange(256)
    return content


def insert(content: bytearray, random: Random) -> bytearray:
    place = random.randrange(len(content))
    return content[:place] + random.randbytes(random.randrange(1, 20)) + content[place:]


def blank(content: bytearray, random: Random) -> bytearray:
    place = random.randrange(len(content))
    return content[:place] + bytes(8) + content[place + 8 :]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("spoil", [cut, overwrite, insert, blank])
def test_whatever_happens_to_a_file_it_is_imported_or_answered_with_a_sentence(
    toy: Dictionary, tmp_path: Path, form: str, spoil: Callable[[bytearray, Random], bytearray]
) -> None:
    """Nothing else is raised, nothing is left, and what is imported can be opened."""
    frames, source, target = many(60), tmp_path / "raw", tmp_path / "tables"
    for seed in range(8):
        source.mkdir()
        for stem, frame in frames.items():
            FORMS[form](frame, source / f"{stem}.{form}")
        random = Random(seed)  # noqa: S311
        broken = source / f"{random.choice(list(frames))}.{form}"
        broken.write_bytes(spoil(bytearray(broken.read_bytes()), random))
        with suppress(InputError):
            import_tables(source, target, toy)
            assert open_tables(target, toy).applications("train").collect().height == 60
        assert {path.name for path in tmp_path.iterdir()} <= {"raw", "tables"}
        shutil.rmtree(source)
