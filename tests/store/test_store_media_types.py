"""A file is what its content says."""

from __future__ import annotations

import io
import zipfile

import pytest

from dti_desktop.store.media_types import HEAD_BYTES, TAIL_BYTES, media_type_of

OOXML = "application/vnd.openxmlformats-officedocument."


def _zip(*names: str, first: tuple[str, str] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if first is not None:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, "nội dung " * 5000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n...", "application/pdf"),
        (b"\r\n\r\n%PDF-1.4 after some noise", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"II*\x00....", "image/tiff"),
        (_zip("[Content_Types].xml", "word/document.xml"), OOXML + "wordprocessingml.document"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), OOXML + "spreadsheetml.sheet"),
        (_zip("a.txt"), "application/zip"),
        (
            _zip("content.xml", first=("mimetype", "application/vnd.oasis.opendocument.text")),
            "application/vnd.oasis.opendocument.text",
        ),
        (
            _zip("a", first=("mimetype", "application/vnd.etsi.asic-e+zip")),
            "application/vnd.etsi.asic-e+zip",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "application/x-ole-storage"),
        (b"MZ\x90\x00....", "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF....", "application/x-executable"),
        ("Văn bản\n".encode(), "text/plain"),
        ("ế".encode() * 3000, "text/plain"),
        ("Văn bản".encode("utf-16"), "text/plain"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b'<?xml version="1.0"?><a/>', "application/xml"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"\xff\x00 not text", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_types(content, media_type):
    assert media_type_of(content[:HEAD_BYTES], content[-TAIL_BYTES:]) == media_type
