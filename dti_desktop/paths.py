"""Where the program's own data lies: source tree, installed wheel, frozen program. One function each.

Only the places where the program is wired together import this module.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def _data_root() -> Path:
    """Return the folder that holds `resources/` and `translations/`."""
    packaged = Path(__file__).resolve().parent / "_data"
    if packaged.is_dir():
        return packaged
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "dti_desktop" / "_data"
    return Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    """Return the folder of catalogues, reference data, fonts, icons and licences."""
    return _data_root() / "resources"


def translations_dir() -> Path:
    """Return the folder of `.qm` files and keyed message files."""
    return _data_root() / "translations"


def default_store_dir() -> Path:
    """Return the store folder: `DTI_STORE`, else the user's local (never roaming) data directory."""
    named = os.environ.get("DTI_STORE")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("dti_desktop", appauthor=False, roaming=False))
