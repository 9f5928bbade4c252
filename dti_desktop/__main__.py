"""The one entry: the window without a command, the command line with one."""

from __future__ import annotations

import gc
import sys

if __name__ == "__main__":
    # Collecting while everything is being loaded finds nothing and takes its time, from the first module on.
    gc.disable()
    if sys.argv[1:] == ["--open-p12"]:
        # Neither a window nor a command: the program opens a key for itself, in a process of its own.
        from dti_desktop.bundle.pkcs12_process import main as open_p12

        sys.exit(open_p12())

import os
from collections.abc import Sequence
from pathlib import Path

from dti_desktop import paths
from dti_desktop.services.library import Library
from dti_desktop.window_line import window_asked


def main() -> int:
    """Run the program on `sys.argv` and return its exit status."""
    paths.give_library_path_back()
    library = Library(paths.resources_dir(), paths.translations_dir())
    # The window's own collector (`ui/garbage.py`) collects once it is there.
    gc.disable()
    portable_dir = paths.portable_store_dir()
    plain = None if _has_no_display() else window_asked(sys.argv[1:], paths.default_store_dir)
    if plain is not None:
        return _window(library, *plain, portable_dir=portable_dir)
    gc.enable()
    # Here, because all commands together take longer to load than the window takes to show.
    from dti_desktop.cli import WindowRequest, run, standard_streams, tell_error
    from dti_desktop.errors import EnvironmentFault

    out, messages = standard_streams()
    asked = run(
        sys.argv[1:],
        library,
        paths.default_store_dir,
        out=out,
        messages=messages,
        portable_dir=portable_dir,
    )
    if not isinstance(asked, WindowRequest):
        return asked
    if _has_no_display():
        fault = EnvironmentFault("no-display")
        tell_error(fault, asked.words, asked.as_json, out, messages)
        return fault.exit_status
    return _window(
        library,
        asked.store_dir,
        asked.assessment_id,
        untrusted_files=asked.untrusted_files,
        portable_dir=portable_dir,
    )


def _window(
    library: Library,
    store_dir: Path,
    assessment_id: str | None,
    *,
    untrusted_files: Sequence[Path] = (),
    portable_dir: Path | None,
) -> int:
    # What opens the store comes before Qt, so that it need not be loaded while the store is opened.
    from dti_desktop.services import workspace  # noqa: F401 - it is the importing that counts
    from dti_desktop.store import database  # noqa: F401
    from dti_desktop.ui.application import run_window

    return run_window(
        library,
        store_dir,
        assessment_id,
        untrusted_files=untrusted_files,
        portable_dir=portable_dir,
        launch_command=paths.launch_command(),
        begin_anew=lambda opened: _begin_anew(store_dir, opened),
    )


def _begin_anew(store_dir: Path, assessment_id: str | None) -> int:
    """Start the window again in this one's place, on what was open in it."""
    command = [*paths.launch_command(), "--store", str(store_dir)]
    if assessment_id is not None:
        command += ["--open", assessment_id]
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        # There a process cannot put another in its place.
        import subprocess

        subprocess.Popen(command)  # noqa: S603  this very program
        return 0
    return os.execv(command[0], command)  # noqa: S606  this very program


def _has_no_display() -> bool:
    """Whether Qt would end the process for want of a display, as it does on Linux."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    sys.exit(main())
