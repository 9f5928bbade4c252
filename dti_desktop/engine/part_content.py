"""What one department's part of an assessment holds: as values, each with its place, and as JSON.

Answers, explanations, notes, reasons, remarks and evidence of the part's sub-indicators, and the province
figures that their rules take. The JSON is read strictly: everything is returned, or every fault is listed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from dti_desktop.engine import strict_json
from dti_desktop.engine.answers import answers_to_json, check_fill, profile_to_json
from dti_desktop.engine.assessment import (
    Assessment,
    Citation,
    Document,
    Fields,
    FieldValue,
    StoredFile,
)
from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import number_text
from dti_desktop.engine.review import Comment
from dti_desktop.engine.strict_json import NumberToken, pointer, shown
from dti_desktop.errors import InputError, Problem

MAX_TEXT_CHARACTERS = 20_000
MAX_LINE_CHARACTERS = 2_000
MAX_ENTRIES = 10_000
"""Of documents, of remarks, of links: more of one kind is no part that people made."""

CITATION_FIELDS = ("number", "issued_on", "issuer", "title")
_MAX_NAME_BYTES = 4_096
_MAX_SIZE_BYTES = 1 << 40
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,100}", re.ASCII)
_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands. `code`: the sub-indicator, or ""; `key`: field, figure, document or remark.

    `kind`: answer, profile, explanation, note, change_reason, comment, link; of a document (`key` its id)
    citation (`field` one of `CITATION_FIELDS`), file, file_name, added.
    """

    kind: str
    code: str = ""
    key: str = ""
    field: str = ""


Value = FieldValue | date | Comment
"""What stands at a place: of a link its pages (they may be ""), of a file its digest."""


@dataclass(frozen=True)
class PartContent:
    """What a part holds. `links`: by sub-indicator, document id → cited pages. Texts are never empty."""

    answers: Mapping[str, Fields] = field(default_factory=dict)
    profile: Mapping[str, Decimal] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    change_reasons: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def file_sizes_bytes(self) -> dict[str, int]:
        """The distinct evidence files: digest → size in bytes."""
        return {d.file.sha256: d.file.size_bytes for d in self.documents.values() if d.file is not None}

    def with_ids(self, ids: Mapping[str, str]) -> PartContent:
        """Return a copy whose documents are called by `ids`; those that it does not name stay."""
        if all(ids.get(id_, id_) == id_ for id_ in self.documents):
            return self
        renamed = {ids.get(id_, id_): document for id_, document in self.documents.items()}
        return replace(
            self,
            documents={id_: replace(document, id=id_) for id_, document in renamed.items()},
            links={
                code: {ids.get(id_, id_): pages for id_, pages in linked.items()}
                for code, linked in self.links.items()
            },
        )


def figures_of(catalogue: Catalogue, codes: Collection[str]) -> frozenset[str]:
    """Return the province figures that the rules of these sub-indicators take."""
    return frozenset(key for key, users in catalogue.codes_by_profile_key.items() if users & set(codes))


def content_of(
    assessment: Assessment, codes: Collection[str], *, with_notes: bool, all_documents: bool = False
) -> PartContent:
    """Return what the assessment holds of a part. `all_documents`: those that prove nothing of it as well.

    `with_notes`: notes are their writer's own; they do not go out to a department, but come back from it.
    """
    wanted = frozenset(codes)

    def of(mapping: Mapping[str, str]) -> dict[str, str]:
        return {code: text for code, text in mapping.items() if code in wanted and text}

    links = {
        code: {link.document_id: link.pages for link in linked}
        for code, linked in assessment.links.items()
        if code in wanted and linked
    }
    linked_ids = {id_ for linked in links.values() for id_ in linked}
    figures = figures_of(assessment.catalogue, wanted)
    return PartContent(
        answers={code: dict(f) for code, f in assessment.answers.items() if code in wanted and f},
        profile={key: number for key, number in assessment.profile.items() if key in figures},
        explanations=of(assessment.explanations),
        notes=of(assessment.notes) if with_notes else {},
        change_reasons=of(assessment.change_reasons),
        comments={code: c for code, c in assessment.comments.items() if code in wanted and c},
        documents={
            id_: document
            for id_, document in assessment.documents.items()
            if all_documents or id_ in linked_ids
        },
        links=links,
    )


