"""A lender with four small tables, so that these tests depend on no other dictionary; a stand-in for Kaggle."""

import json
import os
import random
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import polars as pl
import pytest

from creditworthy.tables.dictionary import Dictionary, read_dictionary

TOY = """
name = "toy"
en = "Toy lender"
fr = "Prêteur jouet"

[tables.people]
files = ["people_train", "people_test"]
key = ["SK_ID_CURR"]
label = "TARGET"
en = "People"
fr = "Personnes"
[tables.people.columns]
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, min = 1, en = "Id", fr = "Id" }
TARGET = { type = "integer", unit = "flag", required = true, values = [0, 1], en = "Default", fr = "Défaut" }
SEX = { type = "category", unit = "category", values = ["F", "M"], sentinels = ["XNA"], en = "Sex", fr = "" }
[tables.people.columns.DAYS_EMPLOYED]
type = "integer"
unit = "days"
min = -30000
max = 0
sentinels = [365243]
en = "Start of the job"
fr = "Début de l'emploi"
[tables.people.columns.INCOME]
type = "number"
unit = "currency"
min = 0
max = 1_000_000
en = "Income"
fr = "Revenu"

[tables.loans]
files = ["loans"]
key = ["LOAN"]
en = "Loans"
fr = "Prêts"
[tables.loans.columns]
LOAN = { type = "integer", unit = "identifier", required = true, en = "Loan", fr = "Prêt" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }
AMOUNT = { type = "number", unit = "currency", en = "Amount", fr = "Montant" }

[tables.months]
files = ["months"]
key = ["LOAN", "MONTH"]
parents = [{ table = "loans", column = "LOAN", orphans = "drop" }]
en = "Months"
fr = "Mois"
[tables.months.columns]
LOAN = { type = "integer", unit = "identifier", required = true, en = "Loan", fr = "Prêt" }
MONTH = { type = "integer", unit = "months", required = true, max = 0, en = "Month", fr = "Mois" }
STATUS = { type = "category", unit = "category", en = "Status", fr = "Statut" }

[tables.payments]
files = ["payments"]
key = []
parents = [
  { table = "people", column = "SK_ID_CURR", orphans = "error" },
  { table = "loans", column = "LOAN", orphans = "count" },
]
en = "Payments"
fr = "Paiements"
[tables.payments.columns]
LOAN = { type = "integer", unit = "identifier", en = "Loan", fr = "Prêt" }
SK_ID_CURR = { type = "integer", unit = "identifier", required = true, en = "Id", fr = "Id" }
PAID = { type = "number", unit = "currency", en = "Paid", fr = "Payé" }
"""

Frames = dict[str, pl.DataFrame]


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    path = tmp_path_factory.mktemp("toy") / "toy.toml"
    path.write_text(TOY, encoding="utf-8")
    return read_dictionary(path)


@pytest.fixture
def frames() -> Frames:
    """Three people, two loans, in no order; one month of an unknown loan, one payment likewise."""
    return {
        "people_train": pl.DataFrame(
            {
                "SK_ID_CURR": [3, 1],
                "TARGET": [1, 0],
                "SEX": ["M", "XNA"],
                "DAYS_EMPLOYED": [-20, 365243],
                "INCOME": [90.0, None],
            }
        ),
        "people_test": pl.DataFrame(
            {"SK_ID_CURR": [2], "SEX": ["F"], "DAYS_EMPLOYED": [None], "INCOME": [70.5]},
            schema_overrides={"DAYS_EMPLOYED": pl.Int64},
        ),
        "loans": pl.DataFrame({"LOAN": [10, 11], "SK_ID_CURR": [3, 1], "AMOUNT": [500.0, 50.0]}),
        "months": pl.DataFrame({"LOAN": [10, 99, 11, 10], "MONTH": [0, 0, -1, -2], "STATUS": ["C", "0", None, "X"]}),
        "payments": pl.DataFrame(
            {"LOAN": [99, 10, 11], "SK_ID_CURR": [3, 3, 1], "PAID": [5.0, 4.0, None]},
        ),
    }


@pytest.fixture
def csv_folder(tmp_path: Path, frames: Frames) -> Path:
    """Return a folder with the toy frames as CSV files."""
    folder = tmp_path / "csv"
    folder.mkdir()
    for stem, frame in frames.items():
        frame.write_csv(folder / f"{stem}.csv")
    return folder


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Return a function that reads a folder whole: by name, the bytes of its files."""
    return lambda folder: {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


API = "/v1/competitions.CompetitionApiService/"
NOBODY = {"code": 401, "message": "Unauthenticated"}


@dataclass
class Trouble:
    """What goes wrong with one request for the bytes: an answer of another kind, or the end in the middle."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    plain: bool = False
    body: bytes | None = None


