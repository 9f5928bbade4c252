"""A merge in words, the same for the command line, the window and the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from dti_desktop.engine.assessment import Document
from dti_desktop.engine.merge import Lost
from dti_desktop.engine.model import Catalogue, InfoRule, LevelsRule, PartsRule, Rule, Text, quantities
from dti_desktop.engine.part_content import Place, Value
from dti_desktop.engine.part_move import LeftOut
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark
from dti_desktop.services.words import Words

if TYPE_CHECKING:
    from dti_desktop.services.part_merging import Preview

_OF_DOCUMENTS = ("citation", "file", "file_name", "added")


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One value that is taken. `code`: the sub-indicator, "" for a figure or a document."""

    place: Place
    code: str
    where: str
    before: str
    value: str
    departments: str


class MergeWords:
    """The words of one merge that was looked at."""

    def __init__(self, looked: Preview, words: Words) -> None:
        self._looked = looked
        self._words = words
        self._catalogue = looked.assessment.catalogue
        returned = {
            id_: document
            for each in looked.merged.live.values()
            for id_, document in {**each.base.documents, **each.theirs.documents}.items()
        }
        self._documents: dict[str, Document] = {**returned, **looked.ours.documents}

    def rows(self) -> list[MergeRow]:
        """Return what is taken, in the catalogue's order; a new document is told by its links alone."""
        order = {code: number for number, code in enumerate(self._catalogue.indicators)}
        rows = [
            MergeRow(
                place,
                place.code,
                self.where(place),
                self.value(place, taken.before),
                self.value(place, taken.value),
                ", ".join(taken.departments),
            )
            for place, taken in self._looked.merged.taken.items()
            if place.kind != "added"
            and (place.kind not in _OF_DOCUMENTS or place.key in self._looked.ours.documents)
        ]
        return sorted(rows, key=lambda row: (order.get(row.code, len(order)), row.place))

    def where(self, place: Place) -> str:
        """Return what stands at a place: a field's label, "Giải trình", a document with what of it."""
        return self._where(place, self._catalogue)

    def _where(self, place: Place, catalogue: Catalogue) -> str:
        words = self._words
        if place.kind == "answer":
            label = answer_label(catalogue.indicators[place.code].rule, place.key, words.language)
            return label or words.text("merge.place.answer")
        if place.kind == "profile":
            return next(
                (f.title.in_language(words.language) for f in catalogue.profile if f.key == place.key),
                place.key,
            )
        if place.kind == "link" or place.kind in _OF_DOCUMENTS:
            said = words.text(f"merge.place.{place.field or place.kind}")
            return words.text("merge.place.of_document", document=self.document(place.key), said=said)
        return words.text(f"merge.place.{place.kind}")

    def value(self, place: Place, value: Value | None) -> str:
        """Return a value as people write it."""
        return self._value(place, value, self._catalogue)

    def _value(self, place: Place, value: Value | None, catalogue: Catalogue) -> str:
        words = self._words
        if value is None:
            return words.text("merge.value.none")
        if isinstance(value, ReviewMark):
            state = words.review_state(value.state)
            return f"{state} – {value.reason} ({value.who})" if value.reason else f"{state} ({value.who})"
        if isinstance(value, GivenScore):
            points = words.format.number(value.points)
            return f"{points} – {value.reason} ({value.who})" if value.reason else f"{points} ({value.who})"
        if place.kind == "answer" and not isinstance(value, date | Comment):
            return answer_text(catalogue.indicators[place.code].rule, place.key, value, words)
        if place.kind == "link":
            return words.text("merge.value.pages", pages=value) if value else words.text("merge.value.linked")
        if isinstance(value, Comment):
            settled = words.text("merge.value.settled") if value.settled_utc else ""
            return f"{value.who}: {value.text}{settled}"
        if isinstance(value, Decimal):
            unit = next(
                (f.unit.in_language(words.language) for f in catalogue.profile if f.key == place.key),
                "",
            )
            return f"{words.format.number(value)} {unit}".strip()
        if isinstance(value, date):
            return words.format.date(value)
        if place.kind == "file":
            return self.document(place.key)
        return str(value)

    def lost(self, lost: Lost) -> str:
        """Return a value that is not taken, and why."""
        place, catalogue = lost.place, self._catalogue_of(lost)
        return self._words.text(
            f"merge.{lost.why}",
            where=self._where(place, catalogue),
            value=self._value(place, lost.offer.value, catalogue),
            kept=self._value(place, lost.kept, self._catalogue if lost.kept is not None else catalogue),
            departments=", ".join(lost.offer.departments),
        )

    def lost_line(self, lost: Lost) -> str:
        """Return the same as a line of its own, with the sub-indicator before it."""
        code = lost.place.code
        return f"{code} – {self.lost(lost)}" if code else self.lost(lost)

    def older_files(self) -> list[str]:
        """Return a line for each department whose part went out under another version of the catalogue."""
        older = {
            line.department: line.older_version
            for line in self._looked.files
            if line.older_version is not None
        }
        lost = [each for each in self._looked.merged.lost if each.why in get_args(LeftOut)]
        return [
            self._words.text(
                "cli.merge.older",
                department=name,
                version=version or "–",
                count=sum(name in each.offer.departments for each in lost),
            )
            for name, version in older.items()
        ]

    def _catalogue_of(self, lost: Lost) -> Catalogue:
        """Return the catalogue by which a value is read: of what an older edition asked, that edition."""
        if lost.why in get_args(LeftOut):
            for part in self._looked.parts:
                if part.header.department in lost.offer.departments and (
                    not lost.place.code or lost.place.code in part.header.codes
                ):
                    return part.catalogue
        return self._catalogue

    def document(self, id_: str) -> str:
        """Return what a document is called."""
        document = self._documents.get(id_)
        if document is None:
            return id_
        file_name = "" if document.file is None else document.file.original_name
        name = document.citation.number or document.citation.title or file_name
        shown = name.encode("utf-8", "replace").decode("utf-8")
        return shown or self._words.text("merge.value.no_number")

    def remarks(self, code: str, department: str | None) -> list[str]:
        """Return what was remarked on a sub-indicator: here, or as a department returned it."""
        found = [self._looked.ours.comments.get(code, ())]
        if department is not None:
            live = self._looked.merged.live.values()
            found = [each.theirs.comments.get(code, ()) for each in live if each.department == department]
        return [self.value(Place("comment", code), remark) for remarks in found for remark in remarks]

    def evidence(self, code: str, department: str | None) -> list[str]:
        """Return the documents that prove a sub-indicator: here, or as a department returned it."""
        found = [self._looked.ours.links.get(code, {})]
        if department is not None:
            live = self._looked.merged.live.values()
            found = [each.theirs.links.get(code, {}) for each in live if each.department == department]
        lines = []
        for links in found:
            for id_, pages in links.items():
                said = self._words.text("merge.value.pages", pages=pages) if pages else ""
                lines.append(f"{self.document(id_)}, {said}" if said else self.document(id_))
        return lines


