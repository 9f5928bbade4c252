"""All benchmarks, one command.

.venv/bin/python -m benchmarks                     a table of all suites
.venv/bin/python -m benchmarks window files        these suites
.venv/bin/python -m benchmarks --json              one JSON document
"""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import asdict

from benchmarks.figures import Figure

SUITES = ("forecast", "window", "stalls", "scoring", "files", "paper")


def _row(figure: Figure) -> str:
    sign = "≤" if figure.at == "most" else "≥"
    mark = "ok" if figure.is_kept else "NOT KEPT"
    base = "–" if figure.baseline is None else f"{figure.baseline:.4g} {figure.unit}"
    seen = f"{figure.measured:.4g} {figure.unit}"
    row = f"{figure.name:62} {figure.value:9.3f}  {sign} {figure.goal:<6g} {mark:9} {seen:>14} {base:>14}"
    return f"{row}  {figure.note}".rstrip()


def main(arguments: list[str]) -> int:
    """Print the figures of the named suites, or of all; 1 where a goal is not kept."""
    names = [name for name in arguments if not name.startswith("--")]
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        print(f"no such suite: {', '.join(unknown)}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 2
    found: list[Figure] = []
    for name in names or SUITES:
        suite = importlib.import_module(f"benchmarks.{name}")
        for figure in suite.measure():
            found.append(figure)
            if "--json" not in arguments:
                print(_row(figure), flush=True)
    if "--json" in arguments:
        rows = [{**asdict(figure), "is_kept": figure.is_kept} for figure in found]
        print(json.dumps({"figures": rows}, indent=2, ensure_ascii=False))
    return 0 if all(figure.is_kept for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
