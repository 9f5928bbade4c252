"""The sheet that lies in a safe: one page, all it needs, and a passphrase only where it was asked for."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dti_desktop.passphrase_file import groups_of, new_passphrase
from dti_desktop.reports.recovery_sheet import RecoverySheet, recovery_sheet_pdf

ROOT = Path(__file__).resolve().parents[2]
MADE = "k7mq-2xcp-hv93-bbt4-zz58-mnr6"


def sheet(language: str = "vi", **changes: object) -> RecoverySheet:
    texts = json.loads((ROOT / f"translations/messages.{language}.json").read_text("utf-8"))
    plain = RecoverySheet(
        file_name="dti-2026-11-22.dtibackup.age",
        made=datetime(2026, 11, 22, 8, 42, tzinfo=UTC),
        size_bytes=123_456_789,
        sha256="0123456789abcdef" * 4,
        contents=["Sóc Trăng 2022 (98 chỉ số đã nhập)", "312 tệp minh chứng"],
        passphrase=None,
        groups=(4,) * 6,
        texts=texts,
        language=language,
        printed_on=date(2026, 11, 22),
        fonts_dir=ROOT / "resources/fonts",
    )
    return replace(plain, **changes)


def read(pdf: bytes, tmp_path: Path) -> tuple[str, int]:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return said, int(info.split("Pages:")[1].split()[0])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("passphrase", [None, MADE, "một câu dài bằng tiếng Việt " * 4])
def test_one_page_with_all_that_is_needed(language, passphrase, tmp_path):
    said, pages = read(recovery_sheet_pdf(sheet(language, passphrase=passphrase)), tmp_path)
    assert pages == 1
    assert "dti-2026-11-22.dtibackup.age" in said
    assert "0123 4567 89ab cdef" in said and "22/11/2026" in said
    assert "age -d -o backup.zip 'dti-2026-11-22.dtibackup.age'" in said and "unzip backup.zip" in said
    assert (passphrase == MADE) == (MADE in said)


@pytest.mark.parametrize("groups", [(), (4,) * 6])
def test_without_the_passphrase_there_is_room_to_write_it(groups, tmp_path):
    said, pages = read(recovery_sheet_pdf(sheet(groups=groups)), tmp_path)
    assert pages == 1 and MADE not in said


def test_the_longest_of_everything_still_is_one_page(tmp_path):
    longest = sheet(
        file_name="rất dài " * 40 + ".age",
        contents=["Thành phố Hồ Chí Minh 2022 (98)"] * 30,
        passphrase="w" * 150,
    )
    _, pages = read(recovery_sheet_pdf(longest), tmp_path)
    assert pages == 1


def test_outside_text_is_text(tmp_path):
    said, _ = read(recovery_sheet_pdf(sheet(file_name="<img src='/etc/passwd'/>&'.age")), tmp_path)
    assert "<img src='/etc/passwd'/>&'.age" in said


def test_the_same_sheet_gives_the_same_bytes():
    assert recovery_sheet_pdf(sheet()) == recovery_sheet_pdf(sheet())


def test_boxes_are_for_passphrases_the_program_made():
    assert groups_of(new_passphrase()) == groups_of(MADE) == (4,) * 6
    assert groups_of("mật khẩu đủ dài 2022") == groups_of(MADE.upper()) == groups_of(MADE[:-1]) == ()