def answer_label(rule: Rule, key: str, language: str) -> str:
    """Return what a field of an answer asks for; "" where the sub-indicator's title says it."""
    return next((label.in_language(language) for path, label in _labels(rule) if path == key and label), "")


def _labels(rule: Rule, prefix: str = "", part: Text | None = None) -> Iterator[tuple[str, Text | None]]:
    match rule:
        case LevelsRule():
            yield f"{prefix}level", part
        case InfoRule():
            for field in rule.fields:
                yield prefix + field.id, field.label
        case PartsRule():
            for inner in rule.parts:
                yield from _labels(inner.rule, f"{prefix}{inner.id}.", inner.label)
        case _:
            for path, quantity in quantities(rule, prefix):
                yield path, quantity.label


def answer_text(rule: Rule, key: str, value: str | Decimal | bool, words: Words) -> str:
    """Return one field's value as people say it; one that the rule does not know stays as it is."""
    if isinstance(value, bool):
        return words.text("merge.value.yes" if value else "merge.value.no")
    head, _, rest = key.partition(".")
    if isinstance(rule, PartsRule):
        inner = next((part.rule for part in rule.parts if part.id == head), None)
        return str(value) if inner is None else answer_text(inner, rest, value, words)
    if isinstance(value, Decimal):
        units = {path: quantity.unit for path, quantity in quantities(rule)}
        unit = units[key].in_language(words.language) if key in units else ""
        return f"{words.format.number(value)} {unit}".strip()
    choices: list[tuple[str, Text]] = []
    if isinstance(rule, LevelsRule):
        choices = [(level.id, level.label) for level in rule.levels]
    elif isinstance(rule, InfoRule):
        choices = [(c.id, c.label) for field in rule.fields if field.id == key for c in field.choices]
    return next((label.in_language(words.language) for id_, label in choices if id_ == value), value)
