"""What the year before held of a part, as JSON: to look at, never to be merged back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from dti_desktop.engine.assessment import Citation, FieldValue
from dti_desktop.engine.numbers import NumberFault, catalogue_number, exact_text, number_text, plain_number
from dti_desktop.engine.part_reading import MAX_LINE_CHARACTERS, Reading
from dti_desktop.engine.previous import Previous, PreviousDocument, PreviousRow
from dti_desktop.engine.strict_json import pointer

_FIELD = re.compile(r"[A-Za-z0-9_-]{1,64}(\.[A-Za-z0-9_-]{1,64}){0,4}", re.ASCII)
_POINTS = re.compile(r"[0-9]{1,18}(/[0-9]{1,18})?", re.ASCII)


def previous_of_part(previous: Previous | None, codes: Collection[str]) -> Previous | None:
    """Return what of an earlier year belongs to these sub-indicators; its files stay where they are."""
    if previous is None:
        return None
    rows = {
        code: replace(row, documents=tuple(replace(document, file=None) for document in row.documents))
        for code, row in previous.rows.items()
        if code in codes
    }
    return replace(previous, rows=rows, shelf={}, profile={}) if rows else None


def previous_to_json(previous: Previous) -> dict[str, object]:
    """Return an earlier year as JSON data; files are not told of."""
    return {
        "assessment": previous.assessment_id,
        "year": str(previous.year),
        "catalogue": {"id": previous.catalogue_id, "digest": previous.catalogue_digest},
        "rows": {code: _row_to_json(row) for code, row in sorted(previous.rows.items())},
    }


def previous_from_json(codes: Collection[str], untrusted: object) -> Previous:
    """Return an earlier year read by `strict_json.read`. Raises `InputError` listing every fault."""
    reading = _PreviousReading(codes)
    previous = reading.previous(untrusted)
    reading.raise_problems()
    return previous


def _row_to_json(row: PreviousRow) -> dict[str, object]:
    return {
        "code": row.old_code,
        "answer": {
            key: {"number": number_text(value)} if isinstance(value, Decimal) else value
            for key, value in sorted(row.fields.items())
        },
        "explanation": row.explanation,
        "points": exact_text(row.points),
        "max_points": exact_text(row.max_points),
        "documents": [
            {
                "number": document.citation.number,
                "issued_on": document.citation.issued_on and document.citation.issued_on.isoformat(),
                "issuer": document.citation.issuer,
                "title": document.citation.title,
                "pages": document.pages,
            }
            for document in row.documents
        ],
    }


class _PreviousReading(Reading):
    def previous(self, untrusted: object) -> Previous:
        empty = Previous("", 0, "", "")
        found = self.record(untrusted, "", tuple(previous_to_json(empty)))
        if found is None:
            return empty
        catalogue = self.record(found["catalogue"], "/catalogue", ("id", "digest")) or {
            "id": "",
            "digest": "",
        }
        year = self.matching(found["year"], re.compile("[0-9]{4}", re.ASCII), "/year")
        return Previous(
            self.identifier(found["assessment"], "/assessment"),
            int(year or "0"),
            self.text(catalogue["id"], "/catalogue/id", MAX_LINE_CHARACTERS),
            self.text(catalogue["digest"], "/catalogue/digest", MAX_LINE_CHARACTERS),
            rows={code: self._row(value, here) for code, value, here in self.by_code(found["rows"], "/rows")},
        )

    def _row(self, untrusted: object, place: str) -> PreviousRow:
        found = self.record(untrusted, place, tuple(_row_to_json(PreviousRow("", {}))))
        if found is None:
            return PreviousRow("", {})
        return PreviousRow(
            self.text(found["code"], pointer(place, "code"), MAX_LINE_CHARACTERS),
            self._fields(found["answer"], pointer(place, "answer")),
            self.text(found["explanation"], pointer(place, "explanation")),
            self._points(found["points"], pointer(place, "points")),
            self._points(found["max_points"], pointer(place, "max_points")),
            tuple(
                self._document(entry, at)
                for entry, at in self.entries(found["documents"], pointer(place, "documents"))
            ),
        )

    def _fields(self, untrusted: object, place: str) -> dict[str, FieldValue]:
        fields: dict[str, FieldValue] = {}
        if not isinstance(untrusted, dict):
            self.fault("object-expected", place)
            return fields
        for key, value in untrusted.items():
            here = pointer(place, key)
            self.matching(key, _FIELD, here)
            if isinstance(value, bool):
                fields[key] = value
            elif isinstance(value, dict):
                fields[key] = self._number(value, here)
            else:
                fields[key] = self.text(value, here, MAX_LINE_CHARACTERS)
        return fields

    def _number(self, untrusted: Mapping[str, object], place: str) -> Decimal:
        found = self.record(untrusted, place, ("number",))
        try:
            return plain_number(str(found["number"])) if found is not None else Decimal(0)
        except NumberFault as fault:
            self.fault(fault.code, place, value=str(untrusted["number"])[:80])
            return Decimal(0)

    def _points(self, untrusted: object, place: str) -> Fraction:
        text = self.matching(untrusted, _POINTS, place)
        try:
            return catalogue_number(text or "0")
        except NumberFault as fault:
            self.fault(fault.code, place, value=text)
            return Fraction(0)

    def _document(self, untrusted: object, place: str) -> PreviousDocument:
        keys = ("number", "issued_on", "issuer", "title", "pages")
        found = self.record(untrusted, place, keys)
        if found is None:
            return PreviousDocument(Citation(), None)
        number, issuer, title, pages = (
            self.text(found[key], pointer(place, key), MAX_LINE_CHARACTERS)
            for key in ("number", "issuer", "title", "pages")
        )
        issued_on = self.day(found["issued_on"], pointer(place, "issued_on"))
        return PreviousDocument(Citation(number, issued_on, issuer, title), None, pages)
