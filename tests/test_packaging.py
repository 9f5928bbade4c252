"""What a build is made of, as far as it is known without building: spec, icon, version, notices, workflow."""

from __future__ import annotations

import ast
import configparser
import json
import re
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop import __version__
from tools import licences, program_icon
from tools.delivery import native_libraries, version_resource

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
SPEC = (ROOT / "build.spec").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def spec_value(name: str) -> object:
    """Return a value that the spec sets without anything else."""
    for node in ast.parse(SPEC).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return eval(ast.unparse(node.value), {})  # it is our own file
    raise KeyError(name)


# --- The spec ---------------------------------------------------------------------------------------------


def test_every_part_of_qt_that_is_imported_is_packaged_and_no_other() -> None:
    used = set()
    for path in (ROOT / "dti_desktop").rglob("*.py"):
        used |= set(re.findall(r"PySide6\.(Qt\w+)", path.read_text("utf-8")))
    assert spec_value("QT_MODULES") == used


def test_nothing_is_squeezed_stripped_or_in_one_file() -> None:
    calls = [node for node in ast.walk(ast.parse(SPEC)) if isinstance(node, ast.Call)]
    settings = {
        (keyword.arg, ast.literal_eval(keyword.value))
        for call in calls
        for keyword in call.keywords
        if keyword.arg in ("upx", "strip", "onefile")
    }
    assert settings == {("upx", False), ("strip", False)}
    assert '"upx": False' in SPEC
    assert '"exclude_binaries": True' in SPEC
    assert '"unittest"' not in SPEC  # matplotlib needs it


def test_what_the_program_imports_is_not_left_out() -> None:
    excluded = spec_value("EXCLUDED")
    assert isinstance(excluded, list)
    left_out = set(excluded)
    assert {"pandas", "scipy.stats"} <= left_out
    for path in (ROOT / "dti_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            assert not left_out & set(names), path


# --- Icon and version -------------------------------------------------------------------------------------


def test_the_windows_icon_holds_every_size_from_16_to_256() -> None:
    content = (RESOURCES / "program_icon" / "dti_desktop.ico").read_bytes()
    zero, kind, count = struct.unpack_from("<HHH", content)
    assert (zero, kind) == (0, 1)
    sizes = []
    for number in range(count):
        width, _h, _c, _r, _p, bits, length, place = struct.unpack_from("<BBBBHHII", content, 6 + 16 * number)
        picture = content[place : place + length]
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture, 16) == (width or 256, width or 256)
        assert bits == 32
        sizes.append(width or 256)
    assert tuple(sizes) == program_icon.ICO_SIZES
    assert {16, 32, 48, 256} <= set(sizes)


def test_the_macos_icon_holds_what_it_says() -> None:
    content = (RESOURCES / "program_icon" / "dti_desktop.icns").read_bytes()
    magic, length = struct.unpack_from(">4sI", content)
    assert (magic, length) == (b"icns", len(content))
    found, place = [], 8
    while place < length:
        kind, size = struct.unpack_from(">4sI", content, place)
        (edge,) = struct.unpack_from(">I", content, place + 8 + 16)
        found.append((kind, edge))
        place += size
    assert tuple(found) == program_icon.ICNS_KINDS


def fields_of(text: str) -> dict[str, object]:
    """Read the resource as PyInstaller does: as calls with constants."""
    tree = ast.parse(text.strip(), mode="eval")
    found: dict[str, object] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "StringStruct":
                key, value = (ast.literal_eval(argument) for argument in node.args)
                found[key] = value
            elif node.func.id == "FixedFileInfo":
                found |= {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in node.keywords}
    return found


@given(st.lists(st.integers(0, 0xFFFF), min_size=1, max_size=4), st.sampled_from(["", "rc1", ".dev3"]))
def test_the_version_resource_says_the_version(numbers: list[int], suffix: str) -> None:
    version = ".".join(map(str, numbers)) + suffix
    if suffix == ".dev3" and len(numbers) == 4:
        return
    found = fields_of(version_resource.text(version))
    assert found["FileVersion"] == found["ProductVersion"] == version
    assert found["filevers"] == found["prodvers"] == tuple(numbers + [0] * (4 - len(numbers)))
    assert (found["flags"] == 0) is (not suffix)


