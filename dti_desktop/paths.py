"""Where the program's own data lies: source tree, installed wheel, frozen program. One function each.

Only the places where the program is wired together import this module.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PORTABLE_MARKS = ("dti_desktop.portable", "dti_desktop.portable.txt")
PORTABLE_STORE = "data"


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


def program_dir() -> Path | None:
    """Return the folder that a person sees the program in; None where it is not the packaged program.

    On macOS the program is itself a folder (`….app`): then it is the folder beside that.
    """
    if getattr(sys, "_MEIPASS", None) is None:
        return None
    # Not resolved: a link to the program elsewhere does not make that place its own, but the name it was
    # started under may lie on a drive whose letter is another one tomorrow. Nothing of it is kept.
    folder = Path(sys.executable).absolute().parent
    return next((parent.parent for parent in folder.parents if parent.suffix == ".app"), folder)


def portable_store_dir() -> Path | None:
    """Return the store folder beside the program where a file there asks for it; else None.

    What the file holds does not matter. Windows may hide that a name ends with `.txt`, so that is fine too.
    """
    beside = program_dir()
    if beside is None or not any((beside / name).is_file() for name in PORTABLE_MARKS):
        return None
    return beside / PORTABLE_STORE


def give_library_path_back() -> None:
    """Let programs that this one starts find the system's libraries, and not those in the packaged folder.

    On Linux the packaged program starts with `LD_LIBRARY_PATH` set to its own folder; the loader has read it
    by now.
    """
    if program_dir() is None or "LD_LIBRARY_PATH" not in os.environ:
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
    del os.environ["LD_LIBRARY_PATH"]
    if before:
        os.environ["LD_LIBRARY_PATH"] = before


def launch_command() -> list[str]:
    """Return what starts this program's window, for who registers it with the system."""
    if program_dir() is None:
        return [sys.executable, "-m", "dti_desktop"]
    executable = Path(sys.executable).absolute()
    window = executable.with_name("DTI Desktop.exe")
    return [str(window if sys.platform == "win32" and window.is_file() else executable)]


def default_store_dir() -> Path:
    """Return the store folder: `DTI_STORE`, else beside the program where it is portable, else the user's.

    The user's is the local (never roaming) data directory.
    """
    named = os.environ.get("DTI_STORE")
    if named:
        return Path(named)
    portable = portable_store_dir()
    if portable is not None:
        return portable
    import platformdirs

    return Path(platformdirs.user_data_dir("dti_desktop", appauthor=False, roaming=False))
