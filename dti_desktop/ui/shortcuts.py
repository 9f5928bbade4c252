"""Every key of the program, once: what binds it, and what is said of it, come from the same list.

`bind` is the only place that makes a `QShortcut`, so no key can work that is not listed; a test presses those
that widgets handle themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Group = Literal["go", "answer", "table", "review", "catalogue", "change", "view", "portal", "help"]
_Std = QKeySequence.StandardKey


class Shortcut(NamedTuple):
    """Keys that do one thing. `is_bound`: through `bind`; else a widget that has the keyboard handles them.

    Names of keys are those of every language (`Ctrl+Return`).
    """

    group: Group
    keys: tuple[str | QKeySequence.StandardKey, ...]
    is_bound: bool = True


_ENTER = ("Return", "Enter")

SHORTCUTS: Mapping[str, Shortcut] = {
    "palette": Shortcut("go", ("Ctrl+K",)),
    "overview": Shortcut("go", ("Ctrl+1",)),
    "remaining": Shortcut("go", ("Ctrl+2",)),
    "profile": Shortcut("go", ("Ctrl+3",)),
    "standing": Shortcut("go", ("Ctrl+4",)),
    "submit": Shortcut("go", ("Ctrl+5",)),
    "journal": Shortcut("go", ("Ctrl+6",)),
    "review": Shortcut("go", ("Ctrl+7",)),
    "entry": Shortcut("go", ("Ctrl+B",)),
    "next-tab": Shortcut("go", ("Ctrl+Tab",)),
    "previous-tab": Shortcut("go", ("Ctrl+Shift+Tab",)),
    "portal": Shortcut("go", ("Ctrl+Shift+D",)),
    "new": Shortcut("go", ("Ctrl+N",)),
    "drawer-close": Shortcut("go", ("Esc",)),
    "help": Shortcut("go", ("F1",)),
    "shortcuts": Shortcut("go", ("Shift+F1",)),
    "help-back": Shortcut("help", ("Alt+Left",)),
    "help-forth": Shortcut("help", ("Alt+Right",)),
    "help-close": Shortcut("help", ("Esc",)),
    "previous": Shortcut("answer", ("Alt+Left",)),
    "next": Shortcut("answer", ("Alt+Right",)),
    "unanswered": Shortcut("answer", tuple(f"Ctrl+{key}" for key in _ENTER)),
    # Ctrl+Shift switches the input method of Vietnamese keyboards, so that Alt it is.
    "confirm": Shortcut("answer", tuple(f"Alt+{key}" for key in _ENTER)),
    "next-field": Shortcut("answer", _ENTER, is_bound=False),
    "choose": Shortcut("answer", tuple("123456789"), is_bound=False),
    "table-down": Shortcut("table", ("Return", "Shift+Return"), is_bound=False),
    "table-next": Shortcut("table", ("Tab", "Shift+Tab"), is_bound=False),
    "table-unanswered": Shortcut("table", ("Ctrl+Return",), is_bound=False),
    "table-edit": Shortcut("table", ("F2",), is_bound=False),
    "table-cancel": Shortcut("table", ("Esc",), is_bound=False),
    "table-clear": Shortcut("table", ("Del",), is_bound=False),
    "table-list": Shortcut("table", ("Alt+Down",), is_bound=False),
    "table-edges": Shortcut("table", ("Home", "End"), is_bound=False),
    "table-ends": Shortcut("table", ("Ctrl+Home", "Ctrl+End"), is_bound=False),
    "table-page": Shortcut("table", ("PgUp", "PgDown"), is_bound=False),
    "table-extend": Shortcut("table", ("Shift+Down",), is_bound=False),
    "table-all": Shortcut("table", ("Ctrl+A",), is_bound=False),
    "table-copy": Shortcut("table", ("Ctrl+C", "Ctrl+X"), is_bound=False),
    "table-paste": Shortcut("table", ("Ctrl+V",), is_bound=False),
    "table-fill": Shortcut("table", ("Ctrl+D",), is_bound=False),
    "table-leave": Shortcut("table", ("F6",), is_bound=False),
    "review-drafting": Shortcut("review", ("Alt+1",)),
    "review-awaiting": Shortcut("review", ("Alt+2",)),
    "review-needs-work": Shortcut("review", ("Alt+3",)),
    "review-approved": Shortcut("review", ("Alt+4",)),
    "catalogue-check": Shortcut("catalogue", tuple(f"Ctrl+{key}" for key in _ENTER)),
    "undo": Shortcut("change", (_Std.Undo,)),
    # Where the platform's redo is another key, Ctrl+Y still works, as it does in office programs.
    "redo": Shortcut("change", (_Std.Redo, "Ctrl+Y")),
    "larger-text": Shortcut("view", ("Ctrl++", "Ctrl+=")),
    "smaller-text": Shortcut("view", ("Ctrl+-",)),
    "usual-text": Shortcut("view", ("Ctrl+0",)),
    "find": Shortcut("view", ("Ctrl+F",)),
    "print": Shortcut("view", (_Std.Print,)),
    # Ctrl+plus is for the text of the window.
    "zoom-in": Shortcut("view", ("+", "=")),
    "zoom-out": Shortcut("view", ("-",)),
    "portal-copy": Shortcut("portal", tuple(f"Ctrl+{number}" for number in range(1, 10))),
    "portal-tick": Shortcut("portal", ("Ctrl+Return",)),
    "portal-untick": Shortcut("portal", ("Ctrl+Backspace",)),
    "portal-explanation": Shortcut("portal", ("Ctrl+E",)),
    "portal-folder": Shortcut("portal", ("Ctrl+M",)),
    "portal-path": Shortcut("portal", ("Ctrl+Shift+M",)),
    "portal-sheet": Shortcut("portal", ("Ctrl+D",)),
    "portal-save": Shortcut("portal", ("Ctrl+P",)),
    "portal-previous": Shortcut("portal", ("Alt+Left",)),
    "portal-next": Shortcut("portal", ("Alt+Right",)),
    "portal-back": Shortcut("portal", ("Esc",)),
}


def sequences(name: str) -> list[QKeySequence]:
    """Return the keys of a shortcut, each once; those of the platform come first."""
    found: list[QKeySequence] = []
    for key in SHORTCUTS[name].keys:
        if isinstance(key, str):
            given = [QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)]
        else:
            given = QKeySequence.keyBindings(key)
        found += [sequence for sequence in given if sequence not in found]
    return found


def bind(
    name: str, owner: QWidget, act: Callable[[], object], *, within: bool = False, only: int | None = None
) -> list[QShortcut]:
    """Let the keys of a shortcut do `act` in the window of `owner`; `within`: only with the keyboard in it.

    `only`: bind just the key at this place of its list. The made shortcuts carry its name.
    """
    shortcut = SHORTCUTS[name]
    assert shortcut.is_bound, name
    made = []
    for place, sequence in enumerate(sequences(name)):
        if only is None or only == place:
            bound = QShortcut(sequence, owner)
            bound.setObjectName(name)
            if within:
                bound.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            bound.activated.connect(lambda: act())
            made.append(bound)
    return made


def key_text(keys: QKeySequence | str) -> str:
    """Return keys as they are called here. Qt says Return where the keyboard says Enter."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def keys_text(name: str) -> str:
    """Return the first keys of a shortcut as they are called here: `Ctrl+K`."""
    return key_text(sequences(name)[0])


