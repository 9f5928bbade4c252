"""Files come in through the window: what is held over it, what is refused, what is decided, what is told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import made_files as made
import pytest
from indicator_bench import Bench, TypeText, close_bench, open_bench
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.engine.assessment import Document
from dti_desktop.ui import format as formats
from dti_desktop.ui.dialogs.intake import IntakeDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.widgets.evidence_intake import EvidenceIntake

CODE = "4.1"
COPY, NO_KEY = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
REASON = "Đã giải mật theo Quyết định 12/QĐ-UBND"


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[Bench]:
    opened = open_bench(qtbot, tmp_path / "store", window_language)
    opened.go(CODE)
    yield opened
    close_bench(opened)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "tốt.pdf": made.pdf("UBND TỈNH SÓC TRĂNG"),
        "cũng tốt.docx": made.docx("KẾ HOẠCH"),
        "quét.pdf": made.scan(),
        "macro.docx": made.docx("x", more={"word/vbaProject.bin": b"x"}),
        "đóng dấu.docx": made.docx("UBND TỈNH", "TỐI MẬT"),
        "chạy.pdf": made.PE,
    }
    found = {}
    for name, content in contents.items():
        found[name] = tmp_path / name
        found[name].write_bytes(content)
    return found


def intake(bench: Bench) -> EvidenceIntake:
    return bench.page.evidence.intake


def ask(bench: Bench, paths: Sequence[Path]) -> IntakeDialog:
    bench.page.evidence.take(paths)
    bench.qtbot.waitUntil(lambda: intake(bench).dialog is not None, timeout=20_000)
    dialog = intake(bench).dialog
    assert dialog is not None
    return dialog


def said(widget: QWidget) -> str:
    text = "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
    return text.replace("\u00a0", " ")


def names(bench: Bench) -> list[str]:
    bench.qtbot.waitUntil(lambda: not intake(bench).is_busy, timeout=20_000)
    stored = bench.stored()
    documents: list[Document] = [stored.documents[link.document_id] for link in stored.links.get(CODE, ())]
    return [document.file.original_name for document in documents if document.file is not None]


def left(bench: Bench) -> list[Path]:
    return list((bench.workspace.store.folder / "evidence" / "tmp").iterdir())


def events(bench: Bench) -> list[dict[str, object]]:
    found: list[list[dict[str, object]]] = []
    bench.tasks.run(
        lambda: [
            json.loads(entry.new or "")
            for entry in bench.workspace.journal(bench.assessment.id)
            if entry.kind == "event"
        ],
        lane="store",
        on_done=found.append,
    )
    bench.qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    return found[0]


# -- refused -------------------------------------------------------------------------------------------


def test_all_that_is_refused_stands_in_one_list_and_the_rest_can_come_in(
    bench: Bench, files: dict[str, Path], tmp_path: Path
) -> None:
    dialog = ask(
        bench, [*(files[n] for n in ("tốt.pdf", "macro.docx", "chạy.pdf", "cũng tốt.docx")), tmp_path]
    )
    shown = said(dialog)
    assert "3 tệp không nhận được" in shown
    assert "2 trên 5 tệp nhận được" in shown
    assert "macro.docx có macro" in shown and "chạy.pdf là chương trình" in shown
    assert f"{tmp_path.name} là thư mục" in shown
    assert "/files/" not in shown
    assert names_now(bench) == []
    assert dialog.rest.text() == "Đưa 2 tệp còn lại vào"
    assert dialog.focusWidget() is dialog.rest
    bench.qtbot.keyClick(dialog.rest, Qt.Key.Key_Space)
    assert names(bench) == ["tốt.pdf", "cũng tốt.docx"]
    assert left(bench) == []


def names_now(bench: Bench) -> list[str]:
    return [document.id for document in bench.assessment.documents.values()]


def test_closing_the_list_takes_nothing_in(bench: Bench, files: dict[str, Path]) -> None:
    dialog = ask(bench, [files["tốt.pdf"], files["macro.docx"]])
    assert len(left(bench)) == 1
    bench.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert names(bench) == []
    assert left(bench) == []
    assert intake(bench).drop.isVisible()


def test_one_refused_file_leaves_only_to_close(bench: Bench, files: dict[str, Path]) -> None:
    dialog = ask(bench, [files["chạy.pdf"]])
    assert not dialog.rest.isVisible() and not dialog.everything.isVisible()
    assert dialog.nothing.text() == "Đóng"
    assert dialog.focusWidget() is dialog.nothing
    bench.qtbot.keyClick(dialog.nothing, Qt.Key.Key_Space)
    assert names(bench) == []


def test_links_folders_pipes_devices_and_vanished_files_have_their_own_words(
    bench: Bench, files: dict[str, Path], tmp_path: Path
) -> None:
    link, pipe, folder = tmp_path / "liên kết.pdf", tmp_path / "ống.pdf", tmp_path / "Thư mục"
    link.symlink_to(files["tốt.pdf"])
    os.mkfifo(pipe)
    folder.mkdir()
    dialog = ask(bench, [link, pipe, folder, Path("/dev/null"), tmp_path / "đã xóa.pdf"])
    shown = said(dialog)
    for words in (
        "liên kết.pdf là liên kết", "ống.pdf không phải tệp thường", "Thư mục là thư mục",
        "null không phải tệp thường", "Không tìm thấy tệp đã xóa.pdf",
    ):  # fmt: skip
        assert words in shown
    dialog.reject()


def test_what_does_not_fit_is_listed_with_every_file(bench: Bench, files: dict[str, Path]) -> None:
    bench.session.evidence_limit_bytes = 100
    dialog = ask(bench, [files["tốt.pdf"], files["quét.pdf"]])
    shown = said(dialog)
    assert "Không đủ chỗ cho 2 tệp" in shown
    assert "còn 100 B" in shown
    assert "tốt.pdf (" in shown and "quét.pdf (" in shown
    dialog.reject()
    assert names(bench) == []


def test_the_next_batch_waits_for_the_decision_and_then_comes(bench: Bench, files: dict[str, Path]) -> None:
    dialog = ask(bench, [files["macro.docx"]])
    bench.page.evidence.take([files["tốt.pdf"]])
    assert intake(bench).is_busy
    dialog.reject()
    assert names(bench) == ["tốt.pdf"]


def test_going_away_with_the_question_open_leaves_nothing(bench: Bench, files: dict[str, Path]) -> None:
    ask(bench, [files["tốt.pdf"], files["macro.docx"]])
    assert len(left(bench)) == 1
    bench.page.evidence.clear_copies()
    assert left(bench) == []
    assert intake(bench).dialog is None
    assert names(bench) == []


# -- marked --------------------------------------------------------------------------------------------


def test_a_mark_stops_and_without_a_reason_nothing_can_be_confirmed(
    bench: Bench, files: dict[str, Path], type_text: TypeText
) -> None:
    dialog = ask(bench, [files["đóng dấu.docx"]])
    shown = said(dialog)
    assert "1 tệp có dấu chỉ độ mật" in shown
    assert "trang đầu có dòng “TỐI MẬT”" in shown
    assert dialog.focusWidget() is dialog.nothing
    assert not dialog.everything.isEnabled()
    bench.qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    type_text(dialog.reason, "   ")
    assert not dialog.everything.isEnabled()
    bench.qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()
    assert names(bench) == []
    assert left(bench) == []
    assert events(bench) == []


def test_a_reason_lets_all_in_and_is_journaled(
    bench: Bench, files: dict[str, Path], type_text: TypeText
) -> None:
    dialog = ask(bench, [files["đóng dấu.docx"], files["tốt.pdf"], files["chạy.pdf"]])
    type_text(dialog.reason, REASON)
    assert dialog.everything.text() == "Xác nhận và đưa 2 tệp vào"
    bench.qtbot.keyClick(dialog.everything, Qt.Key.Key_Space)
    assert names(bench) == ["đóng dấu.docx", "tốt.pdf"]
    (event,) = events(bench)
    assert (event["name"], event["mark"], event["reason"]) == ("đóng dấu.docx", "TỐI MẬT", REASON)


def test_the_unmarked_can_come_in_alone(bench: Bench, files: dict[str, Path]) -> None:
    dialog = ask(bench, [files["đóng dấu.docx"], files["tốt.pdf"]])
    assert dialog.rest.text() == "Đưa tệp còn lại vào"
    dialog.rest.click()
    assert names(bench) == ["tốt.pdf"]
    assert events(bench) == []
    assert left(bench) == []


def test_the_question_follows_the_language(
    bench: Bench, files: dict[str, Path], window_language: Language, type_text: TypeText
) -> None:
    dialog = ask(bench, [files["đóng dấu.docx"], files["macro.docx"]])
    type_text(dialog.reason, REASON)
    window_language.set("en")
    QApplication.processEvents()
    assert "the first page says “TỐI MẬT”" in said(dialog)
    assert dialog.reason.text() == REASON
    dialog.reject()


def test_everything_in_the_question_is_reached_by_the_keyboard(bench: Bench, files: dict[str, Path]) -> None:
    dialog = ask(bench, [files["đóng dấu.docx"], files["tốt.pdf"]])
    dialog.reason.setText("x")
    reached = set()
    for _ in range(8):
        reached.add(dialog.focusWidget())
        bench.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert {dialog.nothing, dialog.everything, dialog.rest, dialog.reason} <= reached
    dialog.reject()


# -- told ----------------------------------------------------------------------------------------------


def test_what_could_not_be_seen_is_told_where_the_files_came_in(bench: Bench, files: dict[str, Path]) -> None:
    bench.page.evidence.take([files["quét.pdf"]])
    assert names(bench) == ["quét.pdf"]
    bench.page.evidence.close_form()
    assert "quét.pdf: không đọc được trang đầu" in said(intake(bench).notice)
    bench.page.evidence.take([files["tốt.pdf"]])
    assert names(bench) == ["quét.pdf", "tốt.pdf"]
    assert not intake(bench).notice.isVisible()


def test_many_scans_are_told_in_one_line(bench: Bench, tmp_path: Path) -> None:
    scans = [tmp_path / f"quét {n}.pdf" for n in range(4)]
    for number, path in enumerate(scans):
        path.write_bytes(made.scan() + b"%" + str(number).encode())
    bench.page.evidence.take(scans)
    assert len(names(bench)) == 4
    for _ in scans:
        bench.page.evidence.close_form()
    assert "trang đầu của 4 tệp" in said(intake(bench).notice)


# -- held over the window ------------------------------------------------------------------------------


def mime(paths: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def hold(target: QWidget, data: QMimeData) -> None:
    event = QDragEnterEvent(QPointF(20, 20), COPY, data, Qt.MouseButton.LeftButton, NO_KEY)
    QApplication.sendEvent(target, event)
    assert event.isAccepted()


@pytest.mark.parametrize("over_the_area", [True, False])
def test_while_files_are_held_their_size_and_the_room_are_shown(
    bench: Bench, files: dict[str, Path], tmp_path: Path, over_the_area: bool
) -> None:
    bench.page.evidence.take([files["tốt.pdf"]])
    assert names(bench) == ["tốt.pdf"]
    bench.page.evidence.close_form()
    used = files["tốt.pdf"].stat().st_size
    bench.session.evidence_limit_bytes = used + 3_000_000
    for name, size_bytes in (("a.pdf", 1_000_000), ("b.pdf", 2_000_001)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(size_bytes)
    drop = intake(bench).drop
    target = drop if over_the_area else bench.page
    small = mime([tmp_path / "a.pdf", tmp_path / "không có.pdf"])
    hold(target, small)
    form = formats.current()
    assert drop.held() == (
        f"Đang thả 2 tệp · {form.size(1_000_000)}",
        f"đã dùng {form.size(used)}, còn {form.size(3_000_000)} / {form.size(used + 3_000_000)}",
        True,
    )
    QApplication.sendEvent(target, QDragLeaveEvent())
    assert drop.held() == ("", "", True)
    large = mime([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    hold(target, large)
    _, remark, fits = drop.held()
    assert not fits and remark.startswith("không đủ chỗ: còn ")
    event = QDropEvent(QPointF(20, 20), COPY, large, Qt.MouseButton.LeftButton, NO_KEY)
    QApplication.sendEvent(target, event)
    assert drop.held() == ("", "", True)
    bench.qtbot.waitUntil(lambda: intake(bench).dialog is not None, timeout=20_000)
    assert "Không đủ chỗ cho 2 tệp" in said(intake(bench).dialog)
    intake(bench).dialog.reject()


def test_of_very_many_files_only_the_number_is_told(bench: Bench, tmp_path: Path) -> None:
    hold(bench.page, mime([tmp_path / str(n) for n in range(300)]))
    assert intake(bench).drop.held()[0] == "Đang thả 300 tệp"
    QApplication.sendEvent(bench.page, QDragLeaveEvent())
