"""The menu of the window: what is about no single page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dti_desktop.ui import icons
from dti_desktop.ui.language import Retranslated

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment

_SEPARATOR = ""
#: A name, an icon, and the shortcut that does the same.
_ENTRIES = (
    ("start", "house", ""),
    ("backup", "hard-drive", ""),
    ("results", "table", ""),
    ("take-pack", "package-check", ""),
    ("make-pack", "send", ""),
    ("carried", "history", ""),
    ("comparison", "copy", ""),
    ("portal", "external-link", "portal"),
    ("catalogue", "book-open", ""),
    ("verify", "shield-check", ""),
    (_SEPARATOR, "", ""),
    ("template", "file-spreadsheet", ""),
    ("answers", "upload", ""),
    ("everything", "download", ""),
    (_SEPARATOR, "", ""),
    ("settings", "settings", ""),
    ("help", "circle-help", "help"),
    ("shortcuts", "keyboard", "shortcuts"),
    ("about", "info", ""),
)
#: They are about the open assessment.
_WITH_ASSESSMENT = ("template", "answers", "everything")


class MenuEntry(NamedTuple):
    """An action of the menu, with what else shows it."""

    name: str
    icon: str
    action: QAction
    shortcut: str


class ProgramMenu(Retranslated, QMenu):
    """Does `acts[name]` when an entry is chosen."""

    def __init__(self, acts: Mapping[str, Callable[[], object]], parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: dict[str, MenuEntry] = {}
        self._with_assessment: list[QAction] = []
        for name, icon, shortcut in _ENTRIES:
            if name == _SEPARATOR:
                between = self.addSeparator()
                if not self._with_assessment:
                    self._with_assessment.append(between)
                continue
            action = QAction(self)
            icons.current().bind(action, icon)
            # Each its own: a loop's variable would be the last one's for all.
            action.triggered.connect(lambda _checked=False, act=acts[name]: act())
            self.addAction(action)
            self.entries[name] = MenuEntry(name, icon, action, shortcut)
        self._with_assessment += [self.entries[name].action for name in _WITH_ASSESSMENT]
        self.follow(None)
        self.retranslate()

    def follow(self, assessment: Assessment | None) -> None:
        """Offer what can be done with the open assessment, or without one."""
        for action in self._with_assessment:
            action.setVisible(assessment is not None)
        self.entries["portal"].action.setEnabled(
            assessment is not None and assessment.origin is None and assessment.catalogue.is_of_provinces
        )

    def retranslate(self) -> None:
        words = {
            "start": self.tr("Tất cả hồ sơ"),
            "backup": self.tr("Sao lưu…"),
            "results": self.tr("Nhập kết quả công bố…"),
            "take-pack": self.tr("Nhận gói cập nhật…"),
            "make-pack": self.tr("Tạo gói cập nhật…"),
            "carried": self.tr("Câu trả lời năm trước"),
            "comparison": self.tr("So sánh hồ sơ"),
            "portal": self.tr("Nhập lên dti.gov.vn…"),
            "catalogue": self.tr("Bộ chỉ số"),
            "verify": self.tr("Kiểm tra tệp hồ sơ…"),
            "template": self.tr("Xuất mẫu Excel…"),
            "answers": self.tr("Nhập từ Excel…"),
            "everything": self.tr("Xuất toàn bộ ra Excel…"),
            "settings": self.tr("Cài đặt"),
            "help": self.tr("Trợ giúp"),
            "shortcuts": self.tr("Phím tắt"),
            "about": self.tr("Giới thiệu"),
        }
        for name, text in words.items():
            self.entries[name].action.setText(text)
