"""Department files made of random content, for tests and `./dev merge`."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from random import Random

from random_parts import CONTENTS, TEXTS, random_codes, random_content, random_id

from dti_desktop import paths
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.part_content import PartContent
from dti_desktop.exchange.part_file import Header, PartFile, Return, baseline_to_bytes

CATALOGUE_BYTES = (paths.resources_dir() / "catalogues" / "dti-province-2022.json").read_bytes()
CATALOGUE = parse_catalogue(CATALOGUE_BYTES)
AT, WHO = "2022-11-29T09:00:00Z", "Nguyễn Văn An"
PASSPHRASE = "bcfg-hjkm-npqr-stvx-z234-5678"


def evidence_folder(folder: Path) -> Path:
    """Make a folder that holds the contents of every random file, each by its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    for content in CONTENTS:
        (folder / hashlib.sha256(content).hexdigest()).write_bytes(content)
    return folder


def part_file(
    codes: tuple[str, ...],
    baseline: PartContent,
    content: PartContent | None = None,
    returned: Return | None = None,
    **more: object,
) -> PartFile:
    guidance = str(more.pop("guidance", "Gửi lại trước ngày 15.\nCảm ơn."))
    previous = more.pop("previous", None)
    baseline_bytes = baseline_to_bytes(CATALOGUE, baseline, guidance)
    facts = {
        "part_id": "c0ffee", "assessment_id": "soc-trang-2022", "province": "Sóc Trăng", "year": 2022,
        "department": "Sở Nội vụ", "due": date(2022, 12, 15), "issued_utc": AT, "issued_by": WHO, **more,
    }  # fmt: skip
    header = Header(
        catalogue_id=CATALOGUE.id,
        catalogue_digest=CATALOGUE.digest,
        codes=codes,
        baseline_sha256=hashlib.sha256(baseline_bytes).hexdigest(),
        returned=returned,
        **facts,
    )
    return PartFile(
        header,
        CATALOGUE,
        CATALOGUE_BYTES,
        baseline_bytes,
        guidance,
        baseline,
        baseline if content is None else content,
        previous,
    )


def random_part_file(die: Random) -> PartFile:
    codes = tuple(random_codes(die, CATALOGUE, die.randint(1, 4)))
    baseline = random_content(die, CATALOGUE, codes)
    if die.random() < 0.5:
        return part_file(codes, baseline, guidance=die.choice(("", *TEXTS)))
    content = random_content(die, CATALOGUE, codes)
    made = Return(random_id(die), tuple(random_id(die) for _ in range(die.randint(0, 2))), AT, WHO)
    return part_file(codes, baseline, content, made)
