"""Signing with a token in the real window: what is shown, when the PIN is asked for, what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from certificates import Holder, certificate, new_key
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window
from softhsm import PIN, WRONG_PIN, SoftHsm

from dti_desktop.bundle.token_description import PinState
from dti_desktop.errors import EnvironmentFault
from dti_desktop.services import tokens as token_service
from dti_desktop.services.tokens import DriverTokens
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.submit import EXPORT, KEY, SubmitPage
from dti_desktop.ui.widgets.key_form import TOKEN
from dti_desktop.ui.widgets.pin_prompt import PinPrompt

FAR_UTC = datetime(2100, 1, 1, tzinfo=UTC)
READY = PinState(is_set=True, is_count_low=False, is_final_try=False, is_locked=False, is_on_keypad=False)


def one_answer(workspace: Workspace) -> None:
    made = workspace.create("Sóc Trăng", 2022)
    workspace.replace_answers(made, {"1.1": {"level": "head"}, "4.1": {"a": Decimal(700), "b": Decimal(775)}})


@pytest.fixture
def hsm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftHsm:
    return SoftHsm(tmp_path / "hsm", monkeypatch)


@pytest.fixture
def page(
    qtbot: QtBot, window_language: Language, tmp_path: Path, hsm: SoftHsm
) -> Iterator[tuple[RealWindow, SubmitPage]]:
    prepare(tmp_path / "store", one_answer)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open("soc-trang-2022", "submit")
        window.activate()
        found = window.bench.page("submit")
        assert isinstance(found, SubmitPage)
        yield window, found


def lau(number: int = 71, **options: Any) -> Holder:
    return certificate("Trần Văn Lâu", new_key("rsa", number), **{"not_after_utc": FAR_UTC, **options})


def plug_in(hsm: SoftHsm, label: str = "USB Lâu", holder: Holder | None = None, id_hex: str = "01") -> None:
    hsm.add_token(label)
    hsm.put(label, holder or lau(), id_hex)


def words_on(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels)


def read(real: RealWindow, page: SubmitPage) -> None:
    page.show_step(KEY)
    page.key.choose_kind(TOKEN)
    assert page.key.token.is_reading  # beside the window's thread
    real.until(lambda: not page.key.token.is_reading)


def ready_to_sign(real: RealWindow, page: SubmitPage, target: Path) -> None:
    read(real, page)
    assert page.key.is_fit
    page.show_step(EXPORT)
    page.export.target = target
    page.export.refresh()


def sign(real: RealWindow, page: SubmitPage, pin: str) -> None:
    """Press sign, wait until the PIN is wanted, and type it."""
    page.next.click()
    prompt = page.export.pin_prompt
    assert not prompt.isVisible()  # not before everything else is in order
    real.until(prompt.isVisible)
    prompt.pin.setText(pin)
    prompt.pin.textEdited.emit(pin)
    assert prompt.sign_button.isEnabled()
    prompt.sign_button.click()
    assert prompt.pin.text() == "" and not prompt.pin.isUndoAvailable() and not prompt.isVisible()


def test_a_submission_is_signed_with_a_token(
    page: tuple[RealWindow, SubmitPage], hsm: SoftHsm, tmp_path: Path
) -> None:
    real, submit = page
    plug_in(hsm)
    read(real, submit)
    said = words_on(submit.key.token)
    for shown in ("USB Lâu", "SoftHSM project", "CN=Trần Văn Lâu", "Nơi cấp", "Số sê-ri"):
        assert shown in said
    (row,) = submit.key.token.rows
    assert row.isChecked() and row.choice.text == "Trần Văn Lâu" and "01/01/2100" in row.choice.remark
    assert submit.key.is_fit and submit.next.isEnabled()
    assert not any(field.isVisible() for field in submit.key.findChildren(QLineEdit))  # no PIN here
    submit.show_step(EXPORT)
    submit.export.target = tmp_path / "nộp.asice"
    assert "Trần Văn Lâu" in words_on(submit.export)
    submit.next.click()
    prompt = submit.export.pin_prompt
    real.until(prompt.isVisible)
    real.until(prompt.pin.hasFocus)
    assert prompt.pin.echoMode() == QLineEdit.EchoMode.Password
    assert "Trần Văn Lâu" in words_on(prompt) and "USB Lâu" in words_on(prompt)
    assert not prompt.warning.isVisible() and not prompt.sign_button.isEnabled()
    assert "Đang chờ mã PIN" in words_on(submit.export.progress)
    assert not (tmp_path / "nộp.asice").exists()
    prompt.pin.setText(PIN)
    real.qtbot.keyClick(prompt.pin, Qt.Key.Key_Return)
    assert prompt.pin.text() == "" and not prompt.pin.isUndoAvailable()
    real.until(lambda: submit.export.written is not None)
    assert not prompt.isVisible()
    written = submit.export.written
    assert written is not None and written.verification.is_accepted
    assert written.verification.signers[0].common_name == "Trần Văn Lâu"
    real.go("profile")
    assert submit.key.is_fit  # a choice of certificate is no secret


def test_a_wrong_pin_is_said_and_shown_before_the_next_try(
    page: tuple[RealWindow, SubmitPage], hsm: SoftHsm, tmp_path: Path
) -> None:
    real, submit = page
    plug_in(hsm)
    ready_to_sign(real, submit, tmp_path / "x.asice")
    sign(real, submit, WRONG_PIN)
    real.until(lambda: not submit.export.is_running)
    assert "Mã PIN không đúng" in words_on(submit.export)
    assert WRONG_PIN not in words_on(real.window)
    assert not (tmp_path / "x.asice").exists()
    submit.next.click()
    real.until(submit.export.pin_prompt.isVisible)
    assert submit.export.pin_prompt.warning.isVisible()
    assert "còn ít lần thử" in words_on(submit.export.pin_prompt)
    submit.export.progress.cancel_wanted.emit()  # asked, she stops
    real.until(lambda: not submit.export.is_running)
    assert "Đã dừng" in words_on(submit.export)
    assert not submit.export.pin_prompt.isVisible()
    sign(real, submit, PIN)
    real.until(lambda: submit.export.written is not None)


def test_nothing_plugged_in(page: tuple[RealWindow, SubmitPage], hsm: SoftHsm) -> None:
    real, submit = page
    read(real, submit)
    assert submit.key.token.empty.isVisible()
    assert "Chưa thấy USB token" in words_on(submit.key.token)
    assert not submit.key.is_fit and not submit.next.isEnabled()
    plug_in(hsm)
    submit.key.token.refresh_button.click()
    real.until(lambda: not submit.key.token.is_reading)
    assert not submit.key.token.empty.isVisible() and submit.key.is_fit


def test_one_of_several_certificates_is_chosen(
    page: tuple[RealWindow, SubmitPage], hsm: SoftHsm, tmp_path: Path
) -> None:
    real, submit = page
    plug_in(hsm, "USB Lâu")
    hsm.put("USB Lâu", lau(72, not_after_utc=datetime(2025, 1, 1, tzinfo=UTC)), "02")
    plug_in(hsm, "USB Hoa", certificate("Nguyễn Thị Hoa", new_key("ec", 73), not_after_utc=FAR_UTC))
    read(real, submit)
    rows = submit.key.token.rows
    assert len(rows) == 3 and not any(row.isChecked() for row in rows)
    assert not submit.key.is_fit
    (expired,) = [row for row in rows if not row.isEnabled()]
    assert "01/01/2025" in expired.choice.remark
    assert "Không ký được lúc này" in words_on(submit.key.token)
    (hoa,) = [row for row in rows if row.choice.text == "Nguyễn Thị Hoa"]
    real.qtbot.mouseClick(hoa, Qt.MouseButton.LeftButton)
    assert submit.key.is_fit and submit.key.holder == "Nguyễn Thị Hoa"
    submit.key.token.refresh_button.click()
    real.until(lambda: not submit.key.token.is_reading)
    assert submit.key.holder == "Nguyễn Thị Hoa"  # what was chosen stays chosen
    submit.show_step(EXPORT)
    submit.export.target = tmp_path / "x.asice"
    sign(real, submit, PIN)
    real.until(lambda: submit.export.written is not None)
    written = submit.export.written
    assert written is not None and written.verification.signers[0].common_name == "Nguyễn Thị Hoa"


def test_back_to_a_key_file(page: tuple[RealWindow, SubmitPage], hsm: SoftHsm) -> None:
    real, submit = page
    plug_in(hsm)
    read(real, submit)
    submit.key.choose_kind("file")
    assert not submit.key.is_fit and submit.key.choose_button.isVisible()
    assert not submit.key.token.isVisible()
    submit.key.choose_kind(TOKEN)
    assert submit.key.is_fit  # nothing is asked of the driver again


@pytest.mark.parametrize(
    ("changes", "said", "can_sign"),
    [
        ({"is_locked": True}, "đã bị khóa", False),
        ({"is_final_try": True, "is_count_low": True}, "chỉ còn một lần thử", True),
        ({"is_count_low": True}, "còn ít lần thử", True),
        ({"is_set": False}, "Chưa có mã PIN", False),
        ({"is_on_keypad": True}, "trên bàn phím của thiết bị", True),
    ],
)
def test_the_state_of_the_pin_is_told_beforehand(
    changes: dict[str, bool],
    said: str,
    can_sign: bool,
    page: tuple[RealWindow, SubmitPage],
    hsm: SoftHsm,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, submit = page
    plug_in(hsm)
    real_tokens = token_service.tokens

    def with_pin(driver: Path, **more: Any) -> Any:
        return tuple(replace(one, pin=replace(READY, **changes)) for one in real_tokens(driver, **more))

    monkeypatch.setattr(token_service, "tokens", with_pin)
    read(real, submit)
    assert said in words_on(submit.key.token)
    assert submit.key.is_fit is can_sign
    assert submit.key.token.rows[0].isEnabled() is can_sign


def test_a_keypad_is_pointed_to_and_no_field_shown(page: tuple[RealWindow, SubmitPage], hsm: SoftHsm) -> None:
    real, submit = page
    plug_in(hsm)
    read(real, submit)
    choice = submit.key.token.choice
    assert choice is not None
    prompt = PinPrompt(real.bench.context)
    real.qtbot.addWidget(prompt)
    token = replace(choice.token, pin=replace(READY, is_on_keypad=True))
    assert prompt.ask(lambda: False, token, choice.certificate) == ""
    real.until(lambda: not prompt.isHidden())
    assert "Nhập PIN trên bàn phím của thiết bị." in words_on(prompt)
    assert not prompt.pin.isVisible() and not prompt.sign_button.isVisible()
    prompt.end()


def test_a_driver_that_does_not_work_hides_no_other(
    page: tuple[RealWindow, SubmitPage], hsm: SoftHsm, tmp_path: Path
) -> None:
    real, submit = page
    plug_in(hsm)
    read(real, submit)
    broken = tmp_path / "hỏng.so"
    broken.write_text("x")
    submit.key.token.take_driver(broken)
    real.until(lambda: not submit.key.token.is_reading)
    said = words_on(submit.key.token)
    assert "hỏng.so" in said and "Không nạp được trình điều khiển" in said
    assert submit.key.is_fit


def test_a_fault_of_the_search_itself(
    page: tuple[RealWindow, SubmitPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> list[DriverTokens]:
        raise EnvironmentFault("token-busy")

    real, submit = page
    monkeypatch.setattr(token_service, "tokens_of_all", busy)
    read(real, submit)
    assert "đang bận" in words_on(submit.key.token)
    assert submit.key.token.refresh_button.isEnabled()


def test_the_window_in_english(page: tuple[RealWindow, SubmitPage], hsm: SoftHsm) -> None:
    real, submit = page
    plug_in(hsm)
    read(real, submit)
    real.bench.context.language.set("en")
    real.until(lambda: "Serial number" in words_on(submit.key.token))
    said = words_on(submit.key) + submit.key.token.refresh_button.text()
    for vietnamese in ("Nơi cấp", "hết hạn", "trình điều khiển", "Đọc lại", "Chọn"):
        assert vietnamese not in said
    assert submit.key.is_fit
