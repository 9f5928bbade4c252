"""Content made of its values again: what a merge of pure values leaves, to go on merging from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from dti_desktop.engine.assessment import Citation, Document, StoredFile
from dti_desktop.engine.merge import Outcome
from dti_desktop.engine.part_content import PartContent, Place, Value, values_of


def content_of_values(values: Mapping[Place, Value]) -> PartContent:
    answers: defaultdict[str, dict] = defaultdict(dict)
    links: defaultdict[str, dict] = defaultdict(dict)
    comments: defaultdict[str, list] = defaultdict(list)
    texts: dict[str, dict] = {"explanation": {}, "note": {}, "change_reason": {}}
    profile: dict[str, Any] = {}
    documents: defaultdict[str, dict] = defaultdict(dict)
    signed: dict[str, dict] = {"review": {}, "given_score": {}}
    for place, value in values.items():
        match place.kind:
            case "answer":
                answers[place.code][place.key] = value
            case "profile":
                profile[place.key] = value
            case "explanation" | "note" | "change_reason":
                texts[place.kind][place.code] = value
            case "comment":
                comments[place.code].append(value)
            case "review" | "given_score":
                signed[place.kind][place.code] = value
            case "link":
                links[place.code][place.key] = value
            case _:
                documents[place.key][place.field or place.kind] = value
    return PartContent(
        dict(answers),
        profile,
        texts["explanation"],
        texts["note"],
        texts["change_reason"],
        {code: tuple(sorted(found, key=lambda c: (c.at_utc, c.id))) for code, found in comments.items()},
        signed["review"],
        signed["given_score"],
        {id_: _document(id_, known) for id_, known in documents.items()},
        dict(links),
    )


def _document(id_: str, known: Mapping[str, Any]) -> Document:
    citation = Citation(
        known.get("number", ""), known.get("issued_on"), known.get("issuer", ""), known.get("title", "")
    )
    file = None
    if "file" in known:
        file = StoredFile(known["file"], 1, "text/plain", known["file_name"])
    return Document(id_, citation, file, known["added"])


def written(ours: PartContent, result: Outcome) -> PartContent:
    """Return what the assessment holds afterwards."""
    values: dict[Place, Value] = dict(values_of(ours))
    for place, value in result.writes.items():
        if value is None:
            values.pop(place, None)
        else:
            values[place] = value
    return content_of_values(values)
