"""What is handed over: the data that the program carries along, the pins, the licences, the imports."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from dti_desktop import paths

ROOT = Path(__file__).resolve().parent.parent
DATA_FOLDERS = ("resources", "translations")
PROGRAM_FILES = sorted((ROOT / "dti_desktop").rglob("*.py"))


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that must succeed; return what it printed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fake_package_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let `paths.py` believe that it lies in a package below `tmp_path`."""
    package = tmp_path / "dti_desktop"
    package.mkdir()
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    return package


# --- The three places where the data may lie --------------------------------------------------------------


def test_the_source_tree_is_read_in_place() -> None:
    assert paths.resources_dir() == ROOT / "resources"
    assert paths.translations_dir() == ROOT / "translations"


def test_an_installed_package_reads_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = fake_package_root(tmp_path, monkeypatch)
    (package / "_data").mkdir()
    assert paths.resources_dir() == package / "_data" / "resources"
    assert paths.translations_dir() == package / "_data" / "translations"


def test_the_frozen_program_reads_what_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_package_root(tmp_path, monkeypatch)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "unpacked"), raising=False)
    assert paths.resources_dir() == tmp_path / "unpacked" / "dti_desktop" / "_data" / "resources"
    assert paths.translations_dir() == tmp_path / "unpacked" / "dti_desktop" / "_data" / "translations"


@pytest.mark.parametrize("name", ["DTI_STORE"])
def test_the_store_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, str(tmp_path / "kho"))
    assert paths.default_store_dir() == tmp_path / "kho"


# --- The wheel, built the long way: source tree -> sdist -> wheel -> installed ----------------------------


def copy_of_the_source(target: Path) -> Path:
    """Copy what a build reads, so that building leaves nothing behind in the source tree."""
    target.mkdir()
    for name in ("dti_desktop", "docs", "tools", "tests", *DATA_FOLDERS):
        ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".hypothesis")
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy2(path, target)
    return target


def test_the_wheel_carries_the_data(tmp_path: Path) -> None:
    source = copy_of_the_source(tmp_path / "source")
    # What an earlier build left lying must not get into this one.
    stale = source / "build" / "lib" / "dti_desktop" / "_data" / "resources" / "stale.json"
    stale.parent.mkdir(parents=True)
    stale.touch()

    run(
        sys.executable,
        "-c",
        "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])",
        tmp_path / "sdist",
        cwd=source,
    )
    (sdist,) = (tmp_path / "sdist").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        # Python before 3.11.4 has no filters, and does not need one for an archive of our own.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path / "unpacked")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    offline = ("--no-index", "--no-deps", "--disable-pip-version-check", "-q")
    pip = (sys.executable, "-m", "pip")
    for tree, wheels in ((source, tmp_path / "from-source"), (unpacked, tmp_path / "from-sdist")):
        run(*pip, "wheel", *offline, "--no-build-isolation", "-w", wheels, ".", cwd=tree)
    (from_source,) = (tmp_path / "from-source").glob("*.whl")
    (from_sdist,) = (tmp_path / "from-sdist").glob("*.whl")
    with zipfile.ZipFile(from_source) as one, zipfile.ZipFile(from_sdist) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())
        recorded = next(name for name in other.namelist() if name.endswith(".dist-info/RECORD"))
        licences = [name for name in other.namelist() if ".dist-info/licenses/" in name]
        assert len(other.read(recorded).splitlines()) == len(other.namelist())
    assert any(name.endswith("/LICENSE") for name in licences)
    assert any(name.endswith("/NOTICE") for name in licences)

    installed = tmp_path / "installed"
    run(*pip, "install", *offline, "--target", installed, from_sdist, cwd=tmp_path)
    seen = run(
        sys.executable,
        "-c",
        "from dti_desktop import paths; print(paths.resources_dir()); print(paths.translations_dir())",
        cwd=installed,
    ).splitlines()
    assert seen == [str(installed / "dti_desktop" / "_data" / name) for name in DATA_FOLDERS]
    for name in DATA_FOLDERS:
        assert files_below(installed / "dti_desktop" / "_data" / name) == files_below(ROOT / name)
    assert not (installed / "tests").exists()


