"""The assessments of a store: begun, listed, loaded whole, put aside and taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from dti_desktop.engine.assessment import (
    Assessment,
    Document,
    EvidenceLink,
    FieldValue,
    Signatory,
    StoredFile,
)
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.part_catalogue import part_of_catalogue
from dti_desktop.engine.parts import PartOrigin
from dti_desktop.errors import InputError
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import citation_of
from dti_desktop.store.encoding import field_value, from_json_text, json_text
from dti_desktop.store.history import Act
from dti_desktop.store.journal import Journal
from dti_desktop.store.listing import Summary, summaries
from dti_desktop.store.part_rows import origin_of, parts_of
from dti_desktop.store.planning import estimates_of, scenarios_of
from dti_desktop.store.previous_rows import previous_of
from dti_desktop.store.review_rows import comments_of, entered_of, given_scores_of, reviews_of
from dti_desktop.utc_times import utc_text


class Assessments:
    """All assessments of one store."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        now_utc: Callable[[], datetime],
        user: Callable[[], str],
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._now_utc = now_utc
        self._user = user
        self._catalogues: dict[str, Catalogue] = {}
        self._parts: dict[tuple[str, tuple[str, ...]], Catalogue] = {}

    def create(
        self, assessment_id: str, *, province: str, year: int, catalogue_bytes: bytes, is_sample: bool = False
    ) -> None:
        """Begin an assessment; the catalogue's bytes are pinned inside the store by their digest.

        Raises `InputError`: `assessment-exists` (fact `id`), or what `parse_catalogue` finds.
        """
        catalogue = parse_catalogue(catalogue_bytes)
        with self._connection.transaction():
            if self.exists(assessment_id):
                raise InputError("assessment-exists", id=assessment_id)
            now = utc_text(self._now_utc())
            self._connection.execute(
                "INSERT INTO catalogues (digest, id, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (catalogue.digest, catalogue.id, catalogue_bytes),
            )
            self._connection.execute(
                "INSERT INTO assessments "
                "(id, province, year, catalogue_digest, is_sample, created_utc, changed_utc) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (assessment_id, province, year, catalogue.digest, int(is_sample), now, now),
            )
            facts = json_text(
                {
                    "province": province,
                    "year": year,
                    "catalogue": {"id": catalogue.id, "digest": catalogue.digest},
                    "is_sample": is_sample,
                }
            )
            self._journal.append(
                assessment_id, "create", None, now, self._user(), [(Cell("assessment"), None, facts)]
            )

    def exists(self, assessment_id: str) -> bool:
        """Whether there is an assessment of that id, put aside or not."""
        return self._connection.row("SELECT 1 FROM assessments WHERE id = ?", (assessment_id,)) is not None

    def summaries(self, *, archived: bool = False) -> list[Summary]:
        """Return the assessments, last changed first; with `archived`, those that were put aside."""
        return summaries(self._connection, archived=archived)

    def archive(self, assessment_id: str) -> None:
        """Put an assessment aside: nothing is removed. Raises `InputError` `assessment-unknown`."""
        self._set_archived(assessment_id, "archive", utc_text(self._now_utc()))

    def unarchive(self, assessment_id: str) -> None:
        """Take an assessment back. Raises `InputError` `assessment-unknown`."""
        self._set_archived(assessment_id, "unarchive", None)

    def _set_archived(self, assessment_id: str, act: Act, archived_utc: str | None) -> None:
        with self._connection.transaction():
            (held_utc,) = self._of("archived_utc", assessment_id)
            if (held_utc is None) == (archived_utc is None):
                return
            self._connection.execute(
                "UPDATE assessments SET archived_utc = ? WHERE id = ?", (archived_utc, assessment_id)
            )
            old, new = (None if value is None else json_text(value) for value in (held_utc, archived_utc))
            self._journal.append(
                assessment_id,
                act,
                None,
                utc_text(self._now_utc()),
                self._user(),
                [(Cell("archived"), old, new)],
            )

    def catalogue_bytes(self, assessment_id: str) -> bytes:
        """Return the exact bytes of the pinned catalogue. Raises `InputError` `assessment-unknown`."""
        return self._content(*self._of("catalogue_digest", assessment_id))

    def catalogue_digest(self, assessment_id: str) -> str:
        """Return the digest of the pinned catalogue's bytes. Raises `InputError` `assessment-unknown`."""
        return str(self._of("catalogue_digest", assessment_id)[0])

    def catalogue(self, assessment_id: str) -> Catalogue:
        """Return the pinned catalogue, of a part only what is asked of it.

        Raises `InputError` `assessment-unknown`.
        """
        (digest,) = self._of("catalogue_digest", assessment_id)
        return self._asked(digest, origin_of(self._connection, assessment_id))

    def catalogue_by_digest(self, digest: str) -> Catalogue | None:
        """Return a catalogue that some assessment of the store is or was pinned to; None where none was."""
        row = self._connection.row("SELECT 1 FROM catalogues WHERE digest = ?", (digest,))
        return None if row is None else self._catalogue(digest)

    def load(self, assessment_id: str) -> Assessment:
        """Return everything known of an assessment. Raises `InputError` `assessment-unknown`."""
        province, year, digest, is_sample, created_utc, changed_utc = self._of(
            "province, year, catalogue_digest, is_sample, created_utc, changed_utc", assessment_id
        )
        history = self._journal.history(assessment_id)
        journal_entries, journal_head = self._journal.head(assessment_id)
        origin = origin_of(self._connection, assessment_id)
        return Assessment(
            id=assessment_id,
            province=province,
            year=year,
            catalogue=self._asked(digest, origin),
            is_sample=bool(is_sample),
            answers=self._answers(assessment_id),
            profile=self._profile(assessment_id),
            explanations=dict(self._all("SELECT code, text FROM explanations", assessment_id)),
            notes=dict(self._all("SELECT code, text FROM notes", assessment_id)),
            reviewed=frozenset(code for (code,) in self._all("SELECT code FROM reviewed", assessment_id)),
            documents=self._documents(assessment_id),
            links=self._links(assessment_id),
            signatory=next(
                (
                    Signatory(*found)
                    for found in self._all("SELECT name, title FROM signatories", assessment_id)
                ),
                Signatory(),
            ),
            estimates=estimates_of(self._connection, assessment_id),
            scenarios=scenarios_of(self._connection, assessment_id),
            reviews=reviews_of(self._connection, assessment_id),
            comments=comments_of(self._connection, assessment_id),
            given_scores=given_scores_of(self._connection, assessment_id),
            change_reasons=dict(self._all("SELECT code, text FROM change_reasons", assessment_id)),
            entered=entered_of(self._connection, assessment_id),
            parts=parts_of(self._connection, assessment_id),
            origin=origin,
            previous=previous_of(self._connection, assessment_id),
            created_utc=created_utc,
            saved_utc=changed_utc,
            journal_head=journal_head,
            journal_entries=journal_entries,
            can_undo=bool(history.done),
            can_redo=bool(history.undone),
        )

    def _all(self, select: str, assessment_id: str) -> list[tuple[Any, ...]]:
        return self._connection.rows(f"{select} WHERE assessment_id = ?", (assessment_id,))

    def _of(self, columns: str, assessment_id: str) -> tuple[Any, ...]:
        """Return these columns, which are always written in this module, of the assessment's own row."""
        row = self._connection.row(f"SELECT {columns} FROM assessments WHERE id = ?", (assessment_id,))  # noqa: S608
        if row is None:
            raise InputError("assessment-unknown", id=assessment_id)
        return row

    def _content(self, digest: str) -> bytes:
        row = self._connection.row("SELECT content FROM catalogues WHERE digest = ?", (digest,))
        assert row is not None  # the tables hold it
        return bytes(row[0])

    def _catalogue(self, digest: str) -> Catalogue:
        """Return a pinned catalogue; reading one takes a tenth of a second, so it is done once."""
        if digest not in self._catalogues:
            self._catalogues[digest] = parse_catalogue(self._content(digest))
        return self._catalogues[digest]

    def _asked(self, digest: str, origin: PartOrigin | None) -> Catalogue:
        """Return what an assessment answers: the whole catalogue, or the part that it is."""
        if origin is None:
            return self._catalogue(digest)
        key = digest, origin.codes
        if key not in self._parts:
            self._parts[key] = part_of_catalogue(self._catalogue(digest), origin.codes)
        return self._parts[key]

    def _answers(self, assessment_id: str) -> dict[str, dict[str, FieldValue]]:
        answers: defaultdict[str, dict[str, FieldValue]] = defaultdict(dict)
        for code, name, value in self._all("SELECT code, field, value FROM answers", assessment_id):
            answers[code][name] = field_value(value)
        return dict(answers)

    def _profile(self, assessment_id: str) -> dict[str, Decimal]:
        figures = {}
        for key, value in self._all("SELECT key, value FROM profile", assessment_id):
            number = field_value(value)
            assert isinstance(number, Decimal)
            figures[key] = number
        return figures

    def _documents(self, assessment_id: str) -> dict[str, Document]:
        rows = self._connection.rows(
            "SELECT d.id, d.number, d.issued_on, d.issuer, d.title, d.added_utc, d.original_name, "
            "f.sha256, f.size_bytes, f.media_type FROM documents d LEFT JOIN files f USING (sha256) "
            "WHERE d.assessment_id = ? ORDER BY d.added_utc, d.id",
            (assessment_id,),
        )
        documents = {}
        for id_, number, issued_on, issuer, title, added_utc, name, sha256, size_bytes, media_type in rows:
            file = (
                None if sha256 is None else StoredFile(sha256, size_bytes, media_type, from_json_text(name))
            )
            documents[id_] = Document(id_, citation_of(number, issued_on, issuer, title), file, added_utc)
        return documents

    def _links(self, assessment_id: str) -> dict[str, tuple[EvidenceLink, ...]]:
        links: defaultdict[str, list[EvidenceLink]] = defaultdict(list)
        rows = self._connection.rows(
            "SELECT code, document_id, pages FROM links WHERE assessment_id = ? "
            "ORDER BY code, position, document_id",
            (assessment_id,),
        )
        for code, document_id, pages in rows:
            links[code].append(EvidenceLink(document_id, pages))
        return {code: tuple(found) for code, found in links.items()}
