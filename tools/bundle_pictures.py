"""Signed bundles for the pictures: made of the sample, by keys that live only while a picture is taken."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "bundle"))

from authority import Authority, AuthorityFamily, authority_family  # noqa: E402
from certificates import Holder, certificate, new_key, p12  # noqa: E402
from cryptography.x509 import ReasonFlags  # noqa: E402
from making import KeySigner  # noqa: E402
from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtGui import QColor, QPainter, QPixmap  # noqa: E402
from PySide6.QtWidgets import QDialog, QWidget  # noqa: E402
from revoking import revocation_list, revoked  # noqa: E402

from dti_desktop.services.cosigning import add_signature  # noqa: E402
from dti_desktop.services.library import Library  # noqa: E402
from dti_desktop.services.outlook import look  # noqa: E402
from dti_desktop.services.submission import export  # noqa: E402
from dti_desktop.services.timestamps import add_timestamp, write_request  # noqa: E402
from dti_desktop.services.workspace import Workspace  # noqa: E402
from dti_desktop.ui.dialogs.bundle_dialog import BundleDialog  # noqa: E402
from dti_desktop.ui.dialogs.cosign import CosignDialog  # noqa: E402
from dti_desktop.ui.dialogs.timestamp import TimestampDialog  # noqa: E402
from dti_desktop.ui.main_window import MainWindow  # noqa: E402
from dti_desktop.ui.navigation import Place  # noqa: E402
from dti_desktop.ui.pages.submit import EXPORT, KEY, SubmitPage  # noqa: E402
from dti_desktop.ui.pages.verify import VerifyPage  # noqa: E402

PASSWORD = "Mở khóa 2022"  # noqa: S105  of a key that lives for one picture
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_FAR_UTC = datetime(2100, 1, 1, tzinfo=UTC)

Wait = Callable[[Callable[[], bool] | None], None]


@dataclass(frozen=True)
class Bundles:
    """Files to be opened in the pictures."""

    one: Path
    three: Path
    broken: Path
    roots: tuple[Path, ...]
    standing: Path
    revoking: Path
    key: Path
    reply: Path


def _holder(name: str, number: int, issuer: Holder, kind: str = "ec") -> Holder:
    return certificate(name, new_key(kind, number), issuer, not_after_utc=_FAR_UTC)


def make_bundles(folder: Path, workspace: Workspace, library: Library, now_utc: datetime) -> Bundles:
    """Write everything that the pictures need into a folder."""
    folder.mkdir()
    root = certificate("Cơ quan chứng thực gốc (thử nghiệm)", new_key("rsa", 101), is_ca=True)
    officer = _holder("Nguyễn Thị Hoa", 102, root)
    head = _holder("Lâm Hoàng Nghiệp", 103, root)
    leader = _holder("Trần Văn Lâu", 104, root)
    stamping = authority_family("ec", 7)
    one, two, three = (folder / f"dti-soc-trang-2022{end}.asice" for end in ("", "-ky2", "-ky3"))
    _export(workspace, library, one, KeySigner(officer), now_utc)
    add_signature(library, one, two, KeySigner(head), now_utc=lambda: now_utc + _HOUR)
    add_signature(library, two, three, KeySigner(leader), now_utc=lambda: now_utc + 2 * _HOUR)
    stamped = folder / "dti-soc-trang-2022-ky3-dtg.asice"
    reply = folder / "dti-soc-trang-2022-chu-ky-1.tsr"
    _stamp(library, three, stamped, 3, stamping, now_utc + 3 * _HOUR)
    reply.write_bytes(_reply(one, folder, 1, stamping, now_utc + _HOUR))
    broken = folder / "dti-soc-trang-2022-da-sua.asice"
    content = bytearray(one.read_bytes())
    content[content.index(b"%PDF-") + 400] ^= 1
    broken.write_bytes(content)
    roots = folder / "goc-chung-thuc.pem", folder / "goc-dau-thoi-gian.pem"
    for path, holder in zip(roots, (root, stamping.root), strict=True):
        path.write_bytes(holder.pem)
    lists = folder / "thu-hoi.crl", folder / "thu-hoi-moi.crl"
    valid = {"since_utc": now_utc - _DAY, "until_utc": datetime.now(UTC) + 30 * _DAY}
    lists[0].write_bytes(revocation_list(root, **valid))
    entry = revoked(head, now_utc - _DAY, ReasonFlags.cessation_of_operation)
    lists[1].write_bytes(revocation_list(root, entry, **valid))
    key = folder / "tran-van-lau.p12"
    key.write_bytes(p12(leader, password=PASSWORD))
    return Bundles(one, stamped, broken, roots, lists[0], lists[1], key, reply)


def _export(
    workspace: Workspace, library: Library, target: Path, signer: KeySigner, now_utc: datetime
) -> None:
    (summary,) = workspace.assessments()
    assessment = workspace.load(summary.id)
    export(
        library,
        assessment,
        look(assessment, workspace.result_book),
        evidence_path=workspace.evidence_path,
        catalogue_bytes=workspace.catalogue_bytes(summary.id),
        target=target,
        signer=signer,
        now_utc=lambda: now_utc,
    )


def _reply(bundle: Path, folder: Path, number: int, by: AuthorityFamily, time_utc: datetime) -> bytes:
    request = write_request(bundle, folder / f"{number}.tsq", number)
    stamping = Authority(by.authority, (by.intermediate, by.root), time_utc=time_utc)
    return stamping.reply(request.content)


def _stamp(
    library: Library, source: Path, target: Path, number: int, by: AuthorityFamily, time_utc: datetime
) -> None:
    reply = source.with_suffix(".tsr")
    reply.write_bytes(_reply(source, source.parent, number, by, time_utc))
    add_timestamp(library, source, target, reply)


# -- states ------------------------------------------------------------------------------------------


def _page(window: MainWindow) -> VerifyPage:
    assert window.workbench is not None
    page = window.workbench.page("verify")
    assert isinstance(page, VerifyPage)
    return page


def _checked(window: MainWindow, path: Path, wait: Wait, *given: Path) -> VerifyPage:
    window.go(Place("verify"))
    page = _page(window)
    for files in (page.trust, page.lists):
        files._paths.clear()
        files.retranslate()
    page._take([path, *given])
    wait(lambda: page.found is not None)
    return page


def _one(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    return _checked(window, bundles.one, wait)


def _three(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    return _checked(window, bundles.three, wait, *bundles.roots, bundles.standing)


def _signers(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    page = _three(window, bundles, wait)
    assert isinstance(page, VerifyPage)
    page.scrolled.verticalScrollBar().setValue(page._result.y() + 8)
    return page


def _revoked(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    page = _checked(window, bundles.three, wait, *bundles.roots, bundles.revoking)
    page.scrolled.verticalScrollBar().setValue(page._findings_card.y() + 8)
    return page


def _broken(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    return _checked(window, bundles.broken, wait)


def _dialog(page: VerifyPage, kind: type[BundleDialog]) -> BundleDialog:
    return next(dialog for dialog in page.findChildren(kind) if dialog.isVisible())


def _cosign(window: MainWindow, bundles: Bundles, wait: Wait) -> CosignDialog:
    page = _checked(window, bundles.one, wait)
    page.cosign()
    dialog = _dialog(page, CosignDialog)
    assert isinstance(dialog, CosignDialog)
    wait(None)
    return dialog


def _unlocked(window: MainWindow, bundles: Bundles, wait: Wait) -> CosignDialog:
    dialog = _cosign(window, bundles, wait)
    dialog.key.take(bundles.key)
    dialog.key.password.setText(PASSWORD)
    dialog.key.unlock()
    wait(lambda: dialog.key.signer is not None)
    return dialog


def _cosigned(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    dialog = _unlocked(window, bundles, wait)
    dialog.act_button.click()
    wait(lambda: dialog.made is not None)
    return dialog


def _timestamp(window: MainWindow, bundles: Bundles, wait: Wait) -> TimestampDialog:
    page = _checked(window, bundles.one, wait)
    page.timestamp()
    dialog = _dialog(page, TimestampDialog)
    assert isinstance(dialog, TimestampDialog)
    return dialog


def _requested(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    page = _checked(window, bundles.three, wait)
    page.timestamp()
    dialog = _dialog(page, TimestampDialog)
    assert isinstance(dialog, TimestampDialog)
    dialog.save_request(bundles.three.with_name("dti-soc-trang-2022-chu-ky-1.tsq"))
    wait(lambda: dialog.saved.isVisible())
    return dialog


def _refused(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    dialog = _timestamp(window, bundles, wait)
    dialog.take_reply(bundles.roots[0])
    dialog.act_button.click()
    wait(lambda: dialog.notice.isVisible())
    return dialog


def _stamped(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    dialog = _timestamp(window, bundles, wait)
    dialog.take_reply(bundles.reply)
    dialog.act_button.click()
    wait(lambda: dialog.made is not None)
    return dialog


def _exported(window: MainWindow, bundles: Bundles, wait: Wait) -> QWidget:
    assert window.workbench is not None
    window.go(Place("submit"))
    page = window.workbench.page("submit")
    assert isinstance(page, SubmitPage)
    page.show_step(KEY)
    page.key.take(bundles.key)
    page.key.password.setText(PASSWORD)
    page.key.unlock()
    wait(lambda: page.key.signer is not None)
    page.show_step(EXPORT)
    page.export.target = bundles.one.with_name("dti-soc-trang-2022-nop.asice")
    page.next.click()
    wait(lambda: page.export.written is not None)
    return page


STATES: dict[str, Callable[[MainWindow, Bundles, Wait], QWidget]] = {
    "verify-one": _one,
    "verify-three": _three,
    "verify-signers": _signers,
    "verify-revoked": _revoked,
    "verify-broken": _broken,
    "submit-done": _exported,
    "cosign": _cosign,
    "cosign-unlocked": _unlocked,
    "cosign-done": _cosigned,
    "timestamp": _timestamp,
    "timestamp-requested": _requested,
    "timestamp-refused": _refused,
    "timestamp-done": _stamped,
}


def picture(window: MainWindow, shown: QWidget) -> QPixmap:
    """Return the window, with the dialog that stands over it."""
    ground = window.grab()
    dialog = shown.window()
    if isinstance(dialog, QDialog):
        painter = QPainter(ground)
        painter.fillRect(ground.rect(), QColor(0, 0, 0, 60))
        middle = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
        painter.drawPixmap(middle, dialog.grab())
        painter.setPen(QColor(128, 128, 128))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(middle.x() - 1, middle.y() - 1, dialog.width() + 1, dialog.height() + 1)
        painter.end()
        dialog.close()
        dialog.deleteLater()
    return ground
