"""Signed packs in the real window: made with a key, taken in by another office after a look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from certificates import PASSWORD, Holder, certificate, new_key, p12
from pack_making import corrected, pack_of, results_2024
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window, soc_trang
from test_submit_page import FAR_UTC

from dti_desktop.bundle.pack import Item
from dti_desktop.ui.dialogs.make_pack import MakePackDialog
from dti_desktop.ui.dialogs.take_pack import TakePackDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.pack_acts import PackActs
from dti_desktop.ui.window_acts import WindowActs

ROOT_HOLDER = certificate("Ban Cơ yếu thử nghiệm", new_key("ec", 81), is_ca=True, not_after_utc=FAR_UTC)
OFFICE = certificate("Sở Khoa học và Công nghệ", new_key("ec", 82), ROOT_HOLDER, not_after_utc=FAR_UTC)


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.activate()
        yield window


def dialog_of(real: RealWindow, kind: type[QDialog]) -> QDialog:
    real.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def acts_of(real: RealWindow) -> PackActs:
    acts = real.window.findChild(WindowActs)
    assert acts is not None
    return acts.packs


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def pem(folder: Path, holder: Holder) -> Path:
    path = folder / f"{holder.certificate.serial_number}.pem"
    path.write_bytes(holder.pem)
    return path


def made(real: RealWindow, tmp_path: Path) -> Path:
    key, target = tmp_path / "khóa.p12", tmp_path / "gói.dtipack"
    key.write_bytes(p12(OFFICE))
    real.bench.make_pack_wanted.emit()
    dialog = dialog_of(real, MakePackDialog)
    assert isinstance(dialog, MakePackDialog)
    assert not dialog.sign.isEnabled()
    dialog.catalogues[0][1].click()
    dialog.years[0][1].click()
    dialog.name.setText("Cập nhật tháng 11")
    dialog.key.take(key)
    dialog.key.password.setText(PASSWORD)
    dialog.key.unlock()
    real.until(dialog.sign.isEnabled)
    dialog.write(target)
    real.until(lambda: QApplication.activeModalWidget() is None)
    real.at_rest()
    return target


def looked_at(real: RealWindow, pack: Path) -> TakePackDialog:
    acts_of(real).look_at(pack)
    dialog = dialog_of(real, TakePackDialog)
    assert isinstance(dialog, TakePackDialog)
    return dialog


def test_a_pack_is_made_and_looked_at(real: RealWindow, tmp_path: Path) -> None:
    pack = made(real, tmp_path)
    dialog = looked_at(real, pack)
    real.until(lambda: dialog.examined is not None)
    said = words_on(dialog)
    assert "Cập nhật tháng 11" in said
    assert "Sở Khoa học và Công nghệ" in said
    assert "Mọi thứ trong gói này đã có." in said
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_a_wrong_root_is_refused_and_can_be_taken_off_again(real: RealWindow, tmp_path: Path) -> None:
    pack = made(real, tmp_path)
    dialog = looked_at(real, pack)
    real.until(lambda: dialog.examined is not None)
    stranger = certificate("Người lạ", new_key("ec", 83), is_ca=True, not_after_utc=FAR_UTC)
    dialog.trust.take([pem(tmp_path, stranger)])
    real.until(lambda: "Không nhận gói này" in words_on(dialog))
    assert dialog.trust.isVisible()
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_a_harmed_pack_is_told_and_cannot_be_taken(real: RealWindow, tmp_path: Path) -> None:
    pack = made(real, tmp_path)
    pack.write_bytes(pack.read_bytes()[:-3])
    dialog = looked_at(real, pack)
    real.until(lambda: "Không nhận gói này" in words_on(dialog))
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_news_are_taken_in_and_the_list_of_results_follows(
    real: RealWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    key = tmp_path / "k.p12"
    key.write_bytes(p12(OFFICE))
    library = real.bench.context.library
    items = (Item("catalogue", corrected(library)), Item("results", results_2024(library)))
    pack = pack_of(tmp_path / "mới.dtipack", key, *items)
    dialog = looked_at(real, pack)
    real.until(dialog.take.isEnabled)
    assert "chưa biết chắc" in words_on(dialog)
    dialog.trust.take([pem(tmp_path, ROOT_HOLDER)])
    real.until(lambda: dialog.take.isEnabled() and "chưa biết chắc" not in words_on(dialog))
    with qtbot.waitSignal(dialog.taken):
        dialog.take.click()
    real.at_rest()
    workspace = real.bench.context.workspace
    assert 2024 in workspace.results.known.book.years
    assert any(digest not in library.known_digests for digest in workspace.catalogues.own_digests)
