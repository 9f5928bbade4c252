"""Makes packs for the tests: a corrected edition, results of a year that does not ship, signed with a key."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from certificates import PASSWORD

from dti_desktop.bundle.pack import Item, write_pack
from dti_desktop.bundle.signing import Pkcs12Signer
from dti_desktop.services.library import Library


def corrected(library: Library) -> bytes:
    """The shipped catalogue with a title corrected, as the next edition."""
    document = json.loads(library.catalogue_bytes[library.catalogue_ids[0]])
    document["version"] = "9.1"
    document["indicators"][0]["title_vi"] += " (đã sửa)"
    return json.dumps(document, ensure_ascii=False).encode()


def pack_of(target: Path, key: Path, *items: Item) -> Path:
    signer = Pkcs12Signer.load(key, PASSWORD)
    write_pack(
        target,
        items,
        title="Cập nhật",
        created_utc="2026-11-29T00:00:00Z",
        verify_text=b"",
        signer=signer,
        now_utc=lambda: datetime.now(UTC),
    )
    return target


def results_2024(library: Library) -> bytes:
    names = [province.name for province in library.result_book.provinces]
    rows = [f"2024,{name},overall,{n + 1},0.{9000 - 10 * n}" for n, name in enumerate(names)]
    return "\n".join(["year,province,measure,rank,value", *rows, ""]).encode()
