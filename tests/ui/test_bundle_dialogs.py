"""Further signatures and timestamps in the real window, on bundles that are really signed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from authority import authority, authority_family
from certificates import DAY, PASSWORD, Holder, certificate, family, new_key, p12
from cryptography.x509 import ReasonFlags
from making import KeySigner, evidence_files, write
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, now_utc, prepare, real_window, soc_trang
from revoking import revocation_list, revoked
from softhsm import PIN, WRONG_PIN, SoftHsm
from stamping import stamp
from test_language import ENGLISH, words_of
from test_main_window import _Flashes
from test_submit_page import FAR_UTC, one_answer_with_evidence, ready_to_export

from dti_desktop.errors import Cancelled
from dti_desktop.services.cosigning import add_signature
from dti_desktop.services.verification import verify
from dti_desktop.ui.dialogs.bundle_dialog import BundleDialog, Opened
from dti_desktop.ui.dialogs.cosign import CosignDialog
from dti_desktop.ui.dialogs.timestamp import TimestampDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.submit import SubmitPage
from dti_desktop.ui.pages.verify import VerifyPage
from dti_desktop.ui.verification_text import NameOnCertificate
from dti_desktop.ui.widgets.choices import Choice, ChoiceGroup, ChoiceRow
from dti_desktop.ui.widgets.key_form import TOKEN

LONG = "Sở Khoa học và Công nghệ, Sở Thông tin và Truyền thông trước hợp nhất, Ban Chỉ đạo chuyển đổi số " * 2


def holder(name: str, number: int, issuer: Holder | None = None) -> Holder:
    """Return somebody whose certificate is good for as long as these tests will be run."""
    return certificate(name, new_key("ec", number), issuer, not_after_utc=FAR_UTC)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "hồ sơ.asice"
    write(path, evidence=evidence_files(tmp_path / "evidence", [b"mot" * 1000]))
    return path


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "lãnh đạo.p12"
    path.write_bytes(p12(holder("Trần Văn Lâu", 71)))
    return path


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.go("verify")
        window.activate()
        yield window


@pytest.fixture
def page(real: RealWindow) -> VerifyPage:
    found = real.bench.page("verify")
    assert isinstance(found, VerifyPage)
    return found


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def checked(real: RealWindow, page: VerifyPage, path: Path) -> None:
    page.verify(path)
    real.until(lambda: page.found is not None)


def opened(real: RealWindow, page: QWidget, kind: type[BundleDialog]) -> BundleDialog:
    real.until(lambda: any(dialog.isVisible() for dialog in page.findChildren(kind)))
    return next(dialog for dialog in page.findChildren(kind) if dialog.isVisible())


def cosigning(real: RealWindow, page: VerifyPage, path: Path) -> CosignDialog:
    checked(real, page, path)
    page.cosign_button.click()
    dialog = opened(real, page, CosignDialog)
    assert isinstance(dialog, CosignDialog)
    return dialog


def stamping(real: RealWindow, page: VerifyPage, path: Path) -> TimestampDialog:
    checked(real, page, path)
    page.timestamp_button.click()
    dialog = opened(real, page, TimestampDialog)
    assert isinstance(dialog, TimestampDialog)
    return dialog


def unlock(real: RealWindow, dialog: CosignDialog, key_file: Path) -> None:
    dialog.key.take(key_file)
    dialog.key.password.setText(PASSWORD)
    dialog.key.unlock()
    real.until(lambda: dialog.key.signer is not None)


def closed(real: RealWindow, dialog: BundleDialog) -> None:
    dialog.reject()
    real.until(lambda: not dialog.isVisible())


# A further signature


def test_a_second_signature_by_keyboard(
    real: RealWindow,
    page: VerifyPage,
    bundle: Path,
    key_file: Path,
    type_text: Callable[[QWidget, str], None],
) -> None:
    before = bundle.read_bytes()
    checked(real, page, bundle)
    page.cosign_button.setFocus()
    real.qtbot.keyClick(page.cosign_button, Qt.Key.Key_Space)
    dialog = opened(real, page, CosignDialog)
    assert isinstance(dialog, CosignDialog)
    assert "Nguyễn Văn Đức · Cơ quan thử nghiệm" in words_on(dialog)
    assert not dialog.act_button.isEnabled()
    dialog.key.take(key_file)
    type_text(dialog.key.password, PASSWORD)
    real.qtbot.keyClick(dialog.key.password, Qt.Key.Key_Return)
    real.until(lambda: dialog.key.signer is not None)
    real.until(dialog.act_button.hasFocus)
    real.qtbot.keyClick(dialog.act_button, Qt.Key.Key_Space)
    real.until(lambda: dialog.made is not None)
    second = bundle.with_name("hồ sơ-ky2.asice")
    assert bundle.read_bytes() == before and dialog.made is not None and dialog.made.path == second
    assert "Đã ký thêm" in words_on(dialog) and "Trần Văn Lâu" in words_on(dialog.outcome.signers)
    assert dialog.key.signer is None  # the key is let go at once
    found = verify(LIBRARY, second)
    assert found.is_accepted and [signer.common_name for signer in found.signers][1] == "Trần Văn Lâu"
    real.until(dialog.act_button.hasFocus)
    real.qtbot.keyClick(dialog.act_button, Qt.Key.Key_Space)
    real.until(lambda: not dialog.isVisible())
    real.until(lambda: page.found is not None)
    assert page._file.text() == second.name and "2. Trần Văn Lâu" in words_on(page.signers)


def test_the_open_file_can_be_replaced(
    real: RealWindow, page: VerifyPage, bundle: Path, key_file: Path
) -> None:
    dialog = cosigning(real, page, bundle)
    assert dialog.file.target == bundle.with_name("hồ sơ-ky2.asice")
    dialog.file.replace.click()
    assert dialog.file.target == bundle and "Ghi đè" in words_on(dialog.file)
    unlock(real, dialog, key_file)
    dialog.act_button.click()
    real.until(lambda: dialog.made is not None)
    assert len(verify(LIBRARY, bundle).signers) == 2
    assert not bundle.with_name("hồ sơ-ky2.asice").exists()
    closed(real, dialog)


def test_a_third_signature_is_named_after_its_number(
    real: RealWindow, page: VerifyPage, bundle: Path
) -> None:
    second = bundle.with_name("hồ sơ-ky2.asice")
    add_signature(LIBRARY, bundle, second, KeySigner(holder("Trưởng phòng", 72)), now_utc=now_utc)
    bundle.with_name("hồ sơ-ky3.asice").write_bytes(b"")
    dialog = cosigning(real, page, second)
    assert dialog.file.target.name == "hồ sơ-ky3-2.asice"
    assert "2." in words_on(dialog.signed_by)
    closed(real, dialog)


def test_the_same_certificate_is_told_before_it_signs(
    real: RealWindow, page: VerifyPage, tmp_path: Path, bundle: Path, key_file: Path
) -> None:
    who = holder("Trần Văn Lâu", 71)
    key_file.write_bytes(p12(who))
    signed = tmp_path / "đã ký.asice"
    add_signature(LIBRARY, bundle, signed, KeySigner(who), now_utc=now_utc)
    dialog = cosigning(real, page, signed)
    unlock(real, dialog, key_file)
    assert not dialog.act_button.isEnabled()
    assert "Chứng thư này đã ký bộ hồ sơ lúc 22/11/2026" in words_on(dialog)
    closed(real, dialog)


def test_an_unfit_certificate_cannot_sign(
    real: RealWindow, page: VerifyPage, tmp_path: Path, bundle: Path
) -> None:
    key_file = tmp_path / "cũ.p12"
    key_file.write_bytes(p12(certificate("Cũ", new_key("ec", 73), not_after_utc=now_utc() - DAY)))
    dialog = cosigning(real, page, bundle)
    unlock(real, dialog, key_file)
    assert not dialog.act_button.isEnabled() and "hết hạn" in words_on(dialog)
    closed(real, dialog)


def test_a_bundle_that_was_changed_meanwhile_is_refused_with_the_reason(
    real: RealWindow, page: VerifyPage, bundle: Path, key_file: Path
) -> None:
    dialog = cosigning(real, page, bundle)
    unlock(real, dialog, key_file)
    content = bytearray(bundle.read_bytes())
    content[content.index(b"%PDF-") + 6] ^= 1
    bundle.write_bytes(content)
    dialog.act_button.click()
    real.until(dialog.notice.isVisible)
    said = words_on(dialog)
    assert "Không thêm gì vào bộ hồ sơ này" in said and "Nội dung tệp khác với bản đã ký" in said
    assert not bundle.with_name("hồ sơ-ky2.asice").exists()
    assert dialog.act_button.isEnabled()  # the key is still there: she may try again
    closed(real, dialog)
    assert dialog.key.signer is None


def test_a_target_inside_the_store_is_refused(
    real: RealWindow, page: VerifyPage, bundle: Path, key_file: Path, tmp_path: Path
) -> None:
    dialog = cosigning(real, page, bundle)
    unlock(real, dialog, key_file)
    dialog.file.take(tmp_path / "store" / "dti.sqlite")
    dialog.act_button.click()
    real.until(dialog.notice.isVisible)
    assert "dữ liệu" in words_on(dialog.notice)
    closed(real, dialog)


def test_signing_can_be_stopped_and_escape_only_stops(
    real: RealWindow, page: VerifyPage, bundle: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(
        *_arguments: object,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        **_more: object,
    ) -> None:
        progress(1, 2)
        begun.set()
        while not cancelled():
            threading.Event().wait(0.01)
        raise Cancelled

    monkeypatch.setattr("dti_desktop.services.cosigning.add_signature", slow)
    dialog = cosigning(real, page, bundle)
    unlock(real, dialog, key_file)
    dialog.act_button.click()
    real.until(begun.is_set)
    assert dialog.progress.isVisible() and not dialog.asked.isEnabled()
    dialog.reject()
    assert dialog.isVisible()
    real.until(lambda: not dialog.is_running)
    assert "Đã dừng" in words_on(dialog) and dialog.made is None
    closed(real, dialog)


def test_what_is_broken_is_not_offered_for_signing(real: RealWindow, page: VerifyPage, bundle: Path) -> None:
    content = bytearray(bundle.read_bytes())
    content[content.index(b"%PDF-") + 6] ^= 1
    bundle.write_bytes(content)
    checked(real, page, bundle)
    assert not page.cosign_button.isVisible() and not page.timestamp_button.isVisible()
    assert "không ký thêm và không gắn dấu thời gian được" in words_on(page)


# With a token


def test_a_token_signs_too_and_is_asked_for_its_pin_last(
    real: RealWindow, page: VerifyPage, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hsm = SoftHsm(tmp_path / "hsm", monkeypatch)
    hsm.add_token("USB Lâu")
    leader = certificate("Trần Văn Lâu", new_key("rsa", 71), not_after_utc=FAR_UTC)
    hsm.put("USB Lâu", leader, "01")
    dialog = cosigning(real, page, bundle)
    dialog.key.choose_kind(TOKEN)
    real.until(lambda: not dialog.key.token.is_reading)
    real.until(dialog.act_button.isEnabled)
    prompt = dialog.pin_prompt
    for pin in (WRONG_PIN, PIN):
        assert not prompt.isVisible()
        dialog.act_button.click()
        real.until(prompt.pin.hasFocus)
        assert "USB Lâu" in words_on(prompt) and not dialog.asked.isEnabled()
        prompt.pin.setText(pin)
        real.qtbot.keyClick(prompt.pin, Qt.Key.Key_Return)
        real.until(lambda: not dialog.is_running)
        assert pin not in words_on(dialog)
        if pin == WRONG_PIN:
            assert "Mã PIN không đúng" in words_on(dialog.notice) and dialog.made is None
    assert dialog.made is not None
    assert [one.common_name for one in dialog.made.verification.signers][1] == "Trần Văn Lâu"
    closed(real, dialog)
    # That certificate has signed now, which is told before its PIN is asked for.
    dialog = cosigning(real, page, bundle.with_name("hồ sơ-ky2.asice"))
    dialog.key.choose_kind(TOKEN)
    real.until(lambda: not dialog.key.token.is_reading)
    real.until(dialog.notice.isVisible)
    assert "Chứng thư này đã ký bộ hồ sơ" in words_on(dialog) and not dialog.act_button.isEnabled()
    closed(real, dialog)


# Timestamps


def test_a_request_goes_out_and_a_reply_comes_back(
    real: RealWindow, page: VerifyPage, bundle: Path, tmp_path: Path
) -> None:
    request, reply = tmp_path / "xin.tsq", tmp_path / "cấp.tsr"
    dialog = stamping(real, page, bundle)
    assert dialog.number == 1 and not dialog.act_button.isEnabled()
    dialog.save_request(request)
    real.until(dialog.saved.isVisible)
    assert "Đã lưu xin.tsq cho chữ ký số 1" in words_on(dialog)
    reply.write_bytes(authority().reply(request.read_bytes()))
    dialog.take_reply(reply)
    real.until(dialog.act_button.hasFocus)
    real.qtbot.keyClick(dialog.act_button, Qt.Key.Key_Space)
    real.until(lambda: dialog.made is not None)
    assert "Đã gắn dấu thời gian 23/11/2022" in words_on(dialog)
    assert "Đơn vị cấp dấu thời gian" in words_on(dialog)
    stamped = bundle.with_name("hồ sơ-dtg.asice")
    assert dialog.made is not None and dialog.made.path == stamped
    closed(real, dialog)
    real.until(lambda: page.found is not None)
    assert "chưa có chứng thư gốc của đơn vị này" in words_on(page.signers)
    assert page.verdicts.rows[3].word.text() == "Do người ký tự khai"
    assert "Có dấu thời gian" in page.verdicts.rows[3].meaning.text()
    root = tmp_path / "gốc.pem"
    root.write_bytes(authority_family().root.pem + family("ec").root.pem)
    page.trust.take([root])
    real.until(lambda: page.found is not None)
    assert page.verdicts.rows[3].word.text() == "Đã được chứng thực"
    assert "do Đơn vị cấp dấu thời gian · Cơ quan thử nghiệm chứng thực" in words_on(page.signers)


def test_a_signature_with_a_timestamp_is_not_offered_again(
    real: RealWindow, page: VerifyPage, bundle: Path, tmp_path: Path
) -> None:
    stamped = stamp(bundle, tmp_path / "một.asice")
    dialog = stamping(real, page, stamped)
    assert dialog.all_stamped.isVisible() and not any(step.isVisible() for step in dialog.steps)
    closed(real, dialog)
    second = tmp_path / "hai.asice"
    add_signature(LIBRARY, stamped, second, KeySigner(holder("Trưởng phòng", 72)), now_utc=now_utc)
    dialog = stamping(real, page, second)
    assert dialog.number == 2
    first, other = dialog.signatures.findChildren(ChoiceRow)
    assert (first.isEnabled(), first.choice.remark) == (False, "đã có dấu thời gian")
    assert (other.isEnabled(), other.isChecked()) == (True, True)
    closed(real, dialog)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("rubbish", "không phải trả lời của nơi cấp dấu thời gian"),
        ("refused", "Nơi cấp đã từ chối cấp dấu thời gian"),
        ("other", "Dấu thời gian thuộc về một chữ ký khác"),
        ("gone", "Không tìm thấy"),
    ],
)
def test_every_refusal_of_a_reply_is_in_words(
    made: str, said: str, real: RealWindow, page: VerifyPage, bundle: Path, tmp_path: Path
) -> None:
    request, reply = tmp_path / "xin.tsq", tmp_path / "cấp.tsr"
    dialog = stamping(real, page, bundle)
    dialog.save_request(request)
    real.until(dialog.saved.isVisible)
    if made == "rubbish":
        reply.write_bytes(b"rubbish")
    elif made == "refused":
        reply.write_bytes(authority(status=2, said="bận").reply(request.read_bytes()))
    elif made == "other":
        from dti_desktop.bundle.timestamp_exchange import write_request

        reply.write_bytes(authority().reply(write_request(b"another")))
    dialog.take_reply(reply)
    dialog.act_button.click()
    real.until(dialog.notice.isVisible)
    assert said in words_on(dialog.notice)
    # The code stands where it is named as one, and nowhere else.
    assert "timestamp-" not in words_on(dialog).replace("Mã: timestamp-", "")
    assert not bundle.with_name("hồ sơ-dtg.asice").exists()
    closed(real, dialog)


# Words


@pytest.mark.parametrize("kind", [CosignDialog, TimestampDialog])
def test_no_part_of_a_dialog_flashes_up_while_it_is_made(
    kind: type[BundleDialog], real: RealWindow, page: VerifyPage, bundle: Path, qapp: QApplication
) -> None:
    checked(real, page, bundle)
    assert page.found is not None
    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    try:
        dialog = kind(page.context, Opened(bundle, page.found), now_utc, page)
    finally:
        qapp.removeEventFilter(flashes)
    dialog.deleteLater()
    assert not flashes.seen


def test_both_dialogs_speak_both_languages_and_name_every_control(
    real: RealWindow, page: VerifyPage, bundle: Path
) -> None:
    names = {"hồ sơ.asice", "hồ sơ-ky2.asice", "hồ sơ-dtg.asice", "USB token"}
    for start in (cosigning, stamping):
        dialog = start(real, page, bundle)
        said = [text for text in words_of(dialog) if text not in names and "PKCS#11" not in text]
        assert not [text for text in said if ENGLISH.search(text)]
        for control in dialog.findChildren(QWidget):
            if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                heard = QAccessible.queryAccessibleInterface(control)
                if heard.text(QAccessible.Text.Name) == "":
                    assert isinstance(control, QAbstractScrollArea), control
        vietnamese = dialog.windowTitle()
        real.bench.context.language.set("en")
        real.until(lambda before=vietnamese, shown=dialog: shown.windowTitle() != before)
        english = "\n".join(words_of(dialog))
        for text in ("Chữ ký", "Ký thêm", "Dấu thời gian", "Lưu tệp", "Ghi tệp", "Hủy", "khai ký"):
            assert text not in english
        real.bench.context.language.set("vi")
        closed(real, dialog)


def tab_stops(window: QWidget, within: QWidget) -> list[QWidget]:
    """Return what Tab reaches, in its order."""
    found, widget = [], window.nextInFocusChain()
    while widget is not window:
        is_stop = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if is_stop and within.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def heights(stops: list[QWidget], within: QWidget) -> list[int]:
    """Return how far down each stands, the same for those in one row."""
    return [widget.mapTo(within, widget.rect().center()).y() // 20 for widget in stops]


def test_tab_goes_down_the_dialogs_and_the_page(
    real: RealWindow, page: VerifyPage, bundle: Path, key_file: Path
) -> None:
    checked(real, page, bundle)
    stops = tab_stops(real.window, page)
    assert page.cosign_button in stops and page.trust.add in stops
    assert heights(stops, page) == sorted(heights(stops, page))
    dialog = cosigning(real, page, bundle)
    unlock(real, dialog, key_file)
    asked = [widget for widget in tab_stops(dialog, dialog) if dialog.asked.isAncestorOf(widget)]
    assert heights(asked, dialog.asked) == sorted(heights(asked, dialog.asked))
    assert tab_stops(dialog, dialog)[-2:] == [dialog.close_button, dialog.act_button]
    closed(real, dialog)
    other = stamping(real, page, bundle)
    asked = [widget for widget in tab_stops(other, other) if other.asked.isAncestorOf(widget)]
    assert heights(asked, other.asked) == sorted(heights(asked, other.asked))
    assert tab_stops(other, other)[-1] is other.close_button  # nothing to add yet
    closed(real, other)


# The journal


def journal_events(real: RealWindow) -> list[str]:
    found: list[str] = []

    def read() -> list[str]:
        assert real.session.assessment is not None
        entries = real.bench.context.workspace.journal(real.session.assessment.id)
        return [entry.key for entry in entries if entry.kind == "event"]

    real.tasks.run(read, lane="store", on_done=found.extend)
    real.at_rest()
    real.until(lambda: real.tasks.store_pending == 0)
    return found


def test_the_journal_hears_of_its_own_bundle_only(
    qtbot: QtBot, window_language: Language, tmp_path: Path, bundle: Path, key_file: Path
) -> None:
    first_key = tmp_path / "chuyên viên.p12"
    first_key.write_bytes(p12(holder("Nguyễn Thị Hoa", 74)))
    prepare(tmp_path / "store", one_answer_with_evidence)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("soc-trang-2022", "submit")
        real.activate()
        submit = real.bench.page("submit")
        assert isinstance(submit, SubmitPage)
        exported = tmp_path / "nộp.asice"
        ready_to_export(real, submit, first_key, exported)
        submit.next.click()
        real.until(lambda: submit.export.written is not None)
        submit.export.result.cosign_button.click()
        dialog = opened(real, submit, CosignDialog)
        assert isinstance(dialog, CosignDialog)
        unlock(real, dialog, key_file)
        dialog.act_button.click()
        real.until(lambda: dialog.made is not None)
        dialog.act_button.click()
        real.until(lambda: real.bench.place.page == "verify")
        page = real.bench.page("verify")
        assert isinstance(page, VerifyPage)
        real.until(lambda: page.found is not None)
        assert page._file.text() == "nộp-ky2.asice"
        assert sorted(journal_events(real)) == ["bundle-exported", "bundle-signed"]
        assert [row.word.text() for row in page.inside.rows][2] == "Khớp với máy này"
        assert "đến đó nhật ký vẫn nguyên vẹn" in page.inside.rows[2].meaning.text()
        foreign = cosigning(real, page, bundle)
        unlock(real, foreign, key_file)
        foreign.act_button.click()
        real.until(lambda: foreign.made is not None)
        closed(real, foreign)
        assert not page.inside.rows[2].isVisible()
        assert sorted(journal_events(real)) == ["bundle-exported", "bundle-signed"]


# Signers and revocation on the page


def pills_of(page: VerifyPage, place: int) -> list[str]:
    return [pill.text() for pill in page.signers.cards[place].pills]


def test_five_signers_in_their_order_with_long_names(
    real: RealWindow, page: VerifyPage, bundle: Path
) -> None:
    for number in range(2, 6):
        who = KeySigner(holder(f"Người ký thứ {number}", 80 + number))
        add_signature(LIBRARY, bundle, bundle, who, now_utc=now_utc)
    checked(real, page, bundle)
    assert page.found is not None
    subject = f"CN={LONG},O={LONG * 2},C=VN"
    lengthened = [replace(each, subject=subject, common_name=LONG) for each in page.found.signers]
    page._show(replace(page.found, signers=tuple(lengthened)))
    cards = [card for card in page.signers.cards if card.isVisible()]
    assert [card.name.text()[:2] for card in cards] == ["1.", "2.", "3.", "4.", "5."]
    assert "Người ký: 5, theo thứ tự ký" in words_on(page)
    room = page.scrolled.viewport().width()
    for card in cards:
        assert card.mapTo(page, card.rect().bottomRight()).x() <= room
        assert LONG.strip() in card.name.text()
        assert card.name.height() > 1.5 * card.name.fontMetrics().height()  # wrapped, not cut


def test_a_revoked_signer_is_shown_among_those_who_stand(
    real: RealWindow, page: VerifyPage, bundle: Path, tmp_path: Path
) -> None:
    issuer = family("ec").root
    head = holder("Trưởng phòng", 72, issuer)
    add_signature(LIBRARY, bundle, bundle, KeySigner(head), now_utc=now_utc)
    given = tmp_path / "thu hồi.crl"
    until_utc = FAR_UTC
    lists = [
        revocation_list(issuer, revoked(head, now_utc() - DAY, ReasonFlags.key_compromise),
                        until_utc=until_utc, pem=True),
        revocation_list(family("ec").intermediate, until_utc=until_utc, pem=True),
    ]  # fmt: skip
    given.write_bytes(b"".join(lists))
    checked(real, page, bundle)
    assert pills_of(page, 0)[2] == "Thu hồi: chưa tra"
    page.lists.take([given])
    real.until(lambda: page.found is not None)
    # Nobody vouches for who signed the second list yet.
    assert page.verdicts.rows[4].meaning.text().startswith("Các danh sách thu hồi đã đưa chưa cho biết")
    assert [pills_of(page, place)[2] for place in (0, 1)] == ["Thu hồi: không", "Thu hồi: chưa tra"]
    root = tmp_path / "gốc.pem"
    root.write_bytes(issuer.pem)
    page.trust.take([root])
    real.until(lambda: page.found is not None)
    assert page.found is not None and page.found.revocation == "checked"
    assert page.verdicts.rows[4].word.text() == "Đã bị thu hồi"
    assert pills_of(page, 0)[2] == "Thu hồi: không"
    assert pills_of(page, 1)[2] == "Thu hồi: đã bị thu hồi"
    assert "thu hồi.crl" in words_on(page) and "lộ khóa" in words_on(page)
    assert "chữ ký số 2" in words_on(page.findings)


def test_a_list_that_cannot_be_read_is_named(
    real: RealWindow, page: VerifyPage, bundle: Path, tmp_path: Path
) -> None:
    rubbish = tmp_path / "rác.crl"
    rubbish.write_bytes(b"rubbish")
    page.lists.take([rubbish])
    page.verify(bundle)
    real.until(page.notice.isVisible)
    assert "rác.crl: Tệp này không phải danh sách thu hồi" in words_on(page)
    page.lists._drop(rubbish)
    real.until(lambda: page.found is not None)


@pytest.mark.parametrize(
    ("subject", "name", "organisation", "more"),
    [
        ("CN=Trần Văn Lâu,OU=Sở\\, ngành,O=UBND tỉnh,C=VN", "Trần Văn Lâu", "Sở, ngành, UBND tỉnh", ""),
        ("UID=CMND:01,CN=A\\2cB+O=X,C=VN", "A,B", "X", "UID=CMND:01"),
        ("O=Chỉ có cơ quan", "O=Chỉ có cơ quan", "Chỉ có cơ quan", ""),
        ("không phải tên", "không phải tên", "", ""),
        ("CN=A\u202eB\\,O=giả", "A B,O=giả", "", ""),
        ("", "", "", ""),
    ],
)
def test_names_on_certificates(subject: str, name: str, organisation: str, more: str) -> None:
    assert NameOnCertificate.of(subject) == NameOnCertificate(name, organisation, more)


def test_choices_in_other_words_keep_the_keyboard_and_their_height(qtbot: QtBot) -> None:
    group = ChoiceGroup([Choice("a", "ngắn"), Choice("b", "khác")])
    qtbot.addWidget(group)
    group.resize(220, 200)
    group.set_chosen("b")
    group.show()
    rows = group.findChildren(ChoiceRow)
    low = rows[0].height()
    group.set_choices([Choice("a", "much longer than before " * 6), Choice("b", "other")])
    assert group.findChildren(ChoiceRow) == rows and group.choice == "b"
    assert rows[0].minimumHeight() > 2 * low and "longer" in rows[0].accessibleName()
    group.set_choices([Choice("b", "other"), Choice("c", "new")])
    assert group.choice == "b"
