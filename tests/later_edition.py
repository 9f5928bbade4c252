"""The shipped data with a later edition of the catalogue beside it, as a ministry would issue one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dti_desktop import paths
from dti_desktop.services.library import Library

LATER_YEAR = 2024
LATER_ID = "dti-province-2024"


def library_with_later_edition(folder: Path) -> Library:
    """Return the shipped library with one more catalogue, for 2024, and the map from the shipped one.

    1.10 is gone and 1.11 is new; 1.1 lost the level `deputy`; 4.2 has another target; 2.1 and 2.2 changed
    places, which only the map can tell.
    """
    shipped = paths.resources_dir()
    folder.mkdir()
    for child in shipped.iterdir():
        if child.name not in ("catalogues", "catalogue_maps"):
            (folder / child.name).symlink_to(child)
    (folder / "catalogues").mkdir()
    (folder / "catalogue_maps").mkdir()
    (source,) = (shipped / "catalogues").glob("dti-province-2022.json")
    (folder / "catalogues" / source.name).write_bytes(source.read_bytes())
    document = json.loads(source.read_bytes())
    _edit(document)
    later = json.dumps(document, ensure_ascii=False).encode()
    (folder / "catalogues" / f"{LATER_ID}.json").write_bytes(later)
    known = {
        "schema_version": 1,
        "from": "dti-province-2022",
        "to": LATER_ID,
        "moved": {"2.1": "2.2", "2.2": "2.1"},
    }
    (folder / "catalogue_maps" / f"dti-province-2022--{LATER_ID}.json").write_text(json.dumps(known), "utf-8")
    return Library(folder, paths.translations_dir())


def _edit(document: dict[str, Any]) -> None:
    document["id"], document["issued_for_years"] = LATER_ID, [LATER_YEAR]
    rows = document["indicators"]
    by_code = {row["code"]: row for row in rows}
    by_code["1.1"]["rule"]["levels"] = [x for x in by_code["1.1"]["rule"]["levels"] if x["id"] != "deputy"]
    by_code["4.2"]["rule"]["target"] = "0.02"
    first, second = rows.index(by_code["2.1"]), rows.index(by_code["2.2"])
    rows[first], rows[second] = rows[second], rows[first]
    rows[first]["code"], rows[second]["code"] = "2.1", "2.2"
    new = {**by_code["1.4"], "code": "1.11", "title_vi": "Có ngày chuyển đổi số của tỉnh"}
    rows[rows.index(by_code["1.10"])] = {**new, "title_en": "The province has a day of its own"}
