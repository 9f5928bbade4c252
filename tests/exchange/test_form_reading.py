"""Forms that people filled in: what they may do to them, and every fault with its sheet and cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from made_forms import edited, form, read, told, value_cell
from workbooks import changed_parts, part

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.errors import InputError
from dti_desktop.exchange.form import Answers
from dti_desktop.exchange.form_csv import write_form_csv
from dti_desktop.exchange.form_reading import read_form
from dti_desktop.exchange.form_workbook import write_form
from dti_desktop.exchange.written_numbers import number_readings, unambiguous

ROOT = Path(__file__).resolve().parents[2]
REAL = parse_catalogue((ROOT / "resources" / "catalogues" / "dti-province-2022.json").read_bytes())
EMPTY = write_form(form(REAL, Answers(), keeps_baseline=True))


def filled(**values):
    """Return what is read after cells were filled in: `filled(**{"1.1#level": "…"})`."""

    def fill(book):
        for key, value in values.items():
            value_cell(book, key).value = value

    return read(edited(EMPTY, fill), REAL)


def faults(found):
    return [(problem.code, problem.place) for problem in found.faults]


def place_of(key, column="value"):
    places = []
    edited(EMPTY, lambda book: places.append(value_cell(book, key, column)))
    return f"/{places[0].parent.title}/{places[0].coordinate}"


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("1.234,5", {"vi": "1234.5"}),
        ("1,234.5", {"en": "1234.5"}),
        ("1.234", {"vi": "1234", "en": "1.234"}),
        ("1,234", {"vi": "1.234", "en": "1234"}),
        ("1.234.567", {"vi": "1234567"}),
        ("1,234,567", {"en": "1234567"}),
        ("1 234 567", {"vi": "1234567", "en": "1234567"}),
        ("1\u00a0234,5", {"vi": "1234.5"}),
        ("0,573", {"vi": "0.573"}),
        ("0.573", {"en": "0.573"}),
        ("1234", {"vi": "1234", "en": "1234"}),
        ("12,50", {"vi": "12.5"}),
        ("1,2340", {"vi": "1.234"}),
    ],
)
def test_numbers_are_read_in_both_languages(written, readings):
    assert number_readings(written) == {one: Decimal(number) for one, number in readings.items()}


@pytest.mark.parametrize("number", ["1.234", "0.001", "999999999999999.999", "1234", "0", "12.5", "1.2345"])
@pytest.mark.parametrize("sign", [",", "."])
def test_what_is_written_unambiguously_has_one_reading(number, sign):
    assert set(number_readings(unambiguous(Decimal(number), sign)).values()) == {Decimal(number)}


def test_texts_are_read_as_they_were_meant():
    found = filled(
        **{
            "1.1#level": "  TRƯỞNG BAN là Phó Bí thư  hoặc Phó Chủ tịch tỉnh ",
            "1.2#attends.level": "no",
            "1.3#a": "1.234,5 văn bản",
            "1.3#b": "2.000",
            "6.1#issued": "không",
            "#population": 1197823.0,
        }
    )
    assert found.faults == []
    assert told(found) == Answers(
        {
            "1.1": {"level": "deputy"},
            "1.2": {"attends.level": "no"},
            "1.3": {"a": Decimal("1234.5"), "b": Decimal(2000)},
            "6.1": {"issued": False},
        },
        {"population": Decimal(1197823)},
    )


def test_a_number_that_is_two_numbers_is_asked_about():
    found = filled(**{"1.3#a": "1.234"})
    (cell,) = [cell for cell in found.cells if cell.readings]
    assert (cell.value, dict(cell.readings)) == (None, {"vi": Decimal(1234), "en": Decimal("1.234")})
    found = filled(**{"1.3#a": "1.234", "1.3#b": "5.000,5", "1.8#a": "1,5", "1.8#b": "2.5"})
    by_key = {cell.asked.key: cell for cell in found.cells if cell.asked is not None}
    assert by_key["1.3#a"].value is None, "the column is written in two languages"


def test_every_fault_is_listed_with_its_cell():
    found = filled(
        **{
            "1.1#level": "Trưởng phòng",
            "1.3#a": "nhiều",
            "1.3#b": dt.datetime(2026, 5, 3),
            "1.8#a": "=1/3",
            "1.8#b": "12 km",
            "6.1#issued": "có lẽ",
            "6.3#state": "bỏ",
            "#population": "-5",
        }
    )
    assert faults(found) == [
        ("unknown-level", place_of("1.1#level")),
        ("number-malformed", place_of("1.3#a")),
        ("date-for-number", place_of("1.3#b")),
        ("formula-without-value", place_of("1.8#a")),
        ("unit-differs", place_of("1.8#b")),
        ("yes-or-no-expected", place_of("6.1#issued")),
        ("unknown-choice", place_of("6.3#state")),
        ("number-negative", place_of("#population")),
    ]
    assert place_of("1.1#level").startswith("/Trả lời/F")


def test_the_value_of_a_formula_is_read():
    at = place_of("1.3#a").rpartition("/")[2]
    made = edited(EMPTY, lambda book: setattr(value_cell(book, "1.3#a"), "value", 5))
    sheet = "xl/worksheets/sheet1.xml"
    content = part(made, sheet)
    start = content.index(f'r="{at}"'.encode())
    counted = content[:start] + content[start:].replace(b"<v>5</v>", b"<f>2+2</f><v>4</v>", 1)
    assert told(read(changed_parts(made, {sheet: counted}), REAL)).answers == {"1.3": {"a": Decimal(4)}}


def test_tampered_ids_are_faults():
    def tamper(book):
        value_cell(book, "1.1#level", "key").value = "9.99#level"
        value_cell(book, "1.3#a", "key").value = "1.3#b"
        value_cell(book, "1.8#a", "code").value = "1.9"
        value_cell(book, "3.1#a", "unit").value = "triệu"
        value_cell(book, "1.8#b", "explanation").value = "lạc"
        sheet = book.worksheets[0]
        sheet.cell(sheet.max_row + 2, 6).value = 7

    found = read(edited(EMPTY, tamper), REAL)
    assert [code for code, _ in faults(found)] == [
        "form-row-unknown",
        "form-row-twice",
        "form-row-moved",
        "cell-not-asked",
        "unit-differs",
        "form-row-without-id",
    ]


def test_rows_that_are_gone_say_nothing():
    def drop(book):
        sheet = book.worksheets[0]
        sheet.delete_rows(value_cell(book, "1.1#level").row)

    found = read(edited(EMPTY, drop), REAL)
    assert (found.faults, found.rows_missing) == ([], ["1.1#level"])
    assert all(cell.code != "1.1" for cell in found.cells)


def refused(content, catalogue=REAL, assessment_id="nơi-thử-2022"):
    with pytest.raises(InputError) as caught:
        read_form(content, catalogue, assessment_id, {})
    return caught.value.code


def test_another_assessment_catalogue_version_or_file_is_refused():
    small = parse_catalogue((ROOT / "tests" / "data" / "catalogues" / "small.json").read_bytes())
    for content in (EMPTY, write_form_csv(form(REAL, Answers()))):
        assert refused(content, assessment_id="nơi-khác-2022") == "form-other-assessment"
        assert refused(content, small) == "form-other-catalogue"
    newer = write_form_csv(form(REAL, Answers())).replace(b"dti:form;1", b"dti:form;2")
    assert refused(newer) == "form-version-unknown"
    assert refused(b"dti:form\r\n") == "form-version-unknown"
    assert refused(b"a;b\r\n1;2\r\n") == "form-unknown"
    assert refused(b"") == "form-unknown"
    assert refused(b"PK\x03\x04") == "workbook-unreadable"
    no_column = write_form_csv(form(REAL, Answers())).replace(b"dti:value", b"dti:worth")
    assert refused(no_column) == "column-missing"
    twice = write_form_csv(form(REAL, Answers())).replace(b"dti:unit", b"dti:value")
    assert refused(twice) == "column-twice"


def test_a_csv_that_another_program_saved_again():
    content = write_form_csv(form(REAL, Answers())).decode("utf-8-sig")
    content = content.replace("7.10;", "7,1;").replace("\r\n", "\n") + ";;;;\n"
    found = read(content.encode(), REAL)
    assert found.faults == []
    (line,) = [number for number, row in enumerate(content.split("\n"), 1) if row.startswith("1.3#a;")]
    cells = content.split("\n")[line - 1].split(";")
    cells[5] = "x"
    broken = content.replace(content.split("\n")[line - 1], ";".join(cells))
    assert "1.3#a;" in broken
    assert faults(read(broken.encode(), REAL)) == [("number-malformed", f"/F{line}")]


def test_texts_made_to_take_long_do_not():
    long = ("1" + " " * 30_000 + "x", "7" * 30_000, "e" + "\u0301" * 30_000)
    found = filled(**{"1.3#a": long[0], "1.3#b": long[1], "1.8#a": long[2]})
    assert [code for code, _ in faults(found)] == ["number-malformed"] * 3
    content = write_form_csv(form(REAL, Answers())).decode("utf-8-sig")
    for text in long:
        assert faults(read(content.replace("1.1#level;1.1;", f"1.1#level;{text};").encode(), REAL)) == []
