"""Workbooks as tables: values only, with the cells that a person finds again; harmful ones are refused."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from workbooks import changed_parts, part, workbook

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.errors import InputError
from dti_desktop.exchange import workbook as module
from dti_desktop.exchange.form_reading import read_form
from dti_desktop.exchange.headed_table import read_tables
from dti_desktop.exchange.table import MAX_COLUMNS
from dti_desktop.exchange.workbook import read_workbook

SMALL = Path(__file__).resolve().parents[1] / "data" / "catalogues" / "small.json"
SHEET = "xl/worksheets/sheet1.xml"


def code_of(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_workbook(content)
    return caught.value.code


def test_cells_are_found_again_and_numbers_are_exact():
    made = workbook({"Năm 2024": [["Tỉnh", "Giá trị"], [], ["Sóc Trăng", 0.5731], ["Hà Nội", 0.1 + 0.2]]})
    (table,) = read_workbook(made)
    assert [[(cell.place, cell.value) for cell in row] for row in table.rows] == [
        [("A1", "Tỉnh"), ("B1", "Giá trị")],
        [("A3", "Sóc Trăng"), ("B3", Decimal("0.5731"))],
        [("A4", "Hà Nội"), ("B4", Decimal("0.300000"))],
    ]


def test_further_sheets_are_named_and_hidden_ones_are_not_read():
    made = workbook({"Bìa": [["x"]], "Ẩn": [["bí mật"]], "Kết quả": [[None, 7]]}, hidden=["Ẩn"])
    first, second = read_workbook(made)
    assert first.rows[0][0].place == "A1"
    assert [(c.place, c.value) for c in second.rows[0]] == [("Kết quả!A1", None), ("Kết quả!B1", Decimal(7))]


def test_columns_have_the_letters_of_excel_and_there_are_only_so_many():
    (table,) = read_workbook(workbook({"a": [list(range(MAX_COLUMNS + 5))]}))
    assert [cell.place for cell in table.rows[0]][24:30] == ["Y1", "Z1", "AA1", "AB1", "AC1", "AD1"]
    assert len(table.rows[0]) == MAX_COLUMNS


def test_a_formula_is_never_worked_out():
    (table,) = read_workbook(workbook({"a": [["x", "=1+1", "=HYPERLINK(A1)", "y"]]}))
    assert [cell.value for cell in table.rows[0]] == ["x", None, None, "y"]
    made = workbook({"a": [["x", 5]]})
    sheet = part(made, SHEET).replace(b"<v>5</v>", b"<f>2+2</f><v>7</v>")
    (table,) = read_workbook(changed_parts(made, {SHEET: sheet}))
    assert table.rows[0][1].value == Decimal(7), "what was worked out when it was saved"


def test_what_is_no_number_is_text():
    (table,) = read_workbook(workbook({"a": [[True, "  a\n b ", 10**18]]}))
    assert [cell.value for cell in table.rows[0]] == ["True", "a b", "#"]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(400), b"year,province", workbook({"a": [["x"]]})[:-30]],
)
def test_what_is_no_workbook_is_refused(content):
    assert code_of(content) == "workbook-unreadable"


def test_a_workbook_without_its_parts_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert code_of(made.getvalue()) == "workbook-unreadable"


def test_entities_are_refused_in_every_encoding():
    made = workbook({"a": [["x"]]})
    lol = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><worksheet>&x;</worksheet>'
    for encoding in ("ascii", "utf-16", "utf-16-be", "utf-32-le"):
        assert code_of(changed_parts(made, {SHEET: lol.encode(encoding)})) == "workbook-unreadable"


def test_a_bomb_is_refused_before_it_is_unpacked():
    made = workbook({"a": [["x"]]})
    assert code_of(changed_parts(made, {"xl/media/a.bin": bytes(17 << 20)})) == "workbook-too-large"
    many = {f"xl/media/{number}": b"" for number in range(module.MAX_PARTS)}
    assert code_of(changed_parts(made, many)) == "workbook-too-large"


def test_a_list_that_lies_about_sizes_gains_nothing():
    made = changed_parts(workbook({"a": [["x"]]}), {"xl/media/a.bin": bytes(17 << 20)})
    size = (17 << 20).to_bytes(4, "little")
    assert made.count(size) == 2
    assert code_of(made.replace(size, (100).to_bytes(4, "little"))) == "workbook-unreadable"


def test_a_row_far_below_is_refused_and_not_filled_up_to(monkeypatch):
    monkeypatch.setattr(module, "_MAX_SHEET_ROWS", 1000)
    made = workbook({"a": [["x"], ["y"]]})
    sheet = part(made, SHEET)
    far = sheet.replace(b'<row r="2"', b'<row r="999999999"').replace(b'r="A2"', b'r="A999999999"')
    assert far != sheet
    assert code_of(changed_parts(made, {SHEET: far})) == "workbook-too-large"


def test_a_password_is_said():
    made = bytearray(workbook({"a": [["x"]]}))
    at = made.rfind(b"PK\x01\x02")
    made[at + 8] |= 1
    assert code_of(bytes(made)) == "workbook-encrypted"


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(module, "MAX_ROWS", 3)
    with pytest.raises(InputError) as caught:
        read_workbook(workbook({"a": [["x"]] * 4}))
    assert (caught.value.code, caught.value.problems[0].place) == ("too-many-rows", "A4")


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLD, "workbook-unreadable"),
        (OLD + "EncryptedPackage".encode("utf_16_le"), "workbook-encrypted"),
        (b"\x8f\x02\x00\x91" * 100, "workbook-unreadable"),
        ("Tỉnh;Giá trị\n".encode("utf_16"), "not-utf-8"),
        ("Tỉnh;Giá trị\nSóc Trăng;0,5731\n".encode(), ""),
    ],
    ids=["before 2007", "locked by Excel", "noise", "text in another encoding", "text"],
)
def test_what_is_no_workbook_of_today_is_not_called_a_text_in_a_wrong_encoding(content, code):
    for read in (read_tables, lambda given: read_form(given, parse_catalogue(SMALL.read_bytes()), "a", {})):
        try:
            read(content)
            found = ""
        except InputError as error:
            found = "" if error.code == "form-unknown" else error.code
        assert found == code