def values_of(content: PartContent) -> dict[Place, Value]:
    """Return every value by its place. What is empty has none; pages may be empty, the link is there."""
    found: dict[Place, Value] = {}
    for code, fields in content.answers.items():
        found |= {Place("answer", code, key): value for key, value in fields.items()}
    found |= {Place("profile", "", key): number for key, number in content.profile.items()}
    for kind, texts in (
        ("explanation", content.explanations),
        ("note", content.notes),
        ("change_reason", content.change_reasons),
    ):
        found |= {Place(kind, code): text for code, text in texts.items() if text}
    for code, comments in content.comments.items():
        found |= {Place("comment", code, comment.id): comment for comment in comments}
    for code, linked in content.links.items():
        found |= {Place("link", code, id_): pages for id_, pages in linked.items()}
    for id_, document in content.documents.items():
        found |= values_of_document(id_, document)
    return found


def values_of_document(id_: str, document: Document) -> dict[Place, Value]:
    """Return what is known of one document, by its place."""
    found: dict[Place, Value] = {}
    for name in CITATION_FIELDS:
        value = getattr(document.citation, name)
        if value:
            found[Place("citation", "", id_, name)] = value
    if document.file is not None:
        found[Place("file", "", id_)] = document.file.sha256
        found[Place("file_name", "", id_)] = document.file.original_name
    found[Place("added", "", id_)] = document.added_utc
    return found


def value_to_json(value: Value | None) -> object:
    """Return a value as JSON data that tells its type."""
    if isinstance(value, Decimal):
        return {"number": number_text(value)}
    if isinstance(value, Comment):
        return _comment_to_json(value)
    return value.isoformat() if isinstance(value, date) else value


def value_json(value: Value | None) -> str:
    """Return a value as one line of JSON, equal for equal values: to compare and to put in order."""
    return json.dumps(value_to_json(value), sort_keys=True)


# -- JSON ------------------------------------------------------------------------------------------


def content_to_json(catalogue: Catalogue, content: PartContent) -> dict[str, object]:
    """Return the content as JSON data, in the catalogue's order; `content_from_json` reads it back."""
    order = list(catalogue.indicators)

    def texts(mapping: Mapping[str, str]) -> dict[str, str]:
        return {code: mapping[code] for code in order if mapping.get(code)}

    return {
        "answers": answers_to_json(catalogue, content.answers),
        "profile": profile_to_json(catalogue, content.profile),
        "explanations": texts(content.explanations),
        "notes": texts(content.notes),
        "change_reasons": texts(content.change_reasons),
        "comments": {
            code: [
                _comment_to_json(c) for c in sorted(content.comments[code], key=lambda c: (c.at_utc, c.id))
            ]
            for code in order
            if content.comments.get(code)
        },
        "documents": [_document_to_json(content.documents[id_]) for id_ in sorted(content.documents)],
        "links": {
            code: [{"document": id_, "pages": content.links[code][id_]} for id_ in content.links[code]]
            for code in order
            if content.links.get(code)
        },
    }


def content_from_json(
    catalogue: Catalogue, codes: Collection[str], untrusted: object, place: str = ""
) -> PartContent:
    """Return content read by `strict_json.read`. Raises `InputError` listing every fault with its place."""
    reading = _Reading(catalogue, codes)
    content = reading.content(untrusted, place)
    if reading.problems:
        raise InputError(strict_json.summary(reading.problems), reading.problems)
    return content


def _comment_to_json(comment: Comment) -> dict[str, object]:
    return {
        "id": comment.id,
        "text": comment.text,
        "who": comment.who,
        "at_utc": comment.at_utc,
        "reply_to": comment.reply_to,
        "settled_utc": comment.settled_utc,
    }


def _document_to_json(document: Document) -> dict[str, object]:
    citation, file = document.citation, document.file
    return {
        "id": document.id,
        "number": citation.number,
        "issued_on": None if citation.issued_on is None else citation.issued_on.isoformat(),
        "issuer": citation.issuer,
        "title": citation.title,
        "added_utc": document.added_utc,
        "file": None
        if file is None
        else {
            "sha256": file.sha256,
            "size_bytes": str(file.size_bytes),
            "media_type": file.media_type,
            **_name_to_json(file.original_name),
        },
    }


def _name_to_json(name: str) -> dict[str, str]:
    """A file name is data: one that is no text goes as the bytes that the system had."""
    if _SURROGATE.search(name):
        return {"name_bytes": name.encode("utf-8", "surrogatepass").hex()}
    return {"name": name}


