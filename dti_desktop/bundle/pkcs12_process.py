"""Opening a PKCS#12 file in a process of its own, for who has a window that must not stand still.

The library that opens it holds Python's interpreter all the while, so that no other thread can do anything:
an RSA key of 2048 bits is checked for 36 ms, one of 4096 for 250 ms, and the password is stirred
for 40 ms per 20,000 rounds, of which newer programs ask for 600,000. The process is given the file and the
password, and gives back what lies in it. Both ways lead through pipes: nothing is written to a disk, and the
command line tells no secret.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from enum import IntEnum

from dti_desktop.bundle.pkcs12_contents import (
    EncryptionNotSupportedError,
    Pkcs12Contents,
    WrongPasswordError,
    contents_of,
)

VERB = "--open-p12"
"""What the program is called with, to be this process; `dti_desktop.__main__` knows it."""

_LENGTH_BYTES = 4
_PATIENCE_S = 60


class _Ended(IntEnum):
    OPENED = 0
    FAILED = 1
    WRONG_PASSWORD = 3
    NOT_SUPPORTED = 4


def contents_from_beside(untrusted_bytes: bytes, secret: bytes) -> Pkcs12Contents:
    """Return what `contents_of` returns, and raise what it raises, while other threads go on.

    Where no process can be had, or it ends in a way of its own, the file is opened here.
    """
    try:
        ended = subprocess.run(  # noqa: S603  this very program
            [*this_program(), VERB],
            input=joined([secret, untrusted_bytes]),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        return contents_of(untrusted_bytes, secret)
    match ended.returncode:
        case _Ended.OPENED:
            key_der, certificate_der, *others_der = parted(ended.stdout)
            return Pkcs12Contents(key_der, certificate_der, tuple(others_der))
        case _Ended.WRONG_PASSWORD:
            raise WrongPasswordError
        case _Ended.NOT_SUPPORTED:
            raise EncryptionNotSupportedError
        case _:
            return contents_of(untrusted_bytes, secret)


def this_program() -> list[str]:
    """Return what starts this very program, built or not."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "dti_desktop"]


def main() -> int:
    """Be that process: read from standard input, write to standard output, return the exit status."""
    try:
        # By their numbers: without a console there may be no `sys.stdin`, and a pipe all the same.
        with open(0, "rb", closefd=False) as given:
            secret, untrusted_bytes = parted(given.read())
        contents = contents_of(untrusted_bytes, secret)
        with open(1, "wb", closefd=False) as out:
            out.write(joined([contents.key_der, contents.certificate_der, *contents.others_der]))
    except WrongPasswordError:
        return _Ended.WRONG_PASSWORD
    except EncryptionNotSupportedError:
        return _Ended.NOT_SUPPORTED
    except Exception:  # noqa: BLE001  whoever asked opens the file without help; nobody sees a message of this one
        return _Ended.FAILED
    return _Ended.OPENED


def joined(pieces: Sequence[bytes]) -> bytes:
    """Return pieces as one, each behind its length."""
    return b"".join(len(piece).to_bytes(_LENGTH_BYTES, "big") + piece for piece in pieces)


def parted(content: bytes) -> list[bytes]:
    """Return the pieces of what `joined` returned."""
    pieces = []
    while content:
        end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "big")
        pieces.append(content[_LENGTH_BYTES:end])
        content = content[end:]
    return pieces
