"""A sub-indicator that comes into the draft of a catalogue, and one that goes out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dti_desktop.engine.catalogue_edit import Node
from dti_desktop.engine.catalogue_row_edits import new_row, with_row
from dti_desktop.engine.rule_shapes import kinds_at
from dti_desktop.errors import InputError
from dti_desktop.services.catalogues import Draft
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_text import kind_words
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.fields import TextField
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.store.row_use import RowUse

_WIDTH = 560
_MOST_USES = 6
_LETTERS = 44


class AddRowDialog(Retranslated, QDialog):
    """Asks for main index, code and name of a new row, and with what it begins.

    Once accepted: `code_text`, `title_text`, `kind`, `like` (the row that is copied; None: an empty one).
    """

    def __init__(
        self,
        context: Context,
        draft: Draft,
        codes: Mapping[str, str],
        index_code: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._draft, self._codes = context, draft, codes
        self._suggested = ""
        self.title = Label(size="title", weight=Weight.DemiBold)
        self.about = WrapLabel(tone="secondary", characters=70)
        self.index, self.begin, self.kinds = ComboBox(), ComboBox(), ComboBox()
        self.code, self.name = TextField(), TextField()
        self._captions = [Label(size="small", tone="muted") for _ in range(5)]
        self.add = PrimaryButton(icon="plus")
        self.cancel = SecondaryButton()
        layout = dialog_column(self)
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        self._boxes: list[QWidget] = []
        fields = (self.index, self.code, self.name, self.begin, self.kinds)
        for caption, field in zip(self._captions, fields, strict=True):
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(caption)
            column.addWidget(field)
            layout.addWidget(box)
            self._boxes.append(box)
        layout.addSpacing(theme.GRID)
        put_foot(self, self.cancel, self.add)
        for index in draft.document["main_indices"]:
            self.index.addItem("", index["code"])
        for kind in kinds_at(0):
            self.kinds.addItem("", kind)
        self.begin.addItem("", None)
        for code in draft.rows:
            self.begin.addItem("", code)
        self.index.setCurrentIndex(max(0, self.index.findData(index_code)))
        self.index.activated.connect(lambda _place: self._suggest())
        self.begin.activated.connect(lambda _place: self._arrange())
        self.add.clicked.connect(self._try)
        self.cancel.clicked.connect(self.reject)
        self.setMinimumWidth(_WIDTH)
        self._suggest()
        self._arrange()
        self.retranslate()
        self.name.setFocus()

    @property
    def code_text(self) -> str:
        """The code that was given."""
        return self.code.text

    @property
    def title_text(self) -> str:
        """The name that was given."""
        return self.name.text

    @property
    def kind(self) -> str:
        """The kind of the rule of an empty row."""
        return str(self.kinds.currentData())

    @property
    def like(self) -> str | None:
        """The code of the row that is copied."""
        found = self.begin.currentData()
        return None if found is None else str(found)

    def _suggest(self) -> None:
        """Offer the next code of the main index, where she gave none of her own."""
        if self.code.text in ("", self._suggested):
            self._suggested = self._codes.get(str(self.index.currentData()), "")
            self.code.set_text(self._suggested)

    def _arrange(self) -> None:
        self._boxes[-1].setEnabled(self.like is None)

    def _try(self) -> None:
        self.code.set_message("")
        self.name.set_message("")
        if not self.name.text:
            self.name.set_message(self.tr("Hãy ghi tên chỉ số, như trong quyết định."), "block")
            self.name.setFocus()
            return
        try:
            with_row(self._draft.document, new_row(self.code.text, self.name.text, self.kind))
        except InputError as error:
            said = words(self._context).problem(error.problems[0])
            self.code.set_message(said, "block")
            self.code.setFocus()
            return
        self.accept()

    def retranslate(self) -> None:
        language = self._context.language.current
        self.setWindowTitle(self.tr("Thêm chỉ số thành phần"))
        self.title.setText(self.tr("Thêm chỉ số thành phần"))
        self.about.setText(
            self.tr(
                "Dòng mới nằm trong bản sửa, có hoàn tác. Điểm của chỉ số chính phải khớp mới hoàn tất được."
            )
        )
        captions = (
            self.tr("Thuộc chỉ số chính"),
            self.tr("Mã"),
            self.tr("Tên"),
            self.tr("Bắt đầu từ"),
            self.tr("Cách chấm"),
        )
        fields = (self.index, self.code, self.name, self.begin, self.kinds)
        for caption, label, field in zip(captions, self._captions, fields, strict=True):
            label.setText(caption)
            if isinstance(field, TextField):
                field.set_name(caption)
            else:
                field.setAccessibleName(caption)
        for place, index in enumerate(self._draft.document["main_indices"]):
            self.index.setItemText(place, _named(index, language))
        self.begin.setItemText(0, self.tr("Dòng trống"))
        for place, row in enumerate(self._draft.rows.values(), start=1):
            self.begin.setItemText(place, self.tr("Chép dòng {row}").format(row=_named(row, language)))
        for place, kind in enumerate(kinds_at(0)):
            self.kinds.setItemText(place, kind_words(kind))
        self.add.setText(self.tr("Thêm"))
        self.cancel.setText(self.tr("Hủy"))


class RemoveRowDialog(Retranslated, QDialog):
    """Asks once before a row goes, and tells what running assessments hold for it."""

    def __init__(
        self, context: Context, row: Node, uses: Sequence[RowUse], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._row, self._uses = context, row, uses
        self.title = Label(size="title", weight=Weight.DemiBold)
        self.about = WrapLabel(characters=70)
        self.held = WrapLabel(tone="secondary", characters=70)
        self.then = WrapLabel(tone="secondary", characters=70)
        self.remove = PrimaryButton()
        self.cancel = SecondaryButton()
        self.remove.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        layout = dialog_column(self)
        for widget in (self.title, self.about, self.held, self.then):
            layout.addWidget(widget)
        layout.addSpacing(theme.GRID)
        put_foot(self, self.cancel, self.remove)
        self.setMinimumWidth(_WIDTH)
        self.retranslate()
        self.cancel.setFocus()

    def _use_words(self, use: RowUse) -> str:
        form = self._context.format
        said = []
        if use.answers:
            said.append(self.tr("{count} ô đã trả lời").format(count=form.integer(use.answers)))
        if use.documents:
            said.append(self.tr("{count} tài liệu kiểm chứng").format(count=form.integer(use.documents)))
        if use.has_explanation:
            said.append(self.tr("có giải trình"))
        if use.comments:
            said.append(self.tr("{count} ý kiến rà soát").format(count=form.integer(use.comments)))
        return f"• {use.province} {use.year}: {', '.join(said)}"

    def retranslate(self) -> None:
        language = self._context.language.current
        self.setWindowTitle(self.tr("Bỏ chỉ số thành phần"))
        self.title.setText(self.tr("Bỏ chỉ số thành phần {code}?").format(code=self._row["code"]))
        self.about.setText(_title(self._row, language))
        if self._uses:
            lines = [self.tr("Hồ sơ đang làm có dữ liệu của chỉ số này:")]
            lines += [self._use_words(use) for use in self._uses[:_MOST_USES]]
            if len(self._uses) > _MOST_USES:
                lines.append(self.tr("và {count} hồ sơ nữa").format(count=len(self._uses) - _MOST_USES))
            self.held.setText("\n".join(lines))
        else:
            self.held.setText(self.tr("Không hồ sơ đang làm nào có dữ liệu của chỉ số này."))
        self.then.setText(
            self.tr(
                "Hồ sơ giữ nguyên cho đến khi chuyển sang phiên bản mới. Khi đó câu trả lời và minh chứng "
                "của chỉ số này thôi tính điểm nhưng vẫn còn trong kho, và trở lại nếu chỉ số trở lại."
            )
            if self._uses
            else self.tr("Bản sửa có hoàn tác.")
        )
        self.remove.setText(self.tr("Bỏ chỉ số"))
        self.cancel.setText(self.tr("Giữ lại"))


def _title(node: Node, language: str) -> str:
    return str(node.get("title_en" if language == "en" else "title_vi") or node.get("title_vi", ""))


def _named(node: Node, language: str) -> str:
    """Return code and title, so short that a list of them stays a list."""
    title = str(node.get("short_en" if language == "en" else "short_vi") or _title(node, language))
    title = title if len(title) <= _LETTERS else f"{title[: _LETTERS - 1].rstrip()}…"
    return f"{node['code']}  {title}"
