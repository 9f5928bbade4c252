"""The style sheet over Fusion, built from the theme's named colours. It holds no colour of its own.

Widgets choose a look through dynamic properties: `tone` and `size` on labels, `kind` on buttons and frames,
`fault` on fields, `ring` while the keyboard is on a button.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dti_desktop.ui import pictures

RADIUS = 6
FIELD_HEIGHT = 36


def build(colours: Mapping[str, str]) -> str:
    """Return the whole style sheet. Raises KeyError when a rule names a colour that does not exist."""

    def fill(found: re.Match[str]) -> str:
        word = found.group(1)
        if word.startswith("picture:"):
            _, icon, colour_name = word.split(":")
            return f"url({pictures.address(icon, colour_name, colours)})"
        if word == "radius":
            return f"{RADIUS}px"
        return colours[word]

    return re.sub(r"@([a-z_]+(?::[a-z-]+:[a-z_]+)?)", fill, _SHEET)


_SHEET = """
QToolTip { background: @text; color: @surface; border: none; padding: 6px 8px; }

/* Words */
QLabel { background: transparent; }
QLabel[tone="secondary"] { color: @secondary; }
QLabel[tone="muted"] { color: @muted; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="done"] { color: @done; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="block"] { color: @block; }
QLabel:disabled { color: @disabled; }

/* Surfaces */
QFrame[kind="page"] { background: @page; border: none; }
QFrame[kind="side"] { background: @side; border: none; }
QFrame[kind="surface"] { background: @surface; border: none; }
QFrame[kind="sunken"] { background: @sunken; border: none; border-radius: @radius; }
QFrame[kind="card"] { background: @surface; border: 1px solid @hairline; border-radius: 8px; }
QFrame[kind="hairline"] { background: @hairline; border: none; }
QFrame[kind="notice"][tone="info"] { background: @accent_soft; border: none; border-radius: @radius; }
QFrame[kind="notice"][tone="done"] { background: @done_soft; border: none; border-radius: @radius; }
QFrame[kind="notice"][tone="warn"] { background: @warn_soft; border: none; border-radius: @radius; }
QFrame[kind="notice"][tone="block"] { background: @block_soft; border: none; border-radius: @radius; }
QFrame[kind="toast"] { background: @text; border: none; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: @surface; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[kind="clear"] { background: transparent; }
QSplitter::handle { background: @hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

/* Buttons */
QPushButton {
    background: @surface; color: @text; border: 1px solid @border; border-radius: @radius;
    padding: 7px 15px; min-height: 20px;
}
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @sunken; }
QPushButton:disabled { color: @disabled; border-color: @hairline; background: @surface; }
QPushButton[ring="true"], QDialogButtonBox QPushButton:focus {
    border: 2px solid @focus; padding: 6px 14px;
}
QPushButton[kind="primary"], QDialogButtonBox QPushButton:default {
    background: @accent; color: @on_accent; border: 1px solid @accent;
}
QPushButton[kind="primary"]:hover, QDialogButtonBox QPushButton:default:hover {
    background: @accent_hover; border-color: @accent_hover;
}
QPushButton[kind="primary"]:pressed, QDialogButtonBox QPushButton:default:pressed {
    background: @accent_pressed; border-color: @accent_pressed;
}
QPushButton[kind="primary"]:disabled, QDialogButtonBox QPushButton:default:disabled {
    background: @sunken; border-color: @sunken; color: @disabled;
}
QPushButton[kind="primary"][ring="true"] { border: 1px solid @accent; padding: 7px 15px; }
QDialogButtonBox QPushButton:default:focus { border: 2px solid @text; padding: 6px 14px; }
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; }
/* What ends a dialog stands at the right, what gives it up before it: as in `foot_buttons`. */
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; button-layout: 3; }
QPushButton[kind="quiet"] {
    background: transparent; border: 1px solid transparent; color: @text; padding: 7px 9px;
}
QPushButton[kind="quiet"]:hover { background: @hover; }
QPushButton[kind="quiet"]:pressed { background: @sunken; }
QPushButton[kind="quiet"]:disabled { color: @disabled; }
QPushButton[kind="quiet"][ring="true"] { border: 2px solid @focus; padding: 6px 8px; }
QPushButton[kind="link"] {
    background: transparent; border: 1px solid transparent; color: @accent; padding: 1px 3px;
    min-height: 18px; text-align: left;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:disabled { color: @disabled; }
QPushButton[kind="link"][ring="true"] { border: 2px solid @focus; padding: 0 2px; }
QPushButton[kind="toast"] {
    background: transparent; border: 1px solid transparent; color: @surface; padding: 3px 9px;
    font-weight: 600; text-decoration: underline;
}
QPushButton[kind="toast"][ring="true"] { border: 2px solid @surface; padding: 2px 8px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: @radius; padding: 5px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed { background: @sunken; }
QToolButton:checked { background: @accent_soft; }
QToolButton[ring="true"] { border: 2px solid @focus; padding: 4px; }
QToolButton::menu-indicator { image: none; }

/* Fields */
QLineEdit, QDateEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
    background: @field; color: @text; border: 1px solid @border; border-radius: @radius;
    selection-background-color: @accent; selection-color: @on_accent; placeholder-text-color: @muted;
}
QLineEdit, QDateEdit, QComboBox, QAbstractSpinBox { padding: 7px 11px; min-height: 20px; }
QLineEdit[large="true"] { min-height: 28px; }
QLineEdit[cell="true"], QComboBox[cell="true"] { padding: 0 8px; min-height: 0; border-radius: 0; }
QLineEdit[cell="true"]:focus, QComboBox[cell="true"]:focus { padding: 0 7px; }
QComboBox[cell="true"], QComboBox[cell="true"]:focus { padding-right: 28px; }
QComboBox[cell="true"] QLineEdit { padding: 0; min-height: 0; border: none; background: transparent; }
QPlainTextEdit, QTextEdit { padding: 4px 7px; }
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover, QTextEdit:hover { border-color: @muted; }
QLineEdit:focus, QDateEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid @focus; padding: 6px 10px;
}
QLineEdit[kind="close"], QLineEdit[kind="close"]:focus { padding: 0 5px; min-height: 0; }
QTextEdit[kind="reading"], QTextEdit[kind="reading"]:focus {
    background: @page; border: none; border-radius: 0; padding: 0;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @focus; padding: 3px 6px; }
