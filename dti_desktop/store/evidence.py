"""Evidence as rows: documents of an assessment, the files behind them, the indicators they prove."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dti_desktop.engine.assessment import Citation, Document, StoredFile
from dti_desktop.engine.evidence_library import HeldDocument
from dti_desktop.errors import InputError, Problem
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits, citation_columns, citation_of
from dti_desktop.store.encoding import from_json_text, json_text
from dti_desktop.store.evidence_files import EvidenceFolder, IsCancelled, ProgressBytes, StagedFiles
from dti_desktop.utc_times import utc_text


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What re-hashing found. `problems`: place is the digest. `unreferenced`: harmless leftovers."""

    checked: int
    problems: tuple[Problem, ...]
    unreferenced: tuple[str, ...]


class Evidence:
    """The evidence of all assessments of one store."""

    def __init__(
        self, connection: Connection, edits: Edits, files: EvidenceFolder, now_utc: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._edits = edits
        self._files = files
        self._now_utc = now_utc

    def attach(
        self,
        assessment_id: str,
        code: str,
        paths: Sequence[Path],
        *,
        limit_bytes: int,
        citation: Citation | None = None,
        pages: str = "",
        progress: ProgressBytes | None = None,
        cancelled: IsCancelled | None = None,
    ) -> tuple[Change, tuple[str, ...]]:
        """Copy files in and let them prove an indicator: all of them, as one step, or none.

        Returns the change and the documents' ids, in the order of the paths. Raises as
        `EvidenceFolder.stage` and `record` do.
        """
        self._edits.require(assessment_id)
        held = self.held_bytes(assessment_id)
        with self._files.stage(
            paths,
            room_bytes=limit_bytes - sum(held.values()),
            held_sizes_bytes=frozenset(held.values()),
            progress=progress,
            cancelled=cancelled,
        ) as staged:
            return self.record(
                assessment_id, code, staged, limit_bytes=limit_bytes, citation=citation, pages=pages
            )

    def record(
        self,
        assessment_id: str,
        code: str,
        staged: StagedFiles,
        *,
        limit_bytes: int,
        citation: Citation | None = None,
        pages: str = "",
    ) -> tuple[Change, tuple[str, ...]]:
        """Publish staged files and let them prove an indicator, as one step.

        A file whose content the assessment holds already links the document that is there, which takes
        the citation and the pages where they are given. `limit_bytes`: what the distinct files of one
        assessment may hold together; beyond it `InputError` `evidence-limit` (facts `room_bytes`,
        `size_bytes`), and nothing is published.
        """
        self._edits.require(assessment_id)
        self._refuse_beyond_limit(assessment_id, staged.files, limit_bytes)
        staged.publish()
        with self._connection.transaction():
            writes: list[tuple[Cell, str | None]] = []
            document_ids: list[str] = []
            by_digest = self._documents_by_digest(assessment_id)
            for file in staged.files:
                document_id = by_digest.get(file.sha256)
                if document_id is None:
                    document_id = secrets.token_hex(8)
                    by_digest[file.sha256] = document_id
                    writes.append(self._new_document(document_id, citation or Citation(), file))
                elif citation is not None and not citation.is_empty and document_id not in document_ids:
                    writes.append(self._edits.citation_write(assessment_id, document_id, citation))
                if document_id not in document_ids:
                    link = self._edits.link_write(
                        assessment_id, code, document_id, pages or None, offset=len(document_ids)
                    )
                    writes.append(link)
                document_ids.append(document_id)
            return self._edits.commit_step(assessment_id, writes), tuple(document_ids)

    def add_document(
        self, assessment_id: str, code: str, citation: Citation, pages: str = ""
    ) -> tuple[Change, str]:
        """Add a document that is only cited, without a file, and return its id too."""
        with self._connection.transaction():
            document_id = secrets.token_hex(8)
            change = self._edits.commit_step(
                assessment_id,
                [
                    self._new_document(document_id, citation, None),
                    self._edits.link_write(assessment_id, code, document_id, pages),
                ],
            )
            return change, document_id

    def assign(
        self,
        assessment_id: str,
        code: str,
        sources: Sequence[tuple[str, str]],
        *,
        limit_bytes: int,
    ) -> tuple[Change, tuple[str, ...]]:
        """Let documents of this or other assessments prove an indicator of this one, as one step.

        `sources`: (assessment, document). A document of another assessment comes in as a document of its
        own with the same file and citation, unless this assessment holds that file, or without a file that
        citation, already; then the one that is there is linked. Returns the documents' ids here.

        Raises `InputError`: `assessment-unknown`, `document-unknown`, and `evidence-limit` as `record`.
        """
        with self._connection.transaction():
            self._edits.require(assessment_id)
            known = self.all_documents(assessment_id)
            held_ids = {held.document.id for held in known}
            by_digest = {h.document.file.sha256: h.document.id for h in known if h.document.file is not None}
            by_citation = {
                held.document.citation: held.document.id for held in known if not held.document.file
            }
            wanted = set(sources)
            others = {
                (held.assessment_id, held.document.id): held.document
                for held in self.all_documents()
                if (held.assessment_id, held.document.id) in wanted
            }
            writes: list[tuple[Cell, str | None]] = []
            new_files: list[StoredFile] = []
            document_ids: list[str] = []
            for source in sources:
                document = others.get(source)
                if document is None:
                    raise InputError("document-unknown", id=source[1])
                file, here = document.file, source[0] == assessment_id and source[1] in held_ids
                found = source[1] if here else None
                if found is None and file is not None:
                    found = by_digest.get(file.sha256)
                elif found is None and not document.citation.is_empty:
                    found = by_citation.get(document.citation)
                if found is None:
                    found = secrets.token_hex(8)
                    writes.append(self._new_document(found, document.citation, file))
                    if file is not None:
                        new_files.append(file)
                        by_digest[file.sha256] = found
                    else:
                        by_citation[document.citation] = found
                if found not in document_ids:
                    offset = len(document_ids)
                    writes.append(self._edits.link_write(assessment_id, code, found, None, offset=offset))
                    document_ids.append(found)
            self._refuse_beyond_limit(assessment_id, new_files, limit_bytes)
            return self._edits.commit_step(assessment_id, writes), tuple(document_ids)

    def all_documents(self, assessment_id: str | None = None) -> list[HeldDocument]:
        """Return the documents of all assessments that are not put aside, or of one, with what they prove."""
        codes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for held_by, document_id, code in self._connection.rows(
            "SELECT assessment_id, document_id, code FROM links WHERE ? IS NULL OR assessment_id = ? "
            "ORDER BY assessment_id, document_id, code",
            (assessment_id, assessment_id),
        ):
            codes[held_by, document_id].append(code)
        rows = self._connection.rows(
            "SELECT a.id, a.province, a.year, d.id, d.number, d.issued_on, d.issuer, d.title, d.added_utc, "
            "d.original_name, f.sha256, f.size_bytes, f.media_type FROM documents d "
            "JOIN assessments a ON a.id = d.assessment_id LEFT JOIN files f USING (sha256) "
            "WHERE (? IS NULL AND a.archived_utc IS NULL) OR a.id = ? ORDER BY a.id, d.added_utc, d.id",
            (assessment_id, assessment_id),
        )
        return [
            HeldDocument(
                held_by,
                province,
                year,
                Document(id_, citation_of(number, issued_on, issuer, title), _stored(name, *file), added_utc),
                tuple(codes.get((held_by, id_), ())),
            )
            for held_by, province, year, id_, number, issued_on, issuer, title, added_utc, name, *file in rows
        ]

    def held_bytes(self, assessment_id: str) -> dict[str, int]:
        """Return the distinct files of an assessment: digest → size in bytes."""
        return dict(
            self._connection.rows(
                "SELECT DISTINCT f.sha256, f.size_bytes FROM documents d JOIN files f USING (sha256) "
                "WHERE d.assessment_id = ?",
                (assessment_id,),
            )
        )

    def all_files(self) -> dict[str, int]:
        """Return every file that the store ever took in: digest → size in bytes."""
        return dict(self._connection.rows("SELECT sha256, size_bytes FROM files ORDER BY sha256"))

    def path_of(self, sha256: str) -> Path:
        """Return where a file lies, for reading only."""
        return self._files.path_of(sha256)

    def verify_all(
        self, *, progress: ProgressBytes | None = None, cancelled: IsCancelled | None = None
    ) -> EvidenceReport:
        """Re-hash every file: `evidence-missing`, `evidence-damaged`, `evidence-unreadable`."""
        sizes_bytes = self.all_files()
        problems = self._files.verify(sizes_bytes, progress=progress, cancelled=cancelled)
        return EvidenceReport(
            len(sizes_bytes), tuple(problems), tuple(self._files.unreferenced(sizes_bytes.keys()))
        )

    def _refuse_beyond_limit(self, assessment_id: str, files: Sequence[StoredFile], limit_bytes: int) -> None:
        held = self.held_bytes(assessment_id)
        added = {file.sha256: file.size_bytes for file in files if file.sha256 not in held}
        room_bytes = max(limit_bytes - sum(held.values()), 0)
        size_bytes = sum(added.values())
        if size_bytes > room_bytes:
            raise InputError("evidence-limit", room_bytes=room_bytes, size_bytes=size_bytes)

    def _documents_by_digest(self, assessment_id: str) -> dict[str, str]:
        return dict(
            self._connection.rows(
                "SELECT sha256, id FROM documents WHERE assessment_id = ? AND sha256 IS NOT NULL "
                "ORDER BY added_utc DESC, id DESC",
                (assessment_id,),
            )
        )

    def _new_document(
        self, document_id: str, citation: Citation, file: StoredFile | None
    ) -> tuple[Cell, str | None]:
        if file is not None:
            self._connection.execute(
                "INSERT INTO files (sha256, size_bytes, media_type) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (file.sha256, file.size_bytes, file.media_type),
            )
        record = {
            **citation_columns(citation),
            "sha256": None if file is None else file.sha256,
            "original_name": None if file is None else file.original_name,
            "added_utc": utc_text(self._now_utc()),
        }
        return Cell("document", "", document_id), json_text(record)


def _stored(name: str | None, sha256: str | None, size_bytes: int, media_type: str) -> StoredFile | None:
    if sha256 is None or name is None:
        return None
    return StoredFile(sha256, size_bytes, media_type, from_json_text(name))
