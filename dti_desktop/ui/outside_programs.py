"""Evidence shown by other programs: always a copy, read-only, under its own name, in a private folder.

The file in the store is never handed out: another program could change it in place.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from dti_desktop.engine.assessment import StoredFile
from dti_desktop.errors import Cancelled
from dti_desktop.ui.tasks import Task, Tasks

_CHUNK_BYTES = 1024 * 1024
_MAX_NAME_BYTES = 120
_NOT_IN_NAMES = re.compile('[\x00-\x1f\x7f<>:"/\\\\|?*\ud800-\udfff\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE | re.ASCII)

#: What is only looked at. Anything else could run, and is not handed to the system to open.
_DOCUMENT = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|png|jpe?g|jfif|gif|bmp|tiff?|webp|heic"
    r"|mp[34]|zip|7z|rar|asice|eml|msg)",
    re.IGNORECASE | re.ASCII,
)


def can_be_opened(original_name: str) -> bool:
    """Whether a file of that name is a document, and not something that would run."""
    return _DOCUMENT.fullmatch(Path(safe_name(original_name)).suffix) is not None


def safe_name(original_name: str) -> str:
    """Return a name that every system takes as one file in the folder where it is put, ending kept."""
    name = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", original_name)).strip(" .")
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - the name is no path
    while len((stem + ending).encode()) > _MAX_NAME_BYTES and stem:
        stem = stem[:-1]
    name = (f"{stem}{ending}" if len(ending.encode()) < _MAX_NAME_BYTES else stem).strip(" .")
    if not name or _RESERVED.fullmatch(name):
        name = f"_{name}"
    return name


class OutsidePrograms(QObject):
    """Hands copies of evidence files to the programs of the system. `clear` removes all copies."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folder: Path | None = None
        self._copies: dict[str, Path] = {}
        self.show: Callable[[Path], bool] = lambda path: QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(path))
        )

    def open(
        self,
        file: StoredFile,
        source: Path,
        *,
        on_opened: Callable[[bool], None],
        on_error: Callable[[BaseException], None],
    ) -> Task | None:
        """Copy a file and open the copy; `on_opened(False)` where the system has no program for it."""
        known = self._copies.get(file.sha256)
        if known is not None and known.exists():
            on_opened(self.show(known))
            return None
        if self._folder is None or not self._folder.exists():
            self._folder = Path(tempfile.mkdtemp(prefix="dti-"))
        target = self._folder / file.sha256[:16] / safe_name(file.original_name)

        def copied(path: Path) -> None:
            self._copies[file.sha256] = path
            on_opened(self.show(path))

        return self._tasks.run(
            copy_read_only,
            source,
            target,
            lane="pool",
            long=True,
            on_done=copied,
            on_error=on_error,
            owner=self,
        )

    def clear(self) -> None:
        """Remove every copy; one that another program still holds open stays for the system to tidy up."""
        folder, self._folder = self._folder, None
        self._copies.clear()
        if folder is not None:
            remove_copies(folder)


def remove_copies(folder: Path) -> None:
    """Remove a folder of read-only copies, as far as no other program holds one open."""
    for copy in folder.rglob("*"):
        with suppress(OSError):
            copy.chmod(stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)


def copy_read_only(
    source: Path,
    target: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Copy `source` to `target`, readable by its owner only. Raises `OSError` or `Cancelled`."""
    total_bytes, done_bytes = source.stat().st_size, 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        target.unlink()
    try:
        with source.open("rb") as reader, target.open("xb") as writer:
            while chunk := reader.read(_CHUNK_BYTES):
                if cancelled is not None and cancelled():
                    raise Cancelled
                writer.write(chunk)
                done_bytes += len(chunk)
                if progress is not None:
                    progress(done_bytes, total_bytes)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
    target.chmod(stat.S_IRUSR)
    return target
