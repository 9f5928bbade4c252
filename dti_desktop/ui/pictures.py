"""Arrows and ticks for the style sheet: recoloured icons in Qt's resource system, in memory.

A style sheet takes pictures by address only. `register` therefore lays the few that are needed under
`:/theme/<icon>-<colour name>-<rrggbb>.svg`, in Qt's binary resource format, without touching the disk.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QResource

_ROOT = "theme"
_NEEDED = (
    ("chevron-down", "muted"),
    ("chevron-up", "muted"),
    ("chevron-left", "text"),
    ("chevron-right", "text"),
    ("chevron-right", "muted"),
    ("check", "on_accent"),
    ("check", "text"),
    ("minus", "on_accent"),
    ("info", "accent"),
    ("circle-help", "accent"),
    ("triangle-alert", "warn"),
    ("octagon-alert", "block"),
    ("arrow-left", "text"),
    ("arrow-right", "text"),
    ("chevron-up", "text"),
    ("plus", "text"),
    ("list-checks", "text"),
    ("table", "text"),
)

# Qt reads the registered block in place, so it has to stay alive.
_registered: dict[str, bytes] = {}


def address(icon: str, colour_name: str, colours: Mapping[str, str]) -> str:
    """Return the address of a registered picture, for `url(…)` in a style sheet."""
    # The colour is part of the name because Qt keeps what it once drew from an address.
    return f":/{_ROOT}/{colours[colour_name][1:]}/{icon}-{colour_name}.svg"


def recolour(svg: bytes, colour: str, stroke_width: float | None = None) -> bytes:
    """Return a Lucide SVG drawn in `colour` (`#rrggbb`), with another stroke width where one is given."""
    svg = svg.replace(b"currentColor", colour.encode("ascii"))
    if stroke_width is not None:
        svg = svg.replace(b'stroke-width="2"', f'stroke-width="{stroke_width:g}"'.encode("ascii"))
    return svg


def register(icons_dir: Path, colours: Mapping[str, str]) -> None:
    """Make the style sheet's pictures available in these colours. Icons that are not there are left out."""
    for icon, colour_name in _NEEDED:
        place = address(icon, colour_name, colours)
        path = icons_dir / f"{icon}.svg"
        if place in _registered or not path.is_file():
            continue
        folder, name = place[2:].rsplit("/", 1)
        block = _resource_block(name, recolour(path.read_bytes(), colours[colour_name]))
        if QResource.registerResourceData(block, f"/{folder}"):
            _registered[place] = block


def _resource_block(name: str, content: bytes) -> bytes:
    """Return Qt's binary resource format (version 1) with a single file in its root."""
    header = struct.Struct(">4sIIII")
    # Tree: the root (flag 2: a folder; one child, at index 1), then the file (territory 0, language C).
    tree = struct.pack(">IHII", 0, 2, 1, 1) + struct.pack(">IHHHI", 0, 0, 0, 1, 0)
    names = struct.pack(">HI", len(name), _name_hash(name)) + b"".join(
        bytes((0, letter)) for letter in name.encode("ascii")
    )
    data = struct.pack(">I", len(content)) + content
    tree_at = header.size
    data_at = tree_at + len(tree)
    names_at = data_at + len(data)
    return header.pack(b"qres", 1, tree_at, data_at, names_at) + tree + data + names


def _name_hash(name: str) -> int:
    """Return Qt's hash of a file name (`qt_hash`), by which resource trees are searched."""
    h = 0
    for letter in name:
        h = (h << 4) + ord(letter)
        h ^= (h & 0xF0000000) >> 23
        h &= 0x0FFFFFFF
    return h
