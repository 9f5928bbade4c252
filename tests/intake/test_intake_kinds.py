"""What comes in and what does not, told by content, whatever the name says."""

from __future__ import annotations

import io
import tarfile
from typing import Any

import made_files as made
import pytest

from dti_desktop.intake.rules import ending_of

JS = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"

ACCEPTED: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "a PDF": ("Quyết định 749.pdf", made.pdf("UBND TỈNH SÓC TRĂNG"), ()),
    "a scanned PDF": ("quét.pdf", made.scan(), ("first-page-not-read",)),
    "a Word document": ("a.docx", made.docx("Kế hoạch"), ()),
    "an Excel workbook": ("a.xlsx", made.xlsx("Xã", "Số hộ"), ()),
    "slides": ("a.pptx", made.pptx("Chuyển đổi số"), ()),
    "a text of LibreOffice": ("a.odt", made.odt("Kế hoạch"), ()),
    "a Word document whose main part has a number": (
        "a.docx",
        made.zipped({"[Content_Types].xml": "<Types/>", "word/document2.xml": "<d><p><t>x</t></p></d>"}),
        (),
    ),
    "a PDF whose font keeps its letters to itself": (
        "a.pdf",
        made.raw_pdf(
            "",
            "<< /Length 50 >>\nstream\nBT /F 9 Tf <0003000400050006> Tj ET\nendstream",
            page="/Contents 4 0 R /Resources << /Font << /F << /Subtype /Type0 /Encoding /Identity-H >> >> >>",
        ),
        ("first-page-not-read",),
    ),
    "an empty library that LibreOffice leaves": (
        "a.odt",
        made.odt("Kế hoạch", more={"Basic/script-lc.xml": "<x/>", "Basic/Standard/script-lb.xml": "<x/>"}),
        (),
    ),
    "an old Word document": ("a.doc", made.doc("Kế hoạch\rnăm 2022"), ()),
    "an old workbook": ("a.xls", made.xls(made.sheet_record(0)), ("first-page-not-read",)),
    "rich text": ("a.rtf", rb"{\rtf1\ansi K\u7871? ho\u7841?ch\par}", ("first-page-partly-read",)),
    "rich text that Word named .doc": ("a.doc", rb"{\rtf1\ansi abc\par}", ("first-page-partly-read",)),
    "a picture": ("ảnh.png", made.PNG, ("first-page-not-read",)),
    "a picture under another picture's name": ("ảnh.jpg", made.PNG, ("first-page-not-read",)),
    "a table as text": ("số liệu.csv", "xã,số hộ\n".encode(), ()),
    "a text in an old code page": ("a.txt", "K\u1ebf ho\u1ea1ch".encode("utf-16"), ()),
    "a zip": ("hồ sơ.zip", made.zipped({"Quyết định.pdf": b"x"}), ("archive-not-opened",)),
    "a data workbook without macros": (
        "a.xlsb",
        made.xlsx("x", workbook="xl/workbook.bin"),
        ("first-page-not-read",),
    ),
    "a form that computes": (
        "a.pdf",
        made.raw_pdf("/AcroForm << /Fields [4 0 R] >>", f"<< /FT /Tx /T (a) /AA << /C {JS} >> >>"),
        ("first-page-not-read", "form-scripts"),
    ),
    "a film": ("phóng sự.mp4", b"\0\0\0\x18ftypmp42" + bytes(100), ()),
    "what nobody knows": ("bản đồ.gdb", bytes(range(100)), ("first-page-not-read", "type-unknown")),
    "a damaged PDF": ("hỏng.pdf", b"%PDF-1.7\n" + bytes(500), ("first-page-not-read",)),
    "noise named PDF": ("bao-cao.pdf", bytes(range(200)), ("first-page-not-read", "content-not-recognised")),
    "a text named picture": ("a.png", b"text", ("content-not-recognised",)),
    "no ending": ("CONGVAN", "văn bản".encode(), ()),
    "a text that begins as programs do": (
        "a.txt",
        b"MZ la ma so cua huyen Ke Sach, tinh Soc Trang, khong phai chuong trinh",
        (),
    ),
}


def tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return buffer.getvalue()


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("a.pdf", b"", "evidence-empty"),
    "a program": ("cài đặt.exe", made.PE, "evidence-executable"),
    "a program under a document's name": ("Quyết định.pdf", made.PE, "evidence-executable"),
    "a program for Linux": ("a", made.ELF, "evidence-executable"),
    "a program for macOS": ("a", b"\xcf\xfa\xed\xfe" + bytes(50), "evidence-executable"),
    "a Java class": ("a.pdf", b"\xca\xfe\xba\xbe\0\0\0\x34", "evidence-executable"),
    "an installer": ("a.doc", made.ole({"x": b"y"}, class_id=bytes.fromhex("84100c0000000000c000000000000046")), "evidence-executable"),
    "compiled help": ("huong dan.chm", b"ITSF\x03\0\0\0", "evidence-executable"),
    "a shortcut": ("Quyết định.pdf.lnk", made.LNK, "evidence-executable"),
    "a link to the web": ("a.txt", b"[InternetShortcut]\r\nURL=http://x", "evidence-executable"),
    "a program's name over a text": ("a.SCR", b"text", "evidence-executable"),
    "a name that Windows would cut": ("a.exe. .", b"text", "evidence-executable"),
    "a shell script": ("a.txt", b"#!/bin/sh\nrm -rf /\n", "evidence-script"),
    "a batch file": ("a.BAT", b"@echo off\r\ndel *.*", "evidence-script"),
    "a script of Windows": ("a.vbs", 'MsgBox "x"'.encode("utf-16"), "evidence-script"),
    "an encoded script": ("a.txt", b"#@~^XAAAAA==", "evidence-script"),
    "entries for the registry": ("a.txt", "Windows Registry Editor Version 5.00".encode("utf-16"), "evidence-script"),
    "JavaScript": ("a.js", b"var a = 1;", "evidence-script"),
    "a program of HTML": ("a.hta", b"<html><script>x</script></html>", "evidence-web-page"),
    "a web page": ("a.doc", b"<html><body>x</body></html>", "evidence-web-page"),
    "a web page in one file": ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "evidence-web-page"),
    "a drawing that may run": ("a.svg", b"<?xml version='1.0'?><svg xmlns='x'><script/></svg>", "evidence-web-page"),
    "a disk image": ("a.pdf", made.ISO, "evidence-disk-image"),
    "a virtual disk": ("a.bin", made.VHD, "evidence-disk-image"),
    "a virtual disk of today": ("a.vhdx", b"vhdxfile" + bytes(100), "evidence-disk-image"),
    "a self-unpacking archive": ("a.zip", made.PE + made.zipped({"a.txt": b"x"}), "evidence-executable"),
    "macros in Word": ("a.docm", made.docx("x", more={"word/vbaProject.bin": b"x"}), "evidence-macro"),
    "macros under an innocent name": ("a.docx", made.docx("x", more={"word/vbaProject.bin": b"x"}), "evidence-macro"),
    "macros in an odd place": ("a.docx", made.docx("x", more={"word/media/VBAPROJECT1.BIN": b"x"}), "evidence-macro"),
    "macros told by the type only": ("a.docx", made.docx("x", main_type=made.MACRO_TYPE), "evidence-macro"),
    "macros whose part was renamed": (
        "a.docx",
        made.docx("x", main_type=f"{made.MAIN_TYPE}' X='application/vnd.ms-office.vbaProject"),
        "evidence-macro",
    ),
    "old macros of Excel": ("a.xlsx", made.xlsx("x", more={"xl/macrosheets/sheet1.xml": "<x/>"}), "evidence-macro"),
    "macros in a data workbook": (
        "a.xlsb",
        made.xlsx("x", workbook="xl/workbook.bin", more={"xl/vbaProject.bin": b"x"}),
        "evidence-macro",
    ),
    "macros in an old document": ("a.doc", made.doc("x", storages=["Macros"], more={"_VBA_PROJECT": b"x"}), "evidence-macro"),
    "macro sheets in an old workbook": ("a.xls", made.xls(made.sheet_record(0), made.sheet_record(1)), "evidence-macro"),
    "macros in old slides": (
        "a.ppt",
        made.ole({"PowerPoint Document": b"x" * 5000 + bytes.fromhex("0f00ff0314000000020000040c000000 07000000 01000000 02000000")}),
        "evidence-macro",
    ),
    "macros of LibreOffice": ("a.odt", made.odt("x", more={"Basic/Standard/Module1.xml": "<x/>"}), "evidence-macro"),
    "scripts of LibreOffice": ("a.odt", made.odt("x", more={"Scripts/python/a.txt": "x"}), "evidence-macro"),
    "macros in XML": ("a.xml", b'<?xml version="1.0"?><w:wordDocument w:macrosPresent="yes"/>', "evidence-macro"),
    "a PDF that runs at opening": ("a.pdf", made.raw_pdf(f"/OpenAction {JS}"), "evidence-pdf-active"),
    "a PDF with named scripts": (
        "a.pdf",
        made.raw_pdf("/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", JS.replace("JavaScript", "J#61vaScript")),
        "evidence-pdf-active",
    ),
    "a PDF that runs with a page": ("a.pdf", made.raw_pdf("", page=f"/AA << /O {JS} >>"), "evidence-pdf-active"),
    "a PDF that runs by a click": (
        "a.pdf",
        made.raw_pdf("", "<< /Subtype /Link /A << /S /URI /URI (x) /Next " + JS + " >> >>", page="/Annots [4 0 R]"),
        "evidence-pdf-active",
    ),
    "a PDF that starts a program": (
        "a.pdf",
        made.raw_pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"),
        "evidence-pdf-active",
    ),
    "a PDF that is too harmed to walk and starts a program": (
        "a.pdf",
        b"%PDF-1.7\n1 0 obj << /S /L#61unch /F (cmd.exe) >>" + bytes(100),
        "evidence-pdf-active",
    ),
    "a PDF with a program inside": (
        "a.pdf",
        made.raw_pdf("/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>", "<< /F (a.exe) /UF (a.exe) >>"),
        "evidence-holds-program",
    ),
    "a zip with a program": ("a.zip", made.zipped({"Hồ sơ/Quyết định.pdf.exe": b"x"}), "evidence-holds-program"),
    "a zip with a macro document": ("a.zip", made.zipped({"a.xlsm": b"x"}), "evidence-holds-program"),
    "a Java archive": ("a.zip", made.zipped({"META-INF/MANIFEST.MF": b"", "A.class": b""}), "evidence-holds-program"),
    "a document with a program as an object": (
        "a.docx",
        made.docx("x", more={"word/embeddings/oleObject1.bin": made.ole({"\x01Ole10Native": made.package("a.exe", made.PE)})}),
        "evidence-holds-program",
    ),
    "a document with a program of a usual size as an object": (
        "a.docx",
        made.docx("x", more={"word/embeddings/oleObject1.bin": made.ole({"\x01Ole10Native": made.package("a.exe", made.PE + bytes(3_000_000))})}),
        "evidence-holds-program",
    ),
    "a document with a program behind many other objects": (
        "a.docx",
        made.docx("x", more={
            **{f"word/embeddings/oleObject{n}.bin": made.ole({"x": b"y"}) for n in range(99)},
            "word/embeddings/oleObject99.bin": made.ole({"\x01Ole10Native": made.package("a.exe", made.PE)}),
        }),
        "evidence-holds-program",
    ),
    "a document with objects that are too large to look into": (
        "a.docx",
        made.docx("x", more={f"word/embeddings/oleObject{n}.bin": bytes(12 << 20) for n in range(3)}),
        "evidence-archive-too-large",
    ),
    "an old document with a script as an object": (
        "a.doc",
        made.doc("x", more={"\x01Ole10Native": made.package("hoa don.vbs", b"x")}),
        "evidence-holds-program",
    ),
    "a mail with a program": (
        "a.msg",
        made.ole({"__substg1.0_3707001F": "hoa don.exe".encode("utf-16-le")}),
        "evidence-holds-program",
    ),
    "rich text with a package": ("a.rtf", b"{\\rtf1" + b" " * 200_000 + b"{\\object\\objemb{\\*\\objclass Package}}", "evidence-holds-program"),
    "a database with macros": ("a.mdb", b"\0\1\0\0Standard Jet DB\0", "evidence-macro"),
    "a module in a very old workbook": ("a.xls", made.xls(made.sheet_record(6)), "evidence-macro"),
    "a letter with what is attached to it": ("a.eml", b"Subject: x\r\n\r\nx", "evidence-archive-closed"),
    "RAR": ("a.rar", b"Rar!\x1a\x07\x01\0", "evidence-archive-closed"),
    "7z under another name": ("a.zip", b"7z\xbc\xaf\x27\x1c", "evidence-archive-closed"),
    "tar": ("a.tar", tar(), "evidence-archive-closed"),
    "an archive in an archive": ("a.zip", made.zipped({"b.zip": b""}), "evidence-archive-nested"),
    "a bomb": ("a.zip", made.bomb(), "evidence-archive-too-large"),
    "very many names": ("a.zip", made.zipped({str(n): b"" for n in range(10_001)}), "evidence-archive-too-large"),
    "a password on a zip": ("a.zip", made.with_password_flag(made.zipped({"a.pdf": b"x"})), "evidence-encrypted"),
    "a password on a PDF": ("a.pdf", made.pdf("x", encrypt="secret"), "evidence-encrypted"),
    "a password on a Word document": ("a.docx", made.ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "evidence-encrypted"),
    "a password on an old Word document": ("a.doc", made.doc("x", flags=0x0100), "evidence-encrypted"),
    "a password on an old workbook": ("a.xls", made.xls((0x2F, b"\0" * 6)), "evidence-encrypted"),
    "a password on old slides": ("a.ppt", made.ole({"Current User": bytes(12) + b"\xdf\xc4\xd1\xf3"}), "evidence-encrypted"),
    "a password on a LibreOffice text": ("a.odt", made.odt("x", manifest="<m:encryption-data/>"), "evidence-encrypted"),
    "half a document": ("a.docx", made.docx("x" * 999)[:-40], "evidence-broken"),
    "half an old document": ("a.doc", made.doc("x")[:700], "evidence-broken"),
    "a zip named PDF": ("bao-cao.pdf", made.zipped({"a.txt": b"x"}), "evidence-type-differs"),
    "a Word document named PDF": ("bao-cao.pdf", made.docx("x"), "evidence-type-differs"),
    "a PDF named Word": ("a.docx", made.pdf("x"), "evidence-type-differs"),
    "a picture named PDF": ("bao-cao.pdf", made.PNG, "evidence-type-differs"),
    "an old document named as a new one": ("a.docx", made.doc("x"), "evidence-type-differs"),
    "a PDF and a zip in one": ("a.pdf", made.pdf("x") + made.zipped({"A.txt": b""}), "evidence-two-kinds"),
    "a picture and a zip in one": ("a.png", made.PNG + made.zipped({"A.txt": b""}), "evidence-two-kinds"),
}  # fmt: skip