# --- Pins and licences ------------------------------------------------------------------------------------


def pins(file_name: str) -> dict[str, set[str]]:
    """Return the versions that a requirements file pins, by package."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / file_name).read_text("utf-8"), re.M):
        found.setdefault(name, set()).add(version)
    return found


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*groups: str) -> set[str]:
    """Return the packages that pyproject.toml asks for; each group is a list of requirements."""
    return {normalised(re.split(r"[\[<>=!~ ;]", requirement)[0]) for requirement in groups}


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("file_name", ["requirements.txt", "requirements-dev.txt", "requirements-build.txt"])
def test_the_pins_name_no_index_and_no_path(file_name: str) -> None:
    text = (ROOT / file_name).read_text("utf-8")
    assert not re.search(r"https?:|file:|index-url|find-links|@|^-|(^|\s)/", text, re.M)
    for pin in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9-]+==[^\s;]+( ; [^\\]+)? \\\n", pin), pin
        assert "--hash=sha256:" in pin


def test_everything_declared_is_pinned_and_the_tests_run_on_what_the_program_runs_on() -> None:
    run_pins, dev_pins = pins("requirements.txt"), pins("requirements-dev.txt")
    build = declared(*PROJECT["build-system"]["requires"])
    assert declared(*PROJECT["project"]["dependencies"]) | build <= run_pins.keys()
    assert declared(*PROJECT["project"]["optional-dependencies"]["dev"]) <= dev_pins.keys()
    assert {name: dev_pins.get(name) for name in run_pins} == run_pins
    # What is packaged is that, and what packages it.
    build_pins = pins("requirements-build.txt")
    assert declared(*PROJECT["project"]["optional-dependencies"]["build"]) <= build_pins.keys()
    assert {name: build_pins.get(name) for name in run_pins} == run_pins


def test_every_package_at_run_time_is_named_with_its_licence() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for name, versions in pins("requirements.txt").items():
        if name in {"pip", "setuptools"}:  # they install and build; nothing of them is in the program
            continue
        entry = re.search(rf"^  {name} (\S+) - \S", notice, re.M)
        assert entry is not None, name
        assert entry[1] in versions, name
        if not name.startswith(("pyside6", "shiboken6")):
            assert (ROOT / "resources" / "licences" / f"{name}.txt").stat().st_size > 200, name


def test_fonts_and_icons_have_their_licences() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for mentioned in re.findall(r"[\w.-]+\.txt", notice):
        assert (ROOT / "resources" / "licences" / mentioned).exists() or mentioned == "requirements.txt"
    covered = [
        re.compile(p.replace(".", r"\.").replace("*", ".*"))
        for p in re.findall(r"resources/\S+\*?\.\w+", notice)
    ]
    for folder in ("fonts", "icons"):
        for path in (ROOT / "resources" / folder).iterdir():
            place = path.relative_to(ROOT).as_posix()
            assert any(pattern.fullmatch(place) for pattern in covered), place


# --- Imports ----------------------------------------------------------------------------------------------


def imported_modules(path: Path) -> set[str]:
    """Return the dotted names that a file imports, inside its functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def test_only_declared_packages_are_imported() -> None:
    allowed = declared(*PROJECT["project"]["dependencies"])
    carried_by = packages_distributions()
    # They come in one wheel set with a declared package.
    allowed |= {"shiboken6"} | ({"pyhanko-certvalidator", "python-pkcs11"} if "pyhanko" in allowed else set())
    for path in PROGRAM_FILES:
        for module in imported_modules(path):
            top = module.partition(".")[0]
            if top in sys.stdlib_module_names or top == "dti_desktop":
                continue
            owners = {normalised(name) for name in carried_by.get(top, [])}
            assert owners & allowed, f"{path.relative_to(ROOT)} imports {module}"


def test_no_part_of_qt_that_talks_to_the_network_is_imported() -> None:
    network = re.compile(r"PySide6\.Qt(Network|WebEngine|WebSockets|WebView|HttpServer|RemoteObjects)\w*")
    for path in PROGRAM_FILES:
        assert not [name for name in imported_modules(path) if network.match(name)], path
