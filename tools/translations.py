"""Keep the window's translations current. Its own texts are Vietnamese, in place; English is `dti_en.ts`.

.venv/bin/python tools/translations.py            take in new texts and compile
.venv/bin/python tools/translations.py --missing  print the texts without English, as JSON
.venv/bin/python tools/translations.py --take F   fill English in from such a JSON file, then compile
.venv/bin/python tools/translations.py --check    say whether everything is current and complete
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOW = ROOT / "dti_desktop" / "ui"
TRANSLATIONS = ROOT / "translations"
ENGLISH = TRANSLATIONS / "dti_en.ts"
COMPILED = ("dti_en", "qt_vi")

Key = tuple[str, str]
"""Context and Vietnamese text."""


def _tool(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing; it comes with PySide6")
    return found


def extract(target: Path) -> None:
    """Bring `target` to the texts that stand in the window's code; translations stay."""
    sources = sorted(str(path.relative_to(ROOT)) for path in WINDOW.rglob("*.py"))
    command = [_tool("pyside6-lupdate"), *sources, "-ts", str(target), "-no-obsolete", "-silent"]
    command += ["-locations", "none", "-source-language", "vi_VN", "-target-language", "en_GB"]
    # The same Vietnamese elsewhere is often another thing: a unit of measure, an office.
    command += ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def compile_all(folder: Path) -> None:
    """Compile every translation into `folder`."""
    for name in COMPILED:
        command = [_tool("pyside6-lrelease"), "-silent", str(TRANSLATIONS / f"{name}.ts"), "-qm"]
        subprocess.run([*command, str(folder / f"{name}.qm")], check=True, stdout=subprocess.DEVNULL)


def messages(path: Path) -> dict[Key, str]:
    """Return the English of every text; empty where there is none, or only a guess."""
    found: dict[Key, str] = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            forms = (
                [] if translation is None else [form.text or "" for form in translation.iter("numerusform")]
            )
            is_guess = translation is not None and translation.get("type") == "unfinished"
            text = "" if translation is None or is_guess else (translation.text or "").strip()
            found[context.findtext("name") or "", source] = " ".join(forms) if forms and all(forms) else text
    return found


def missing() -> dict[str, dict[str, str]]:
    """Return the texts without English, by context."""
    found: dict[str, dict[str, str]] = {}
    for (context, source), english in messages(ENGLISH).items():
        if not english:
            found.setdefault(context, {})[source] = ""
    return found


def take(path: Path) -> None:
    """Fill English in from a JSON file of the form that `--missing` prints."""
    given = json.loads(path.read_text(encoding="utf-8"))
    tree = ET.parse(ENGLISH)
    for context in tree.getroot().iter("context"):
        texts = given.get(context.findtext("name"), {})
        for message in context.iter("message"):
            english = texts.get(message.findtext("source"))
            translation = message.find("translation")
            if english and translation is not None:
                translation.text = english
                translation.attrib.pop("type", None)
    tree.write(ENGLISH, encoding="utf-8", xml_declaration=True)
    extract(ENGLISH)


def stale() -> list[str]:
    """Return what is not current or not complete."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / ENGLISH.name
        shutil.copy(ENGLISH, fresh)
        extract(fresh)
        if messages(fresh).keys() != messages(ENGLISH).keys():
            changed = messages(fresh).keys() ^ messages(ENGLISH).keys()
            found.append(f"{ENGLISH.name}: {len(changed)} texts differ from the code")
        compile_all(Path(folder))
        for name in COMPILED:
            kept = TRANSLATIONS / f"{name}.qm"
            if not kept.exists() or kept.read_bytes() != (Path(folder) / kept.name).read_bytes():
                found.append(f"{kept.name}: not compiled from its .ts")
    lacking = sum(len(texts) for texts in missing().values())
    if lacking:
        found.append(f"{ENGLISH.name}: {lacking} texts without English")
    return found


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        print("\n".join(stale()) or "current and complete")
        return 1 if stale() else 0
    extract(ENGLISH)
    if arguments == ["--missing"]:
        print(json.dumps(missing(), ensure_ascii=False, indent=1))
        return 0
    if len(arguments) == 2 and arguments[0] == "--take":
        take(Path(arguments[1]))
    elif arguments:
        print(__doc__)
        return 2
    compile_all(TRANSLATIONS)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
