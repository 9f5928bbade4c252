"""The main job through the real window, from an empty store to a bundle that strangers' tools accept."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from certificates import Holder, certificate, new_key, p12
from officer import Officer
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from sitting import Office, Sitting

from dti_desktop.engine.ranking import rank
from dti_desktop.engine.scoring import Scorecard, score
from dti_desktop.format import Format
from dti_desktop.services.verification import verify
from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.indicator import IndicatorPage
from dti_desktop.ui.pages.profile import ProfilePage
from dti_desktop.ui.pages.start import StartPage
from dti_desktop.ui.pages.submit import CHECKS, EXPORT, KEY, REPORT, SIGNATORY, SubmitPage
from dti_desktop.ui.pages.verify import VerifyPage

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PASSWORD = "thu-nghiem 2022"
LEFT_FOR_LATER = 6
"""Every so many indicators she has no figure yet and goes on."""


@pytest.fixture(scope="module")
def root() -> Holder:
    return certificate("Root", new_key("rsa", 1), is_ca=True, not_after_utc=datetime(2100, 1, 1, tzinfo=UTC))


@pytest.fixture
def key_file(root: Holder, tmp_path: Path) -> Path:
    signer = certificate(
        "Trần Văn Lâu", new_key("rsa", 2), root, not_after_utc=datetime(2100, 1, 1, tzinfo=UTC)
    )
    path = tmp_path / "khóa của lãnh đạo.p12"
    path.write_bytes(p12(signer, root, password=PASSWORD))
    return path


def begin_assessment(sitting: Sitting) -> None:
    """Make an assessment with the keyboard alone."""
    page = sitting.page
    assert isinstance(page, StartPage)
    sitting.until(
        lambda: QApplication.focusWidget() is page.welcome.begin, "the way to begin has not the keyboard"
    )
    sitting.press(Qt.Key.Key_Space)
    sitting.until(lambda: isinstance(QApplication.activeModalWidget(), NewAssessmentDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewAssessmentDialog)
    sitting.type("soc trang")
    for _ in range(4):
        if sitting.focus is not dialog.year:
            sitting.press(Qt.Key.Key_Tab)
    assert sitting.focus is dialog.year, "the year cannot be reached with Tab"
    while dialog.chosen_year() > 2022:
        sitting.press(Qt.Key.Key_Up)
    sitting.press(Qt.Key.Key_Return)
    sitting.on("overview")
    assert (sitting.assessment.province, sitting.assessment.year) == ("Sóc Trăng", 2022)


def walk(sitting: Sitting, officer: Officer) -> None:
    """Answer every indicator with keys; go back to those left for later with Ctrl+Enter."""
    codes = list(officer.catalogue.indicators)
    left = codes[LEFT_FOR_LATER - 1 :: LEFT_FOR_LATER]
    for place, code in enumerate(codes):
        sitting.on("indicator", code)
        if code in left:
            sitting.press(Qt.Key.Key_Right, ALT)
            continue
        officer.answer(sitting, code)
        if place + 1 < len(codes):
            sitting.press(Qt.Key.Key_Return)
    assert set(officer.answers) == set(codes) - set(left)
    for code in left:
        sitting.press(Qt.Key.Key_Return, CTRL)
        sitting.on("indicator", code)
        officer.answer(sitting, code)
    here = sitting.workbench.place
    sitting.press(Qt.Key.Key_Return, CTRL)
    assert sitting.workbench.place == here, "nothing is left to answer"
    assert list(officer.answers) and set(officer.answers) == set(codes)


def expected_header(office: Office, officer: Officer, language: str) -> tuple[str, str, str, str]:
    """Return points, value, rank and count as the engine has them for what she gave."""
    scorecard: Scorecard = score(officer.catalogue, officer.answers, officer.profile)
    ranking = rank(officer.catalogue, scorecard, "Sóc Trăng", office.library.result_book, 2022)
    write = Format("en" if language == "en" else "vi")
    assert scorecard.whole.value is not None
    return (
        write.points(scorecard.whole.points),
        write.value(scorecard.whole.value),
        f"{ranking.overall.rank}/{ranking.overall.of}",
        f"{scorecard.answered}/{scorecard.indicators_total}",
    )


def see_header(sitting: Sitting, expected: tuple[str, str, str, str]) -> None:
    """Wait until the header says so: its numbers count to their new values."""
    header = sitting.workbench.header

    def shown() -> tuple[str, ...]:
        return tuple(f.text() for f in (header.points, header.value, header.rank, header.answered))

    sitting.until(lambda: shown() == expected, f"the header does not come to {expected}")


def find(sitting: Sitting, code: str) -> IndicatorPage:
    """Go to an indicator by the search of the side bar."""
    sitting.press(Qt.Key.Key_K, CTRL)
    sitting.type(code)
    sitting.press(Qt.Key.Key_Return)
    sitting.on("indicator", code)
    page = sitting.page
    assert isinstance(page, IndicatorPage)
    return page


def attach_with_citation(sitting: Sitting, code: str, file: Path) -> None:
    """Drop a file on an indicator and cite it in the form that opens."""
    page = find(sitting, code)
    sitting.drop(page, file)
    sitting.until(lambda: sitting.focus is page.evidence.form.number.line, "the citation does not open")
    for text in ("749/QĐ-UBND", "03/06/2022", "Ủy ban nhân dân tỉnh"):
        sitting.type(text)
        sitting.press(Qt.Key.Key_Return)
    sitting.type("Phê duyệt Chương trình chuyển đổi số")
    sitting.press(Qt.Key.Key_Tab)
    sitting.type("3-5")
    sitting.press(Qt.Key.Key_Return)
    sitting.until(lambda: not page.evidence.form.isVisible())
    ((document, pages),) = [
        (sitting.assessment.documents[link.document_id], link.pages) for link in sitting.stored().links[code]
    ]
    assert document.file is not None
    assert document.file.original_name == file.name
    cited = document.citation
    assert (cited.number, cited.issued_on, cited.issuer) == (
        "749/QĐ-UBND", date(2022, 6, 3), "Ủy ban nhân dân tỉnh",
    )  # fmt: skip
    assert (cited.title, pages) == ("Phê duyệt Chương trình chuyển đổi số", "3-5")


def cite_without_file(sitting: Sitting, code: str) -> None:
    """Cite a document of which there is no file."""
    page = find(sitting, code)
    menu = page.evidence.add.menu()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if "trích dẫn" in action.text()]
    action.trigger()
    sitting.until(lambda: sitting.focus is page.evidence.form.number.line)
    sitting.type("15/NQ-HĐND")
    sitting.press(Qt.Key.Key_Escape)
    sitting.until(lambda: not page.evidence.form.isVisible())
    sitting.until(lambda: len(sitting.stored().links.get(code, ())) == 1)
    (link,) = sitting.assessment.links[code]
    document = sitting.assessment.documents[link.document_id]
    assert document.file is None
    assert document.citation.number == "15/NQ-HĐND"


def explain(sitting: Sitting, code: str, text: str) -> None:
    """Write an explanation where a finding leads to."""
    sitting.go(Place("indicator", code, "explanation"))
    sitting.type(text)


def test_from_an_empty_store_to_a_bundle_that_strangers_accept(
    sitting: Sitting, office: Office, tmp_path: Path, key_file: Path, root: Holder
) -> None:
    sitting.come()
    begin_assessment(sitting)
    officer = Officer(sitting.assessment.catalogue)

    # Everything by keyboard: the province figures, then one indicator after the other.
    sitting.press(Qt.Key.Key_3, CTRL)
    sitting.on("profile")
    assert isinstance(sitting.page, ProfilePage)
    officer.fill_profile(sitting)
    find(sitting, next(iter(officer.catalogue.indicators)))
    walk(sitting, officer)
    stored = sitting.stored()
    assert dict(stored.profile) == officer.profile
    assert {code: dict(fields) for code, fields in stored.answers.items()} == officer.answers
    see_header(sitting, expected_header(office, officer, "vi"))

    # Evidence and words.
    codes = list(officer.catalogue.indicators)
    file = tmp_path / "Quyết định 749 (bản ký).pdf"
    file.write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 1000)
    attach_with_citation(sitting, codes[0], file)
    cite_without_file(sitting, codes[1])
    said = "Số liệu quý IV còn chờ Cục Thống kê; sẽ bổ sung."
    explain(sitting, codes[2], said)
    assert sitting.stored().explanations[codes[2]] == said

    # English and back: the same numbers in other clothes, nothing else.
    before = sitting.stored()
    sitting.click(sitting.workbench.header.language)
    see_header(sitting, expected_header(office, officer, "en"))
    sitting.click(sitting.workbench.header.language)
    see_header(sitting, expected_header(office, officer, "vi"))
    assert sitting.stored().journal_head == before.journal_head, "to read in English is no change"

    close_while_typing(sitting, officer)

    sign_and_export(sitting, officer, office, tmp_path, key_file, root)


def close_while_typing(sitting: Sitting, officer: Officer) -> None:
    """Close right after a key: what could be read is stored, what could not is there as it was left."""
    code = next(
        code
        for code, indicator in officer.catalogue.indicators.items()
        if indicator.rule.kind == "ratio" and officer.answers[code].get("b") is not None
    )
    find(sitting, code)
    sitting.erase()
    sitting.type("7,5")
    sitting.press(Qt.Key.Key_Return)
    sitting.erase()
    sitting.type("1250 x")
    sitting.leave()

    sitting.come()
    assert isinstance(sitting.page, StartPage)
    start = sitting.page
    sitting.until(lambda: start.rows and QApplication.focusWidget() is start.rows[0])
    sitting.press(Qt.Key.Key_Space)
    sitting.on("indicator", code)
    kept = sitting.assessment.answers[code]
    assert kept["a"] == Decimal("7.5")
    assert kept["b"] == officer.answers[code]["b"], "what stood before counts, not its first digits"
    page = sitting.page
    assert isinstance(page, IndicatorPage)
    assert page.form.has_unread
    sitting.press(Qt.Key.Key_Return)
    line = sitting.focus
    assert isinstance(line, QLineEdit)
    assert line.text() == "1250 x"
    sitting.press(Qt.Key.Key_Backspace)
    sitting.press(Qt.Key.Key_Backspace)
    assert not page.form.has_unread
    officer.answers[code] = {"a": Decimal("7.5"), "b": Decimal(1250)}
    assert dict(sitting.stored().answers[code]) == officer.answers[code]


def sign_and_export(
    sitting: Sitting, officer: Officer, office: Office, tmp_path: Path, key_file: Path, root: Holder
) -> None:
    header = expected_header(office, officer, "vi")
    see_header(sitting, header)
    sitting.press(Qt.Key.Key_5, CTRL)
    sitting.on("submit")
    page = sitting.page
    assert isinstance(page, SubmitPage)
    assert page.step == CHECKS
    sitting.until(lambda: QApplication.focusWidget() is page.next)
    sitting.press(Qt.Key.Key_Space)
    assert page.step == SIGNATORY
    sitting.type("Trần Văn Lâu")
    sitting.press(Qt.Key.Key_Tab)
    sitting.type("Chủ tịch Ủy ban nhân dân tỉnh")
    sitting.click(page.next)
    assert page.step == REPORT
    sitting.until(lambda: page.report.preview.page_count > 0, "no preview of the report")
    sitting.click(page.next)
    assert page.step == KEY
    sitting.drop(page.key, key_file)
    sitting.type("sai mật khẩu")
    sitting.press(Qt.Key.Key_Return)
    sitting.until(lambda: page.key.notice.isVisible(), "a wrong password is not said")
    assert page.key.signer is None
    assert not page.next.isEnabled()
    sitting.until(lambda: QApplication.focusWidget() is page.key.password)
    sitting.type(PASSWORD)
    sitting.press(Qt.Key.Key_Return)
    sitting.until(lambda: page.key.is_fit, "the key does not open")
    assert page.key.password.text() == ""
    sitting.click(page.next)
    assert page.step == EXPORT
    target = tmp_path / "Sóc Trăng 2022.asice"
    page.export.target = target
    page.export.refresh()
    sitting.click(page.next)
    sitting.until(lambda: page.export.written is not None, "no bundle is written")
    assert [path.name for path in tmp_path.glob("*.asice*")] == [target.name]

    root_file = tmp_path / "root.pem"
    root_file.write_bytes(root.pem)
    found = verify(office.library, target, [root_file])
    assert found.is_accepted
    assert (found.integrity, found.signature, found.chain, found.time) == ("ok", "ok", "trusted", "claimed")
    assert found.catalogue == "known"
    assert found.score.points is not None
    assert Format("vi").points(Decimal(found.score.points)) == header[0]
    assert found.about["leader_name"] == "Trần Văn Lâu"
    accepted_by_openssl(target, root_file, tmp_path / "unpacked")

    sitting.until(lambda: page.export.result.check_again.isVisible())
    sitting.click(page.export.result.check_again)
    sitting.on("verify")
    checking = sitting.page
    assert isinstance(checking, VerifyPage)
    assert verdicts_of(sitting, checking) == ("ok", "ok", "unknown", "claimed")
    sitting.drop(checking, root_file)
    assert verdicts_of(sitting, checking) == ("ok", "ok", "trusted", "claimed")


def verdicts_of(sitting: Sitting, page: VerifyPage) -> tuple[str, str, str, str]:
    """Return the four verdicts once they and revocation are shown, each in a row of its own with words."""
    sitting.until(lambda: page.found is not None, "the verify page comes to no verdict")
    found = page.found
    assert found is not None
    rows = page.verdicts.rows
    assert len(rows) == 5
    assert all(row.isVisible() and row.word.text() and row.meaning.text() for row in rows)
    return found.integrity, found.signature, found.chain, found.time


def accepted_by_openssl(bundle: Path, root_file: Path, unpacked: Path) -> None:
    """Check a bundle with the tools of a stranger."""
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(unpacked)
    commands = (
        "openssl cms -verify -cades -binary -purpose any -inform DER -in META-INF/signature001.p7s "
        f"-content META-INF/ASiCManifest001.xml -CAfile {root_file} -out /dev/null",
        "sha256sum -c SHA256SUMS",
    )
    for command in commands:
        done = subprocess.run(command.split(), cwd=unpacked, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
