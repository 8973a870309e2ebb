import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from creditworthy.cli.app import run
from creditworthy.errors import InputError
from creditworthy.settings import settings
from creditworthy.tables.kaggle import COMPETITION, fetch
from creditworthy.tables.mark import mark_generated

ZIP = f"{COMPETITION}.zip"
TOKENS = "https://www.kaggle.com/settings/api"


def refused(folder: Path, **options: Any) -> str:
    """What is said where fetching fails; it is checked that nothing stands where a whole file would."""
    with pytest.raises(InputError) as raised:
        fetch(folder, pause=lambda _: None, **options)
    assert not (folder / ZIP).exists()
    return str(raised.value).replace(str(folder), "raw")


# What is fetched


def test_the_zip_is_fetched_whole_and_nothing_is_left_beside_it(account: Any, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    found = fetch(tmp_path / "raw", tell=lambda *step: told.append(step))
    assert (found.path, found.fresh) == (tmp_path / "raw" / ZIP, True)
    assert found.files == dict.fromkeys(account.files, 70_000)  # in pages of two
    assert found.path.read_bytes() == account.archive
    assert [path.name for path in (tmp_path / "raw").iterdir()] == [ZIP]
    assert account.asked == ["all"]
    assert told[0] == ("fetching", 0, len(account.archive))
    assert ("fetching", len(account.archive), len(account.archive)) in told
    assert told[-1] == ("checking", 350_000, 350_000)


def test_what_is_there_already_is_not_fetched_again(account: Any, tmp_path: Path) -> None:
    fetch(tmp_path)
    assert fetch(tmp_path).fresh is False
    assert account.asked == ["all"]
    (tmp_path / ZIP).write_bytes(b"half of another download")
    assert fetch(tmp_path).fresh is True
    assert (tmp_path / ZIP).read_bytes() == account.archive


def test_a_generated_portfolio_and_the_real_one_do_not_mix(account: Any, tmp_path: Path) -> None:
    mark_generated(tmp_path)
    assert refused(tmp_path) == "raw: holds a generated portfolio; remove it, or give another folder with --out"


# Who asks


def with_token(kaggle: Any, home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("KAGGLE_API_TOKEN", kaggle.key)


def with_file_of_a_token(kaggle: Any, home: Path, patch: pytest.MonkeyPatch) -> None:
    (home / ".kaggle" / "access_token").write_text(f"{kaggle.key}\n")


def with_key(kaggle: Any, home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("KAGGLE_USERNAME", kaggle.user)
    patch.setenv("KAGGLE_KEY", kaggle.key)


def with_file_of_a_key(kaggle: Any, home: Path, patch: pytest.MonkeyPatch) -> None:
    (home / ".kaggle" / "kaggle.json").write_text(json.dumps({"username": kaggle.user, "key": kaggle.key}))


WAYS = [with_token, with_file_of_a_token, with_key, with_file_of_a_key]


@pytest.mark.parametrize("put", WAYS)
def test_credentials_may_be_wherever_the_client_looks(
    put: Callable[..., None],
    kaggle: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "home" / ".kaggle").mkdir(parents=True)
    put(kaggle, tmp_path / "home", monkeypatch)
    assert fetch(tmp_path / "raw").fresh
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("put", WAYS)
def test_wrong_credentials_are_refused_and_not_repeated(
    put: Callable[..., None], kaggle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home" / ".kaggle").mkdir(parents=True)
    put(kaggle, tmp_path / "home", monkeypatch)
    kaggle.key = "another"
    assert refused(tmp_path / "raw") == (
        f"Kaggle refuses the credentials; make a new token at {TOKENS} and put it where the old one is"
    )
    assert not (tmp_path / "raw").exists()


def test_without_credentials_it_says_where_to_make_and_to_put_them(kaggle: Any, tmp_path: Path) -> None:
    assert refused(tmp_path / "raw") == (
        f"no credentials for Kaggle; log in at {TOKENS}, make a token there, and put it into the variable "
        "KAGGLE_API_TOKEN or the file ~/.kaggle/access_token (a key of the older kind: KAGGLE_USERNAME and KAGGLE_KEY, "
        f"or {tmp_path}/home/.kaggle/kaggle.json)"
    )
    assert not (tmp_path / "raw").exists()


def test_a_talkative_client_tells_nobody_the_key(
    account: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from kaggle import KaggleApi

    monkeypatch.setattr(KaggleApi, "args", ["--verbose"])
    assert fetch(tmp_path / "raw").fresh
    assert capfd.readouterr() == ("", "")


# What Kaggle answers


def test_rules_that_are_not_accepted(account: Any, tmp_path: Path) -> None:
    account.refusal = (403, {})
    assert refused(tmp_path) == (
        "Kaggle hands the files only to those who have accepted the rules of the competition; log in, accept them at "
        "https://www.kaggle.com/competitions/home-credit-default-risk/rules, and run the command again"
    )


@pytest.mark.parametrize(("after", "seconds"), [("17", 17), ("Fri, 01 Jan 2100 00:00:00 GMT", 60), (None, 60)])
def test_too_many_requests(account: Any, tmp_path: Path, after: str | None, seconds: int) -> None:
    account.refusal = (429, {"Retry-After": after} if after else {})
    assert refused(tmp_path) == (f"Kaggle has had too many requests; wait {seconds} seconds and run the command again")


def test_too_many_requests_in_the_middle(account: Any, tmp_path: Path, trouble: Any) -> None:
    account.troubles = [trouble(cut=200_000), trouble(status=429, headers={"Retry-After": "9"})]
    assert refused(tmp_path) == "Kaggle has had too many requests; wait 9 seconds and run the command again"
    assert fetch(tmp_path).fresh
    assert account.asked == ["all", "bytes=196608-", "bytes=196608-"]


def test_an_error_of_the_server(account: Any, tmp_path: Path) -> None:
    account.refusal = (503, {})
    assert refused(tmp_path) == "Kaggle answers with an error (503); run the command again later"


def test_somebody_else_answers(account: Any, tmp_path: Path) -> None:
    account.page = b"<html>Please log in to the network of this hotel</html>"
    assert refused(tmp_path) == (
        "something that is not Kaggle answers in its place; see whether a proxy or a login page is in between"
    )


def test_nobody_answers(account: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kagglesdk import kaggle_env

    monkeypatch.setitem(kaggle_env._env_to_endpoint, kaggle_env.KaggleEnv.PROD, "http://127.0.0.1:1")
    assert refused(tmp_path) == (
        "Kaggle cannot be reached (Connection refused); "
        "see whether this machine is online, and whether it needs a proxy"
    )


# What arrives


def test_a_file_that_kaggle_lists_and_the_zip_lacks(account: Any, tmp_path: Path) -> None:
    account.listed = {"table_9.csv": 5}
    assert refused(tmp_path) == (
        f"raw/{ZIP}: the zip lacks table_9.csv, which Kaggle lists; run the command again: it starts anew"
    )
    assert list(tmp_path.glob(".*")) == []


def test_a_file_of_another_size_than_kaggle_lists(account: Any, tmp_path: Path) -> None:
    account.listed = {"table_3.csv": 70_001}
    assert refused(tmp_path) == (
        f"raw/{ZIP}: table_3.csv has 70,000 bytes in the zip where Kaggle lists 70,001; run the command again: "
        "it starts anew"
    )
    assert list(tmp_path.glob(".*")) == []


def test_a_zip_with_a_wrong_checksum(account: Any, tmp_path: Path) -> None:
    account.damage = lambda whole: whole[:100_000] + bytes([whole[100_000] ^ 1]) + whole[100_001:]
    assert re.fullmatch(
        rf"raw/{ZIP}: what arrived is not a whole zip \(.+\); run the command again: it starts anew", refused(tmp_path)
    )
    assert list(tmp_path.glob(".*")) == []
    account.damage = bytes
    assert fetch(tmp_path).path.read_bytes() == account.archive


# From the download to the tables


def test_what_is_downloaded_is_ready_to_be_imported(
    account: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from creditworthy.tables.synthetic import generate

    account.files = {f"{name}.csv": frame.write_csv().encode() for name, frame in generate(100, 1).items()}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDITWORTHY_LANGUAGE", "en")
    settings.cache_clear()
    assert run(["data", "download", "--out", "raw"]) == 0
    unpacked = round(sum(map(len, account.files.values())) / 1e6)
    assert capsys.readouterr() == (
        f"{len(account.files)} files, {unpacked} MB when unpacked\n→ raw/{ZIP}\nNext: creditworthy data import raw\n",
        "",
    )
    assert run(["data", "import", "raw", "--out", "tables"]) == 0
    assert pl.read_parquet("tables/application_train.parquet").height == 86
    assert run(["data", "download", "--out", "raw"]) == 0
    assert capsys.readouterr().out.splitlines()[-4] == "There already, and as large as Kaggle says"
    settings.cache_clear()


def test_only_whole_files_are_imported(account: Any, tmp_path: Path, trouble: Any) -> None:
    account.troubles = [trouble(cut=200_000), *[trouble(cut=10)] * 4]
    refused(tmp_path)
    assert (tmp_path / f".{ZIP}.part").is_file()
    assert run(["data", "import", str(tmp_path), "--out", str(tmp_path / "tables")]) == 2
    assert not zipfile.is_zipfile(tmp_path / f".{ZIP}.part")
    assert fetch(tmp_path).fresh
