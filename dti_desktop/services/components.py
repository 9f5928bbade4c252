"""What the program is made of beside its own code, with the licences, as NOTICE lists it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_OWN_TEXT = "apache-2.0.txt"
OWN_LICENCE = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class Component:
    """One part. `texts`: names of files in the folder of licences, the first one first."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def components(licences_dir: Path, own_version: str) -> tuple[Component, ...]:
    """Return the program itself, then the parts of others by name. Raises `OSError` where data is missing."""
    listed = json.loads((licences_dir / "components.json").read_text("utf-8"))
    others = [
        Component(entry["name"], entry["version"], entry["licence"], tuple(entry["texts"]))
        for entry in listed
    ]
    others.sort(key=lambda component: component.name.lower())
    return (Component("DTI Desktop", own_version, OWN_LICENCE, (_OWN_TEXT,)), *others)


def licence_text(licences_dir: Path, component: Component) -> str:
    """Return the whole text that a component comes under. Raises `OSError` where a file is missing."""
    texts = [(licences_dir / name).read_text("utf-8", "replace").strip() for name in component.texts]
    return f"\n\n{'-' * 72}\n\n".join(texts)
