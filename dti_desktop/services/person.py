"""Who is at the machine, and how the journal names her."""

from __future__ import annotations

import getpass

from dti_desktop.engine.strict_json import shown


def user_name() -> str:
    """Return the user of the computer, for the journal; empty where the computer does not tell."""
    try:
        return shown(getpass.getuser())
    except (KeyError, ImportError, OSError):
        # No such entry, as in some containers; on Windows no such module.
        return ""


def signed_name(name: str, account: str) -> str:
    """Return who an entry names: the name that was set with the account behind it, else the account.

    Anybody can set any name; the account, which the computer tells, stays beside it.
    """
    return f"{name} ({account})" if name and name != account else account
