"""The window's language, and Qt's own texts in Vietnamese."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDir, QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dti_desktop.ui.language import Language, Retranslated

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"

# Common words of Qt's own texts; none of them is a Vietnamese syllable.
ENGLISH = re.compile(
    r"\b(?:OK|Cancel|Close|Save|Open|Yes|No|All|Apply|Reset|Retry|Restore|Defaults|Ignore|Abort|Discard|Help|"
    r"Show|Hide|Details|Undo|Redo|Cut|Copy|Paste|Delete|Select|Link|Location|Insert|Name|Size|Type|Date|"
    r"Modified|Look|Files?|Directory|Directories|Folder|New|Back|Forward|Parent|Computer|List|View|of|the|to|"
    r"Rename|Remove|Choose|Create|Detail|Step|Scroll|Sidebar)\b"
)


def words_of(widget: QWidget) -> list[str]:
    """Return everything that can be read or heard in a window."""
    found: list[str] = [widget.windowTitle()]
    for child in [widget, *widget.findChildren(QWidget)]:
        found += [child.toolTip(), child.accessibleName(), child.accessibleDescription(), child.statusTip()]
        if isinstance(child, QAbstractButton | QLabel):
            found.append(child.text())
        if isinstance(child, QMenu):
            found += [action.text() for action in child.actions()]
        if isinstance(child, QHeaderView) and child.model() is not None:
            model = child.model()
            found += [str(model.headerData(n, child.orientation()) or "") for n in range(child.count())]
    for action in widget.findChildren(QAction):
        found.append(action.text().split("\t")[0])
    return [text.replace("&", "") for text in found if text]


def test_message_boxes_speak_vietnamese(qtbot: QtBot) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, "Tiêu đề", "Nội dung")
    qtbot.addWidget(box)
    for button in QMessageBox.StandardButton:
        if (
            QMessageBox.StandardButton.FirstButton.value
            <= button.value
            <= QMessageBox.StandardButton.LastButton.value
        ):
            box.addButton(button)
    box.setDetailedText("Chi tiết")
    words = words_of(box)
    assert "Đồng ý" in words and "Hủy" in words and "Xem chi tiết…" in words
    assert not [text for text in words if ENGLISH.search(text)]


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_context_menu_of_a_field_speaks_vietnamese(
    kind: type[QLineEdit | QPlainTextEdit], qtbot: QtBot
) -> None:
    field = kind()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()]
    assert {"Hoàn tác", "Làm lại", "Cắt", "Sao chép", "Dán", "Xóa", "Chọn tất cả"} <= set(words)
    assert not [text for text in words if ENGLISH.search(text)]
    menu.deleteLater()


@pytest.mark.parametrize("mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave])
def test_the_file_dialog_speaks_vietnamese(
    mode: QFileDialog.AcceptMode, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "Quyết định.pdf").write_bytes(b"%PDF")
    (tmp_path / "Thư mục").mkdir()
    dialog = QFileDialog(None, "Chọn tệp", str(tmp_path), "Mọi tệp (*)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.setSidebarUrls([])
    qtbot.addWidget(dialog)
    dialog.show()
    words = [text for text in words_of(dialog) if QDir.rootPath() not in text]
    assert "Tên" in words and "Dung lượng" in words and "Ngày sửa" in words
    assert not [text for text in words if ENGLISH.search(text)]


def test_the_list_of_english_words_would_find_them(qtbot: QtBot, window_language: Language) -> None:
    window_language.set("en")
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    assert {"OK", "Cancel"} <= set(words_of(box))
    assert [text for text in words_of(box) if ENGLISH.search(text)]


def test_every_text_of_the_file_is_translated_and_used(window_language: Language) -> None:
    tree = ET.parse(TRANSLATIONS / "qt_vi.ts")  # our own file
    contexts = {context.findtext("name"): context for context in tree.getroot().iter("context")}
    assert {"QPlatformTheme", "QFileDialog", "QLineEdit", "QWidgetTextControl", "QScrollBar"} <= set(contexts)
    for context in contexts.values():
        for message in context.iter("message"):
            source, translation = message.findtext("source") or "", message.findtext("translation") or ""
            assert translation, source
            assert sorted(re.findall(r"%\d", source)) == sorted(re.findall(r"%\d", translation)), source
            name = context.findtext("name") or ""
            assert QCoreApplication.translate(name, source) == translation


def test_the_compiled_file_is_current(tmp_path: Path) -> None:
    release = Path(sys.executable).with_name("pyside6-lrelease")
    made = tmp_path / "qt_vi.qm"
    subprocess.run(
        [release, TRANSLATIONS / "qt_vi.ts", "-qm", made], check=True, capture_output=True, timeout=60
    )
    assert made.read_bytes() == (TRANSLATIONS / "qt_vi.qm").read_bytes()


class _Page(Retranslated, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.child: _Page | None = None

    def retranslate(self) -> None:
        self.said.append(QCoreApplication.translate("QPlatformTheme", "Cancel"))


def test_every_page_is_retranslated_when_the_language_changes(
    qtbot: QtBot, window_language: Language
) -> None:
    page = _Page()
    qtbot.addWidget(page)
    inner = _Page()
    inner.setParent(page)
    with qtbot.waitSignal(window_language.changed) as told:
        window_language.set("en")
    QApplication.processEvents()
    assert told.args == ["en"]
    assert page.said[-1] == inner.said[-1] == "Cancel"
    window_language.set("vi")
    QApplication.processEvents()
    assert page.said[-1] == inner.said[-1] == "Hủy"


def test_numbers_and_locale_follow_the_language(window_language: Language) -> None:
    assert window_language.format.number(Decimal("1234.5")) == "1.234,5"
    assert QLocale().language() == QLocale.Language.Vietnamese
    window_language.set("en")
    assert window_language.current == "en"
    assert window_language.format.number(Decimal("1234.5")) == "1,234.5"
    assert QLocale().language() == QLocale.Language.English


def test_missing_files_leave_the_source_texts(qapp: QApplication, tmp_path: Path) -> None:
    before = QLocale()
    language = Language(tmp_path)
    language.set("en")
    language.set("vi")
    assert language.current == "vi"
    QLocale.setDefault(before)
