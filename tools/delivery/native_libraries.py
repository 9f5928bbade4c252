"""The notices of the system libraries that a build on Debian and its like takes along."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

_HEAD = """\
Libraries of the system on which this folder was built, taken along unchanged so that it runs elsewhere.
Below: which file came from which package, then each package's own copyright file.

"""


def owner_by_dpkg(path: Path) -> str | None:
    """Return the Debian package that a file belongs to; None where there is no dpkg or no such package."""
    if shutil.which("dpkg-query") is None:
        return None
    # Since /lib became a link to /usr/lib, a package may know its file by either name.
    for name in dict.fromkeys((str(path), str(path.resolve()), str(path).removeprefix("/usr"))):
        done = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0].partition(",")[0].strip()
    return None


def still_needed(
    binaries: Iterable[tuple[str, str, str]], imports: Callable[[str], Iterable[str]]
) -> list[tuple[str, str, str]]:
    """Return `binaries` (target name, source, kind) without system libraries that nothing asks for any more.

    Those lie at the top of the folder; what lies deeper is loaded by its own package. `imports` gives the
    names of the libraries that a file is linked to.
    """
    kept = list(binaries)
    wanted_by = {source: set(imports(source)) for _target, source, _kind in kept}
    while True:
        asked_for = {name for _target, source, _kind in kept for name in wanted_by[source]}
        left = [
            entry
            for entry in kept
            if "/" in entry[0] or "\\" in entry[0] or entry[2] == "EXTENSION" or entry[0] in asked_for
        ]
        if len(left) == len(kept):
            return left
        kept = left


def write_notices(
    binaries: Iterable[tuple[str, str]],
    environment: Path,
    target: Path,
    *,
    owner: Callable[[Path], str | None] = owner_by_dpkg,
    documents: Path = Path("/usr/share/doc"),
) -> list[str]:
    """Write which system packages `binaries` (target name, source) came from, with their copyright files.

    What comes from the Python environment has its notices elsewhere. Writes nothing where no file has an
    owner. Returns the packages.
    """
    packages: dict[str, list[str]] = {}
    for name, source in binaries:
        if Path(source).is_relative_to(environment):
            continue
        package = owner(Path(source))
        if package is not None:
            packages.setdefault(package, []).append(name)
    if not packages:
        return []
    lines = [_HEAD]
    lines += [f"  {package}: {', '.join(sorted(names))}\n" for package, names in sorted(packages.items())]
    for package in sorted(packages):
        copyright_file = documents / package / "copyright"
        if copyright_file.exists():
            lines.append(f"\n{'=' * 80}\n{package}\n\n{copyright_file.read_text('utf-8', 'replace')}")
    target.write_text("".join(lines), "utf-8", newline="\n")
    return sorted(packages)
