"""Marks of state secrets: found where they stand as marks, in any writing, and nowhere else."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import made_files as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.intake.rules import IntakeRules
from dti_desktop.intake.secrecy_marks import SecrecyMarks, compact

MARKS = SecrecyMarks((made.ROOT / "resources/intake/secrecy_marks.json").read_bytes())
DEGREES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
HARMLESS_WORDS = (
    "bảo mật",
    "bí mật",
    "mật khẩu",
    "mật ong",
    "mật độ",
    "thân mật",
    "mật mã",
    "cơ mật",
    "giải mật",
    "mật thiết",
)
PAPER = (
    "UBND TỈNH SÓC TRĂNG",
    "Số: 12/BC-UBND",
    "BÁO CÁO",
    "kết quả chuyển đổi số năm 2022",
    "Độc lập - Tự do - Hạnh phúc",
)

STAMPED = {
    "MẬT": "MẬT",
    "  TỐI MẬT  ": "TỐI MẬT",
    "TUYỆT MẬT": "TUYỆT MẬT",
    "[ MẬT ]": "MẬT",
    "“MẬT”": "MẬT",
    "MẬT.": "MẬT",
    "M Ậ T": "MẬT",
    "T Ố I   M Ậ T": "TỐI MẬT",
    "TUYỆT    MẬT": "TUYỆT MẬT",
    "Tối mật": "TỐI MẬT",
    "Độ mật: Mật": "MẬT",
    "Độ mật : tối mật": "TỐI MẬT",
    "ĐỘ MẬT: MẬT": "MẬT",
    "ĐỘ MẬT: TUYỆT MẬT": "TUYỆT MẬT",
    "Mức độ mật: Tối mật": "TỐI MẬT",
    "Độ mật Tuyệt mật": "TUYỆT MẬT",
    "Độ mật:": "MẬT",
    "Độ mật: ........": "MẬT",
    "Độ khẩn: Thường   Độ mật: Mật": "MẬT",
    "Độ khẩn: Thường Độ mật: Tối mật": "TỐI MẬT",
    "Số: 12/BC-UBND\tMẬT\tSóc Trăng, ngày 3": "MẬT",
    "UBND TỈNH      MẬT      CỘNG HÒA": "MẬT",
    "| MẬT |": "MẬT",
    "mËt": "MẬT",
    "TOÁI MAÄT": "TỐI MẬT",
    "TUYEÄT MAÄT": "TUYỆT MẬT",
    "ＭẬＴ": "MẬT",
    "M\u200bẬ\u200bT": "MẬT",
}
UNSTAMPED = (
    *HARMLESS_WORDS, *(word.upper() for word in HARMLESS_WORDS), *(word.capitalize() for word in HARMLESS_WORDS),
    "BẢO   MẬT", "B Ả O   M Ậ T", "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Độ mật: Thường", "Độ mật: không",
    "Độ mật: Bình thường   Độ khẩn: Hỏa tốc", "Nồng độ mật: 30%", "NỒNG ĐỘ MẬT: 30%", "mật độ: 120 người/km2",
    "STT   Số ký hiệu   Độ khẩn   Độ mật", "GIẢI MẬT", "Sản lượng mật năm 2022", "mật", "Mật", "mat", "MAT", "MẶT", "MẤT",
    "danh mục tài liệu tối mật của tỉnh", "", "   ", "...", "MẬTMẬT",
)  # fmt: skip


@pytest.mark.parametrize("line", STAMPED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_stamp_is_found(line: str, form: Any) -> None:
    found = MARKS.in_lines([*PAPER[:2], unicodedata.normalize(form, line), *PAPER[2:]])
    assert found is not None and found.mark == STAMPED[line]


@pytest.mark.parametrize("line", UNSTAMPED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_word_is_no_stamp(line: str, form: Any) -> None:
    assert MARKS.in_lines([*PAPER, unicodedata.normalize(form, line), *PAPER]) is None


def test_a_broken_stamp_is_one() -> None:
    found = MARKS.in_lines(["TUYỆT", "MẬT"])
    assert found is not None and found.mark == "TUYỆT MẬT"


@pytest.mark.parametrize(
    "place", ["UBND TỈNH SÓC TRĂNG", "UBND HUYỆN VĨNH BẢO", "SỞ GIAO THÔNG", "PHÒNG HỮU CƠ"]
)
def test_no_name_of_a_place_hides_a_stamp_below_it(place: str) -> None:
    for lines in ([place, "MẬT"], [place, "", "MẬT"], [f"{place} \t"], ["MẬT", place]):
        found = MARKS.in_lines(lines)
        assert (found is not None) == ("MẬT" in lines)


def test_the_highest_degree_counts() -> None:
    found = MARKS.in_lines(["MẬT", "TUYỆT MẬT", "TỐI MẬT"])
    assert found is not None and found.mark == "TUYỆT MẬT"


NAMED = {
    "Tờ trình (MẬT).pdf": "MẬT",
    "MẬT.pdf": "MẬT",
    "MẬT": "MẬT",
    "QĐ-12-Mật.docx": "MẬT",
    "12_BC_Tối mật.pdf": "TỐI MẬT",
    "[TUYỆT MẬT] Kế hoạch.pdf": "TUYỆT MẬT",
    "Công văn mật số 12.pdf": "MẬT",
    "M Ậ T 12.pdf": "MẬT",
    "T Ố I M Ậ T.pdf": "TỐI MẬT",
    "tuyet mat 12.pdf": "TUYỆT MẬT",
    "CV_TOI_MAT.pdf": "TỐI MẬT",
    "bao cao (mat).pdf": "MẬT",
    "QD 12 MAT.pdf": "MẬT",
    "cv_123-mat.docx": "MẬT",
    "QD 12 MAT": "MẬT",
    "Độ mật - Mật.pdf": "MẬT",
    "Sóc Trăng mật.pdf": "MẬT",
    "Công văn mật Vụ Tổ chức.pdf": "MẬT",
}
UNNAMED = (
    *(f"Báo cáo {word} năm 2022.pdf" for word in HARMLESS_WORDS), "Quy chế BẢO MẬT.pdf", "Mat tran to quoc.pdf",
    "be mat.pdf", "bao-mat-thong-tin.pdf", "Mặt trận Tổ quốc.pdf", "mất.pdf", "Không mật.pdf", "an toan bao mat.docx",
    "khai thác mật ong.pdf", "quan hệ mật thiết.pdf", "MAT.pdf", "12 mat hang.pdf", "vật mẫu.pdf", "BẢO_MẬT.pdf", "bảo-mật.pdf", "",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_carries_a_mark(name: str, form: Any) -> None:
    found = MARKS.in_name(unicodedata.normalize(form, name))
    assert found is not None and found.mark == NAMED[name]


@pytest.mark.parametrize("name", UNNAMED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_carries_none(name: str, form: Any) -> None:
    assert MARKS.in_name(unicodedata.normalize(form, name)) is None


spaces = st.text(alphabet=" \u00a0\u200b", max_size=3)
signs = st.sampled_from(["", "(", "[", "«", "–", "*", "***", "“", "="])


@given(st.sampled_from(DEGREES), spaces, signs, signs, st.sampled_from(["NFC", "NFD", "NFKD"]), st.data())
def test_any_stamp_however_set_stops(
    degree: str, gap: str, left: str, right: str, form: Any, data: Any
) -> None:
    letters = gap.join(degree.replace(" ", " " + gap)) if data.draw(st.booleans()) else degree
    line = unicodedata.normalize(form, f"{gap}{left}{letters}{right}{gap}")
    found = MARKS.in_lines([*PAPER, line])
    assert found is not None and found.mark == degree


@given(st.sampled_from(HARMLESS_WORDS), st.sampled_from([str.upper, str.lower, str.title]), spaces, st.data())
def test_no_word_stops_in_running_text(word: str, case: Any, gap: str, data: Any) -> None:
    before = data.draw(st.sampled_from(["", "Quy chế", "Về việc", "BÁO CÁO", "đơn vị"]))
    after = data.draw(st.sampled_from(["", "thông tin", "CỦA TỈNH", "năm 2022"]))
    line = f"{before} {case(word).replace(' ', ' ' + gap.replace(chr(0x200B), '') if word.endswith('mật') else ' ')} {after}"
    assert MARKS.in_lines([line]) is None
    assert MARKS.in_name(f"{line}.pdf") is None


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_is_judged_and_only_by_the_word_itself(lines: list[str]) -> None:
    found = MARKS.in_lines(lines)
    if found is not None:
        letters = compact("".join(lines)).lower()
        assert "mật" in letters or "mËt".lower() in letters or "maät" in letters
        found.words.encode()
    named = MARKS.in_name("".join(lines))
    if named is not None:
        named.words.encode()


def test_a_changed_list_is_enough_for_a_changed_mark() -> None:
    data = json.loads((made.ROOT / "resources/intake/secrecy_marks.json").read_bytes())
    data["marks"].append({"mark": "NỘI BỘ MẬT", "words": "nội bộ mật", "plain": [], "legacy": []})
    assert MARKS.in_lines(["NỘI BỘ MẬT"]) is None
    found = SecrecyMarks(json.dumps(data).encode()).in_lines(["NỘI BỘ MẬT"])
    assert found is not None and found.mark == "NỘI BỘ MẬT"


PAGES = {
    "pdf": made.pdf("UBND TỈNH", (72, 700, "MẬT"), (300, 700, "Độc lập - Tự do - Hạnh phúc"), "BÁO CÁO"),
    "pdf, letters apart": made.pdf("UBND TỈNH", "T U Y Ệ T   M Ậ T"),
    "pdf, a stamp as a remark": made.raw_pdf("", "<< /Subtype /FreeText /Contents (MAT) >>", page="/Annots [4 0 R]")
    .replace(b"(MAT)", "(\ufeffMẬT".encode("utf-16-be") + b")"),
    "docx": made.docx("UBND TỈNH", "MẬT", "BÁO CÁO"),
    "docx, in the page's head": made.docx(
        "BÁO CÁO", more={"word/header1.xml": f"<w:hdr xmlns:w='{made.W}'>{made.paragraph('Độ mật: Mật')}</w:hdr>"}
    ),
    "docx, in a text box": made.docx(
        "BÁO CÁO",
        body=f"<w:p><w:r><w:pict><w:txbxContent>{made.paragraph('MẬT')}</w:txbxContent></w:pict></w:r></w:p>",
    ),
    "docx, as a drawn word": made.docx("BÁO CÁO", body="<w:p><w:r><w:pict><v:textpath xmlns:v='v' string='MẬT'/></w:pict></w:r></w:p>"),
    "docx, its letters in several runs": made.docx(
        "BÁO CÁO", body="<w:p><w:r><w:t>TỐI </w:t></w:r><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p>"
    ),
    "odt": made.odt("UBND TỈNH", "<text:span>MẬT</text:span>"),
    "odt, in the page's head": made.odt("BÁO CÁO", more={"styles.xml": "<o xmlns:text='t'><text:p>MẬT</text:p></o>"}),
    "xlsx": made.xlsx("Xã", "MẬT"),
    "xlsx, in the page's head": made.xlsx(
        "Xã", more={"xl/worksheets/sheet1.xml": "<w><headerFooter><oddHeader>&amp;L&amp;D&amp;C&amp;&quot;Times,Bold&quot;&amp;14TỐI MẬT&amp;RTrang &amp;P</oddHeader></headerFooter></w>"}
    ),
    "pptx": made.pptx("Chuyển đổi số", "TUYỆT MẬT"),
    "txt": "UBND TỈNH\nMẬT\nBÁO CÁO".encode(),
    "txt in UTF-16": "UBND TỈNH\r\nMẬT\r\n".encode("utf-16"),
    "txt in windows-1258": unicodedata.normalize("NFC", "UBND\nMÂ\u0323T").replace("Ậ", "Â\u0323").encode("cp1258"),
    "txt in TCVN3": b"UBND\nm\xcbt\n",
    "csv": "STT;Độ mật: Mật;Tên\n".encode(),
    "doc": made.doc("UBND TINH\rMẬT\rBÁO CÁO"),
    "doc, in the page's head": made.doc("BAO CAO\r", header="MẬT\r"),
    "doc, in a text box": made.doc("BAO CAO\r", boxes="TỐI MẬT\r"),
    "rtf": rb"{\rtf1\ansi UBND T\u7880?NH\par M\u7852?T\par}",
    "zip": made.zipped({"Hồ sơ/Công văn (MẬT).pdf": b"x"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", PAGES)
def test_the_first_page_is_read(kind: str, judge: Any) -> None:
    found = judge(f"a.{kind.partition(',')[0].partition(' ')[0]}", PAGES[kind])
    assert found.refusal is None
    assert found.mark is not None, found
    assert found.mark_where == ("name" if kind == "zip" else "first-page")


def test_only_the_first_page_counts(judge: Any) -> None:
    assert judge("a.pdf", made.pdf("BÁO CÁO", pages=3)).mark is None
    later = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + made.paragraph("MẬT")
    assert judge("a.docx", made.docx("BÁO CÁO", body=later)).mark is None
    drawn = "<w:p><w:r><w:lastRenderedPageBreak/></w:r></w:p>" + made.paragraph("MẬT")
    assert judge("a.docx", made.docx("BÁO CÁO", body=drawn)).mark is None
    assert judge("a.doc", made.doc("BAO CAO\x0cMẬT\r")).mark is None


def test_a_mark_in_the_name_is_told_before_one_on_the_page(judge: Any) -> None:
    found = judge("Báo cáo (TỐI MẬT).pdf", PAGES["pdf"])
    assert (found.mark.mark, found.mark_where) == ("TỐI MẬT", "name")


@pytest.mark.parametrize("name", ["a.png", "a.pdf", "a.xls"])
def test_what_nobody_could_read_is_not_called_clean(name: str, judge: Any) -> None:
    content = {"a.png": made.PNG, "a.pdf": made.scan(), "a.xls": made.xls(made.sheet_record(0))}[name]
    assert judge(name, content).notes == ("first-page-not-read",)


def test_the_shipped_data_is_in_its_form(rules: IntakeRules) -> None:
    endings = [
        rules.program_endings, rules.script_endings, rules.macro_endings, rules.web_endings,
        rules.disk_image_endings, rules.closed_archive_endings, frozenset(rules.contents),
    ]  # fmt: skip
    every = [ending for group in endings for ending in group]
    assert len(every) == len(set(every))
    assert all(ending == ending.lower().strip(". ") for ending in every)
