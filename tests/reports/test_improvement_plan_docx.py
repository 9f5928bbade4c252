"""The improvement plan as a Word file: its page, styles and tables, and what it tells of whom."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import plan_samples as plans
import pytest
import report_samples as samples
from docx import Document
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm
from lxml import etree

Pages = Callable[[bytes], list[str]]

# The order that the schema of Word asks for; Word calls a file with another order broken.
SCHEMA_ORDER = {
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd"
    " tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc"
    " textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText"
    " vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
}


def squeezed(text: str) -> str:
    """The letters alone."""
    return re.sub(r"\s", "", text)


def test_word_page_and_styles() -> None:
    document = Document(io.BytesIO(plans.docx(plans.small())))
    section = document.sections[0]
    assert (round(section.page_width.mm, 1), round(section.page_height.mm, 1)) == (210, 297)
    assert Mm(20) <= section.top_margin <= Mm(25) and Mm(20) <= section.bottom_margin <= Mm(25)
    assert Mm(30) <= section.left_margin <= Mm(35) and Mm(15) <= section.right_margin <= Mm(20)
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[0] == "I. MỤC ĐÍCH, YÊU CẦU" and len(headings) == 5
    assert [each.text[:9] for each in document.paragraphs if each.style.name == "Annex Heading"] == [
        "Phụ lục I",
        "Phụ lục I",
    ]
    for style in {each.style.name: each.style for each in document.paragraphs}.values():
        fonts = style.element.rPr.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs")} == {"Times New Roman"}
        assert fonts.get(qn("w:asciiTheme")) is None
    assert {13, 14} >= {
        document.styles[name].font.size.pt for name in ("Normal", "Body Text", "Title", "Heading 1")
    }
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"


def test_word_numbers_its_pages_but_the_first() -> None:
    document = Document(io.BytesIO(plans.docx(plans.small())))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    fields = [field.text for field in section.header._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE"]
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))
    assert "DỰ THẢO" in section.header.paragraphs[0].text
    assert "DỰ THẢO" in section.first_page_header.paragraphs[0].text


def test_word_tables_repeat_their_heads_and_keep_their_rows() -> None:
    document = Document(io.BytesIO(plans.docx(plans.plan())))
    ruled = [table for table in document.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
    assert len(ruled) == 4
    for table in ruled:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert not any(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rest)


def test_word_holds_no_field_link_or_picture_of_outside_text() -> None:
    plan = replace(plans.small(), province='{ HYPERLINK "file:///c:/x" }', author="=cmd")
    with zipfile.ZipFile(io.BytesIO(plans.docx(plan))) as file:
        names = file.namelist()
        body = file.read("word/document.xml").decode()
        relations = "".join(file.read(name).decode() for name in names if name.endswith(".rels"))
    for mark in ("instrText", "fldSimple", "w:hyperlink", "w:drawing", "w:pict", "w:object"):
        assert mark not in body
    assert "External" not in relations
    assert not [name for name in names if re.search("media|thumbnail|customXml|vba|app.xml", name)]


def test_word_tells_nothing_of_the_machine() -> None:
    made = plans.docx(plans.small())
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(file.read(name) for name in file.namelist())
    assert b"python-docx" not in everything and b"Macintosh" not in everything
    core = Document(io.BytesIO(made)).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert core.created == core.modified
    assert core.created.date() == samples.PRINTED_ON
    assert core.title == "Kế hoạch cải thiện Chỉ số chuyển đổi số (DTI) năm 2023 của Đồng Tháp"
    assert core.language == "vi-VN"
    named = replace(plans.small(), author="Văn phòng UBND tỉnh")
    assert Document(io.BytesIO(plans.docx(named))).core_properties.author == "Văn phòng UBND tỉnh"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_word_opens_in_another_program(tmp_path: Path, pages: Pages) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(plans.docx(plans.small()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    read = pages((tmp_path / "plan.pdf").read_bytes())
    assert squeezed("Cải thiện Chỉ số chuyển đổi số (DTI) năm 2023 của Đồng Tháp") in squeezed(read[0])
    assert not re.match(r"\s*1\s", read[0])
    for number, page in enumerate(read[1:], start=2):
        assert re.match(rf"\s*{number}\s", page), number


def test_everything_stands_in_the_order_of_the_schema() -> None:
    with zipfile.ZipFile(io.BytesIO(plans.docx(replace(plans.small(), is_sample=True)))) as file:
        parts = [
            file.read(name) for name in file.namelist() if name.startswith("word/") and ".rels" not in name
        ]
    checked = 0
    for part in parts:
        for element in etree.fromstring(part).iter():
            order = SCHEMA_ORDER.get(etree.QName(element).localname, "").split()
            if order and etree.QName(element).namespace == nsmap["w"]:
                names = [etree.QName(child).localname for child in element]
                assert names == sorted(set(names), key=order.index), names
                checked += 1
    assert checked > 500