def all_keys_text(name: str) -> str:
    """Return the keys of a shortcut in one: a range of digits as such, one of two keys for Enter."""
    texts = [key_text(one) for one in sequences(name)]
    keys = SHORTCUTS[name].keys
    if len(texts) > 4 and texts[0].endswith("1"):
        return f"{texts[0]} – {texts[-1][-1]}"
    # Of what the platform has several keys for, the first is what people know.
    if not isinstance(keys[0], str) or keys[-1].endswith("Enter"):  # type: ignore[union-attr]
        return texts[0]
    return " · ".join(texts)


def groups() -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Return every group with its title: keys and what they do, in the window's language."""
    said, named = _meanings(), _group_titles()
    return [
        (
            title,
            [
                (all_keys_text(name), said[name])
                for name, shortcut in SHORTCUTS.items()
                if shortcut.group == group
            ],
        )
        for group, title in named.items()
    ]


def meaning(name: str) -> str:
    """Return what a shortcut does, in the window's language."""
    return _meanings()[name]


def _group_titles() -> Mapping[Group, str]:
    return {
        "go": QCoreApplication.translate("Shortcuts", "Đi đến"),
        "answer": QCoreApplication.translate("Shortcuts", "Trả lời"),
        "table": QCoreApplication.translate("Shortcuts", "Bảng nhập"),
        "review": QCoreApplication.translate("Shortcuts", "Rà soát"),
        "catalogue": QCoreApplication.translate("Shortcuts", "Bộ chỉ số"),
        "change": QCoreApplication.translate("Shortcuts", "Thay đổi"),
        "view": QCoreApplication.translate("Shortcuts", "Xem"),
        "portal": QCoreApplication.translate("Shortcuts", "Cửa sổ nhập lên dti.gov.vn"),
        "help": QCoreApplication.translate("Shortcuts", "Cửa sổ trợ giúp"),
    }


