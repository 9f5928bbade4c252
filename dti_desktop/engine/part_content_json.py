"""What a department's part holds as JSON, read strictly: everything is returned, or every fault is listed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import get_args

from dti_desktop.engine.answers import answers_to_json, check_fill, profile_to_json
from dti_desktop.engine.assessment import Citation, Document, Fields, StoredFile
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import NumberFault, plain_number
from dti_desktop.engine.part_content import (
    PartContent,
    comment_to_json,
    figures_of,
    mark_to_json,
    score_to_json,
)
from dti_desktop.engine.part_reading import MAX_LINE_CHARACTERS, SHA256, Reading
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark, ReviewState
from dti_desktop.engine.strict_json import NumberToken, pointer, shown
from dti_desktop.errors import InputError, Problem

_MAX_NAME_BYTES = 4_096
_MAX_SIZE_BYTES = 1 << 40
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,100}", re.ASCII)
_SIZE = re.compile("[0-9]{1,13}", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


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
            code: [comment_to_json(c) for c in sorted(content.comments[code], key=lambda c: (c.at_utc, c.id))]
            for code in order
            if content.comments.get(code)
        },
        "reviews": {code: mark_to_json(content.reviews[code]) for code in order if code in content.reviews},
        "given_scores": {
            code: score_to_json(content.given_scores[code]) for code in order if code in content.given_scores
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
    reading = _ContentReading(catalogue, codes)
    content = reading.content(untrusted, place)
    reading.raise_problems()
    return content


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


class _ContentReading(Reading):
    """One reading of untrusted content; `problems` grows with every fault."""

    def __init__(self, catalogue: Catalogue, codes: Collection[str]) -> None:
        super().__init__(codes)
        self._catalogue = catalogue

    def content(self, untrusted: object, place: str) -> PartContent:
        keys = tuple(content_to_json(self._catalogue, PartContent()))
        found = self.record(untrusted, place, keys)
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
            reviews=self._reviews(found, place),
            given_scores=self._given_scores(found, place),
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
        figures = figures_of(self._catalogue, self.codes)
        for key, mapping, allowed in (
            ("answers", fill.answers, self.codes),
            ("profile", fill.profile, figures),
        ):
            self.outside(set(mapping) - allowed, pointer(place, key))
        return (
            {code: fields for code, fields in fill.answers.items() if fields},
            {key: number for key, number in fill.profile.items() if number is not None},
        )

    def _texts(self, found: Mapping[str, object], key: str, place: str) -> dict[str, str]:
        return {
            code: text
            for code, value, here in self.by_code(found.get(key), pointer(place, key))
            if (text := self.text(value, here))
        }

    def _comments(self, found: Mapping[str, object], place: str) -> dict[str, tuple[Comment, ...]]:
        comments: dict[str, tuple[Comment, ...]] = {}
        seen: set[str] = set()
        for code, value, here in self.by_code(found.get("comments"), pointer(place, "comments")):
            of_code = []
            for entry, at in self.entries(value, here):
                record = self.record(entry, at, tuple(comment_to_json(Comment("", "", "", ""))))
                if record is None:
                    continue
                id_ = self.identifier(record["id"], pointer(at, "id"), seen)
                reply_to, settled = record["reply_to"], record["settled_utc"]
                of_code.append(
                    Comment(
                        id_,
                        self.text(record["text"], pointer(at, "text")),
                        self.text(record["who"], pointer(at, "who"), MAX_LINE_CHARACTERS),
                        self.moment(record["at_utc"], pointer(at, "at_utc")),
                        None if reply_to is None else self.identifier(reply_to, pointer(at, "reply_to")),
                        None if settled is None else self.moment(settled, pointer(at, "settled_utc")),
                    )
                )
            if of_code:
                comments[code] = tuple(sorted(of_code, key=lambda c: (c.at_utc, c.id)))
        return comments

    def _reviews(self, found: Mapping[str, object], place: str) -> dict[str, ReviewMark]:
        marks: dict[str, ReviewMark] = {}
        for code, value, at in self.by_code(found.get("reviews"), pointer(place, "reviews")):
            record = self.record(value, at, tuple(mark_to_json(ReviewMark("drafting"))))
            if record is None:
                continue
            state = next((s for s in get_args(ReviewState) if s == record["state"]), None)
            if state is None:
                told = shown(str(record["state"])[:80])
                self.fault("review-state-unknown", pointer(at, "state"), value=told)
            reason, who, at_utc = self._said(record, at)
            marks[code] = ReviewMark(state or "drafting", reason, who, at_utc)
        return marks

    def _given_scores(self, found: Mapping[str, object], place: str) -> dict[str, GivenScore]:
        scores: dict[str, GivenScore] = {}
        for code, value, at in self.by_code(found.get("given_scores"), pointer(place, "given_scores")):
            record = self.record(value, at, tuple(score_to_json(GivenScore(Decimal()))))
            if record is None:
                continue
            points = self._points(code, record["points"], pointer(at, "points"))
            scores[code] = GivenScore(points, *self._said(record, at))
        return scores

    def _points(self, code: str, untrusted: object, place: str) -> Decimal:
        text = self.text(untrusted, place, MAX_LINE_CHARACTERS)
        if not text:
            return Decimal()
        try:
            points = plain_number(text)
        except NumberFault as fault:
            self.fault(fault.code, place, value=shown(text[:80]))
            return Decimal()
        if points > self._catalogue.indicators[code].max_points:
            self.fault("points-above-maximum", place, value=text)
        return points

    def _said(self, record: Mapping[str, object], at: str) -> tuple[str, str, str]:
        """Return reason, person and time of what a reviewer left."""
        return (
            self.text(record["reason"], pointer(at, "reason")),
            self.text(record["who"], pointer(at, "who"), MAX_LINE_CHARACTERS),
            self.moment(record["at_utc"], pointer(at, "at_utc")),
        )

    def _documents(self, untrusted: object, place: str) -> dict[str, Document]:
        documents: dict[str, Document] = {}
        seen: set[str] = set()
        empty = Document("", Citation(), None, "")
        for entry, at in self.entries(untrusted, place):
            record = self.record(entry, at, tuple(_document_to_json(empty)))
            if record is None:
                continue
            id_ = self.identifier(record["id"], pointer(at, "id"), seen)
            number, issuer, title = (
                self.text(record[key], pointer(at, key), MAX_LINE_CHARACTERS)
                for key in ("number", "issuer", "title")
            )
            documents[id_] = Document(
                id_,
                Citation(number, self.day(record["issued_on"], pointer(at, "issued_on")), issuer, title),
                self._file(record["file"], pointer(at, "file")),
                self.moment(record["added_utc"], pointer(at, "added_utc")),
            )
        return documents

    def _file(self, untrusted: object, place: str) -> StoredFile | None:
        if untrusted is None:
            return None
        is_raw = isinstance(untrusted, dict) and "name_bytes" in untrusted
        name_key = "name_bytes" if is_raw else "name"
        record = self.record(untrusted, place, ("sha256", "size_bytes", "media_type", name_key))
        if record is None:
            return None
        sha256 = self.matching(record["sha256"], SHA256, pointer(place, "sha256"))
        media_type = self.matching(record["media_type"], _MEDIA_TYPE, pointer(place, "media_type"))
        size = self.matching(record["size_bytes"], _SIZE, pointer(place, "size_bytes"))
        size_bytes = int(size or "0")
        if size_bytes > _MAX_SIZE_BYTES:
            self.fault(
                "too-large", pointer(place, "size_bytes"), size_bytes=size_bytes, limit_bytes=_MAX_SIZE_BYTES
            )
        name = record[name_key]
        here = pointer(place, name_key)
        if not isinstance(name, str) or isinstance(name, NumberToken) or not name:
            self.fault("text-expected", here)
            name = ""
        elif is_raw:
            try:
                name = bytes.fromhex(name).decode("utf-8", "surrogatepass")
            except ValueError:
                self.fault("value-malformed", here)
        if len(name.encode("utf-8", "surrogatepass")) > _MAX_NAME_BYTES:
            self.fault("text-too-long", here, characters=len(name), limit=_MAX_NAME_BYTES)
        return StoredFile(sha256, size_bytes, media_type, name)

    def _links(
        self, found: Mapping[str, object], place: str, documents: Mapping[str, Document]
    ) -> dict[str, dict[str, str]]:
        links: dict[str, dict[str, str]] = {}
        linked_ids: set[str] = set()
        for code, value, here in self.by_code(found.get("links"), pointer(place, "links")):
            seen: set[str] = set()
            for entry, at in self.entries(value, here):
                record = self.record(entry, at, ("document", "pages"))
                if record is None:
                    continue
                id_ = self.identifier(record["document"], pointer(at, "document"), seen)
                if id_ not in documents:
                    self.fault("document-unknown", pointer(at, "document"), id=id_)
                pages = self.text(record["pages"], pointer(at, "pages"), MAX_LINE_CHARACTERS)
                links.setdefault(code, {})[id_] = pages
                linked_ids.add(id_)
        for id_ in sorted(documents.keys() - linked_ids):
            self.fault("document-not-linked", pointer(place, "documents"), id=id_)
        return links
