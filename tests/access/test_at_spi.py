"""What a screen reader finds on a real screen: the accessibility bus is asked, as Orca asks it.

Left out where the system has no screen, no bus or no Python with `gi`; `./dev` installs them.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SYSTEM_PYTHON = "/usr/bin/python3"
BUS_LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
IS_WHOLE = os.environ.get("DTI_ACCESS") == "whole"
_LOG = logging.getLogger(__name__)

#: Roles that tell nothing to a person who comes to a control with the keyboard.
VAGUE = {"unknown", "invalid", "filler", "panel", "client", "redundant object"}
_CLASS_NAME = re.compile(r"^Q[A-Z]\w+$|^[A-Z][a-z]+([A-Z][a-z]+)+$")

CELLS = ("cell", "table cell", "list item", "tree item")

Object = Mapping[str, Any]


def _what_is_missing() -> str:
    for tool in ("xvfb-run", "dbus-run-session"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    if not any(path.exists() for path in BUS_LAUNCHERS):
        return "at-spi2-core is not installed"
    if not Path(SYSTEM_PYTHON).exists():
        return "no system Python"
    if subprocess.run([SYSTEM_PYTHON, "-c", "from gi.repository import Gio"], capture_output=True).returncode:
        return "python3-gi is not installed"
    return ""


@pytest.fixture(scope="module")
def stops(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Object]]:
    missing = _what_is_missing()
    if missing:
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("bus")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    out = folder / "objects.json"
    ground = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    ground |= {"XDG_RUNTIME_DIR": str(runtime), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "NO_AT_BRIDGE": "1"}
    stage = [sys.executable, str(HERE / "stage.py"), *([] if IS_WHOLE else ["few"])]
    command = [
        *("xvfb-run", "-a", "-s", "-screen 0 1920x1080x24"),
        *("dbus-run-session", "--", SYSTEM_PYTHON, str(HERE / "reader.py"), str(out), *stage),
    ]
    ran = subprocess.run(command, env=ground, capture_output=True, text=True, timeout=280)
    assert out.exists(), ran.stderr[-3000:]
    found = json.loads(out.read_text("utf-8"))
    assert found["status"] == 0, ran.stderr[-3000:]
    return found["stops"]


def _all(objects: list[Object]) -> Iterator[Object]:
    for one in objects:
        yield one
        yield from _all(one["children"])


def _names(objects: list[Object]) -> set[str]:
    return {one["name"] for one in _all(objects)}


@pytest.mark.timeout(300)
def test_every_control_on_the_bus_has_a_name_and_a_role(stops: Mapping[str, list[Object]]) -> None:
    wrong: dict[str, str] = {}
    count = 0
    for place, windows in stops.items():
        assert windows, f"{place}: no window on the bus"
        for one in _all(windows):
            if "focusable" not in one["states"] or "showing" not in one["states"]:
                continue
            if one["role"] in ("frame", "dialog", "scroll pane", "viewport"):
                continue
            count += 1
            said = f"{one['role']} “{one['name']}” ({one['description'][:40]})"
            if not one["name"].strip() and one["role"] not in CELLS:
                wrong.setdefault(f"{said}: no name", place)
            if _CLASS_NAME.match(one["name"]) and "Word" not in one["name"]:
                wrong.setdefault(f"{said}: the name of a class", place)
            if one["role"] in VAGUE:
                wrong.setdefault(f"{said}: a role that says nothing", place)
    _LOG.info("%d stops, %d controls on the bus", len(stops), count)
    assert count > 200
    assert not wrong, "\n".join(f"{place}: {fault}" for fault, place in wrong.items())


@pytest.mark.timeout(300)
def test_the_score_and_how_it_comes_about_can_be_heard(stops: Mapping[str, list[Object]]) -> None:
    names = _names(next(windows for place, windows in stops.items() if place.startswith("indicator 1.3")))
    assert any("573,10" in name and "điểm" in name for name in names)
    assert any("→" in name or "=" in name for name in names), "the arithmetic is not on the bus"


@pytest.mark.timeout(300)
def test_tables_have_cells_with_words(stops: Mapping[str, list[Object]]) -> None:
    cells = {
        place: sum(one["role"] in CELLS and bool(one["name"]) for one in _all(windows))
        for place, windows in stops.items()
    }
    assert sum(count > 5 for count in cells.values()) > len(cells) // 3, cells


@pytest.mark.timeout(300)
def test_where_the_keyboard_is_is_told(stops: Mapping[str, list[Object]]) -> None:
    shown = sum(any("focused" in one["states"] for one in _all(windows)) for windows in stops.values())
    assert shown >= len(stops) // 2


@pytest.mark.timeout(300)
def test_the_window_is_a_window(stops: Mapping[str, list[Object]]) -> None:
    for place, windows in stops.items():
        roles = {one["role"] for one in windows if "showing" in one["states"]}
        assert roles <= {"frame", "window", "dialog"}, (place, roles)