QLineEdit[proposed="true"], QPlainTextEdit[proposed="true"] {
    border-color: @accent; background: @accent_soft;
}
QLineEdit[fault="true"], QPlainTextEdit[fault="true"], QComboBox[fault="true"] { border-color: @block; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: @sunken; border-color: @hairline; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
    color: @disabled; background: @sunken; border-color: @hairline;
}
QComboBox { padding-right: 30px; }
QComboBox:focus { padding-right: 29px; }
QComboBox::drop-down {
    border: none; width: 30px; subcontrol-origin: border; subcontrol-position: center right;
}
QComboBox::down-arrow { image: @picture:chevron-down:muted; width: 16px; height: 16px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView {
    background: @surface; border: 1px solid @border; padding: 4px; outline: none;
    selection-background-color: @accent_soft; selection-color: @text;
}
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 4px; color: @text; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover {
    background: @accent_soft; color: @text;
}

QCheckBox, QRadioButton { spacing: 8px; border: 2px solid transparent; border-radius: @radius; padding: 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: @focus; }
QCheckBox[ring="false"] { border-color: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
QCheckBox::indicator, QRadioButton::indicator,
QTreeView::indicator, QTableView::indicator, QListView::indicator {
    width: 16px; height: 16px; background: @field; border: 1px solid @muted;
}
QCheckBox::indicator, QTreeView::indicator, QTableView::indicator, QListView::indicator {
    border-radius: 4px;
}
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked, QTreeView::indicator:checked,
QTableView::indicator:checked, QListView::indicator:checked {
    background: @accent; border-color: @accent; image: @picture:check:on_accent;
}
QCheckBox::indicator:indeterminate, QTreeView::indicator:indeterminate {
    background: @accent; border-color: @accent; image: @picture:minus:on_accent;
}
QRadioButton::indicator:checked {
    width: 8px; height: 8px; border: 5px solid @accent; background: @on_accent;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: @disabled; background: @sunken;
}

/* Scroll bars: thin and quiet */
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; margin: 0; }
QScrollBar:horizontal { height: 12px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 3px; }
QScrollBar::handle:vertical { margin: 3px; min-height: 32px; }
QScrollBar::handle:horizontal { margin: 3px; min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

/* Tabs: a line under the one that is open */
QTabWidget::pane { border: none; border-top: 1px solid @hairline; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: @secondary; border: none; border-bottom: 2px solid transparent;
    padding: 8px 6px 7px 6px; margin-right: 12px;
}
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; }
QTabBar::tab:disabled { color: @disabled; }

/* Lists, trees, tables */
QAbstractItemView { outline: none; }
QTreeView, QListView, QTableView, QTableWidget {
    background: transparent; color: @text; border: none; alternate-background-color: @sunken;
    selection-background-color: @accent_soft; selection-color: @text; gridline-color: @hairline;
}
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: @picture:chevron-right:muted; }
QTreeView::branch:has-children:open { image: @picture:chevron-down:muted; }
QListView::item, QTreeView::item { padding: 4px 6px; border-radius: @radius; color: @text; }
QListView::item:hover, QTreeView::item:hover { background: @hover; }
QListView::item:selected, QTreeView::item:selected { background: @accent_soft; color: @text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: @muted; border: none; border-bottom: 1px solid @hairline;
    padding: 8px 10px;
}
QHeaderView[kind="two lines"]::section { padding: 4px 10px 4px 4px; }
QHeaderView[kind="close"]::section { padding: 2px 8px; }
QHeaderView::section:vertical { border-bottom: 1px solid @hairline; }
QHeaderView::down-arrow { image: @picture:chevron-down:muted; width: 10px; height: 10px; }
QHeaderView::up-arrow { image: @picture:chevron-up:muted; width: 10px; height: 10px; }
QTableView QTableCornerButton::section {
    background: @surface; border: none; border-bottom: 1px solid @border;
}

