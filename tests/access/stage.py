"""The real window on a real screen, going from place to place for a screen reader's ears.

Started by `reader.py`: it says on its output which page or dialog is shown now, and goes on when a line comes
in. With `few` as its only argument it shows some pages and no dialogs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / room) for room in ("ui", "bundle", "intake", "merging"))]

from PySide6.QtCore import QEventLoop, QSocketNotifier  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

_DEADLINE_S = 20


class Hands:
    """What the walk needs of a test's `qtbot`."""

    def waitUntil(self, is_so: Callable[[], bool], timeout: int = 0) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + _DEADLINE_S
        while not is_so():
            if time.monotonic() > end:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.005)


def _wait_for_a_line() -> None:
    """Serve the screen reader until a line comes in."""
    loop = QEventLoop()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def hear() -> None:
        sys.stdin.readline()
        loop.quit()

    notifier.activated.connect(lambda *_: hear())
    loop.exec()


def main() -> None:
    app = QApplication(["dti-desktop"])
    from everywhere import LIBRARY, make_files, walk_everything, walk_pages, window_on_sample

    from dti_desktop.ui import accessible_roles, theme
    from dti_desktop.ui.language import Language

    accessible_roles.install()
    theme.install(app, LIBRARY.resources_dir, "light")
    language = Language(LIBRARY.translations_dir, "vi", app)
    with tempfile.TemporaryDirectory() as folder:
        files = make_files(Path(folder))
        with window_on_sample(Hands(), language, files) as real:  # type: ignore[arg-type]
            few = islice(walk_pages(real), 2, None, 3)
            stops = few if "few" in sys.argv else walk_everything(real, files)
            for name, _window in stops:
                sys.stdout.write(f"at {name}\n")
                sys.stdout.flush()
                _wait_for_a_line()
    sys.stdout.write("done\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
