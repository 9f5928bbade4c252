"""What a check of signatures may rest on: root certificates and revocation lists that a person names."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dti_desktop.ui.widgets.given_files import GivenFiles, GivenWords

#: How certificate files are called.
SUFFIXES = (".pem", ".crt", ".cer")
#: How files of revocation lists are called.
LIST_SUFFIXES = (".crl",)


class TrustRoots(GivenFiles):
    """Which root certificates to trust: none, until a person names them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("landmark", parent)

    def say(self) -> GivenWords:
        endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        return GivenWords(
            name=self.tr("Chứng thư gốc tin cậy"),
            add=self.tr("Thêm chứng thư gốc…"),
            dialog_title=self.tr("Chọn chứng thư gốc"),
            dialog_filter=self.tr("Chứng thư ({endings})").format(endings=endings),
            without=self.tr(
                "Không bắt buộc. Có chứng thư gốc của đơn vị cấp chữ ký số (và cấp dấu thời gian) thì mới "
                "biết chắc ai đã ký, lúc nào; lấy từ đơn vị đó, không lấy từ người gửi tệp."
            ),
            with_some=self.tr(
                "Lấy từ đơn vị cấp chữ ký số, không lấy từ người gửi tệp. Chỉ tin những chứng thư này."
            ),
        )


class RevocationLists(GivenFiles):
    """Which revocation lists to look certificates up in: none, until a person names them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("list-checks", parent)

    def say(self) -> GivenWords:
        endings = " ".join(f"*{suffix}" for suffix in (*LIST_SUFFIXES, ".pem"))
        return GivenWords(
            name=self.tr("Danh sách thu hồi"),
            add=self.tr("Thêm danh sách thu hồi…"),
            dialog_title=self.tr("Chọn danh sách thu hồi"),
            dialog_filter=self.tr("Danh sách thu hồi ({endings});;Mọi tệp (*)").format(endings=endings),
            without=self.tr(
                "Không bắt buộc. Danh sách này (.crl) của đơn vị cấp chữ ký số cho biết chứng thư nào đã bị "
                "thu hồi; tải ở máy có mạng rồi chép sang đây."
            ),
            with_some=self.tr("Chỉ tra trong những danh sách này; chương trình không tự tải gì từ mạng."),
        )
