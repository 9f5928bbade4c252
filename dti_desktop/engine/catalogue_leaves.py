"""The texts and numbers of a catalogue one by one, each with a name of its own: for tables to go through.

Only what an office corrects against the paper decision is among them: titles, points, wordings of levels,
parts and figures, units, shares, targets, required evidence. Ids, codes, kinds of rules and what the office
vouches for are not.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from dti_desktop.engine.catalogue_edit import Document, Node, NodeName, node_names, node_of

Form = Literal["text", "number", "share"]

TEXTS = (
    "title_vi", "title_en", "short_vi", "short_en", "evidence_vi", "evidence_en",
    "label_vi", "label_en", "unit", "unit_en",
)  # fmt: skip
NUMBERS = ("max_points", "scale", "per")
SHARES = ("share", "target")
"""Numbers that may be written as a fraction, such as `1/3`."""

ROW_TEXTS = ("title_vi", "title_en", "short_vi", "short_en", "evidence_vi", "evidence_en")
"""Those that stand at the sub-indicator itself, in the order in which a person reads them."""

_OPTIONAL = frozenset({"title_en", "short_vi", "short_en", "evidence_en", "label_en", "unit_en"})


@dataclass(frozen=True, slots=True)
class LeafName:
    """Which value: its node, and the keys and ids that lead to it inside (`rule/parts/attends/share`)."""

    node: NodeName
    path: str

    @property
    def key(self) -> str:
        """The key that it stands under: `share`, `label_vi`."""
        return self.path.rpartition("/")[2]

    @property
    def form(self) -> Form:
        """What it may be written as."""
        return "share" if self.key in SHARES else "number" if self.key in NUMBERS else "text"


def leaves(document: Document) -> Iterator[tuple[LeafName, str]]:
    """Yield every value in the document's order; of a sub-indicator also the texts that it lacks, as ""."""
    for name in node_names(document):
        node = node_of(document, name)
        assert node is not None
        lacking = [key for key in ROW_TEXTS if key not in node] if name.section == "indicators" else []
        yield from _leaves(name, node, "")
        yield from ((LeafName(name, key), "") for key in lacking)


def with_leaves(document: Document, changes: Mapping[LeafName, str]) -> dict[NodeName, Node]:
    """Return the nodes that differ once these values stand in them; nothing is changed in place.

    An empty value takes away what need not be there. Raises KeyError for a value that `leaves` does not tell.
    """
    known = dict(leaves(document))
    changed: dict[NodeName, Node] = {}
    for name, value in changes.items():
        if known[name] == value:
            continue
        if name.node not in changed:
            changed[name.node] = copy.deepcopy(dict(node_of(document, name.node) or {}))
        holder = _holder(changed[name.node], name.path.split("/")[:-1])
        if value == "" and name.key in _OPTIONAL:
            holder.pop(name.key, None)
        else:
            holder[name.key] = value
    return changed


def _leaves(name: NodeName, value: Any, path: str) -> Iterator[tuple[LeafName, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            inside = f"{path}/{key}" if path else key
            if isinstance(inner, str) and key in (*TEXTS, *NUMBERS, *SHARES):
                yield LeafName(name, inside), inner
            elif key != "checked":
                yield from _leaves(name, inner, inside)
    elif isinstance(value, list):
        for step, item in _steps(value):
            yield from _leaves(name, item, f"{path}/{step}")


def _steps(items: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield each item of a list that has ids with its id; others stay unnamed and untold."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Mapping) and isinstance(item.get("id"), str) and item["id"] not in seen:
            seen.add(item["id"])
            yield item["id"], item


def _holder(node: Any, steps: list[str]) -> dict[str, Any]:
    found = node
    for step in steps:
        found = dict(_steps(found))[step] if isinstance(found, list) else found[step]
    return cast("dict[str, Any]", found)
