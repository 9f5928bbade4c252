"""One name for one document: by which id the assessment calls each document that came back.

The ids do not depend on the order in which files are merged: they are made of what no merge changes.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from dti_desktop.engine.assessment import Document
from dti_desktop.engine.part_content import PartContent

_MADE = "p-"

Candidates = Mapping[str, tuple[str, ...]]
"""By what a document is (`document_key`), the ids of those that are here."""


def document_key(document: Document) -> str:
    """Return what a document is: its file, or without one its citation."""
    if document.file is not None:
        return f"file {document.file.sha256}"
    citation = document.citation
    issued_on = None if citation.issued_on is None else citation.issued_on.isoformat()
    told = json.dumps([citation.number, issued_on, citation.issuer, citation.title])
    return f"cited {hashlib.sha256(told.encode()).hexdigest()}"


def made_id(key: str, number: int) -> str:
    """Return the id of a document that comes by a merge: always the same for the same document."""
    told = f"document of a part\n{number}\n{key}".encode("utf-8", "surrogatepass")
    return _MADE + hashlib.sha256(told).hexdigest()[:16]


def is_made(document: Document) -> bool:
    """Whether a document came by a merge, however it is cited by now."""
    return document.id.startswith(_MADE)


def candidates(ours: Iterable[Document], baselines: Iterable[PartContent]) -> Candidates:
    """Return the documents that one which comes back may be.

    Those that went out stand there as they went out, for a merge may change how they are cited; those that
    came by a merge do not stand there: they are found by their made ids.
    """
    shared: dict[str, set[str]] = defaultdict(set)
    issued: set[str] = set()
    for content in baselines:
        for id_, document in content.documents.items():
            issued.add(id_)
            shared[document_key(document)].add(id_)
    own: dict[str, list[Document]] = defaultdict(list)
    here: set[str] = set()
    for document in ours:
        here.add(document.id)
        if document.id not in issued and not is_made(document):
            own[document_key(document)].append(document)
    return {
        key: (
            *sorted(shared[key] & here),
            *(d.id for d in sorted(own[key], key=lambda d: (d.added_utc, d.id))),
        )
        for key in shared.keys() | own.keys()
    }


def first_keys(content: PartContent, baseline: PartContent, earlier: Mapping[str, str]) -> dict[str, str]:
    """Return what each new document without a file was when it was returned first.

    How it is cited may change from one return to the next; it is the same document. `earlier`: what was
    returned before, by document.
    """
    return {
        id_: earlier.get(id_, document_key(document))
        for id_, document in content.documents.items()
        if document.file is None and id_ not in baseline.documents
    }


def final_ids(
    theirs: PartContent, known: Mapping[str, str], here: Candidates, first: Mapping[str, str]
) -> dict[str, str]:
    """Return the id in the assessment of each returned document.

    `known`: of those that went out, and of those that came back before. A new one is the document that is
    here and is the same; else its id is made of what it is, or `first` was (`first_keys`).
    """
    ids = {id_: known[id_] for id_ in theirs.documents if id_ in known}
    taken = set(ids.values())
    new: dict[str, list[Document]] = defaultdict(list)
    for document in theirs.documents.values():
        if document.id not in ids:
            key = first.get(document.id) if document.file is None else None
            new[key or document_key(document)].append(document)
    for key, documents in sorted(new.items()):
        free = [id_ for id_ in here.get(key, ()) if id_ not in taken]
        number = 0
        for position, document in enumerate(sorted(documents, key=lambda d: (d.added_utc, d.id))):
            if position < len(free):
                id_ = free[position]
            else:
                while (id_ := made_id(key, number)) in taken:
                    number += 1
            ids[document.id] = id_
            taken.add(id_)
    return ids
