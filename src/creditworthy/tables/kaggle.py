"""The competition's files, fetched with the user's own Kaggle account through the official client.

The client signs in, lists the files and finds out where they are. It would also download them, but it tries for a
minute to write to a full disk, throws away what has arrived where the server answers with an error in the middle, and
waits for a silent server for ever; so the bytes are received here, from the address that the client was given.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from creditworthy.errors import InputError
from creditworthy.tables.archive import check_archive
from creditworthy.tables.downloading import reason, receive
from creditworthy.tables.mark import is_generated
from creditworthy.tables.part import Part, stated_by

if TYPE_CHECKING:
    from requests import RequestException, Response

__all__ = ["COMPETITION", "Fetched", "fetch"]

COMPETITION = "home-credit-default-risk"

_SITE = "https://www.kaggle.com"
_TOKENS = f"{_SITE}/settings/api"
_RULES = f"{_SITE}/competitions/{COMPETITION}/rules"

_NO_CREDENTIALS = (
    "no credentials for Kaggle; log in at {page}, make a token there, and put it into the variable KAGGLE_API_TOKEN or "
    "the file ~/.kaggle/access_token (a key of the older kind: KAGGLE_USERNAME and KAGGLE_KEY, or {file})"
)
_REFUSED = "Kaggle refuses the credentials; make a new token at {page} and put it where the old one is"
_NOT_ACCEPTED = (
    "Kaggle hands the files only to those who have accepted the rules of the competition; "
    "log in, accept them at {page}, and run the command again"
)
_TOO_MANY = "Kaggle has had too many requests; wait {seconds} seconds and run the command again"
_ANSWERED = "Kaggle answers with an error ({status}); run the command again later"
_UNREACHABLE = "Kaggle cannot be reached ({why}); see whether this machine is online, and whether it needs a proxy"
_STRANGE = "something that is not Kaggle answers in its place; see whether a proxy or a login page is in between"
_GENERATED = "{path}: holds a generated portfolio; remove it, or give another folder with --out"

Tell = Callable[[str, int, int | None], None]
"""What is done, how many bytes of it, and of how many."""


@dataclass(frozen=True)
class Fetched:
    """The zip, the size of each file in it, and whether it had to be fetched or was there already."""

    path: Path
    files: Mapping[str, int]
    fresh: bool


def _silent(what: str, done: int, total: int | None) -> None:
    """Tell nobody."""


def fetch(folder: Path, *, tell: Tell = _silent, pause: Callable[[float], None] = time.sleep) -> Fetched:
    """Fetch the zip of the competition into a folder, whole or not at all; what an earlier try received is kept.

    Its size must be the one that the server states, its checksums must be right, and every file that Kaggle lists must
    be in it with the size that Kaggle lists. A zip of the right size that is there already is left alone.

    Parameters
    ----------
    folder : Path
        Where ``home-credit-default-risk.zip`` is to be; it is made where it is missing.
    tell : callable
        Is told what is done (``fetching``, ``checking``), how many bytes of it, and of how many if that is known.
    pause : callable
        Waits for some seconds before another try.

    Raises
    ------
    InputError
        Where credentials are missing or refused, the rules are not accepted, Kaggle cannot be reached or breaks off,
        the disk is full, or what arrived is not what Kaggle lists.
    """
    if is_generated(folder):
        raise InputError(_GENERATED, path=folder)
    path = folder / f"{COMPETITION}.zip"
    with _in_words():
        account = _Account()
        files = account.files()
        with account.ask() as head:
            size = stated_by(head).size
    if path.is_file() and path.stat().st_size == size:
        return Fetched(path, files, fresh=False)
    folder.mkdir(parents=True, exist_ok=True)
    part = Part(path)
    with _in_words():
        receive(account.ask, part, advance=partial(tell, "fetching"), pause=pause)
    _check(part, files, tell)
    part.finish()
    return Fetched(path, files, fresh=True)


class _Account:
    """A user of Kaggle, signed in by whatever the official client finds."""

    def __init__(self) -> None:
        with _quiet():
            # Signs in by itself, prints that it cannot, and keeps to itself why.
            import kaggle

            self._api = kaggle.KaggleApi()
            # It would print every request with its key, and take the whole file into memory to print that too.
            self._api.args = [option for option in self._api.args if option != "--verbose"]
            try:
                self._api.authenticate()
            except SystemExit as error:
                raise _no_account(self._api) from error

    def files(self) -> dict[str, int]:
        """Return the bytes of each file of the competition."""
        found: dict[str, int] = {}
        page: str | None = None
        while page != "":
            with _quiet():
                listed = self._api.competition_list_files(COMPETITION, page_token=page, page_size=200)
            found |= {file.name: file.total_bytes for file in listed.files}
            page = listed.next_page_token
        return found

    def ask(self) -> "Response":
        """Ask for the zip of all files."""
        from kagglesdk.competitions.types.competition_api_service import ApiDownloadDataFilesRequest

        request = ApiDownloadDataFilesRequest()
        request.competition_name = COMPETITION
        with _quiet(), self._api.build_kaggle_client() as client:
            response: Response = client.competitions.competition_api_client.download_data_files(request)
            return response


def _no_account(api: Any) -> InputError:
    from kagglesdk import get_access_token_from_env

    if get_access_token_from_env()[0]:  # which the client ignores where it is not valid
        return InputError(_REFUSED, page=_TOKENS)
    return InputError(_NO_CREDENTIALS, page=_TOKENS, file=api.config)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the client prints, advice about itself, from standing among our own lines."""
    with redirect_stdout(StringIO()):
        yield


@contextmanager
def _in_words() -> Iterator[None]:
    """Let what goes wrong between here and Kaggle end in a sentence."""
    from requests import RequestException

    try:
        yield
    except RequestException as error:
        raise _refusal(error) from error
    except json.JSONDecodeError as error:
        raise InputError(_STRANGE) from error


def _refusal(error: "RequestException") -> InputError:
    response = error.response
    if response is None:
        return InputError(_UNREACHABLE, why=reason(error))
    if response.status_code == 429:
        wait = response.headers.get("Retry-After", "")  # seconds, or a date
        return InputError(_TOO_MANY, seconds=wait if wait.isdigit() else 60)
    told = {401: (_REFUSED, _TOKENS), 403: (_NOT_ACCEPTED, _RULES)}
    if response.status_code in told:
        template, page = told[response.status_code]
        return InputError(template, page=page)
    return InputError(_ANSWERED, status=response.status_code)


def _check(part: Part, files: Mapping[str, int], tell: Tell) -> None:
    """Hold the zip against what Kaggle lists; where it differs there is nothing in it to go on with."""
    try:
        check_archive(part.path, files, path=part.target, advance=partial(tell, "checking"))
    except InputError:
        part.discard()
        raise