@dataclass
class Kaggle:
    """A server on loopback that behaves as Kaggle does towards its own client: it lists, and sends elsewhere."""

    files: dict[str, bytes]
    user: str = "ada"
    key: str = "3f9a1c-not-to-be-seen"
    etag: str = '"first"'
    damage: Callable[[bytes], bytes] = bytes
    listed: dict[str, int] = field(default_factory=dict)
    refusal: tuple[int, dict[str, str]] | None = None
    page: bytes | None = None
    troubles: list[Trouble] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    @property
    def archive(self) -> bytes:
        """The zip of all files, the same each time."""
        held = BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.files.items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return self.damage(held.getvalue())

    def knows(self, headers: Message) -> bool:
        """Whether the credentials are right."""
        basic = b64encode(f"{self.user}:{self.key}".encode()).decode()
        return headers["Authorization"] in {f"Basic {basic}", f"Bearer {self.key}"}

    def listing(self, asked: dict[str, object]) -> dict[str, object]:
        """A page of two files, and where the next one begins."""
        sizes = {name: len(content) for name, content in self.files.items()} | self.listed
        start = int(str(asked.get("pageToken") or 0))
        some = list(sizes.items())[start : start + 2]
        files = [{"name": name, "totalBytes": size, "creationDate": "2019-12-11T02:55:35Z"} for name, size in some]
        return {"files": files, **({"nextPageToken": str(start + 2)} if start + 2 < len(sizes) else {})}

    def answer(self, handler: "Answering") -> None:
        """Answer a request of the client."""
        asked = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        if handler.path.endswith("/IntrospectToken"):
            handler.tell(200, {"active": asked["token"] == self.key, "username": self.user})
        elif not self.knows(handler.headers):
            handler.tell(401, NOBODY)
        elif self.refusal:
            status, headers = self.refusal
            handler.tell(status, {"code": status, "message": "No."}, headers)
        elif self.page is not None:
            handler.send(200, self.page, {"Content-Type": "text/html"})
        elif handler.path == f"{API}ListDataFiles":
            handler.tell(200, self.listing(asked))
        elif handler.path == f"{API}DownloadDataFiles":
            handler.send(302, b"", {"Location": f"{self.address}/storage/archive.zip?signature=signed"})

    def store(self, handler: "Answering") -> None:
        """Answer a request for bytes, as a store of objects does; its client says that it takes them as they are."""
        whole, place = self.archive, handler.headers["Range"]
        given = handler.headers["Accept-Encoding"] == "identity"
        trouble = self.troubles.pop(0) if given and self.troubles else Trouble()
        if given:
            self.asked.append(place or "all")
        if trouble.status:
            handler.send(trouble.status, b"<Error/>", trouble.headers)
            return
        start = int(place.removeprefix("bytes=").removesuffix("-")) if place else 0
        same = handler.headers["If-Range"] in {None, self.etag} and not trouble.plain
        headers = {"ETag": self.etag, "Accept-Ranges": "bytes", "Content-Type": "application/zip"}
        if start and same:
            headers["Content-Range"] = f"bytes {start}-{len(whole) - 1}/{len(whole)}"
        body = trouble.body if trouble.body is not None else whole[start if same else 0 :]
        handler.send(206 if start and same else 200, body, headers | trouble.headers, cut=trouble.cut)


class Answering(BaseHTTPRequestHandler):
    """Hands requests to the stand-in; every answer ends its connection."""

    kaggle: Kaggle

    def do_POST(self) -> None:
        self.kaggle.answer(self)

    def do_GET(self) -> None:
        self.kaggle.store(self)

    def tell(self, status: int, content: object, headers: dict[str, str] | None = None) -> None:
        self.send(status, json.dumps(content).encode(), {"Content-Type": "application/json", **(headers or {})})

    def send(self, status: int, body: bytes, headers: dict[str, str], *, cut: int | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:cut])

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # whoever reads only the head hangs up
            self.close_connection = True


@pytest.fixture
def kaggle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kaggle]:
    """Kaggle's stand-in, with five files of a third of a megabyte together, in an environment without credentials."""
    for name in [name for name in os.environ if name.startswith("KAGGLE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_PROXY", "*")
    from kaggle import KaggleApi
    from kagglesdk import kaggle_env

    monkeypatch.setattr(KaggleApi, "config", str(tmp_path / "home" / ".kaggle" / "kaggle.json"))
    noise = random.Random(1)  # noqa: S311 - what does not compress
    files = {f"table_{number}.csv": noise.randbytes(70_000) for number in range(5)}
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        found = Kaggle(files, address=f"http://127.0.0.1:{server.server_port}")
        server.RequestHandlerClass = type("Handler", (Answering,), {"kaggle": found})
        monkeypatch.setitem(kaggle_env._env_to_endpoint, kaggle_env.KaggleEnv.PROD, found.address)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join(timeout=10)


@pytest.fixture
def account(kaggle: Kaggle, monkeypatch: pytest.MonkeyPatch) -> Kaggle:
    """The stand-in, and the right credentials in the environment."""
    monkeypatch.setenv("KAGGLE_USERNAME", kaggle.user)
    monkeypatch.setenv("KAGGLE_KEY", kaggle.key)
    return kaggle


@pytest.fixture
def trouble() -> type[Trouble]:
    """What can go wrong with a request for bytes."""
    return Trouble
