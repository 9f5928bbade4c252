"""Keys opened in a process of their own: secrets go where nobody else looks, and it may be missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import certificates
import pytest
from certificates import family
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.bundle import pkcs12_process
from dti_desktop.bundle.pkcs12_contents import WrongPasswordError, contents_of
from dti_desktop.bundle.pkcs12_process import VERB, contents_from_beside
from dti_desktop.bundle.signing import Pkcs12Signer

SECRET = certificates.PASSWORD.encode()


def test_what_lies_in_it_comes_from_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    members = family("rsa")
    content = certificates.p12(members.signer, members.intermediate)
    expected = contents_of(content, SECRET)
    monkeypatch.setattr(pkcs12_process, "contents_of", _not_here)
    assert contents_from_beside(content, SECRET) == expected
    assert expected.certificate_der == members.signer.der
    assert expected.others_der == (members.intermediate.der,)
    with pytest.raises(WrongPasswordError):
        contents_from_beside(content, b"another")


def test_password_and_key_go_through_pipes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[object, dict[str, object]]] = []
    run = subprocess.run

    def noted(command: list[str], **named: object) -> object:
        started.append((command, named))
        return run(command, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", noted)
    contents_from_beside(certificates.p12(family().signer), SECRET)
    ((command, named),) = started
    assert command == [*pkcs12_process.this_program(), VERB]
    assert "env" not in named
    assert named["stdout"] == subprocess.PIPE


@pytest.mark.parametrize(
    "command",
    [["/nonexistent/program"], [sys.executable, "-c", "raise SystemExit(1)"]],
    ids=["none is there", "it ends in a way of its own"],
)
def test_without_that_process_the_key_is_opened_here(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = certificates.p12(family().signer)
    monkeypatch.setattr(pkcs12_process, "this_program", lambda: command)
    assert contents_from_beside(content, SECRET) == contents_of(content, SECRET)
    with pytest.raises(WrongPasswordError):
        contents_from_beside(content, b"another")


def test_what_makes_no_sense_is_told_by_the_status_alone() -> None:
    """A built program without a console would show a message of Python's in a window."""
    ended = subprocess.run(
        [*pkcs12_process.this_program(), VERB], input=b"\0\0\0\1", capture_output=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, b"", b"")


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_pieces_come_out_as_they_went_in(pieces: list[bytes]) -> None:
    assert pkcs12_process.parted(pkcs12_process.joined(pieces)) == pieces


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_key_is_read_once_however_often_it_signs(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read an RSA key is to check it, which takes long and lets nobody else go on."""
    path = tmp_path / "key.p12"
    path.write_bytes(certificates.p12(family(kind).signer))
    signer = Pkcs12Signer.load(path, certificates.PASSWORD)
    monkeypatch.setattr(serialization, "load_der_private_key", _not_here)
    assert signer.sign_attributes(b"a") and signer.sign_attributes(b"b")


def _not_here(*_given: object, **_named: object) -> object:
    raise AssertionError
