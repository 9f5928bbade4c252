"""USB tokens and smart cards: what is plugged in, and which certificate on it will sign. No PIN here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.errors import DtiError
from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.choices import Choice, ChoiceRow
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import EmptyState, IconMark, Notice
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.bundle.token_description import TokenCertificate, TokenDescription
    from dti_desktop.services.tokens import DriverTokens, TokenKey

_TEXT_LEFT = 38
"""Where the words of a choice begin."""


class TokenForm(Retranslated, QWidget):
    """Reads what is plugged in when asked to, and lets one certificate be chosen. `changed` on a choice.

    Drivers are only asked on a thread beside the window's, and only after `read`.
    """

    changed = Signal()

    def __init__(
        self, context: Context, now_utc: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._now_utc = now_utc
        self._fault_words = FaultWords(context.library, context.language)
        self._more: list[Path] = []
        self._task: Task | None = None
        self._error: BaseException | None = None
        self._found: list[DriverTokens] | None = None
        self._cards: list[Card] = []
        self._group = QButtonGroup(self)
        self._keys: dict[ChoiceRow, TokenKey] = {}
        self.choice: TokenKey | None = None
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self._state = Label(tone="muted")
        self.refresh_button = SecondaryButton(icon="refresh-cw")
        self.refresh_button.clicked.connect(self.read)
        self.driver_button = SecondaryButton(icon="folder-open")
        self.driver_button.clicked.connect(self.choose_driver)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._state, 1)
        row.addWidget(self.driver_button)
        row.addWidget(self.refresh_button)
        self.notice = Notice()
        self.empty = EmptyState("key-round")
        self._empty_card = Card()
        self._empty_card.body.addWidget(self.empty)
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * theme.GRID)
        self._drivers = WrapLabel(size="small", tone="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self.notice)
        layout.addWidget(self._empty_card)
        layout.addLayout(self._column)
        layout.addWidget(self._drivers)

    @property
    def is_reading(self) -> bool:
        """Whether drivers are being asked now."""
        return self._task is not None

    @property
    def rows(self) -> list[ChoiceRow]:
        """The certificates that are shown, to be chosen from."""
        return [row for row in self._group.buttons() if isinstance(row, ChoiceRow)]

    # -- what she does -------------------------------------------------------------------------------

    def begin(self) -> None:
        """Read what is plugged in, unless that is known."""
        if self._found is None:
            self.read()

    def read(self) -> None:
        """Ask every driver again."""
        if self._task is not None:
            return
        from dti_desktop.services.tokens import tokens_of_all

        self._error = None
        self._task = self._context.tasks.run(
            tokens_of_all,
            self._context.library,
            lane="pool",
            now_utc=self._now_utc,
            more=tuple(self._more),
            on_done=self._on_read,
            on_error=self._on_error,
            owner=self,
        )
        self._refresh()

    def choose_driver(self) -> None:
        """Let the person choose a driver that does not lie at a usual place."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Chọn trình điều khiển của USB token"),
            "",
            self.tr("Trình điều khiển PKCS#11 (*.dll *.so *.dylib *.so.*);;Mọi tệp (*)"),
        )
        if chosen:
            self.take_driver(Path(chosen))

    def take_driver(self, path: Path) -> None:
        """Ask this driver, too."""
        if path not in self._more:
            self._more.append(path)
        self.read()

    def _on_read(self, found: list[DriverTokens]) -> None:
        self._task = None
        self._found = found
        self._build()
        self._refresh()

    def _on_error(self, error: BaseException) -> None:
        self._task = None
        self._error = error
        self._refresh()

    def _choose(self, row: ChoiceRow) -> None:
        key = self._keys.get(row)
        if key != self.choice:
            self.choice = key
            self.changed.emit()

    # -- showing -------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Show a card for each token; what was chosen before stays chosen if it is still there."""
        before = self.choice
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for row in self.rows:
            self._group.removeButton(row)
        self._cards, self._keys = [], {}
        for driver, token in self._tokens():
            card = self._card(driver, token)
            self._cards.append(card)
            self._column.addWidget(card)
            card.show()  # a layout shows what is added to it only later
        allowed = [row for row in self.rows if row.isEnabled()]
        again = [row for row in allowed if before is not None and _is_same(self._keys[row], before)]
        chosen = next(iter(again or (allowed if len(allowed) == 1 else [])), None)
        self.choice = None
        if chosen is not None:
            chosen.setChecked(True)
            self.choice = self._keys[chosen]
        if self.choice != before:
            self.changed.emit()

    def _tokens(self) -> Iterator[tuple[DriverTokens, TokenDescription]]:
        """Yield each token once: two drivers may see the same one, and the first that does speaks for it."""
        seen: set[bytes] = set()
        for driver in self._found or ():
            for token in driver.tokens:
                if not token.is_initialised:
                    continue
                own = {one.path_der[0] for one in token.certificates}
                if own and own <= seen:
                    continue
                seen |= own
                yield driver, token

    def _card(self, driver: DriverTokens, token: TokenDescription) -> Card:
        from dti_desktop.services.tokens import TokenKey

        card = Card()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconMark("key-round", "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(
            Label(shown(token.label) or self.tr("USB token"), size="title", weight=Weight.DemiBold)
        )
        about = (f"{token.manufacturer} {token.model}".strip(), token.serial, driver.name)
        maker, serial, name = (shown(text) for text in about)
        column.addWidget(
            WrapLabel(
                self.tr("{maker} · số sê-ri {serial} · khe {slot} · trình điều khiển {driver}").format(
                    maker=maker, serial=serial or "–", slot=token.slot, driver=name
                ),
                size="small",
                tone="muted",
            )
        )
        # Running text has a widest; what is left over stands behind it.
        head.addLayout(column, theme.TAKES_THE_ROOM)
        head.addStretch(1)
        card.body.addLayout(head)
        said = self._pin_words(token)
        if said is not None:
            card.body.addWidget(Notice(*said))
        can_sign = not token.pin.is_locked and (token.pin.is_set or token.pin.is_on_keypad)
        if token.hides_certificates:
            row = self._row(self.tr("Chứng thư chỉ hiện ra sau khi nhập mã PIN"), "", can_sign)
            self._keys[row] = TokenKey(driver.path, token, None)
            card.body.addWidget(row)
        elif not token.certificates:
            card.body.addWidget(
                WrapLabel(self.tr("Không có chứng thư nào để ký trên USB token này."), tone="secondary")
            )
        for one in sorted(token.certificates, key=lambda one: bool(one.unfit)):
            told = one.description
            row = self._row(
                shown(told.common_name or told.subject), self._until(one), can_sign and not one.unfit
            )
            self._keys[row] = TokenKey(driver.path, token, one)
            card.body.addWidget(row)
            card.body.addLayout(self._details(one))
        return card

    def _row(self, text: str, remark: str, is_allowed: bool) -> ChoiceRow:
        row = ChoiceRow(Choice(str(len(self._keys)), text, remark))
        row.setEnabled(is_allowed)
        row.toggled.connect(row.update)
        row.clicked.connect(lambda: self._choose(row))
        self._group.addButton(row)
        return row

    def _until(self, one: TokenCertificate) -> str:
        day = one.description.not_after_utc.astimezone().date()
        return self.tr("hết hạn {day}").format(day=self._context.format.date(day))

    def _details(self, one: TokenCertificate) -> QVBoxLayout:
        """Return what stands under a certificate: who it is for, who issued it, why it may not sign."""
        column = QVBoxLayout()
        column.setContentsMargins(_TEXT_LEFT, 0, 10, theme.HALF)
        column.setSpacing(2)
        told = one.description
        lines = (
            shown(told.subject),
            self.tr("Nơi cấp: {issuer}").format(issuer=shown(told.issuer)),
            self.tr("Số sê-ri: {serial}").format(serial=told.serial),
        )
        column.addWidget(WrapLabel("\n".join(lines), size="small", tone="secondary", selectable=True))
        say = words(self._context)
        for problem in one.unfit:
            reason = say.problem(problem._replace(place=""))
            column.addWidget(
                WrapLabel(self.tr("■ Không ký được lúc này. {reason}").format(reason=reason), tone="block")
            )
        return column

    def _pin_words(self, token: TokenDescription) -> tuple[str, Literal["info", "warn", "block"]] | None:
        pin = token.pin
        if pin.is_locked:
            return self.tr("Mã PIN đã bị khóa. Hãy nhờ nơi cấp USB token mở khóa."), "block"
        if pin.is_final_try:
            return self.tr("Mã PIN chỉ còn một lần thử. Nhập sai lần nữa thì USB token bị khóa."), "block"
        if pin.is_count_low:
            return self.tr("Mã PIN đã bị nhập sai trước đó, còn ít lần thử."), "warn"
        if not pin.is_set and not pin.is_on_keypad:
            return self.tr("Chưa có mã PIN. Hãy đặt mã PIN bằng phần mềm của nhà cung cấp."), "block"
        if pin.is_on_keypad:
            return self.tr("Mã PIN sẽ được nhập trên bàn phím của thiết bị."), "info"
        return None

    def retranslate(self) -> None:
        self.refresh_button.setText(self.tr("Đọc lại"))
        self.refresh_button.setAccessibleDescription(self.tr("Đọc lại các USB token đang cắm"))
        self.driver_button.setText(self.tr("Chọn trình điều khiển…"))
        self.empty.say(
            self.tr("Chưa thấy USB token"),
            self.tr(
                "Cắm USB token hoặc đặt thẻ vào đầu đọc, rồi bấm Đọc lại. Nếu đã cắm mà vẫn chưa thấy, hãy "
                "cài phần mềm của nơi cấp chứng thư (bản 64-bit), hoặc chọn tệp trình điều khiển của nó."
            ),
        )
        if self._found is not None:
            self._build()
        self._refresh()

    def _refresh(self) -> None:
        reading = self._task is not None
        self.refresh_button.setEnabled(not reading)
        self.driver_button.setEnabled(not reading)
        state = ""
        if reading:
            state = self.tr("Đang đọc USB token…")
        elif self._cards:
            state = self.tr("Chọn chứng thư sẽ ký. Mã PIN chỉ hỏi khi bấm ký.")
        self._state.setText(state)
        for card in self._cards:
            card.setEnabled(not reading)
        self._empty_card.setVisible(self._found is not None and not self._cards and not reading)
        if self._error is not None:
            said = self._fault_words.of(self._error)
            self.notice.say(" ".join(part for part in (said.what, said.todo) if part), "block")
        self.notice.setVisible(self._error is not None)
        self._drivers.setText(self._drivers_in_words())
        self._drivers.setVisible(self._found is not None and not reading)

    def _drivers_in_words(self) -> str:
        lines = []
        for driver in self._found or ():
            line = f"{shown(driver.name)} ({shown(shown_name(driver.path))})"
            if isinstance(driver.fault, DtiError):
                line += f" — {self._fault_words.of(driver.fault).what}"
            lines.append(line)
        if not lines:
            return self.tr("Không có trình điều khiển nào ở những nơi thường gặp trên máy này.")
        return self.tr("Trình điều khiển đã hỏi: {drivers}").format(drivers="; ".join(lines))


def _is_same(one: TokenKey, other: TokenKey) -> bool:
    """Whether two choices mean the same certificate on the same token, whatever its PIN's state is now."""
    first = None if one.certificate is None else one.certificate.path_der[0]
    second = None if other.certificate is None else other.certificate.path_der[0]
    return (one.driver, one.token.serial, first) == (other.driver, other.token.serial, second)
