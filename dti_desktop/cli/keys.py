"""The key that a command signs with: its options, and the signer for as long as it is needed."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.errors import InputError

if TYPE_CHECKING:
    from dti_desktop.bundle.signing import Signer
    from dti_desktop.cli.commands import Call


def add_key_options(parser: argparse.ArgumentParser) -> None:
    """Let a command take the key that signs; `signer` reads these options."""
    parser.add_argument("--p12", type=_path, required=True)
    parser.add_argument("--password-env", metavar="VAR")


def key_files(call: Call) -> tuple[Path, ...]:
    """Return the files that the key options name, which the command's own output must not replace."""
    return (call.options.p12,)


@contextmanager
def signer(call: Call) -> Iterator[Signer]:
    """Give the signer that the options name; what it holds open is closed on every way out.

    Ask for it last, when all else has been checked: it may ask the person for a secret. Raises as
    `services.submission.load_p12`, and `InputError` `password-variable-missing`, `password-needed`.
    """
    from dti_desktop.services.submission import load_p12

    yield load_p12(call.options.p12, _secret(call, call.options.password_env))


def _secret(call: Call, variable: str | None) -> str:
    """Return the password from the environment variable that was named, else from the terminal."""
    if variable is not None:
        if variable not in os.environ:
            raise InputError("password-variable-missing", variable=variable)
        return os.environ[variable]
    if not sys.stdin or not sys.stdin.isatty():
        raise InputError("password-needed")
    try:
        return getpass.getpass(call.text("export.password"))
    except EOFError:
        raise InputError("password-needed") from None


def _path(text: str) -> Path:
    """Return a path; an empty one is a mistake, not the folder one is in."""
    if not text:
        raise argparse.ArgumentTypeError("empty path")
    return Path(text)
