"""The program registered for its kinds of file: for this person, only when asked, and taken back cleanly."""

from __future__ import annotations

import configparser
import shlex
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from dti_desktop.errors import EnvironmentFault
from dti_desktop.ui import file_types as module
from dti_desktop.ui.file_types import DesktopFileTypes, WindowsFileTypes, _quoted, file_types

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
EXE = r"E:\DTI bản mang đi\DTI Desktop.exe"


def classes(tmp_path: Path) -> QSettings:
    """A settings file that stands for the classes of the current user."""
    return QSettings(str(tmp_path / "classes.ini"), QSettings.Format.IniFormat)


def keys(tmp_path: Path) -> dict[str, str]:
    found = classes(tmp_path)
    return {key: str(found.value(key)) for key in found.allKeys()}


def windows(tmp_path: Path, exe: str = EXE) -> WindowsFileTypes:
    return WindowsFileTypes([exe], lambda: classes(tmp_path))


def test_windows_gets_a_command_that_quotes_both_names(tmp_path: Path) -> None:
    types = windows(tmp_path)
    assert types.state() == "none"
    types.register()
    assert types.state() == "this"
    found = keys(tmp_path)
    assert found["DtiDesktop.Bundle/shell/open/command/."] == f'"{EXE}" "%1"'
    assert found["DtiDesktop.Part/shell/open/command/."] == f'"{EXE}" "%1"'
    assert found[".dtipart/."] == "DtiDesktop.Part"
    assert found[".dtipack/."] == "DtiDesktop.Pack"
    assert found[".asice/."] == "DtiDesktop.Bundle"
    assert ".asice/OpenWithProgids/DtiDesktop.Bundle" in found


def test_windows_registering_twice_is_registering_once_and_leaves_no_trace(tmp_path: Path) -> None:
    classes(tmp_path).setValue("Another.Program/.", "stays")
    types = windows(tmp_path)
    types.register()
    once = keys(tmp_path)
    types.register()
    assert keys(tmp_path) == once
    types.unregister()
    assert types.state() == "none"
    assert keys(tmp_path) == {"Another.Program/.": "stays"}
    types.unregister()  # nothing to take back is no fault
    assert keys(tmp_path) == {"Another.Program/.": "stays"}


def test_windows_another_reader_of_signed_containers_stays_the_first(tmp_path: Path) -> None:
    classes(tmp_path).setValue(".asice/.", "DigiDoc4")
    types = windows(tmp_path)
    types.register()
    assert keys(tmp_path)[".asice/."] == "DigiDoc4"
    assert ".asice/OpenWithProgids/DtiDesktop.Bundle" in keys(tmp_path)
    types.unregister()
    assert keys(tmp_path) == {".asice/.": "DigiDoc4"}


def test_windows_a_program_that_moved_is_known_as_elsewhere(tmp_path: Path) -> None:
    windows(tmp_path).register()
    moved = windows(tmp_path, EXE.replace("E:", "F:"))
    assert moved.state() == "other"
    moved.register()
    assert moved.state() == "this"


def test_windows_says_where_it_may_not_write(tmp_path: Path) -> None:
    (tmp_path / "classes.ini").mkdir()
    with pytest.raises(EnvironmentFault, match="file-types-not-registered"):
        windows(tmp_path).register()


# --- Linux and its like ------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module.shutil, "which", lambda _name: None)  # the desktop's own tools: not in tests
    return tmp_path / "share"


def linux(home: Path, *command: str) -> DesktopFileTypes:
    return DesktopFileTypes(command or ("/media/USB của Sở/dti-desktop",), RESOURCES, home)


def test_linux_writes_an_entry_a_type_and_an_icon_and_takes_them_back(home: Path) -> None:
    types = linux(home)
    assert types.state() == "none"
    types.register()
    assert types.state() == "this"
    assert linux(home, "/elsewhere/dti-desktop").state() == "other"
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(home / "applications" / "dti_desktop.desktop", "utf-8")
    assert entry["Desktop Entry"]["Exec"] == '"/media/USB của Sở/dti-desktop" %F'
    offered = set(entry["Desktop Entry"]["MimeType"].strip(";").split(";"))
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    tree = ET.parse(home / "mime" / "packages" / "dti_desktop.xml")
    assert {element.get("type") for element in tree.iter(f"{space}mime-type")} == offered
    assert {element.get("pattern") for element in tree.iter(f"{space}glob")} == {
        "*.asice",
        "*.dtipart",
        "*.dtipack",
    }
    assert (home / "icons/hicolor/scalable/apps" / f"{entry['Desktop Entry']['Icon']}.svg").is_file()
    types.unregister()
    assert types.state() == "none"
    assert [path for path in home.rglob("*") if path.is_file()] == []
    types.unregister()


def test_linux_leaves_what_others_wrote(home: Path) -> None:
    other = home / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("[Desktop Entry]\n")
    linux(home).register()
    linux(home).unregister()
    assert other.read_text() == "[Desktop Entry]\n"


def test_linux_says_where_it_may_not_write(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(EnvironmentFault, match="file-types-not-registered"):
        linux(home).register()


def unescaped(text: str) -> str:
    """Undo, one after the other, what a desktop does with an Exec value: string, quotes, field codes."""
    plain, rest = "", iter(text)
    for letter in rest:
        plain += next(rest) if letter == "\\" else letter
    assert plain[0] == plain[-1] == '"'
    inner, rest = "", iter(plain[1:-1])
    for letter in rest:
        inner += next(rest) if letter == "\\" else letter
    return inner.replace("%%", "%")


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1))
def test_any_path_comes_through_an_exec_line(path: str) -> None:
    assert unescaped(_quoted(path)) == path


def test_a_path_is_no_shell_command() -> None:
    quoted = _quoted('/a b/$(touch x)`"')
    said = subprocess.run(
        ["sh", "-c", f"printf %s {quoted.replace(chr(92) * 2, chr(92))}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said == '/a b/$(touch x)`"'
    assert shlex.split('"/a b/c"') == ["/a b/c"]


# --- Which of them ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "kind"), [("win32", WindowsFileTypes), ("linux", DesktopFileTypes), ("darwin", type(None))]
)
def test_each_system_has_its_way(monkeypatch: pytest.MonkeyPatch, platform: str, kind: type) -> None:
    monkeypatch.setattr(module.sys, "platform", platform)
    assert isinstance(file_types(["program"], RESOURCES), kind)
    assert file_types([], RESOURCES) is None


def test_the_persons_data_folder_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    for named, folder in (
        ("", tmp_path / ".local/share"),
        ("rel", tmp_path / ".local/share"),
        ("/x", Path("/x")),
    ):
        monkeypatch.setenv("XDG_DATA_HOME", named)
        found = file_types(["program"], RESOURCES)
        assert isinstance(found, DesktopFileTypes)
        assert found._home == folder
