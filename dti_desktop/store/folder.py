"""Where a store ought not to lie: network shares and folders that some program synchronises.

Both can tear a database: a share may acknowledge what it has not written, a synchronising program
may copy the database in the middle of a change or bring an old one back.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PureWindowsPath

_SYNC_FOLDERS = re.compile(
    r"(onedrive|dropbox|google ?drive|googledrive|icloud ?drive|mobile documents"
    r"|nextcloud|owncloud|pcloud ?drive|mega ?sync|syncthing|box sync|yandex\.?disk)([ ._-].*)?",
    re.IGNORECASE,
)
_GOOGLE_MOUNTS = {"my drive", "shared drives", "drive của tôi", "bộ nhớ dùng chung"}
_NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "ncpfs", "afs", "9p", "fuse.sshfs", "fuse.davfs", "davfs")
_DRIVE_REMOTE = 4


def folder_warnings(folder: Path) -> list[str]:
    """Return why `folder` is a bad place for a store: `folder-network`, `folder-synchronised`, or nothing."""
    text = str(folder.absolute())
    warnings = []
    if is_network_path(text) or is_network_path(str(folder)) or _is_mounted_from_network(text):
        warnings.append("folder-network")
    if is_synchronised_path(text):
        warnings.append("folder-synchronised")
    return warnings


def is_network_path(text: str) -> bool:
    """Whether a path names a share of another machine (`\\\\server\\share`)."""
    drive = PureWindowsPath(text).drive
    return (drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\"))) or (
        drive.upper().startswith("\\\\?\\UNC\\")
    )


def is_synchronised_path(text: str) -> bool:
    """Whether a part of the path carries the name of a synchronising program's folder."""
    parts = [part.strip() for part in re.split(r"[\\/]", text)]
    return any(_SYNC_FOLDERS.fullmatch(part) or part.lower() in _GOOGLE_MOUNTS for part in parts)


def is_network_mount(mounts_text: str, path: str) -> bool:
    """Whether `path` lies on a network file system, by the text of `/proc/self/mounts`."""
    best, best_type = "", ""
    for line in mounts_text.splitlines():
        columns = line.split(" ")
        if len(columns) < 3:
            continue
        point = columns[1].replace("\\040", " ")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, best_type = point, columns[2]
    return best_type.startswith(_NETWORK_FILE_SYSTEMS)


def _is_mounted_from_network(text: str) -> bool:
    if sys.platform == "win32":  # never run where this was written: there is no Windows at hand
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(PureWindowsPath(text).anchor) == _DRIVE_REMOTE)
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    return is_network_mount(mounts.read_text("utf-8", "replace"), os.path.realpath(text))