class _Reading:
    """One reading of untrusted content; `problems` grows with every fault."""

    def __init__(self, catalogue: Catalogue, codes: Collection[str]) -> None:
        self._catalogue = catalogue
        self._codes = frozenset(codes)
        self.problems: list[Problem] = []

    def content(self, untrusted: object, place: str) -> PartContent:
        keys = tuple(content_to_json(self._catalogue, PartContent()))
        found = self._object(untrusted, place, keys)
        if found is None:
            return PartContent()
        answers, profile = self._answers(found, place)
        documents = self._documents(found.get("documents"), pointer(place, "documents"))
        return PartContent(
            answers=answers,
            profile=profile,
            explanations=self._texts(found, "explanations", place),
            notes=self._texts(found, "notes", place),
            change_reasons=self._texts(found, "change_reasons", place),
            comments=self._comments(found, place),
            documents=documents,
            links=self._links(found, place, documents),
        )

    def _answers(
        self, found: Mapping[str, object], place: str
    ) -> tuple[dict[str, Fields], dict[str, Decimal]]:
        sections = {key: found.get(key) for key in ("answers", "profile")}
        try:
            fill = check_fill(self._catalogue, sections)
        except InputError as error:
            self.problems += [Problem(p.code, place + p.place, p.facts) for p in error.problems]
            return {}, {}
        figures = figures_of(self._catalogue, self._codes)
        for key, mapping, allowed in (
            ("answers", fill.answers, self._codes),
            ("profile", fill.profile, figures),
        ):
            self._outside(set(mapping) - allowed, pointer(place, key))
        return (
            {code: fields for code, fields in fill.answers.items() if fields},
            {key: number for key, number in fill.profile.items() if number is not None},
        )

    def _texts(self, found: Mapping[str, object], key: str, place: str) -> dict[str, str]:
        return {
            code: text
            for code, value, here in self._by_code(found.get(key), pointer(place, key))
            if (text := self._text(value, here))
        }

    def _comments(self, found: Mapping[str, object], place: str) -> dict[str, tuple[Comment, ...]]:
        comments: dict[str, tuple[Comment, ...]] = {}
        seen: set[str] = set()
        for code, value, here in self._by_code(found.get("comments"), pointer(place, "comments")):
            of_code = []
            for entry, at in self._list(value, here):
                record = self._object(entry, at, tuple(_comment_to_json(Comment("", "", "", ""))))
                if record is None:
                    continue
                id_ = self._id(record["id"], pointer(at, "id"), seen)
                reply_to, settled = record["reply_to"], record["settled_utc"]
                of_code.append(
                    Comment(
                        id_,
                        self._text(record["text"], pointer(at, "text")),
                        self._text(record["who"], pointer(at, "who"), MAX_LINE_CHARACTERS),
                        self._utc(record["at_utc"], pointer(at, "at_utc")),
                        None if reply_to is None else self._id(reply_to, pointer(at, "reply_to")),
                        None if settled is None else self._utc(settled, pointer(at, "settled_utc")),
                    )
                )
            if of_code:
                comments[code] = tuple(sorted(of_code, key=lambda c: (c.at_utc, c.id)))
        return comments

    def _documents(self, untrusted: object, place: str) -> dict[str, Document]:
        documents: dict[str, Document] = {}
        seen: set[str] = set()
        empty = Document("", Citation(), None, "")
        for entry, at in self._list(untrusted, place):
            record = self._object(entry, at, tuple(_document_to_json(empty)))
            if record is None:
                continue
            id_ = self._id(record["id"], pointer(at, "id"), seen)
            number, issuer, title = (
                self._text(record[key], pointer(at, key), MAX_LINE_CHARACTERS)
                for key in ("number", "issuer", "title")
            )
            documents[id_] = Document(
                id_,
                Citation(number, self._date(record["issued_on"], pointer(at, "issued_on")), issuer, title),
                self._file(record["file"], pointer(at, "file")),
                self._utc(record["added_utc"], pointer(at, "added_utc")),
            )
        return documents

    def _file(self, untrusted: object, place: str) -> StoredFile | None:
        if untrusted is None:
            return None
        is_raw = isinstance(untrusted, dict) and "name_bytes" in untrusted
        name_key = "name_bytes" if is_raw else "name"
        record = self._object(untrusted, place, ("sha256", "size_bytes", "media_type", name_key))
        if record is None:
            return None
        sha256 = self._matching(record["sha256"], _SHA256, pointer(place, "sha256"))
        media_type = self._matching(record["media_type"], _MEDIA_TYPE, pointer(place, "media_type"))
        size = self._matching(
            record["size_bytes"], re.compile("[0-9]{1,13}", re.ASCII), pointer(place, "size_bytes")
        )
        size_bytes = int(size or "0")
        if size_bytes > _MAX_SIZE_BYTES:
            self._fault(
                "too-large", pointer(place, "size_bytes"), size_bytes=size_bytes, limit_bytes=_MAX_SIZE_BYTES
            )
        name = record[name_key]
        here = pointer(place, name_key)
        if not isinstance(name, str) or isinstance(name, NumberToken) or not name:
            self._fault("text-expected", here)
            name = ""
        elif is_raw:
            try:
                name = bytes.fromhex(name).decode("utf-8", "surrogatepass")
            except ValueError:
                self._fault("value-malformed", here)
        if len(name.encode("utf-8", "surrogatepass")) > _MAX_NAME_BYTES:
            self._fault("text-too-long", here, characters=len(name), limit=_MAX_NAME_BYTES)
        return StoredFile(sha256, size_bytes, media_type, name)

    def _links(
        self, found: Mapping[str, object], place: str, documents: Mapping[str, Document]
    ) -> dict[str, dict[str, str]]:
        links: dict[str, dict[str, str]] = {}
        linked_ids: set[str] = set()
        for code, value, here in self._by_code(found.get("links"), pointer(place, "links")):
            seen: set[str] = set()
            for entry, at in self._list(value, here):
                record = self._object(entry, at, ("document", "pages"))
                if record is None:
                    continue
                id_ = self._id(record["document"], pointer(at, "document"), seen)
                if id_ not in documents:
                    self._fault("document-unknown", pointer(at, "document"), id=id_)
                pages = self._text(record["pages"], pointer(at, "pages"), MAX_LINE_CHARACTERS)
                links.setdefault(code, {})[id_] = pages
                linked_ids.add(id_)
        for id_ in sorted(documents.keys() - linked_ids):
            self._fault("document-not-linked", pointer(place, "documents"), id=id_)
        return links

    # -- the small things --------------------------------------------------------------------------

    def _fault(self, code: str, place: str, **facts: object) -> None:
        self.problems.append(Problem(code, place, facts))

    def _outside(self, codes: Iterable[str], place: str) -> None:
        for code in sorted(codes):
            here = pointer(place, code)
            self.problems.append(Problem("part-code-outside", here, {"code": shown(code)}))

    def _object(self, untrusted: object, place: str, keys: tuple[str, ...]) -> Mapping[str, object] | None:
        """Return an object that has exactly these keys, or None with the faults."""
        if not isinstance(untrusted, dict):
            self._fault("object-expected", place)
            return None
        missing = [key for key in keys if key not in untrusted]
        for key in missing:
            self._fault("missing-key", pointer(place, key), key=key)
        for key in untrusted:
            if key not in keys:
                self._fault("unknown-key", pointer(place, key), key=shown(str(key)[:80]))
        return None if missing else untrusted

    def _list(self, untrusted: object, place: str) -> list[tuple[object, str]]:
        if not isinstance(untrusted, list):
            self._fault("list-expected", place)
            return []
        if len(untrusted) > MAX_ENTRIES:
            self._fault("too-many-entries", place, count=len(untrusted), limit=MAX_ENTRIES)
            return []
        return [(entry, pointer(place, number)) for number, entry in enumerate(untrusted)]

    def _by_code(self, untrusted: object, place: str) -> list[tuple[str, object, str]]:
        if not isinstance(untrusted, dict):
            self._fault("object-expected", place)
            return []
        self._outside(set(untrusted) - self._codes, place)
        return [
            (code, value, pointer(place, code)) for code, value in untrusted.items() if code in self._codes
        ]

    def _text(self, untrusted: object, place: str, limit: int = MAX_TEXT_CHARACTERS) -> str:
        if not isinstance(untrusted, str) or isinstance(untrusted, NumberToken):
            self._fault("text-expected", place)
            return ""
        text = composed(untrusted)
        if len(text) > limit:
            self._fault("text-too-long", place, characters=len(text), limit=limit)
        elif _CONTROL.search(text) or _SURROGATE.search(text):
            self._fault("text-not-allowed", place)
        else:
            return text
        return ""

    def _matching(self, untrusted: object, form: re.Pattern[str], place: str) -> str:
        if (
            isinstance(untrusted, str)
            and not isinstance(untrusted, NumberToken)
            and form.fullmatch(untrusted)
        ):
            return untrusted
        self._fault("value-malformed", place)
        return ""

    def _id(self, untrusted: object, place: str, seen: set[str] | None = None) -> str:
        id_ = self._matching(untrusted, _ID, place)
        if seen is not None and id_:
            if id_ in seen:
                self._fault("twice", place, id=id_)
            seen.add(id_)
        return id_

    def _utc(self, untrusted: object, place: str) -> str:
        text = self._matching(untrusted, _UTC, place)
        if text and not _is_date(text[:10]):
            self._fault("value-malformed", place)
        return text

    def _date(self, untrusted: object, place: str) -> date | None:
        if untrusted is None:
            return None
        text = self._matching(untrusted, _DATE, place)
        if text and not _is_date(text):
            self._fault("value-malformed", place)
            return None
        return date.fromisoformat(text) if text else None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