/* Menus */
QMenu { background: @surface; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 4px; margin: 0; }
QMenu::item:selected { background: @accent_soft; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 16px; height: 16px; left: 8px; }
QMenu::indicator:checked { image: @picture:check:text; }
QMenu::right-arrow { image: @picture:chevron-right:muted; width: 14px; height: 14px; right: 8px; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 8px; }
QMenuBar { background: @surface; color: @text; }
QMenuBar::item { padding: 6px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }

/* Progress */
QProgressBar { background: @sunken; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

/* Windows of their own */
QDialog { background: @page; }
QMessageBox QLabel#qt_msgbox_label { min-width: 500px; }
QMessageBox {
    messagebox-information-icon: @picture:info:accent;
    messagebox-question-icon: @picture:circle-help:accent;
    messagebox-warning-icon: @picture:triangle-alert:warn;
    messagebox-critical-icon: @picture:octagon-alert:block;
}
QFileDialog {
    filedialog-parent-directory-icon: @picture:chevron-up:text;
    filedialog-new-directory-icon: @picture:plus:text;
    filedialog-listview-icon: @picture:list-checks:text;
    filedialog-detailedview-icon: @picture:table:text;
    backward-icon: @picture:arrow-left:text; forward-icon: @picture:arrow-right:text;
}
QCalendarWidget QWidget#qt_calendar_navigationbar {
    background: @surface; border-bottom: 1px solid @hairline;
}
QCalendarWidget QToolButton { color: @text; padding: 6px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: @picture:chevron-left:text; }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: @picture:chevron-right:text; }
QCalendarWidget QAbstractItemView:disabled { color: @disabled; }
QCalendarWidget QAbstractItemView {
    background: @surface; selection-background-color: @accent; selection-color: @on_accent;
    alternate-background-color: @surface;
}
"""
