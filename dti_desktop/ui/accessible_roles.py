"""What a screen reader calls the views that Qt knows no name for: a page of a document is a document."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLES = {
    "PageView": QAccessible.Role.Document,
    "QPdfView": QAccessible.Role.Document,
    "MainWindow": QAccessible.Role.Window,
    "PortalWindow": QAccessible.Role.Window,
}

_is_installed = False


def install() -> None:
    """Tell Qt, once for the process. Nothing is asked until a screen reader listens."""
    global _is_installed
    if not _is_installed:
        _is_installed = True
        QAccessible.installFactory(_make)


def _make(class_name: str, target: QObject) -> QAccessibleInterface | None:
    role = _ROLES.get(class_name)
    if role is None or not isinstance(target, QWidget):
        return None
    return QAccessibleWidget(target, role)
