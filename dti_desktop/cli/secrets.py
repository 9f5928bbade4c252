"""Secrets that a command needs: from the environment or typed unseen, never on the command line itself."""

from __future__ import annotations

import getpass
import os
import sys

from dti_desktop.errors import InputError


def from_environment(variable: str) -> str:
    """Return a secret from the variable that was named. Raises `InputError` `password-variable-missing`."""
    if variable not in os.environ:
        raise InputError("password-variable-missing", variable=variable)
    return os.environ[variable]


def secret(variable: str | None, prompt: str, needed_code: str) -> str:
    """Return a secret from the variable that was named, else from the terminal.

    Raises `InputError` `password-variable-missing`, and `needed_code` where there is no terminal.
    """
    if variable is not None:
        return from_environment(variable)
    if not sys.stdin or not sys.stdin.isatty():
        raise InputError(needed_code)
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise InputError(needed_code) from None
