"""A form that is written and read again says the same: every rule, half-filled ones, every text."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_forms import PIECES, edited, form, random_answers, read, told, value_cell

from dti_desktop.engine.answer_fields import fields_of
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.exchange.form import Answers
from dti_desktop.exchange.form_csv import write_form_csv
from dti_desktop.exchange.form_workbook import write_form
from dti_desktop.exchange.neutral_text import as_meant, as_meant_in_csv, neutral, neutral_in_csv

ROOT = Path(__file__).resolve().parents[2]
REAL_BYTES = (ROOT / "resources" / "catalogues" / "dti-province-2022.json").read_bytes()
REAL, DOCUMENT = parse_catalogue(REAL_BYTES), json.loads(REAL_BYTES)
SMALL_BYTES = (ROOT / "tests" / "data" / "catalogues" / "small.json").read_bytes()
SMALL, SMALL_DOCUMENT = parse_catalogue(SMALL_BYTES), json.loads(SMALL_BYTES)


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n_x0041F\u2060\u2061\ufffe"), st.characters()),
        max_size=12,
    )
)
def test_a_neutralised_text_comes_back_exactly_and_begins_no_formula(text):
    assert as_meant(neutral(text)) == text
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(
    st.one_of(
        st.text(alphabet="'0123456789.,/ E%-=", max_size=8),
        st.sampled_from(["true", "'True ", "''false", " true", "'\t5", "ĐÚNG", "'-5", "x0041_"]),
        st.text(max_size=8),
    )
)
def test_in_csv_a_text_that_looks_like_a_value_stays_a_text(text):
    assert as_meant_in_csv(neutral_in_csv(text)) == text
    assert not neutral_in_csv(text)[:1].isdigit() or not text.isdigit()


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.sampled_from(["vi", "en"]), st.booleans())
def test_a_workbook_says_what_was_written_into_it(seed, language, keeps_baseline):
    wanted = random_answers(REAL, DOCUMENT, Random(seed))
    made = write_form(form(REAL, wanted, language=language, keeps_baseline=keeps_baseline))
    found = read(made, REAL)
    assert (found.faults, found.rows_missing) == ([], [])
    assert told(found) == wanted
    assert all(cell.was_told == keeps_baseline for cell in found.cells)
    assert not keeps_baseline or all(cell.was == cell.value for cell in found.cells)


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.sampled_from(["vi", "en"]), st.booleans(), st.booleans())
def test_a_csv_says_what_was_written_into_it(seed, language, keeps_baseline, is_small):
    catalogue, document = (SMALL, SMALL_DOCUMENT) if is_small else (REAL, DOCUMENT)
    wanted = random_answers(catalogue, document, Random(seed))
    made = write_form_csv(form(catalogue, wanted, language=language, keeps_baseline=keeps_baseline))
    assert made.startswith(b"\xef\xbb\xbf")
    found = read(made, catalogue)
    assert (found.faults, found.rows_missing) == ([], [])
    assert told(found) == wanted
    assert not keeps_baseline or all(cell.was == cell.value for cell in found.cells)


@settings(max_examples=25)
@given(st.integers(0, 10**9))
def test_the_small_catalogue_too(seed):
    wanted = random_answers(SMALL, SMALL_DOCUMENT, Random(seed))
    found = read(write_form(form(SMALL, wanted)), SMALL)
    assert found.faults == []
    assert told(found) == wanted


def test_no_text_becomes_a_formula():
    codes = list(REAL.indicators)
    wanted = Answers({}, {}, dict(zip(codes, [piece for piece in PIECES if piece.strip()], strict=False)))
    book = openpyxl.load_workbook(io.BytesIO(write_form(form(REAL, wanted, keeps_baseline=True))))
    for sheet in book.worksheets:
        heads = {cell.column: cell.value for cell in sheet[1]}
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or heads[cell.column] == "dti:result", cell.coordinate


def test_ids_are_locked_and_inputs_are_open():
    book = openpyxl.load_workbook(io.BytesIO(write_form(form(REAL, Answers()))))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden", "hidden"]
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    for code in REAL.indicators:
        for number, asked in enumerate(fields_of(REAL, code)):
            assert not value_cell(book, asked.key).protection.locked
            assert value_cell(book, asked.key, "key").protection.locked
            assert value_cell(book, asked.key, "result").protection.locked
            assert value_cell(book, asked.key, "explanation").protection.locked == (number > 0)
    assert book.worksheets[0].column_dimensions["A"].hidden


def test_each_level_has_its_drop_down():
    book = openpyxl.load_workbook(io.BytesIO(write_form(form(REAL, Answers()))))
    sheet = book.worksheets[0]
    lists = book["_dti_lists"]
    for code in REAL.indicators:
        for asked in fields_of(REAL, code):
            at = value_cell(book, asked.key).coordinate
            (rule,) = [each for each in sheet.data_validations.dataValidation if at in each.sqref]
            if asked.kind == "number":
                assert (rule.type, rule.formula1) == ("decimal", "0")
                continue
            offered = (
                [cell.value for (cell,) in lists[rule.formula1.split("!")[1].replace("$", "")]]
                if (":" in rule.formula1)
                else []
            )
            wanted = ["Có", "Không"] if asked.kind == "yes_no" else list(asked.choice_labels("vi").values())
            assert offered == wanted


def test_a_moved_column_and_blank_rows_are_found():
    wanted = random_answers(REAL, DOCUMENT, Random(5))

    def move(book):
        sheet = book.worksheets[0]
        sheet.insert_cols(3)
        sheet.insert_rows(2, 3)
        sheet.cell(sheet.max_row + 40, 2).value = " "

    found = read(edited(write_form(form(REAL, wanted)), move), REAL)
    assert found.faults == []
    assert told(found) == wanted


needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="no LibreOffice on this machine"
)


def saved_by_libreoffice(
    content: bytes, name: str, folder: Path, to: str = "xlsx", reading: tuple[str, ...] = ()
) -> bytes:
    """Return the file after LibreOffice opened and saved it. `reading`: how it is told to open it."""
    source = folder / name
    source.write_bytes(content)
    out = folder / "saved"
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'office').as_uri()}",
        "--headless",
        *reading,
        "--convert-to",
        to,
        "--outdir",
        str(out),
        str(source),
    ]
    ran = subprocess.run(command, check=False, capture_output=True, timeout=180)
    if b"could not be loaded" in ran.stderr:
        pytest.skip("LibreOffice is here without its program for tables")
    return (out / source.with_suffix(f".{to.split(':')[0]}").name).read_bytes()


@needs_libreoffice
@pytest.mark.parametrize("seed", range(4))
def test_libreoffice_may_open_and_save_it(tmp_path, seed):
    wanted = random_answers(REAL, DOCUMENT, Random(seed))
    made = write_form(form(REAL, wanted, language="vi" if seed % 2 else "en", keeps_baseline=True))
    found = read(saved_by_libreoffice(made, "form.xlsx", tmp_path), REAL)
    assert (found.faults, found.rows_missing) == ([], [])
    assert told(found) == wanted
    assert all(cell.was_told and cell.was == cell.value for cell in found.cells)


@needs_libreoffice
def test_libreoffice_works_the_formulas_out(tmp_path):
    code = next(c for c, row in REAL.indicators.items() if row.rule.kind == "ratio")
    (a, b) = fields_of(REAL, code)
    given = Answers(
        {code: {a.field: __import__("decimal").Decimal(700), b.field: __import__("decimal").Decimal(775)}}
    )
    saved = saved_by_libreoffice(write_form(form(REAL, given)), "a.xlsx", tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(saved), data_only=True)
    assert value_cell(book, a.key, "result").value == pytest.approx(700 / 775)


@needs_libreoffice
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("to", ["xlsx", "csv"])
def test_libreoffice_may_open_csv_and_save_it_as_either(tmp_path, language, to):
    wanted = random_answers(REAL, DOCUMENT, Random(f"{language} {to}"))
    made = write_form_csv(form(REAL, wanted, language=language, keeps_baseline=True))
    between = ord(";" if language == "vi" else ",")
    saving = f"csv:Text - txt - csv (StarCalc):{between},34,76,1,,0,false,true,false"
    saved = saved_by_libreoffice(
        made, "form.csv", tmp_path, saving if to == "csv" else to, (f"--infilter=CSV:{between},34,76,1",)
    )
    found = read(saved, REAL)
    assert (found.faults, found.rows_missing) == ([], [])
    assert told(found) == wanted
