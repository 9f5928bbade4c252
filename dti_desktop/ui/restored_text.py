"""What is said once a backup has taken the place of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from dti_desktop.store.backup import RestoreReport


def restored_words(report: RestoreReport) -> str:
    """Return in one sentence how whole it came back."""
    lost = sum(problem.code.startswith("evidence-") for problem in report.problems)
    if lost:
        words = QCoreApplication.translate(
            "BackupActs", "Đã khôi phục. Bản sao lưu vốn thiếu {count} tệp minh chứng."
        )
    elif report.problems:
        words = QCoreApplication.translate(
            "BackupActs",
            "Đã khôi phục. Nhật ký trong bản sao lưu có lỗi: mở trang Nhật ký của hồ sơ để xem.",
        )
    else:
        words = QCoreApplication.translate(
            "BackupActs", "Đã khôi phục. Dữ liệu trước đó được giữ lại trong thư mục dữ liệu."
        )
    return words.format(count=lost)