def _meanings() -> Mapping[str, str]:
    return {
        "palette": QCoreApplication.translate("Shortcuts", "Tìm chỉ số, trang, việc cần làm"),
        "overview": QCoreApplication.translate("Shortcuts", "Tổng quan"),
        "remaining": QCoreApplication.translate("Shortcuts", "Việc còn lại"),
        "profile": QCoreApplication.translate("Shortcuts", "Số liệu chung"),
        "standing": QCoreApplication.translate("Shortcuts", "Xếp hạng và kế hoạch"),
        "submit": QCoreApplication.translate("Shortcuts", "Nộp hồ sơ"),
        "journal": QCoreApplication.translate("Shortcuts", "Nhật ký"),
        "review": QCoreApplication.translate("Shortcuts", "Rà soát"),
        "entry": QCoreApplication.translate("Shortcuts", "Bảng nhập; từ đó về trang chỉ số"),
        "next-tab": QCoreApplication.translate("Shortcuts", "Thẻ tiếp theo của một mục"),
        "previous-tab": QCoreApplication.translate("Shortcuts", "Thẻ trước của một mục"),
        "portal": QCoreApplication.translate("Shortcuts", "Nhập lên dti.gov.vn"),
        "new": QCoreApplication.translate("Shortcuts", "Tạo hồ sơ mới"),
        "drawer-close": QCoreApplication.translate("Shortcuts", "Đóng ngăn mục lục"),
        "help": QCoreApplication.translate("Shortcuts", "Trợ giúp về trang hay hộp thoại đang mở"),
        "shortcuts": QCoreApplication.translate("Shortcuts", "Bảng phím tắt này"),
        "help-back": QCoreApplication.translate("Shortcuts", "Mục đã đọc trước"),
        "help-forth": QCoreApplication.translate("Shortcuts", "Mục đọc sau"),
        "help-close": QCoreApplication.translate("Shortcuts", "Đóng cửa sổ trợ giúp"),
        "previous": QCoreApplication.translate("Shortcuts", "Chỉ số trước"),
        "next": QCoreApplication.translate("Shortcuts", "Chỉ số sau"),
        "unanswered": QCoreApplication.translate("Shortcuts", "Chỉ số chưa trả lời tiếp theo"),
        "confirm": QCoreApplication.translate("Shortcuts", "Xác nhận như năm trước, sang câu tiếp"),
        "next-field": QCoreApplication.translate("Shortcuts", "Ô nhập tiếp theo"),
        "choose": QCoreApplication.translate("Shortcuts", "Chọn mức theo thứ tự"),
        "table-down": QCoreApplication.translate("Shortcuts", "Ô dưới, ô trên"),
        "table-next": QCoreApplication.translate("Shortcuts", "Ô nhập tiếp theo, ô nhập trước"),
        "table-unanswered": QCoreApplication.translate("Shortcuts", "Ô chưa trả lời tiếp theo"),
        "table-edit": QCoreApplication.translate("Shortcuts", "Sửa ô"),
        "table-cancel": QCoreApplication.translate("Shortcuts", "Bỏ những gì đang gõ"),
        "table-clear": QCoreApplication.translate("Shortcuts", "Xóa các ô đang chọn"),
        "table-list": QCoreApplication.translate("Shortcuts", "Mở danh sách mức"),
        "table-edges": QCoreApplication.translate("Shortcuts", "Đầu dòng, cuối dòng"),
        "table-ends": QCoreApplication.translate("Shortcuts", "Đầu bảng, cuối bảng"),
        "table-page": QCoreApplication.translate("Shortcuts", "Trang trên, trang dưới"),
        "table-extend": QCoreApplication.translate("Shortcuts", "Chọn thêm ô bằng các phím mũi tên"),
        "table-all": QCoreApplication.translate("Shortcuts", "Chọn cả bảng"),
        "table-copy": QCoreApplication.translate("Shortcuts", "Sao chép, cắt"),
        "table-paste": QCoreApplication.translate("Shortcuts", "Dán, cả từ Excel"),
        "table-fill": QCoreApplication.translate("Shortcuts", "Điền ô trên xuống các ô dưới"),
        "table-leave": QCoreApplication.translate("Shortcuts", "Ra khỏi bảng"),
        "review-drafting": QCoreApplication.translate("Shortcuts", "Soạn tiếp, mở lại"),
        "review-awaiting": QCoreApplication.translate("Shortcuts", "Gửi rà soát"),
        "review-needs-work": QCoreApplication.translate("Shortcuts", "Cần sửa"),
        "review-approved": QCoreApplication.translate("Shortcuts", "Duyệt"),
        "catalogue-check": QCoreApplication.translate("Shortcuts", "Đã đối chiếu, sang dòng kế"),
        "undo": QCoreApplication.translate("Shortcuts", "Hoàn tác"),
        "redo": QCoreApplication.translate("Shortcuts", "Làm lại"),
        "larger-text": QCoreApplication.translate("Shortcuts", "Chữ lớn hơn"),
        "smaller-text": QCoreApplication.translate("Shortcuts", "Chữ nhỏ hơn"),
        "usual-text": QCoreApplication.translate("Shortcuts", "Cỡ chữ thường"),
        "find": QCoreApplication.translate("Shortcuts", "Tìm trong nhật ký, giấy phép, trợ giúp"),
        "print": QCoreApplication.translate("Shortcuts", "In báo cáo"),
        "zoom-in": QCoreApplication.translate("Shortcuts", "Phóng to tài liệu"),
        "zoom-out": QCoreApplication.translate("Shortcuts", "Thu nhỏ tài liệu"),
        "portal-copy": QCoreApplication.translate("Shortcuts", "Sao chép giá trị thứ mấy"),
        "portal-tick": QCoreApplication.translate("Shortcuts", "Đánh dấu đã nhập, sang chỉ số sau"),
        "portal-untick": QCoreApplication.translate("Shortcuts", "Bỏ dấu đã nhập"),
        "portal-explanation": QCoreApplication.translate("Shortcuts", "Sao chép giải trình"),
        "portal-folder": QCoreApplication.translate("Shortcuts", "Mở thư mục minh chứng"),
        "portal-path": QCoreApplication.translate("Shortcuts", "Sao chép đường dẫn thư mục"),
        "portal-sheet": QCoreApplication.translate("Shortcuts", "Phiếu nhập"),
        "portal-save": QCoreApplication.translate("Shortcuts", "Lưu phiếu nhập ra PDF"),
        "portal-previous": QCoreApplication.translate("Shortcuts", "Chỉ số trước"),
        "portal-next": QCoreApplication.translate("Shortcuts", "Chỉ số sau"),
        "portal-back": QCoreApplication.translate("Shortcuts", "Về phần nhập"),
    }
