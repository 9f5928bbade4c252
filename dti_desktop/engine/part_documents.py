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

Candidates = Mapping[str, tuple[str, ...]]
"""By what a document is (`document_key`), the ids of those that are here."""


def document_key(document: Document) -> str:
    """Return what a document is: its file, or without one its citation."""
    if document.file is not None:
        return f"file {document.file.sha256}"
    citation = document.citation
    issued_on = None if citation.issued_on is None else citation.issued_on.isoformat()
    return "cited " + json.dumps([citation.number, issued_on, citation.issuer, citation.title])


def made_id(key: str, number: int) -> str:
    """Return the id of the document that came by a merge: always the same for the same document."""
    return hashlib.sha256(
        f"document of a part\n{number}\n{key}".encode("utf-8", "surrogatepass")
    ).hexdigest()[:16]


def is_made(document: Document) -> bool:
    """Whether a document with a file came by a merge."""
    key = document_key(document)
    return any(document.id == made_id(key, number) for number in range(3))


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


def final_ids(theirs: PartContent, known: Mapping[str, str], here: Candidates) -> dict[str, str]:
    """Return the id in the assessment of each returned document.

    `known`: of those that went out, and of those that came back before. A new one is the document that is
    here and is the same; else its id is made of what it is.
    """
    ids = {id_: known[id_] for id_ in theirs.documents if id_ in known}
    taken = set(ids.values())
    new: dict[str, list[Document]] = defaultdict(list)
    for document in theirs.documents.values():
        if document.id not in ids:
            new[document_key(document)].append(document)
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
