"""The verify page in the real window: bundles of every kind, without any open assessment."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, real_window
from test_language import ENGLISH, words_of

from dti_desktop.bundle.findings import Finding
from dti_desktop.engine.catalogue_map import RowFate
from dti_desktop.errors import Cancelled, EnvironmentFault
from dti_desktop.services.bundle_catalogue import BundleCatalogue
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.verify import VerifyPage
from dti_desktop.ui.verification_text import SHAPES, shown, shown_number

BUNDLES = Path(__file__).resolve().parents[1] / "data" / "bundles"
VALID = BUNDLES / "valid" / "format-1-rsa.asice"
TAMPERED = BUNDLES / "tampered"


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.go("verify")
        yield window


@pytest.fixture
def page(real: RealWindow) -> VerifyPage:
    found = real.bench.page("verify")
    assert isinstance(found, VerifyPage)
    return found


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def checked(real: RealWindow, page: VerifyPage, path: Path) -> str:
    """Check a file and return every word that is shown of it."""
    page.verify(path)
    real.until(lambda: page.found is not None)
    return words_on(page)


def moods(page: VerifyPage) -> list[str]:
    """Return the shape of each verdict on the file, as a mood."""
    by_shape = {shape: mood for mood, shape in SHAPES.items()}
    return [by_shape[row.mark._icon, row.mark._role] for row in page.verdicts.rows]


def test_before_a_file_is_chosen_the_page_says_what_it_does(real: RealWindow, page: VerifyPage) -> None:
    assert page.drop.isVisible() and "Tệp chỉ được đọc" in words_on(page)
    assert not page.verdicts.isVisible() and not page.open_other.isVisible()
    assert real.session.assessment is None


def test_four_verdicts_each_with_its_own_word(real: RealWindow, page: VerifyPage) -> None:
    said = checked(real, page, VALID)
    assert [row.word.text() for row in page.verdicts.rows] == [
        "Nguyên vẹn",
        "Đúng",
        "Chưa rõ",
        "Do người ký tự khai",
        "Chưa tra",
    ]
    assert moods(page) == ["good", "good", "open", "told", "left"]
    assert "Thử Nghiệm · DTI 2030" in said and "Người ký" in said
    page.trust.take([BUNDLES / "CA-rsa.pem"])
    real.until(lambda: page.found is not None)
    assert page.found is not None and page.found.chain == "trusted"
    assert moods(page) == ["good", "good", "good", "told", "left"]
    assert "CA-rsa.pem" in words_on(page)


def test_a_foreign_root_is_no_trust(real: RealWindow, page: VerifyPage) -> None:
    page.trust.take([BUNDLES / "CA-ec.pem"])
    assert page.found is None  # nothing to check yet
    said = checked(real, page, VALID)
    assert moods(page)[2] == "bad" and "Không có chứng thư gốc tin cậy của nơi cấp" in said
    page.trust._drop(BUNDLES / "CA-ec.pem")
    real.until(lambda: page.found is not None and page.found.chain == "unknown")


def test_two_signers_are_both_shown(real: RealWindow, page: VerifyPage) -> None:
    checked(real, page, BUNDLES / "valid" / "format-1-two-signers.asice")
    assert len([card for card in page.signers.cards if card.isVisible()]) == 2
    checked(real, page, VALID)
    assert len([card for card in page.signers.cards if card.isVisible()]) == 1


@pytest.mark.parametrize(
    ("name", "mood", "word"),
    [
        ("file-added", ["bad", "good", "open", "told"], "Tệp được thêm vào"),
        ("file-changed", ["bad", "good", "open", "told"], "Nội dung tệp khác với bản đã ký"),
        ("score-does-not-follow", ["good", "good", "open", "told"], "không suy ra từ câu trả lời"),
        ("signature-incomplete", ["bad", "bad", "open", "open"], "không đi cùng nhau"),
    ],
)
def test_what_is_wrong_is_said(
    name: str, mood: list[str], word: str, real: RealWindow, page: VerifyPage
) -> None:
    said = checked(real, page, TAMPERED / f"{name}.asice")
    assert moods(page) == [*mood, "left"]
    assert word in said
    if mood[0] == "bad":
        assert "chưa được chữ ký bảo đảm" in said


def test_the_score_is_judged_apart(real: RealWindow, page: VerifyPage) -> None:
    checked(real, page, TAMPERED / "score-does-not-follow.asice")
    assert [row.word.text() for row in page.inside.rows] == ["Không khớp", "Chưa biết"]
    checked(real, page, VALID)
    assert page.inside.rows[0].word.text() == "Khớp"


def test_whatever_is_no_bundle_gets_verdicts_too(real: RealWindow, page: VerifyPage, tmp_path: Path) -> None:
    junk = tmp_path / "thư.asice"
    junk.write_bytes(b"\0" * 5000)
    said = checked(real, page, junk)
    assert "Không đọc được nội dung" in said and moods(page)[:2] == ["bad", "bad"]
    with zipfile.ZipFile(junk, "w") as archive:
        archive.writestr("../../<b>x</b>", "x")
    said = checked(real, page, junk)
    assert "nhằm ghi ra ngoài thư mục giải nén" in said
    assert "<b>x</b>" in said or "&lt;b&gt;" in said  # as text, never as markup
    assert not page._evidence_head.isHidden() and page._no_evidence.isVisible()


def test_a_file_that_is_gone_and_back(real: RealWindow, page: VerifyPage, tmp_path: Path) -> None:
    path = tmp_path / "hồ sơ.asice"
    page.verify(path)
    real.until(page.notice.isVisible)
    assert "Không tìm thấy tệp hồ sơ.asice" in words_on(page)
    path.write_bytes(VALID.read_bytes())
    page.again.click()
    real.until(lambda: page.found is not None)
    assert not page.notice.isVisible() and not page.again.isVisible()


def test_a_root_that_cannot_be_read_is_named(real: RealWindow, page: VerifyPage, tmp_path: Path) -> None:
    root = tmp_path / "rác.pem"
    root.write_bytes(b"rubbish")
    page.trust.take([root])
    page.verify(VALID)
    real.until(page.notice.isVisible)
    assert "Không đọc được chứng thư gốc" in words_on(page)


def test_a_program_fault_is_said_without_a_traceback(
    real: RealWindow, page: VerifyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise EnvironmentFault("bundle-not-accessible", name="x.asice", reason="EIO")

    monkeypatch.setattr("dti_desktop.services.verification.verify", broken)
    page.verify(VALID)
    real.until(page.notice.isVisible)
    assert "Không mở được tệp x.asice" in words_on(page)


def test_checking_can_be_stopped(real: RealWindow, page: VerifyPage, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def slow(
        *_arguments: object,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        **_more: object,
    ) -> None:
        progress(1 << 20, 4 << 20)
        begun.set()
        while not cancelled():
            threading.Event().wait(0.01)
        raise Cancelled

    monkeypatch.setattr("dti_desktop.services.verification.verify", slow)
    page.verify(VALID)
    real.until(begun.is_set)
    real.until(lambda: "1 MB / 4 MB" in words_on(page.progress).replace("\u00a0", " "))
    page.progress.cancel_wanted.emit()
    real.until(page.notice.isVisible)
    assert "Chưa có kết luận" in words_on(page)


def test_another_file_takes_the_place_of_one_being_checked(real: RealWindow, page: VerifyPage) -> None:
    page.verify(TAMPERED / "file-changed.asice")
    said = checked(real, page, VALID)
    assert page._file.text() == VALID.name
    assert page.found is not None and page.found.integrity == "ok" and "Đã bị sửa" not in said


def test_files_dropped_anywhere_are_taken(real: RealWindow, page: VerifyPage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (BUNDLES / "CA-rsa.pem", VALID)])
    middle, copy = QPointF(10, 10), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(middle, copy, mime, left, none))
    real.until(lambda: page.found is not None)
    assert page.found is not None and page.found.chain == "trusted"


def test_a_place_can_name_the_file(real: RealWindow, page: VerifyPage) -> None:
    real.bench.go(Place("verify", field=str(VALID)))
    real.until(lambda: page.found is not None)
    assert page._file.text() == VALID.name


def test_both_languages_say_it_all(real: RealWindow, page: VerifyPage) -> None:
    checked(real, page, TAMPERED / "file-changed.asice")
    names = {"report.pdf", "SHA256SUMS"}
    said = [
        text for text in words_of(page) if text not in names and "CN=" not in text and ".asice" not in text
    ]
    assert not [text for text in said if ENGLISH.search(text)]
    real.bench.context.language.set("en")
    real.until(lambda: page.open_other.text() != "Chọn tệp khác…")
    english = words_on(page)
    assert "Toàn vẹn" not in english and "Chứng thư" not in english and "Nội dung tệp" not in english


def test_the_catalogue_inside_is_told_with_the_rows_that_differ(real: RealWindow, page: VerifyPage) -> None:
    checked(real, page, VALID)
    real.until(lambda: page._inside is not None)
    inside = page._inside
    assert inside is not None
    row = next(each for each in page.inside.rows if each._name.text() == "Bộ chỉ số")
    assert inside.catalogue.id in row.meaning.text()
    if inside.whence == "shipped":
        assert inside.rows == ()
    shipped = LIBRARY.catalogue(LIBRARY.catalogue_ids[0])
    page._on_inside(
        page.found,
        BundleCatalogue(
            inside.catalogue, "edition", shipped, (RowFate("1.1", "1.1", "changed", ("target",)),)
        ),
    )
    assert row.word.text() == "Phiên bản riêng" and "1.1 (ngưỡng)" in row.meaning.text()


def test_texts_from_a_bundle_are_made_harmless() -> None:
    assert shown("Sóc\u202eTrăng\x00\nA\u200b") == "Sóc Trăng A"
    assert shown_number("573.10") == "573,10"
    assert shown_number("0.5731", is_value=True) == "0,5731"
    assert shown_number(None) == "–"
    assert shown_number("1e9999999") == "1e9999999"


def test_findings_of_one_kind_are_one_line(real: RealWindow, page: VerifyPage) -> None:
    checked(real, page, TAMPERED / "file-changed.asice")
    assert page.found is not None
    many = tuple(Finding("file-changed", f"evidence/000{n}-a.pdf") for n in range(1, 9))
    object.__setattr__(page.found, "findings", many)
    page._show(page.found)
    shown_lines = [line for line in page.findings.lines if line.isVisible()]
    assert len(shown_lines) == 1
    assert "evidence/0005-a.pdf" in shown_lines[0].places.text()
    assert "và 3 chỗ khác" in shown_lines[0].places.text()
