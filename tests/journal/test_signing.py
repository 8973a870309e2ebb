import stat
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from creditworthy.errors import InputError
from creditworthy.journal.signing import open_signer, public_path, read_public_key


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "journal.key"
    signature = open_signer(path).sign(b"head")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_signer(path).sign(b"head") == signature
    public = read_public_key(public_path(path))
    assert public.signed(b"head", signature)
    assert not public.signed(b"tail", signature)
    assert not public.signed(b"head", signature[:-1])
    assert sorted(one.name for one in path.parent.iterdir()) == ["journal.key", "journal.key.pub"]


def test_a_key_may_be_given_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "journal.key"
    signature = open_signer(path).sign(b"head")
    assert open_signer(path.read_bytes()).sign(b"head") == signature


def test_many_at_once_make_one_key(tmp_path: Path) -> None:
    path = tmp_path / "journal.key"
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(open_signer(path).sign(b"head"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 2
    assert set(found) == {open_signer(path).sign(b"head")}
    assert read_public_key(public_path(path)).signed(b"head", found[0])


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.key"
    open_signer(path)
    path.chmod(0o640)
    with pytest.raises(InputError, match="others can read this private key; make it yours alone: chmod 600"):
        open_signer(path)


def test_what_is_no_key(tmp_path: Path) -> None:
    another = generate_private_key(SECP256R1())
    for content in (
        b"nonsense",
        another.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        another.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    ):
        path = tmp_path / "some.key"
        path.touch(mode=0o600)
        path.write_bytes(content)
        with pytest.raises(InputError, match="holds no Ed25519 key in PEM"):
            open_signer(path)
        with pytest.raises(InputError, match="holds no Ed25519 key in PEM"):
            open_signer(content)
        with pytest.raises(InputError, match="holds no Ed25519 key in PEM"):
            read_public_key(path)


def test_a_key_that_cannot_be_read_or_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="the key cannot be read or made"):
        open_signer(tmp_path / "file" / "journal.key")
    with pytest.raises(InputError, match="the key cannot be read or made"):
        read_public_key(tmp_path / "missing.pub")
