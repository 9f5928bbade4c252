"""The one entry: the window without a command, the command line with one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dti_desktop import paths
from dti_desktop.cli import WindowRequest, run, standard_streams, tell_error
from dti_desktop.errors import EnvironmentFault
from dti_desktop.services.library import Library


def main() -> int:
    """Run the program on `sys.argv` and return its exit status."""
    paths.give_library_path_back()
    library = Library(paths.resources_dir(), paths.translations_dir())
    out, messages = standard_streams()
    portable_dir = paths.portable_store_dir()
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
    from dti_desktop.ui.application import run_window

    return run_window(
        library,
        asked.store_dir,
        asked.assessment_id,
        untrusted_files=asked.untrusted_files,
        portable_dir=portable_dir,
        launch_command=paths.launch_command(),
        begin_anew=lambda opened: _begin_anew(asked.store_dir, opened),
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