@pytest.mark.parametrize("version", ["beta", "v1.0", "1.70000"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match=re.escape(version)):
        version_resource.text(version)


def test_the_program_knows_its_version() -> None:
    assert PROJECT["project"]["version"] == __version__


# --- Libraries of the system ------------------------------------------------------------------------------


def test_what_only_a_dropped_plugin_asked_for_is_dropped_with_all_it_asked_for() -> None:
    asks = {
        "plugin": ["liba.so"],
        "liba": ["libb.so"],
        "libb": [],
        "libgtk": ["libpango"],
        "libpango": ["libb.so"],
    }
    binaries = [
        ("PySide6/plugins/plugin.so", "plugin", "BINARY"),
        ("liba.so", "liba", "BINARY"),
        ("libb.so", "libb", "BINARY"),
        ("libgtk.so", "libgtk", "BINARY"),
        ("libpango", "libpango", "BINARY"),
    ]
    kept = native_libraries.still_needed(binaries, lambda source: asks[source])
    assert [name for name, _source, _kind in kept] == ["PySide6/plugins/plugin.so", "liba.so", "libb.so"]


def test_the_notices_of_system_packages_are_gathered(tmp_path: Path) -> None:
    documents = tmp_path / "doc"
    (documents / "libz1").mkdir(parents=True)
    (documents / "libz1" / "copyright").write_text("zlib licence", "utf-8")
    owners = {"/usr/lib/libz.so": "libz1", "/usr/lib/liby.so": "liby2"}
    target = tmp_path / "NOTICE.txt"
    packages = native_libraries.write_notices(
        [
            ("libz.so", "/usr/lib/libz.so"),
            ("liby.so", "/usr/lib/liby.so"),
            ("x.so", "/env/x.so"),
            ("o", "/opt/o"),
        ],
        Path("/env"),
        target,
        owner=lambda path: owners.get(path.as_posix()),
        documents=documents,
    )
    assert packages == ["liby2", "libz1"]
    text = target.read_text("utf-8")
    assert "libz1: libz.so" in text
    assert "zlib licence" in text
    assert "x.so" not in text


def test_without_system_packages_there_is_no_notice(tmp_path: Path) -> None:
    target = tmp_path / "NOTICE.txt"
    assert native_libraries.write_notices([("a", "/x/a")], Path("/x"), target, owner=lambda _path: "p") == []
    assert not target.exists()


# --- The desktop ------------------------------------------------------------------------------------------


def test_the_desktop_files_agree() -> None:
    folder = RESOURCES / "desktop"
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(folder / "dti_desktop.desktop", "utf-8")
    mime_types = set(entry["Desktop Entry"]["MimeType"].strip(";").split(";"))
    metainfo = ET.parse(folder / "dti_desktop.metainfo.xml").getroot()
    assert {element.text for element in metainfo.iter("mediatype")} == mime_types
    assert metainfo.findtext("launchable") == "dti_desktop.desktop"
    assert metainfo.findtext("project_license") == PROJECT["project"]["license"]
    for ending in (".asice", ".dtipart"):
        assert f"*{ending}" in (folder / "dti_desktop-mime.xml").read_text("utf-8")
        assert f'"{ending.removeprefix(".")}"' in SPEC  # macOS


# --- Licences ---------------------------------------------------------------------------------------------


def test_the_about_box_lists_what_notice_lists() -> None:
    listed = json.loads((RESOURCES / "licences" / "components.json").read_text("utf-8"))
    assert listed == licences.components((ROOT / "NOTICE").read_text("utf-8"))
    for entry in listed:
        for text in entry["texts"]:
            assert (RESOURCES / "licences" / text).stat().st_size > 200, text
    reached = {text for entry in listed for text in entry["texts"]}
    assert {path.name for path in (RESOURCES / "licences").glob("*.txt")} == reached


def test_what_packaging_adds_has_its_licence() -> None:
    pinned = re.search(r"^pyinstaller==(\S+)", (ROOT / "requirements-build.txt").read_text("utf-8"), re.M)
    assert pinned is not None
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert f"PyInstaller {pinned[1]} - GPL-2.0-or-later WITH Bootloader-exception" in notice
    assert "Bootloader Exception" in (RESOURCES / "licences" / "pyinstaller.txt").read_text("utf-8")
    assert (RESOURCES / "licences" / "apache-2.0.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert "may be exchanged" in notice  # Qt's libraries: LGPL


# --- The ways in ------------------------------------------------------------------------------------------

WORKFLOW = (ROOT / ".github" / "workflows" / "build.yml").read_text("utf-8")


def test_the_workflow_builds_and_drives_on_three_systems() -> None:
    assert "\t" not in WORKFLOW
    assert set(re.findall(r"- os: (\S+)", WORKFLOW)) == {"windows-latest", "ubuntu-22.04", "macos-latest"}
    steps = re.findall(r"^ +run: (\S.*)$", WORKFLOW, re.M)
    assert steps[:4] == [".\\dev.ps1 build", ".\\dev.ps1 smoke", "./dev build", "./dev smoke"]
    assert set(re.findall(r"uses: (\S+)@v\d+$", WORKFLOW, re.M)) == {
        "actions/checkout",
        "actions/setup-python",
        "actions/upload-artifact",
    }
    assert 'python-version: "3.11"' in WORKFLOW
    # Neither an index nor a secret.
    assert not re.search(r"https?:|secrets\.|index-url", WORKFLOW)
    # Every line is indented by whole steps, as YAML of this form has it.
    assert all((len(line) - len(line.lstrip())) % 2 == 0 for line in WORKFLOW.splitlines())


def test_both_ways_in_know_the_same_words() -> None:
    helped = subprocess.run(
        ["bash", str(ROOT / "dev"), "help"], capture_output=True, text=True, check=True, timeout=30
    ).stdout
    words = set(re.findall(r"^  \./dev (\w+)", helped, re.M))
    windows = (ROOT / "dev.ps1").read_text("utf-8")
    allowed = re.search(r"-notin (.*)\)", windows)
    assert allowed is not None
    known = set(re.findall(r"'(\w+)'", allowed[1]))
    assert known == {"run", "test", "build", "smoke", "certificate"}
    assert known <= words
    for word in known:
        assert f"    '{word}' {{" in windows


def test_the_driver_says_where_there_is_no_build(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "frozen" / "run.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "./dev build" in done.stderr
