"""Put into a process that is measured, through PYTHONPATH: says when the first paint was done.

The command line stays what people type. What is watched is one widget, by a filter on it alone, so that
the process does nothing else that it would not do. `DTI_WATCHED` names a module, a class in it and (where
it is not the widget itself that counts) attributes of it, the first one painted being the one that counts:
`dti_desktop.ui.pages.start:StartPage:list,welcome`. The time goes to standard output, as nanoseconds of
the system's monotonic clock, once the paint is over and the event loop turns again; then how much is there.
"""

from __future__ import annotations

import os
import sys


class _Watcher:
    """Finds the module of the watched class when the process imports it."""

    def __init__(self, watched: str) -> None:
        self.module, self.class_name, *attributes = watched.split(":")
        self.attributes = attributes[0].split(",") if attributes else []

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        if name != self.module:
            return None
        sys.meta_path.remove(self)  # type: ignore[arg-type]
        from importlib.util import find_spec

        spec = find_spec(name)
        assert spec is not None and spec.loader is not None
        load = spec.loader.exec_module

        def exec_module(module: object) -> None:
            load(module)  # type: ignore[arg-type]
            self.watch(getattr(module, self.class_name))

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec

    def watch(self, watched_class: type) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        class Filter(QObject):
            is_told = False

            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint and not self.is_told:
                    self.is_told = True
                    QTimer.singleShot(0, self, self.tell)
                return False

            def tell(self) -> None:
                import time

                sys.__stdout__.write(f"painted {time.monotonic_ns()}\n")  # type: ignore[union-attr]
                sys.__stdout__.write("modules " + " ".join(sys.modules) + "\n")  # type: ignore[union-attr]
                sys.__stdout__.flush()  # type: ignore[union-attr]

        make = watched_class.__init__  # type: ignore[misc]

        def init(self, *given: object, **named: object) -> None:  # type: ignore[no-untyped-def]
            make(self, *given, **named)
            self._paint_filter = Filter(self)
            for widget in [getattr(self, name) for name in watcher.attributes] or [self]:
                widget.installEventFilter(self._paint_filter)

        watcher = self
        watched_class.__init__ = init  # type: ignore[misc]


if "DTI_WATCHED" in os.environ:
    sys.meta_path.insert(0, _Watcher(os.environ["DTI_WATCHED"]))  # type: ignore[arg-type]
