"""Registers the program for its kinds of file, for this person only and only when she asks for it.

One seam for all systems: `FileTypes` with `state`, `register`, `unregister`. On Windows it writes to
`HKCU\\Software\\Classes`, which needs no administrator; never run on Windows, its logic is tested on a
settings file instead. On Linux and its like it is the person's own data folder. macOS reads the kinds out of
the program's bundle: nothing to do there.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QCoreApplication, QProcess, QSettings

from dti_desktop.errors import EnvironmentFault
from dti_desktop.services.outside_files import BUNDLE_SUFFIX, PACK_SUFFIX, PART_SUFFIX

State = Literal["none", "this", "other"]
"""Registered is: nothing; the program that runs; the program at another place."""

# Ending, the program's own name for the kind, whether the kind is ours alone.
_KINDS = (
    (BUNDLE_SUFFIX, "DtiDesktop.Bundle", False),
    (PART_SUFFIX, "DtiDesktop.Part", True),
    (PACK_SUFFIX, "DtiDesktop.Pack", True),
)
_CLASSES = r"HKEY_CURRENT_USER\Software\Classes"
_DEFAULT = "."
_READERS = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))


class FileTypes(Protocol):
    """How the program is made known for its files. None of it may run on the window's thread."""

    def state(self) -> State:
        """Return what is registered now."""

    def register(self) -> None:
        """Register the program that runs. Raises `EnvironmentFault` (`file-types-not-registered`)."""

    def unregister(self) -> None:
        """Take back what `register` wrote, and nothing else. Raises as `register`."""


def file_types(command: Sequence[str], resources_dir: Path) -> FileTypes | None:
    """Return the way of this system; None where there is nothing to register, or nothing to start."""
    if not command or sys.platform == "darwin":
        return None
    if sys.platform == "win32":
        return WindowsFileTypes(command, lambda: QSettings(_CLASSES, QSettings.Format.NativeFormat))
    data_home = os.environ.get("XDG_DATA_HOME", "")
    home = Path(data_home) if data_home.startswith("/") else Path.home() / ".local" / "share"
    return DesktopFileTypes(command, resources_dir, home)


class WindowsFileTypes:
    """Writes below the classes of the current user. `open_classes` opens them, on the calling thread."""

    def __init__(self, command: Sequence[str], open_classes: Callable[[], QSettings]) -> None:
        self._open = open_classes
        self._program = command[0]
        self._command = " ".join([*(f'"{part}"' for part in command), '"%1"'])

    def state(self) -> State:
        classes = self._open()
        keys = [f"{name}/shell/open/command/{_DEFAULT}" for _ending, name, _is_ours in _KINDS]
        found = {str(classes.value(key, "")) for key in keys}
        if found == {self._command}:
            return "this"
        return "none" if found == {""} else "other"

    def register(self) -> None:
        classes = self._open()
        for ending, name, is_ours in _KINDS:
            classes.setValue(f"{name}/{_DEFAULT}", _title(ending))
            classes.setValue(f"{name}/DefaultIcon/{_DEFAULT}", f'"{self._program}",0')
            classes.setValue(f"{name}/shell/open/command/{_DEFAULT}", self._command)
            classes.setValue(f"{ending}/OpenWithProgids/{name}", "")
            # Another program may read signed containers, too: it stays the first choice where it is.
            if is_ours or not classes.value(f"{ending}/{_DEFAULT}", ""):
                classes.setValue(f"{ending}/{_DEFAULT}", name)
        self._finish(classes)

    def unregister(self) -> None:
        classes = self._open()
        for ending, name, _is_ours in _KINDS:
            classes.remove(name)
            classes.remove(f"{ending}/OpenWithProgids/{name}")
            if classes.value(f"{ending}/{_DEFAULT}", "") == name:
                classes.remove(f"{ending}/{_DEFAULT}")
        self._finish(classes)

    @staticmethod
    def _finish(classes: QSettings) -> None:
        classes.sync()
        if classes.status() != QSettings.Status.NoError:
            raise EnvironmentFault("file-types-not-registered")


class DesktopFileTypes:
    """Writes a desktop file, a MIME file and the icon below `data_home`, as freedesktop.org describes."""

    def __init__(self, command: Sequence[str], resources_dir: Path, data_home: Path) -> None:
        self._exec = " ".join([*map(_quoted, command), "%F"])
        icons = resources_dir / "program_icon"
        desktop = resources_dir / "desktop"
        self._home = data_home
        self._entry = data_home / "applications" / "dti_desktop.desktop"
        self._entry_source = desktop / "dti_desktop.desktop"
        self._copies = {
            data_home / "mime" / "packages" / "dti_desktop.xml": desktop / "dti_desktop-mime.xml",
            data_home / "icons/hicolor/scalable/apps/dti_desktop.svg": icons / "dti_desktop.svg",
            data_home / "icons/hicolor/48x48/apps/dti_desktop.png": icons / "dti_desktop-48.png",
        }

    def state(self) -> State:
        try:
            text = self._entry.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return "none"
        return "this" if f"\nExec={self._exec}\n" in text else "other"

    def register(self) -> None:
        text = self._entry_source.read_text("utf-8")
        entry = re.sub(r"(?m)^Exec=.*$", lambda _: f"Exec={self._exec}", text)
        try:
            for target, source in self._copies.items():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
            self._entry.parent.mkdir(parents=True, exist_ok=True)
            self._entry.write_text(entry, "utf-8")
        except OSError as error:
            raise EnvironmentFault("file-types-not-registered", reason=error.strerror) from error
        self._refresh()

    def unregister(self) -> None:
        try:
            for path in (self._entry, *self._copies):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise EnvironmentFault("file-types-not-registered", reason=error.strerror) from error
        self._refresh()

    def _refresh(self) -> None:
        """Let the desktop read its folders anew; one that has no such program does so by itself."""
        for program, folder in _READERS:
            found = shutil.which(program)
            if found is not None:
                process = QProcess()
                process.start(found, [str(self._home / folder)])
                process.waitForFinished()


def _title(ending: str) -> str:
    """Return what the system shows as the kind of a file."""
    if ending == BUNDLE_SUFFIX:
        return QCoreApplication.translate("FileTypes", "Tệp hồ sơ đã ký")
    if ending == PACK_SUFFIX:
        return QCoreApplication.translate("FileTypes", "Gói cập nhật có chữ ký")
    return QCoreApplication.translate("FileTypes", "Tệp phần việc")


def _quoted(part: str) -> str:
    """Return an argument as a desktop file's Exec line takes it: quoted, then escaped as a string."""
    escaped = re.sub(r'(["`$\\])', r"\\\1", part)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'
