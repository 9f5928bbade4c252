"""The engine needs the standard library alone, and of that nothing heavy."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import dti_desktop.engine

LOADED = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module("dti_desktop.engine." + name)
print(json.dumps(sorted(sys.modules)))
"""


def test_importing_the_engine_loads_nothing_heavy() -> None:
    names = [module.name for module in pkgutil.iter_modules(dti_desktop.engine.__path__)]
    assert {"rules", "scoring", "checks", "ranking", "catalogue"} <= set(names)
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *names], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = {module.split(".")[0] for module in json.loads(run.stdout)}
    assert not loaded & {"PySide6", "shiboken6", "sqlite3", "sqlite_utils", "pandas", "numpy", "scipy"}
    ours = {m for m in json.loads(run.stdout) if m.startswith("dti_desktop.")}
    assert {m for m in ours if not m.startswith("dti_desktop.engine")} == {"dti_desktop.errors"}
    assert "locale" not in loaded or sys.flags.interactive, "the engine must not depend on a locale"
