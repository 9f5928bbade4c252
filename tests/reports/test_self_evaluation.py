"""The printed self-evaluation: what stands on it, read back by other programs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
import report_samples as samples

from dti_desktop.engine.assessment import Citation, Document, EvidenceLink, Signatory, StoredFile
from dti_desktop.engine.model import RowCheck
from dti_desktop.errors import Cancelled
from dti_desktop.reports.model import ThreeTotals
from dti_desktop.reports.self_evaluation import self_evaluation_pdf

Pages = Callable[[bytes], list[str]]
Fonts = Callable[[bytes], list[list[str]]]
Info = Callable[[bytes], dict[str, str]]


def joined(pages: list[str]) -> str:
    """The text of all pages with single spaces, so that a line break does not hide a sentence."""
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def test_the_result_is_told_in_figures_and_words(pages: Pages) -> None:
    data = samples.report_of(samples.answered())
    first = joined(pages(samples.printed())[:1])
    card, ranking = data.scorecard, data.ranking
    assert ranking is not None
    assert ranking.region is not None
    points = f"{float(card.whole.points):.2f}".replace(".", ",")
    assert f"Tổng điểm tự chấm là {points} trên 1.000 điểm" in first
    assert f"{ranking.overall.rank}/63" in first
    assert f"đứng thứ {ranking.overall.rank} trên 63 tỉnh, thành phố" in first
    assert f"trong vùng Đồng bằng sông Cửu Long đứng thứ {ranking.region.rank} trên 13" in first
    for pillar in data.assessment.catalogue.pillars:
        assert pillar.title.vi in first


def test_official_frame(pages: Pages) -> None:
    first, *rest = pages(samples.printed())
    head = joined([first])
    for line in (
        "ỦY BAN NHÂN DÂN",
        "SÓC TRĂNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ):
        assert line in head
    assert "BÁO CÁO TỰ ĐÁNH GIÁ Chỉ số chuyển đổi số (DTI) năm 2022" in head
    end = joined(rest[:3])
    assert "CHỦ TỊCH" in end
    assert "Trần Văn Lâu" in end
    assert "Nơi nhận:" in end


@pytest.mark.parametrize(
    ("province", "line"),
    [
        ("TP. Hồ Chí Minh", "THÀNH PHỐ HỒ CHÍ MINH"),
        ("Đà Nẵng", "ĐÀ NẴNG"),
        ("Thừa Thiên Huế", "THỪA THIÊN HUẾ"),
    ],
)
def test_kind_of_province_only_where_the_name_says_it(pages: Pages, province: str, line: str) -> None:
    first = pages(self_evaluation_pdf(samples.report_of(samples.empty(province=province))))[0]
    assert line in first
    assert "TỈNH" not in first.splitlines()[1]


def test_blank_to_sign(pages: Pages) -> None:
    text = joined(pages(samples.printed("empty"))[:4])
    assert "NGƯỜI KÝ" in text


def test_signatory_title_on_two_lines(pages: Pages) -> None:
    signatory = Signatory("Nguyễn Thị Ánh", "KT. Chủ tịch\nPhó Chủ tịch")
    data = samples.report_of(replace(samples.empty(), signatory=signatory))
    text = "\n".join(pages(self_evaluation_pdf(data)))
    assert "KT. CHỦ TỊCH" in text
    assert "PHÓ CHỦ TỊCH" in text
    assert "Nguyễn Thị Ánh" in text


def test_every_indicator_with_its_points(pages: Pages) -> None:
    text = joined(pages(samples.printed()))
    for code, row in samples.REAL.indicators.items():
        words = row.title.vi.split()
        assert re.search(rf"{re.escape(code)} {re.escape(' '.join(words[:4]))}", text), code
    assert text.count(" / 10 ") > 20


def test_citations_files_and_explanations(pages: Pages) -> None:
    text = joined(pages(samples.printed()))
    assert "741/QĐ-UBND · 03/02/2022 · UBND tỉnh Sóc Trăng · Ban hành Kế hoạch" in text
    assert "trang 3-5" in text
    assert "Giải trình: Giải trình của chỉ số 1.1." in text
    assert "Đã ban hành? Có" in text  # a question needs no colon
    assert "Chưa đính kèm tệp" in text  # of the document without a file
    assert "QĐ 741.pdf" in text
    assert "SHA-256 abababababababab…" in text


def test_documents_are_numbered_as_they_are_first_cited(pages: Pages) -> None:
    papers = samples.documents()
    links = {"2.1": (EvidenceLink("d9"),), "1.1": (EvidenceLink("d5"), EvidenceLink("d3"))}
    data = samples.report_of(replace(samples.empty(), documents=papers, links=links))
    text = joined(pages(self_evaluation_pdf(data)))
    for number, paper in enumerate(("745", "743", "749"), start=1):
        assert f"[{number}] {paper}/QĐ-UBND" in text
        assert re.search(rf" {number} {paper}/QĐ-UBND", text)  # in the list of evidence
    assert text.count("chưa dùng") == len(papers) - 3


def test_long_explanation_is_short_in_its_row_and_whole_in_the_annex(pages: Pages) -> None:
    whole = " ".join(f"câu{n}" for n in range(4000))
    data = samples.report_of(replace(samples.empty(), explanations={"3.1": whole}))
    text = joined(pages(self_evaluation_pdf(data)))
    assert "(toàn văn tại Phụ lục III)" in text
    assert "câu3999" in text


@pytest.mark.parametrize("length", [319, 320, 321])
def test_explanation_at_the_limit_is_never_lost(pages: Pages, length: int) -> None:
    explanation = "a" * (length - 5) + " cuối"
    data = samples.report_of(replace(samples.empty(), explanations={"3.1": explanation}))
    text = joined(pages(self_evaluation_pdf(data)))
    assert text.count("cuối") == (2 if length <= 320 else 1)
    assert ("toàn văn" in text) == (length > 320)


def test_states_are_marked(pages: Pages) -> None:
    text = joined(pages(samples.printed("half")))
    assert "○ Chưa trả lời" in text
    assert "■ Không hợp lệ: tử số lớn hơn mẫu số" in text
    assert "◐ Chưa đủ: thiếu mẫu số" in text
    assert "– / 10" in text


def test_what_is_uncertain_is_said(pages: Pages) -> None:
    text = joined(pages(samples.printed())[:4])
    rows = samples.REAL.indicators.values()
    unconfirmed = sum(row.confidence != "confirmed" for row in rows)
    partly = sum(row.confidence == "partly" for row in rows)
    ministry = sum(row.measured_by == "ministry" for row in rows)
    assert f"của {unconfirmed} trên {len(rows)} chỉ số thành phần chưa được đối chiếu" in text
    assert f"{partly} chỉ số mới thấy một phần" in text
    assert f"{ministry} chỉ số thành phần do cơ quan chủ trì tự đo" in text
    assert re.search(r"giá trị của \d+ địa phương không được công bố mà được suy ra", text)


def test_who_checked_rows_against_the_decision_is_said(pages: Pages) -> None:
    check = RowCheck("Nguyễn Văn An", "2026-11-29T14:08:00Z", "tr. 3")
    (code, row), *others = samples.REAL.indicators.items()
    rows = {code: replace(row, confidence="confirmed", checked=check), **dict(others)}
    assessment = replace(samples.empty(), catalogue=replace(samples.REAL, indicators=rows))
    text = joined(pages(self_evaluation_pdf(samples.report_of(assessment)))[:5])
    assert f"1 trên {len(rows)} chỉ số thành phần đã được đối chiếu với văn bản gốc" in text
    assert "người đối chiếu: Nguyễn Văn An; lần gần nhất: 29/11/2026" in text


def test_draft_mark_on_every_page_and_none_in_the_bundle(pages: Pages) -> None:
    draft = pages(samples.printed("half"))
    assert all("DỰ THẢO" in page for page in draft)
    final = pages(samples.printed("half", is_draft=False))
    assert not any("DỰ THẢO" in page for page in final)
    assert all("Có giá trị khi kèm chữ ký số của bộ hồ sơ nộp" in page for page in final)
    assert "có giá trị khi kèm chữ ký số của bộ hồ sơ." in joined(final)


def test_sample_data_are_marked_on_every_page(pages: Pages) -> None:
    data = samples.report_of(replace(samples.answered(), is_sample=True))
    assert all("SỐ LIỆU MINH HỌA" in page for page in pages(self_evaluation_pdf(data)))
    assert not any("MINH HỌA" in page for page in pages(samples.printed()))


def test_page_numbers_from_the_second_page(pages: Pages) -> None:
    first, *rest = pages(samples.printed("half"))
    assert not re.match(r"\s*\d+\s", first)
    for number, page in enumerate(rest, start=2):
        assert re.match(rf"\s*{number}\s", page), number


def test_all_fonts_embedded_and_subset(fonts: Fonts) -> None:
    listed = fonts(samples.printed("half"))
    assert {line[0].split("+")[1] for line in listed} >= {"LiberationSerif", "LiberationSerif-Bold"}
    for line in listed:
        embedded, subset, to_unicode = line[-5:-2]
        assert (embedded, subset, to_unicode) == ("yes", "yes", "yes"), line


def test_properties(info: Info) -> None:
    pdf = samples.printed()
    told = info(pdf)
    assert told["Title"] == "Báo cáo tự đánh giá Chỉ số chuyển đổi số (DTI) năm 2022 – Sóc Trăng"
    assert told["Author"] == "ỦY BAN NHÂN DÂN SÓC TRĂNG"
    assert told["Page size"].startswith("595.276 x 841.89 pts (A4)")
    assert "Nov 22" in told["CreationDate"]
    assert b"vi-VN" in pdf


def test_outline_leads_to_each_main_index() -> None:
    pdf = samples.printed()
    for index in samples.REAL.main_indices:
        title = f"{index.code}. {index.title.vi}"
        in_pdf = b"\xfe\xff" + title.encode("utf-16-be")
        escaped = b"".join(b"\\" + bytes([c]) if c in b"()\\" else bytes([c]) for c in in_pdf)
        octal = "".join(chr(c) if 32 <= c < 127 and chr(c) not in "()\\" else f"\\{c:03o}" for c in in_pdf)
        assert escaped in pdf or octal.encode() in pdf, title


def test_same_data_same_bytes() -> None:
    assert self_evaluation_pdf(samples.report_of(samples.half())) == samples.printed("half")


def test_nothing_answered(pages: Pages) -> None:
    text = joined(pages(samples.printed("empty")))
    assert "Tổng điểm tự chấm là 0,00 trên 1.000 điểm" in text
    assert "Chưa có tài liệu minh chứng nào." in text
    assert "Chưa có nội dung giải trình nào." in text


def test_english(pages: Pages) -> None:
    text = joined(pages(samples.printed(language="en")))
    assert "SELF-ASSESSMENT REPORT" in text
    assert "out of 1,000" in text
    assert "DRAFT" in text
    own = [row.title.en for row in samples.REAL.main_indices]
    assert all(title in text for title in own)
    vietnamese_only = [key for key, words in samples.texts("vi").items() if len(words) > 30]
    leaked = [
        key for key in vietnamese_only if key.startswith("report.") and samples.texts("vi")[key][:30] in text
    ]
    assert not leaked


def test_another_index_without_rivals(pages: Pages) -> None:
    data = samples.report_of(samples.answered(samples.SMALL), against=None)
    text = joined(pages(self_evaluation_pdf(data)))
    assert "trên 50 điểm" in text
    assert "Chưa có kết quả công bố để so sánh thứ hạng." in text
    assert not re.search(r"/(63|98)\b", text)
    # Nobody is ranked: no column holds nothing but dashes.
    assert "Hạng" not in text and "Hạng" in joined(pages(samples.printed()))
    for row in samples.SMALL.indicators.values():
        assert row.title.vi in text


def test_rank_unknown_is_said(pages: Pages) -> None:
    data = samples.report_of(samples.answered(), against=2021)
    text = joined(pages(self_evaluation_pdf(data))[:2])
    assert "Chưa xác định được thứ hạng so với năm 2021" in text


NASTY = (
    'x <img src="/etc/passwd"/> <b>đậm</b> &amp; </para> <font name="nope"> {placeholder} %s '
    "✓ ☑ 😀 中文 \x00\x07\x1b \u202e\u200b\ud800 \ufffe $x^2$"
)


def test_outside_text_is_shown_never_obeyed(pages: Pages) -> None:
    assessment = samples.empty()
    evil = Document(
        "e",
        Citation(NASTY, None, NASTY, NASTY),
        StoredFile("cd" * 32, 1, "x", NASTY + ".pdf"),
        "2022-01-01T00:00:00Z",
    )
    bare = replace(evil, id="f", citation=Citation())
    data = samples.report_of(
        replace(
            assessment,
            province=f"Nơi {NASTY}",
            explanations={"1.1": NASTY, "3.1": NASTY * 40},
            documents={"e": evil, "f": bare},
            links={"1.1": (EvidenceLink("e", NASTY), EvidenceLink("f"))},
            signatory=Signatory(NASTY, NASTY),
        )
    )
    pdf = self_evaluation_pdf(data)
    text = joined(pages(pdf))
    assert '<img src="/etc/passwd"/> <b>đậm</b> &amp;' in text
    assert "{placeholder}" in text
    assert "✓ ☑" in text
    assert "□□" in text  # the two Chinese signs, which no face has
    assert "root:" not in text
    assert b"/Subtype /Image" not in pdf


def test_one_endless_word_and_hundreds_of_citations(pages: Pages) -> None:
    papers = samples.documents()
    links = tuple(EvidenceLink(key, "1-2") for key in list(papers) * 20)
    data = samples.report_of(
        replace(
            samples.answered(),
            explanations={"3.1": "ô" * 9000, "3.2": "\n".join("dòng" for _ in range(900))},
            documents={
                **papers,
                "long": replace(papers["d1"], id="long", citation=Citation(title="Dài " * 4000)),
            },
            links={"3.1": links, "3.2": (EvidenceLink("long"),)},
        )
    )
    text = joined(pages(self_evaluation_pdf(data)))
    assert "Phụ lục IV" in text


def test_decomposed_vietnamese_is_composed(pages: Pages) -> None:
    decomposed = unicodedata.normalize("NFD", "Tổ công nghệ số cộng đồng ở ấp")
    data = samples.report_of(replace(samples.empty(), explanations={"1.1": decomposed}))
    assert "Tổ công nghệ số cộng đồng ở ấp" in joined(pages(self_evaluation_pdf(data)))


def test_progress_and_cancelling() -> None:
    data = samples.report_of(samples.answered())
    told: list[tuple[int, int]] = []
    self_evaluation_pdf(data, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    calls = 0

    def after_some() -> bool:
        nonlocal calls
        calls += 1
        return calls > 30

    with pytest.raises(Cancelled):
        self_evaluation_pdf(data, cancelled=after_some)
    with pytest.raises(Cancelled):
        self_evaluation_pdf(data, cancelled=lambda: True)


def test_numbers_as_offices_write_them(pages: Pages) -> None:
    ratio = next(row.code for row in samples.REAL.indicators.values() if row.rule.kind == "ratio")
    answers = {ratio: {"a": Decimal("598911.5"), "b": Decimal(1197823)}}
    assessment = replace(samples.empty(), answers=answers)
    vietnamese = joined(pages(self_evaluation_pdf(samples.report_of(assessment))))
    assert re.search(r"598\.911,5 / 1\.197\.823 .* = 50,00 %", vietnamese)
    english = joined(pages(self_evaluation_pdf(samples.report_of(assessment, language="en"))))
    assert re.search(r"598,911\.5 / 1,197,823 .* = 50\.00%", english)


def test_three_totals_stand_under_the_score(pages: Pages) -> None:
    data = samples.report_of(samples.answered())
    totals = ThreeTotals(Fraction("512.5"), Fraction("401.25"), Fraction("37.005"))
    first = joined(pages(self_evaluation_pdf(replace(data, totals=totals)))[:1])
    figures = (
        "512,50 401,25 37,01",
        "điểm tự chấm điểm đã có minh chứng điểm có nguy cơ bị cắt giảm",
    )
    places = [first.index(text) for text in ("giá trị", *figures, "Tổng điểm tự chấm là")]
    assert places == sorted(places)


def test_totals_that_are_not_known_are_not_shown(pages: Pages) -> None:
    assert "nguy cơ" not in joined(pages(samples.printed())[:1])
