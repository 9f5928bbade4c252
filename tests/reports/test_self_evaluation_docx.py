"""The self-evaluation and the table of explanations as Word files: they say what the paper says."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import prospect_samples as prospects
import pytest
import report_samples as samples
from docx import Document
from docx.oxml.ns import nsmap, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_improvement_plan_docx import SCHEMA_ORDER, squeezed

from dti_desktop.engine.backing import backing
from dti_desktop.errors import Cancelled
from dti_desktop.reports.explanation_table import explanation_table_docx, explanation_table_pdf
from dti_desktop.reports.legible import legible
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.picture import Label
from dti_desktop.reports.self_evaluation import self_evaluation_docx, self_evaluation_pdf
from dti_desktop.reports.word_setter import Drawn, WordSetter, runs_of

Pages = Callable[[bytes], list[str]]

DATA: dict[str, Callable[[], ReportData]] = {
    "answered": lambda: samples.report_of(samples.answered()),
    "half": lambda: samples.report_of(samples.half()),
    "empty": lambda: samples.report_of(samples.empty()),
    "english": lambda: samples.report_of(samples.half(), language="en"),
    "final": lambda: samples.report_of(samples.answered(), is_draft=False),
    "sample": lambda: samples.report_of(replace(samples.half(samples.SMALL), is_sample=True), against=None),
    "prospect": prospects.report_with,
}


@cache
def word(name: str) -> bytes:
    return self_evaluation_docx(DATA[name]())


def paragraphs(docx: bytes) -> list[str]:
    """All paragraphs of the body in their order, those in tables too; a merged cell counts once."""
    body = Document(io.BytesIO(docx)).element.body
    found = []
    for paragraph in body.iter(qn("w:p")):
        pieces = []
        for node in paragraph.iter(qn("w:t"), qn("w:br")):
            pieces.append(node.text or "" if node.tag == qn("w:t") else "\n")
        found.append("".join(pieces))
    return [text for text in found if text.strip()]


def letters(text: str) -> Counter[str]:
    """How often each letter stands in a text; where lines break does not matter."""
    # Paper writes a hyphen that must not break as one that may.
    return Counter(squeezed(unicodedata.normalize("NFC", text).replace("\u2011", "-")))


def pictures_of(data: ReportData, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    drawn: list[Drawn] = []
    picture = WordSetter.picture
    monkeypatch.setattr(
        WordSetter, "picture", lambda ts, shown: drawn.append(picture(ts, shown)) or picture(ts, shown)
    )
    self_evaluation_docx(data)
    for each in drawn:
        yield from (item.text for item in each.picture.items if isinstance(item, Label))


def body_of(pages: list[str], data: ReportData) -> str:
    """What stands between the margins of the pages."""
    marks = [
        data.texts["report.draft_mark"],
        data.texts["report.sample.mark"],
        data.texts["report.prospect.mark"],
    ]
    kept = []
    for number, page in enumerate(pages, start=1):
        lines = [line for line in page.splitlines() if line.strip()]
        head = lines[0]
        for mark in marks:
            head = head.replace(mark, "")
        if not squeezed(head) or squeezed(head) == str(number):
            lines = lines[1:]
        kept += lines[:-1]
    return "\n".join(kept)


@pytest.mark.parametrize("name", sorted(DATA))
def test_what_the_paper_says_the_word_document_says(
    name: str, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DATA[name]()
    on_paper = letters(body_of(pages(self_evaluation_pdf(data)), data))
    in_word = letters("\n".join(paragraphs(word(name))))
    in_pictures = letters("\n".join(pictures_of(data, monkeypatch)))
    lacking = in_word + in_pictures - on_paper
    assert not lacking, lacking
    # Paper says more only where it repeats the head of a table on the next page.
    heads = Counter[str]()
    for table in Document(io.BytesIO(word(name))).tables:
        if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None:
            heads += letters("".join(cell.text for cell in table.rows[0].cells))
    assert set(on_paper - in_word - in_pictures) <= set(heads)


@pytest.mark.parametrize("name", ["answered", "half", "prospect"])
def test_every_paragraph_stands_on_the_paper(name: str, pages: Pages) -> None:
    data = DATA[name]()
    read = squeezed(body_of(pages(self_evaluation_pdf(data)), data))
    head = [text for text in paragraphs(word(name)) if len(squeezed(text)) < 30]
    missing = [text for text in head if squeezed(text.replace("\u2011", "-")) not in read]
    # A short line may be broken beside its neighbours in a table; few are.
    assert len(missing) < len(head) / 5, missing[:10]


def test_styles_headings_and_the_outline() -> None:
    document = Document(io.BytesIO(word("prospect")))
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    assert by_style["Heading 1"][0] == "I. KẾT QUẢ CHUNG" and len(by_style["Heading 1"]) == 4
    assert [text.split("\n")[0] for text in by_style["Annex Heading"]][:4] == [
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
        "Phụ lục IV",
    ]
    assert by_style["Index Heading"][0].startswith("1. Nhận thức số · ")
    assert document.styles["Index Heading"].base_style.name == "Heading 2"
    assert document.styles["Annex Heading"].base_style.name == "Heading 1"
    for name in by_style:
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:cs")) == "Times New Roman"
    assert document.styles["Body Text"].font.size.pt in (13, 14)


def test_heads_are_repeated_and_an_indicator_is_one_row() -> None:
    document = Document(io.BytesIO(word("answered")))
    ruled = [table for table in document.tables if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]
    rows = [row for table in ruled for row in table.rows]
    codes = [row.cells[0].text for row in rows if re.fullmatch(r"\d+\.\d+", row.cells[0].text)]
    assert codes == list(samples.REAL.indicators)
    assert all(table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None for table in ruled)


def test_pages_are_numbered_but_the_first_and_bear_their_marks() -> None:
    ordinary, internal = Document(io.BytesIO(word("prospect"))).sections
    for section in (ordinary, internal):
        assert [field.text for field in section.header._element.iter(qn("w:instrText"))] == ["PAGE"]
        assert "DỰ THẢO" in section.header.paragraphs[0].text
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert ordinary.different_first_page_header_footer
    assert not list(ordinary.first_page_header._element.iter(qn("w:instrText")))
    assert "DỰ THẢO" in ordinary.first_page_header.paragraphs[0].text
    assert not internal.different_first_page_header_footer
    mark = samples.texts("vi")["report.prospect.mark"]
    assert internal.header.paragraphs[0].text.startswith(mark)
    assert mark not in ordinary.header.paragraphs[0].text
    assert len(Document(io.BytesIO(word("final"))).sections) == 1
    assert "DỰ THẢO" not in Document(io.BytesIO(word("final"))).sections[0].header.paragraphs[0].text


def test_charts_are_pictures_that_say_what_they_show() -> None:
    document = Document(io.BytesIO(word("answered")))
    said = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]
    assert len(said) == 3 and all(len(words) > 15 for words in said)
    for shape in document.inline_shapes:
        assert abs(shape.width.mm - 163) < 1
    ids = [each.get("id") for each in document.element.body.iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids)


def test_the_same_data_gives_the_same_bytes() -> None:
    assert self_evaluation_docx(DATA["half"]()) == word("half")
    with zipfile.ZipFile(io.BytesIO(word("half"))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_stopped_document_is_none() -> None:
    with pytest.raises(Cancelled):
        self_evaluation_docx(DATA["half"](), cancelled=lambda: True)


@pytest.mark.parametrize("name", ["half", "prospect", "sample"])
def test_everything_stands_in_the_order_of_the_schema(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(word(name))) as file:
        parts = [file.read(each) for each in file.namelist() if re.fullmatch(r"word/[a-z0-9]+\.xml", each)]
    for part in parts:
        for element in etree.fromstring(part).iter():
            order = SCHEMA_ORDER.get(etree.QName(element).localname, "").split()
            if order and etree.QName(element).namespace == nsmap["w"]:
                names = [etree.QName(child).localname for child in element]
                assert names == sorted(set(names), key=order.index), names


HOSTILE = (
    '=cmd|"/c calc"!A1 <b>đậm</b> & &lt;i&gt; {TOC} \x00\x01\x0b\ud800\ufffe\u202etxt.exe ]]> '
    '<font size="40">to</font>'
)


def hostile() -> ReportData:
    whole = samples.answered(samples.SMALL)
    code = next(iter(whole.catalogue.indicators))
    return samples.report_of(
        replace(whole, province="Tỉnh <b>&amp;", explanations={code: HOSTILE}), against=None
    )


@pytest.mark.parametrize("make", [self_evaluation_docx, explanation_table_docx])
def test_outside_text_stays_text(make: Callable[[ReportData], bytes]) -> None:
    made = make(hostile())
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        body = file.read("word/document.xml").decode()
        relations = "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".rels"))
    for mark in ("instrText", "fldSimple", "w:hyperlink", "w:object"):
        assert mark not in body
    assert "External" not in relations
    text = "\n".join(paragraphs(made))
    assert legible(HOSTILE) in text
    assert "TỈNH <B>&AMP;" in text


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_any_text_comes_back_from_markup_as_it_reads(text: str) -> None:
    ts = WordSetter.of(hostile())
    assert "".join(run.text for run in runs_of(ts.face.markup(text))) == legible(text)


# -- the table of explanations ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["answered", "half", "english", "empty"])
def test_the_table_of_explanations_is_one_content(name: str, pages: Pages) -> None:
    data = DATA[name]()
    on_paper = letters(body_of(pages(explanation_table_pdf(data)), data))
    in_word = letters("\n".join(paragraphs(explanation_table_docx(data))))
    assert not in_word - on_paper
    head = sum((letters(data.texts[key]) for key in ("report.column.code", "report.column.where")), Counter())
    head += letters(data.texts["report.column.points_of_max"].replace("<br/>", ""))
    head += letters(data.texts["report.explained.column.evidence"])
    head += letters(data.texts["report.explained.column.explanation"])
    assert set(on_paper - in_word) <= set(head)


def test_the_table_holds_what_was_explained_and_what_is_owed() -> None:
    data = DATA["half"]()
    (table,) = [
        table
        for table in Document(io.BytesIO(explanation_table_docx(data))).tables
        if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows}
    explained = {code for code, text in data.assessment.explanations.items() if text.strip()}
    owed = {f.indicator for f in data.findings if f.severity == "explain" and f.indicator}
    assert {code for code in rows if re.fullmatch(r"\d+\.\d+", code)} == explained | owed
    held = {row.code: row for row in backing(data.assessment, data.scorecard).rows}
    for code in explained | owed:
        _, title, points, evidence, text = rows[code]
        assert title == data.assessment.catalogue.indicators[code].title.vi
        assert ("Cần giải trình" in text) == (code in owed)
        assert data.assessment.explanations.get(code, "").strip() in text
        links = data.assessment.links.get(code, ())
        assert (f"{len(links)} tài liệu" in evidence) == bool(links)
        if code in held and "evidence-missing" in held[code].risks:
            assert "Chưa có minh chứng" in evidence
        assert "/" in points or "chấm" in points


@pytest.mark.parametrize("explained", range(4, 24, 2))
def test_the_signature_never_stands_alone(explained: int, pages: Pages) -> None:
    data = DATA["empty"]()
    codes = list(data.assessment.catalogue.indicators)[:explained]
    data = replace(data, assessment=replace(data.assessment, explanations=dict.fromkeys(codes, "Đã nêu.")))
    last = squeezed(pages(explanation_table_pdf(data))[-1])
    assert "Nơinhận" in last
    assert squeezed(data.texts["report.explained.closing"]) in last


def test_what_stands_with_a_table_in_word_stands_with_the_room_above_it() -> None:
    body = Document(io.BytesIO(explanation_table_docx(DATA["half"]()))).element.body
    signature = body.findall(qn("w:tbl"))[-1]
    room = signature.getprevious()
    closing = room.getprevious()
    for paragraph in (room, closing):
        assert paragraph.tag == qn("w:p")
        assert paragraph.find(qn("w:pPr")).find(qn("w:keepNext")) is not None


def test_the_last_row_of_a_table_in_word_never_stands_alone() -> None:
    document = Document(io.BytesIO(word("answered")))
    ruled = [t for t in document.tables if t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert ruled
    for table in ruled:
        if len(table.rows) > 2:
            last_but_one = table.rows[-2].cells[0].paragraphs[0]
            assert last_but_one.paragraph_format.keep_with_next


def test_an_explanation_of_many_pages_breaks(pages: Pages) -> None:
    data = DATA["answered"]()
    code = next(iter(data.assessment.catalogue.indicators))
    long = "\n".join(f"Đoạn {number} của phần giải trình." for number in range(400))
    data = replace(data, assessment=replace(data.assessment, explanations={code: long}))
    text = squeezed("".join(pages(explanation_table_pdf(data))))
    assert "Đoạn399củaphầngiảitrình." in text
    table = Document(io.BytesIO(explanation_table_docx(data))).tables[1]
    row = next(row for row in table.rows if row.cells[0].text == code)
    assert row._tr.trPr is None or row._tr.trPr.find(qn("w:cantSplit")) is None
    assert row.cells[4].text.startswith(long)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("paper", ["report", "explanations"])
def test_word_opens_in_another_program(paper: str, tmp_path: Path, pages: Pages) -> None:
    data = DATA["answered"]()
    file = tmp_path / "paper.docx"
    file.write_bytes(word("answered") if paper == "report" else explanation_table_docx(data))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    read = pages((tmp_path / "paper.pdf").read_bytes())
    assert squeezed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") in squeezed(read[0])
    for number, page in enumerate(read[1:], start=2):
        assert re.match(rf"\s*{number}\s", page), number
