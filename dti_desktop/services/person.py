"""Who is at the machine."""

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
