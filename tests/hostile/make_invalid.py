"""Writes tests/data/bundles/invalid: hostile bundles, and what each must be told to be.

    python tests/hostile/make_invalid.py

Made from `valid/format-1-tiny.asice` by `raw_zip`, the same bytes each time. `expected.json` beside them says
for each file what it is and which finding it must give, with its reason.
"""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import invalid_containers
import invalid_forms
import raw_zip
from invalid_containers import Case

BUNDLES = Path(__file__).resolve().parents[1] / "data" / "bundles"
INVALID = BUNDLES / "invalid"
EXPECTED = INVALID / "expected.json"


def cases() -> dict[str, Case]:
    """Return all hostile bundles by name."""
    whole = (BUNDLES / "valid" / "format-1-tiny.asice").read_bytes()
    base = raw_zip.members_of(whole)
    if raw_zip.build(base) != whole:
        raise ValueError("the maker does not give the lawful container")
    makers = (
        invalid_containers.names, invalid_containers.headers, invalid_containers.packed,
        invalid_forms.surroundings, invalid_forms.ends, invalid_forms.cut_off, invalid_forms.insides,
    )  # fmt: skip
    made = list(chain.from_iterable(maker(base) for maker in makers))
    if len(dict(made)) != len(made):
        raise ValueError("a name given twice")
    return dict(made)


def expectations(made: dict[str, Case]) -> dict[str, dict[str, str]]:
    """Return the content of `expected.json`."""
    return {
        f"{name}.asice": {"what": c.what, "code": c.code, **({"reason": c.reason} if c.reason else {})}
        for name, c in sorted(made.items())
    }


def main() -> None:
    """Write the folder anew."""
    made = cases()
    INVALID.mkdir(exist_ok=True)
    for stale in INVALID.glob("*.asice"):
        stale.unlink()
    for name, case in made.items():
        (INVALID / f"{name}.asice").write_bytes(case.content)
    EXPECTED.write_text(json.dumps(expectations(made), ensure_ascii=True, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
