"""What the office remembers of a part: what went out, and every file that was taken in of it.

So a file that comes a second time changes nothing, whatever was decided since, and a later one of the same
copy is judged against the earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dti_desktop.engine import strict_json
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.part_content import PartContent
from dti_desktop.engine.part_content_json import content_from_json, content_to_json
from dti_desktop.engine.parts import IssuedPart
from dti_desktop.errors import InputError

if TYPE_CHECKING:
    from dti_desktop.store.database import Store

_MAX_BYTES = 1 << 30


@dataclass(frozen=True)
class KnownReturn:
    """A return that was taken in. `content` calls documents as the assessment does; `ids`: how it came to."""

    id: str
    follows: frozenset[str]
    ids: Mapping[str, str]
    content: PartContent


@dataclass(frozen=True)
class PartMemory:
    """What is known of one part. `baseline`: as it went out, under the `catalogue` of that time."""

    issued_sha256: str
    baseline: PartContent
    catalogue: Catalogue
    returns: tuple[KnownReturn, ...] = ()

    @property
    def taken_ids(self) -> frozenset[str]:
        """The returns that hold nothing new: taken in, or made before one that was, of the same copy."""
        return frozenset(r.id for r in self.returns).union(*(r.follows for r in self.returns))

    def last_of(self, follows: frozenset[str]) -> KnownReturn | None:
        """Return what was taken in last of the copy whose earlier returns are `follows`."""
        known = [each for each in self.returns if each.id in follows]
        return max(known, key=lambda each: (len(each.follows), each.id), default=None)

    def with_returns(self, more: tuple[KnownReturn, ...]) -> PartMemory:
        """Return a copy that remembers these too, in an order that does not depend on when they came."""
        by_id = {each.id: each for each in (*self.returns, *more)}
        return replace(self, returns=tuple(by_id[id_] for id_ in sorted(by_id)))

    def to_bytes(self) -> bytes:
        """Return what the store keeps in place of the baseline, once a file was taken in."""
        return strict_json.canonical_bytes(
            {
                "issued_sha256": self.issued_sha256,
                "returns": [
                    {
                        "id": each.id,
                        "follows": sorted(each.follows),
                        "ids": dict(sorted(each.ids.items())),
                        "content": content_to_json(self.catalogue, each.content),
                    }
                    for each in self.returns
                ],
            }
        )


def memory_of(store: Store, catalogue: Catalogue, part: IssuedPart) -> PartMemory:
    """Return what is known of a part that went out under `catalogue`.

    Raises `InputError` `part-baseline-missing`.
    """
    from dti_desktop.exchange.part_file import read_baseline

    kept = _kept(store, part.baseline_sha256, part)
    document = strict_json.read(kept, max_bytes=_MAX_BYTES)
    assert isinstance(document, dict)
    if "issued_sha256" not in document:
        return PartMemory(part.baseline_sha256, read_baseline(catalogue, part.codes, kept)[1], catalogue)
    issued = _kept(store, document["issued_sha256"], part)
    returns = tuple(
        KnownReturn(
            each["id"],
            frozenset(each["follows"]),
            dict(each["ids"]),
            content_from_json(catalogue, part.codes, each["content"]),
        )
        for each in document["returns"]
    )
    return PartMemory(
        document["issued_sha256"], read_baseline(catalogue, part.codes, issued)[1], catalogue, returns
    )


def _kept(store: Store, sha256: str, part: IssuedPart) -> bytes:
    kept = store.parts.baseline(sha256)
    if kept is None:
        raise InputError("part-baseline-missing", id=part.id, department=part.department)
    return kept
