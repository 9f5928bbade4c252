"""What a screen reader finds, asked of the accessibility bus (AT-SPI) as Orca asks it.

Run by the system's Python, which has `gi`: `python3 reader.py OUT.json COMMAND…` starts the stage, asks for
all objects at each of its stops, and writes them down. Needs a session bus and a screen.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from gi.repository import Gio, GLib

ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
#: Bits of an object's state, by their place in AT-SPI's enumeration.
STATES = {
    "checkable": 41,
    "checked": 4,
    "enabled": 8,
    "focusable": 11,
    "focused": 12,
    "showing": 25,
    "visible": 30,
}
MOST_CHILDREN = 40
PATIENCE_S = 60


class Bus:
    """The accessibility bus of this session."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        (address,) = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None
        ).unpack()
        # As a screen reader that is started: programs begin to tell what they show.
        told = GLib.Variant("(ssv)", ("org.a11y.Status", "ScreenReaderEnabled", GLib.Variant("b", True)))
        session.call_sync("org.a11y.Bus", "/org/a11y/bus", PROPERTIES, "Set", told, None, 0, -1, None)
        flags = Gio.DBusConnectionFlags
        self._connection = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
        )
        self.children(REGISTRY, ROOT)  # starts the registry, before any program looks for it

    def _call(self, name, path, interface, method, arguments=None):
        return self._connection.call_sync(
            name, path, interface, method, arguments, None, 0, 10_000, None
        ).unpack()

    def children(self, name, path):
        """Return (bus name, path) of each child."""
        return self._call(name, path, ACCESSIBLE, "GetChildren")[0]

    def text(self, name, path, which):
        """Return "Name" or "Description"."""
        return self._call(name, path, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, which)))[0]

    def role(self, name, path):
        """Return the name of the role."""
        return self._call(name, path, ACCESSIBLE, "GetRoleName")[0]

    def states(self, name, path):
        """Return the names of those states that matter here."""
        low, high = self._call(name, path, ACCESSIBLE, "GetState")[0]
        bits = low | high << 32
        return [state for state, place in STATES.items() if bits >> place & 1]

    def tree(self, name, path):
        """Return an object with all that is shown below it."""
        found = {
            "name": self.text(name, path, "Name"),
            "description": self.text(name, path, "Description"),
            "role": self.role(name, path),
            "states": self.states(name, path),
            "children": [],
        }
        for child_name, child_path in self.children(name, path)[:MOST_CHILDREN]:
            if child_path == "/org/a11y/atspi/null":
                continue
            try:
                states = self.states(child_name, child_path)
            except GLib.Error:
                continue  # gone meanwhile
            if "showing" in states or "visible" in states:
                try:
                    found["children"].append(self.tree(child_name, child_path))
                except GLib.Error:
                    continue
        return found


def main() -> None:
    out, command = Path(sys.argv[1]), sys.argv[2:]
    bus = Bus()
    stage = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    stops = {}
    program = None
    try:
        for line in stage.stdout:
            if line.startswith("done"):
                break
            if not line.startswith("at "):
                continue
            end = time.monotonic() + PATIENCE_S
            while program is None and time.monotonic() < end:
                program = next(iter(bus.children(REGISTRY, ROOT)), None)
                time.sleep(0.05)
            windows = bus.children(*program) if program else []
            stops[line[3:].strip()] = [bus.tree(*window) for window in windows]
            stage.stdin.write("go\n")
            stage.stdin.flush()
        status = stage.wait(PATIENCE_S)
    finally:
        stage.kill()
    out.write_text(json.dumps({"status": status, "stops": stops}, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
