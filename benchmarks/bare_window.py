"""The baseline of a start: a process that shows one empty window, of the size of ours, and nothing else."""

from __future__ import annotations

import signal
import sys

from PySide6.QtWidgets import QApplication, QWidget

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    app = QApplication(sys.argv)
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    sys.exit(app.exec())
