"""The one entry: the window without a command, the command line with one."""

from __future__ import annotations

import sys

from dti_desktop import paths
from dti_desktop.cli import WindowRequest, run, standard_streams
from dti_desktop.services.library import Library


def main() -> int:
    """Run the program on `sys.argv` and return its exit status."""
    library = Library(paths.resources_dir(), paths.translations_dir())
    out, messages = standard_streams()
    asked = run(sys.argv[1:], library, paths.default_store_dir, out=out, messages=messages)
    if not isinstance(asked, WindowRequest):
        return asked
    from dti_desktop.ui.application import run_window

    return run_window(library, asked.store_dir, asked.assessment_id)


if __name__ == "__main__":
    sys.exit(main())