@pytest.mark.parametrize("what", ACCEPTED)
def test_comes_in(what: str, judge: Any) -> None:
    name, content, notes = ACCEPTED[what]
    found = judge(name, content)
    assert (found.refusal, found.mark, found.notes) == (None, None, notes)


@pytest.mark.parametrize("what", REFUSED)
def test_is_refused(what: str, judge: Any) -> None:
    name, content, code = REFUSED[what]
    assert judge(name, content).refusal == code


def test_a_pdf_that_only_its_owner_may_change_comes_in(judge: Any) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = made.pdf("Kế hoạch", "MẬT", encrypt=StandardEncryption("", "owner", canPrint=0))
    found = judge("a.pdf", locked)
    assert found.refusal is None
    assert found.mark is not None and found.mark.mark == "MẬT"


def test_the_facts_name_what_lies_inside(judge: Any) -> None:
    assert judge("a.zip", made.zipped({"tốt.pdf": b"", "xấu.exe": b""})).facts == {"inner": "xấu.exe"}
    assert judge("a.pdf", made.docx("x")).facts == {"ending": ".pdf", "found": "docx"}


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.PDF", "pdf"), ("a.pdf.exe", "exe"), ("a.exe ", "exe"), ("a.exe...", "exe"), ("a", ""), (".bashrc", ""),
        ("b/a.c\\d", ""), ("b\\a.js", "js"), ("", ""), ("a.", ""),
    ],
)  # fmt: skip
def test_endings(name: str, ending: str) -> None:
    assert ending_of(name) == ending
