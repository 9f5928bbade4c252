"""The evidence of one sub-indicator as a folder of copies under names that people read.

A browser's file chooser takes from it. The copies lie in a private folder that `clear` removes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from dti_desktop.engine.assessment import Assessment, Document
from dti_desktop.ui.outside_programs import copy_read_only, remove_copies, safe_name
from dti_desktop.ui.tasks import Task, Tasks

_MOST_NAMED = 60  # characters of a citation in a name


class EvidenceFolder(QObject):
    """Copies evidence out and shows the folder."""

    def __init__(self, tasks: Tasks, path_of: Callable[[str], Path], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._path_of = tasks, path_of
        self._root: Path | None = None
        self.show: Callable[[Path], bool] = lambda path: QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(path))
        )

    def open(
        self,
        assessment: Assessment,
        code: str,
        *,
        on_opened: Callable[[Path, bool], None],
        on_error: Callable[[BaseException], None],
    ) -> Task:
        """Copy the files of a sub-indicator anew; `on_opened` is told the folder, and whether it is shown."""
        if self._root is None or not self._root.exists():
            self._root = Path(tempfile.mkdtemp(prefix="dti-"))
        short = assessment.catalogue.indicators[code].short.vi
        folder = self._root / safe_name(f"{code} {short}"[:_MOST_NAMED])
        wanted = [
            (self._path_of(document.file.sha256), folder / name)
            for document, name in readable_names(assessment, code)
            if document.file is not None
        ]

        def copy(
            *, progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None
        ) -> Path:
            remove_copies(folder)
            folder.mkdir(parents=True, exist_ok=True)
            for source, target in wanted:
                copy_read_only(source, target, cancelled=cancelled)
            return folder

        return self._tasks.run(
            copy,
            lane="pool",
            long=True,
            on_done=lambda made: on_opened(made, self.show(made)),
            on_error=on_error,
            owner=self,
        )

    def clear(self) -> None:
        """Remove every copy; one that another program still holds open stays for the system to tidy up."""
        root, self._root = self._root, None
        if root is not None:
            remove_copies(root)


def readable_names(assessment: Assessment, code: str) -> list[tuple[Document, str]]:
    """Return the documents of a sub-indicator that have a file, each with a name of its own for a copy.

    A name begins with the document's place; then comes its number or title, else its own name.
    """
    found: list[tuple[Document, str]] = []
    for link in assessment.links.get(code, ()):
        document = assessment.documents[link.document_id]
        if document.file is None:
            continue
        stem, ending = os.path.splitext(document.file.original_name)  # noqa: PTH122 - the name is no path
        said = (document.citation.number or document.citation.title or stem).replace("/", "-")
        place = len(found) + 1
        found.append((document, safe_name(f"{place:02d} {said[:_MOST_NAMED].strip()}{ending}")))
    return found
