"""Gather the licence texts of what the program ships or runs on. Run it through `./dev lock`.

For every package that `requirements.txt` pins it writes `resources/licences/NAME.txt`, from the licence
files that the installed package itself carries, and lists name, version and licence in `NOTICE`. What
carries no licence file (Qt for Python, fonts, icons) is written by hand and left alone here.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ROOT / "resources" / "licences"
NOTICE_MARK = "Python packages, as pinned in requirements.txt:\n"

# Needed to build or install; no part of them is in the program.
BUILD_ONLY = {"pip", "setuptools"}
# Their wheels carry no licence file: PySide6.txt beside the others is written by hand.
BY_HAND = {"pyside6-essentials", "pyside6-pdf", "shiboken6"}

_QT_TEXTS = ["qt-pyside6.txt", "lgpl-3.0.txt", "gpl-3.0.txt"]
_ENTRY = re.compile(r"  (\S.*?) (\d\S*)(?: with .*?)? - (.+)")
_LICENCE_FILE = re.compile(r"\.dist-info/(licenses/.*|[^/]*(licen[cs]e|copying|notice)[^/]*)$", re.IGNORECASE)


def pinned_packages() -> list[str]:
    """Return the names that `requirements.txt` pins, once each, in order."""
    pins = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    return sorted(set(pins) - BUILD_ONLY)


def licence_name(package: Distribution) -> str:
    """Return the licence as the package names it: SPDX expression, else classifier, else the short field."""
    expression = package.metadata["License-Expression"]
    if expression:
        return str(expression)
    classifiers = [
        value.rpartition(" :: ")[2]
        for value in package.metadata.get_all("Classifier") or []
        if value.startswith("License :: ")
    ]
    if classifiers:
        return " / ".join(classifiers)
    return str(package.metadata["License"]).strip().partition("\n")[0]


def licence_text(package: Distribution) -> str:
    """Return all licence files of an installed package, one after the other."""
    parts = []
    for path in sorted(package.files or [], key=lambda path: (len(path.parts), str(path))):
        if _LICENCE_FILE.search(path.as_posix()):
            inside = path.relative_to(path.parts[0]).as_posix().removeprefix("licenses/")
            parts.append(f"---- {inside}\n\n{path.read_text('utf-8').strip()}\n")
    return "\n".join(parts)


def components(notice: str) -> list[dict[str, object]]:
    """Return what NOTICE lists, as the About box shows it: name, version, licence, names of the texts.

    An entry is a line `  name version - licence`; `text: FILE, FILE` in the lines below it names its texts,
    else a package's text bears its name.
    """
    found: list[dict[str, object]] = []
    for line in notice.splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            name, version, licence = entry.groups()
            texts = _QT_TEXTS if name in BY_HAND else [f"{name}.txt"]
            found.append({"name": name, "version": version, "licence": licence, "texts": texts})
        elif found and "text: " in line and line.startswith("    "):
            found[-1]["texts"] = line.partition("text: ")[2].split(", ")
    return found


def write_components() -> None:
    """Write NOTICE's list for the About box."""
    content = components((ROOT / "NOTICE").read_text("utf-8"))
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (LICENCES / "components.json").write_text(text, "utf-8", newline="\n")


def main() -> int:
    """Write the texts and the list; return 1 when an installed package carries no licence file."""
    lines, without = [], []
    for name in pinned_packages():
        package = distribution(name)
        lines.append(f"  {name} {package.version} - {licence_name(package)}\n")
        if name in BY_HAND:
            continue
        text = licence_text(package)
        if not text:
            without.append(name)
            continue
        clean = "\n".join(line.rstrip() for line in text.splitlines())
        (LICENCES / f"{name}.txt").write_text(
            f"{name} {package.version} - {licence_name(package)}\n\n{clean}\n", "utf-8", newline="\n"
        )
    notice = ROOT / "NOTICE"
    head, mark, _ = notice.read_text("utf-8").partition(NOTICE_MARK)
    notice.write_text(head + mark + "".join(lines), "utf-8", newline="\n")
    write_components()
    if without:
        sys.stderr.write(f"no licence file inside: {', '.join(without)}\n")
    return 1 if without else 0


if __name__ == "__main__":
    sys.exit(main())
