"""Sub-indicators that come into a catalogue's document and go out of it, with the count that follows.

Nothing is changed in place: the nodes that differ are returned, for `catalogue_edit.with_nodes`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dti_desktop.engine.catalogue_edit import Document, Node, NodeName, index_of, node_of
from dti_desktop.engine.catalogue_form import CODE, Findings
from dti_desktop.engine.rule_shapes import of_kind
from dti_desktop.errors import InputError

Nodes = Mapping[NodeName, Node | None]

_NOT_COPIED = frozenset({"code", "title_vi", "title_en", "short_vi", "short_en", "confidence", "checked"})


def next_code(document: Document, index_code: str, taken: Collection[str] = ()) -> str:
    """Return a code for a new row of a main index: one more than its highest.

    `taken`: codes that are not given though the document has no such row; answers may hang on them.
    """
    begin = f"{index_code}."
    held = {str(row["code"]) for row in document["indicators"]} | set(taken)
    numbers = [int(code.removeprefix(begin)) for code in held if _is_numbered(code, begin)]
    return f"{begin}{max(numbers, default=0) + 1}"


def new_row(code: str, title: str, kind: str, like: Node | None = None) -> Node:
    """Return a new row that nobody has held against the decision.

    `like`: the row whose points, rule and evidence it begins with; without one it is empty, scored by a
    rule of `kind`, and what is empty is a fault until it is filled in.
    """
    named = {"code": code, "title_vi": title, "title_en": title}
    if like is not None:
        return {
            **named,
            **{k: v for k, v in like.items() if k not in _NOT_COPIED},
            "confidence": "recollected",
        }
    return {
        **named,
        "max_points": "0" if kind == "info" else "",
        "rule": of_kind(kind),
        "evidence_vi": "",
        "measured_by": "province",
        "confidence": "recollected",
    }


def with_row(document: Document, row: Node) -> Nodes:
    """Return the nodes that change where a row comes in: it, and the count of its main index.

    Raises `InputError` `row-code-invalid` where the code is none of a main index's rows, `row-code-taken`.
    """
    code = str(row["code"])
    findings = Findings()
    CODE(findings, code, "")
    index = node_of(document, NodeName("main_indices", index_of(code)))
    if findings.problems() or index is None:
        raise InputError("row-code-invalid", code=code)
    if node_of(document, NodeName("indicators", code)) is not None:
        raise InputError("row-code-taken", code=code)
    return {NodeName("indicators", code): row, **_recounted(document, code, +1)}


def without_row(document: Document, code: str) -> Nodes:
    """Return the nodes that change where a row goes: None for it, and the count of its main index.

    Raises `InputError` `unknown-node`, `row-is-last` where a catalogue would be left without rows.
    """
    name = NodeName("indicators", code)
    if node_of(document, name) is None:
        raise InputError("unknown-node", section=name.section, code=code)
    if len(document["indicators"]) == 1:
        raise InputError("row-is-last", code=code)
    return {name: None, **_recounted(document, code, -1)}


def _recounted(document: Document, code: str, by: int) -> dict[NodeName, Node]:
    """Return the main index with the number of rows that it will have; what it stated is not believed."""
    own = index_of(code)
    name = NodeName("main_indices", own)
    index = node_of(document, name)
    if index is None:
        return {}
    count = sum(index_of(row["code"]) == own for row in document["indicators"]) + by
    return {name: {**index, "indicators": count}}


def _is_numbered(code: str, begin: str) -> bool:
    return (
        code.startswith(begin) and code.removeprefix(begin).isascii() and code.removeprefix(begin).isdecimal()
    )
