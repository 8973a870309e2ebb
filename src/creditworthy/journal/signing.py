"""The key that signs heads of the journal (Ed25519): its private half makes signatures, its public half checks them."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from creditworthy.errors import InputError

__all__ = ["PublicKey", "Signer", "open_signer", "public_path", "read_public_key"]

_NO_KEY = "{path}: holds no Ed25519 key in PEM; give the file that the journal made on its first use"
_WIDE_OPEN = "{path}: others can read this private key; make it yours alone: chmod 600 {path}"
_UNREADABLE = "{path}: the key cannot be read or made ({why})"


class PublicKey:
    """Checks with the public half of a key."""

    def __init__(self, public: Ed25519PublicKey) -> None:
        self._public = public

    def pem(self) -> bytes:
        """Return it as it is kept in a file."""
        return self._public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def signed(self, content: bytes, signature: bytes) -> bool:
        """Return whether a signature is that of the private half."""
        try:
            self._public.verify(signature, content)
        except InvalidSignature:
            return False
        return True


class Signer:
    """Signs with the private half of a key.

    >>> signer = Signer(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    >>> signature = signer.sign(b"head")
    >>> signer.public.signed(b"head", signature), signer.public.signed(b"another", signature)
    (True, False)
    """

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @property
    def public(self) -> PublicKey:
        """The half that checks."""
        return PublicKey(self._private.public_key())

    def sign(self, content: bytes) -> bytes:
        """Return the signature of something: 64 bytes."""
        return self._private.sign(content)


def open_signer(key: Path | bytes) -> Signer:
    """Return the signer of a key.

    Parameters
    ----------
    key : Path or bytes
        File of a private key in PEM, or the PEM itself. A file that is not there is made, readable by its owner
        alone, and its public half beside it.

    Raises
    ------
    InputError
        Where it is no such key, or others can read it.
    """
    if isinstance(key, bytes):
        return Signer(_private(key, "journal_key"))
    try:
        if not key.exists():
            _make(key)
        if key.stat().st_mode & 0o077:
            raise InputError(_WIDE_OPEN, path=key)
        return Signer(_private(key.read_bytes(), str(key)))
    except OSError as error:
        raise InputError(_UNREADABLE, path=key, why=error.strerror or error) from error


def public_path(key: Path) -> Path:
    """Return the file of the public half of a private key.

    >>> str(public_path(Path("journal.key")))
    'journal.key.pub'
    """
    return key.with_name(f"{key.name}.pub")


def read_public_key(path: Path) -> PublicKey:
    """Return the public half of a key from its file.

    Raises
    ------
    InputError
        Where there is none.
    """
    try:
        found = load_pem_public_key(path.read_bytes())
    except OSError as error:
        raise InputError(_UNREADABLE, path=path, why=error.strerror or error) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InputError(_NO_KEY, path=path) from error
    if not isinstance(found, Ed25519PublicKey):
        raise InputError(_NO_KEY, path=path)
    return PublicKey(found)


def _private(pem: bytes, path: str) -> Ed25519PrivateKey:
    try:
        found = load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise InputError(_NO_KEY, path=path) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise InputError(_NO_KEY, path=path)
    return found


def _make(path: Path) -> None:
    """Make a key; where another process does the same at this moment, one of them wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    private = Ed25519PrivateKey.generate()
    # A temporary file is its owner's alone from the beginning.
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(file.name, path)
        public_path(path).write_bytes(Signer(private).public.pem())
    Path(file.name).unlink()
