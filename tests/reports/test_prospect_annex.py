"""The leader's annex of a draft: what it tells, what it says it does not know, and that no bundle has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

import prospect_samples as prospects
import pytest
import report_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.assessment import Citation, Document, StoredFile
from dti_desktop.engine.sensitivity import Loss
from dti_desktop.errors import Cancelled
from dti_desktop.reports.prospect_figures import points_steps
from dti_desktop.reports.prospect_model import PublishedPoints, ReportProspect
from dti_desktop.reports.self_evaluation import self_evaluation_pdf
from dti_desktop.reports.standing_rows import RivalOutline, running_totals
from dti_desktop.reports.typesetter import Typesetter

Pages = Callable[[bytes], list[str]]
SCORED = [index.code for index in samples.REAL.main_indices if index.is_scored]


def joined(pages: list[str]) -> str:
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def annex_of(pages: list[str]) -> list[str]:
    """The pages of the annex, from its title on."""
    first = next(n for n, page in enumerate(pages) if "VỊ TRÍ, DỰ BÁO VÀ RỦI RO" in page)
    return pages[first:]


@pytest.fixture
def told(pages: Pages) -> Callable[..., str]:
    """Return a function: the words of the annex of a prospect, changed as the keywords say."""

    def read(**changed: object) -> str:
        found = replace(prospects.prospect(samples.answered()), **changed)  # type: ignore[arg-type]
        return joined(annex_of(pages(self_evaluation_pdf(prospects.report_with(found)))))

    return read


def test_the_annex_comes_last_and_each_of_its_pages_is_marked(pages: Pages) -> None:
    read = pages(self_evaluation_pdf(prospects.report_with()))
    annex = annex_of(read)
    before = read[: len(read) - len(annex)]
    assert "KẾT QUẢ KIỂM TRA" in joined(before)
    assert not any("NỘI BỘ" in page for page in before)
    assert all("NỘI BỘ" in page and "DỰ THẢO" in page for page in annex)
    assert "(Tài liệu nội bộ, không thuộc hồ sơ nộp)" in annex[0]
    assert "xem phụ lục nội bộ ở cuối bản dự thảo" in joined(read[:1])


def test_what_a_bundle_carries_has_neither_annex_nor_totals(pages: Pages) -> None:
    final = self_evaluation_pdf(prospects.report_with(is_draft=False))
    without = samples.report_of(samples.answered(), is_draft=False)
    assert final == self_evaluation_pdf(without)
    text = joined(pages(final))
    for words in ("NỘI BỘ", "VỊ TRÍ, DỰ BÁO", "có nguy cơ bị cắt giảm", "Dự báo thứ hạng"):
        assert words not in text


def test_same_data_same_bytes() -> None:
    assert self_evaluation_pdf(prospects.report_with()) == self_evaluation_pdf(prospects.report_with())


def test_a_draft_without_a_prospect_is_as_before() -> None:
    data = samples.report_of(samples.answered())
    assert self_evaluation_pdf(replace(data, prospect=None)) == samples.printed()


def test_totals_and_rows_at_risk(told: Callable[..., str]) -> None:
    text = told()
    assert "Trong 37,50 điểm tự chấm, 19,00 điểm đã có tài liệu minh chứng, 23,50 điểm có nguy cơ" in text
    assert "dự kiến được công nhận 28,25 điểm. 6,00 điểm do cơ quan chủ trì tự đo" in text
    assert "50 % khả năng được công nhận" in text
    short = {code: samples.REAL.indicators[code].short.vi for code in ("3.1", "2.1", "1.2", "4.1")}
    rows = [
        f"3.1 {short['3.1']} Chỉ có kế hoạch, giấy mời; chỉ số 9,00 9,00",
        f"2.1 {short['2.1']}",
        f"1.2 {short['1.2']} Chưa có minh chứng 5,00 2,50",
        f"4.1 {short['4.1']} Còn phần chưa trả lời 2,00 2,00",
        "Tổng 23,50 17,25",
    ]
    places = [text.index(row) for row in rows]
    assert places == sorted(places)  # the most points first
    assert "Minh chứng chưa có tệp, trích dẫn" in text
    assert "số nhập khác số" in text  # a second reason, in small letters


def test_nothing_at_risk_is_said(told: Callable[..., str]) -> None:
    held = prospects.prospect(samples.answered()).backing
    text = told(backing=replace(held, rows=tuple(row for row in held.rows if not row.risks)))
    assert "Không có chỉ số thành phần nào bị nêu là có nguy cơ." in text
    assert "Lý do có nguy cơ" not in text


def test_what_is_not_answered_is_said(pages: Pages) -> None:
    data = samples.report_of(samples.half())
    data = replace(data, prospect=prospects.prospect(data.assessment))
    text = joined(annex_of(pages(self_evaluation_pdf(data))))
    missing = data.scorecard.indicators_total - data.scorecard.answered
    assert f"Còn {missing} trên 98 chỉ số thành phần chưa trả lời đủ." in text


def test_the_forecast_in_words_and_in_a_table(told: Callable[..., str]) -> None:
    text = told().replace(" %", "%")  # a narrow gap is not always read back
    assert "có trung vị là 15 trên 63; 8 trên 10 khả năng nằm trong khoảng từ 12 đến 24." in text
    assert "Chung 15/63 12–24 5% 85% 95%" in text
    assert "Xã hội số 33/63 33 0% 0% 0%" in text
    assert "Chưa dự báo được thứ hạng của Kinh tế số" in text
    assert "bằng 10.000 lần mô phỏng, từ những gì đã công bố đến hết năm 2021" in text
    assert samples.texts("vi")["problem.last-year-thin"] in text
    assert "Thay đổi của các địa phương khác 15 12–24 12" in text
    assert "Việc công nhận điểm chưa có minh chứng 33 33 0" in text
    assert "Tất cả cùng lúc 15 12–24 12" in text


def test_published_rivals_and_a_certain_rank_are_said(told: Callable[..., str]) -> None:
    text = told(rivals_are_facts=True, forecast=prospects.forecast_of(2022, prospects.SOCIETY), by_source={})
    assert "Kết quả năm 2022 đã được công bố" in text
    assert "mô phỏng" not in text
    assert "Thứ hạng chung dự báo là 33 trên 63, với ít nhất 8 trên 10 khả năng." in text
    assert "Điều còn chưa chắc chắn" not in text


def test_without_any_results_it_says_what_is_not_known(told: Callable[..., str]) -> None:
    text = told(forecast=None, by_source={}, past_ranks=(), before=None, rival=None)
    assert "Chưa có kết quả công bố nào đến năm 2022" in text
    assert "Khả năng xếp ở từng hạng" not in text
    assert "3. Điểm có thể mất" in text  # what is left out leaves no gap in the numbers
    assert "3.1 Điện thoại thông minh 9,00 –" in text  # places are not known
    assert "không đổi hạng" not in text


def test_a_forecast_without_the_whole_is_said(told: Callable[..., str]) -> None:
    found = prospects.forecast_of(2022)
    text = told(forecast=replace(found, measures={"society": prospects.SOCIETY}))
    assert "Chưa đủ giá trị công bố của các địa phương khác để dự báo thứ hạng chung năm 2022." in text
    assert "Khả năng xếp ở từng hạng" not in text
    assert "Thứ hạng qua các năm" in text


def test_the_years_and_the_words_of_the_news(told: Callable[..., str]) -> None:
    text = told()
    assert "năm 2020 hạng 21; năm 2021 hạng 18. Hạng năm 2021 được tính từ các giá trị công bố." in text
    assert "Trung vị dự báo năm 2022 là hạng 15, tăng 3 bậc so với năm 2021." in text
    assert "Sóc Trăng 2022 15 12–24 15–18" in text


def test_the_change_of_points_names_what_is_known_only_together(told: Callable[..., str]) -> None:
    text = told()
    own = samples.report_of(samples.answered()).scorecard.whole.points
    change = f"{float(own - 600):+.2f}".replace(".", ",").replace("-", "−")
    assert "So với kết quả công bố năm 2021 (600,00 điểm)" in text
    assert f"thay đổi {change} điểm" in text
    assert "Các chỉ số chính 1, 2, 4, 5, 8, 9 cùng nhau" in text
    assert "Hình 6. Thay đổi điểm từ công bố năm 2021 đến tự chấm năm 2022" in text


def test_no_change_is_said_and_not_drawn(told: Callable[..., str]) -> None:
    card = samples.report_of(samples.answered()).scorecard
    text = told(before=PublishedPoints(2021, card.whole.points, {}))
    assert "Điểm tự chấm trùng với kết quả công bố năm 2021" in text
    assert "Thay đổi điểm từ" not in text


@given(
    whole=st.fractions(0, 1000, max_denominator=10),
    by_index=st.dictionaries(st.sampled_from(SCORED), st.fractions(0, 200, max_denominator=10_000)),
)
def test_the_steps_lead_to_the_own_points(whole: Fraction, by_index: Mapping[str, Fraction]) -> None:
    ts = _setter()
    steps, together = points_steps(ts, PublishedPoints(2021, whole, by_index))
    assert {*together} == {*SCORED} - by_index.keys()
    end = running_totals(whole, steps)[-1]
    is_told_apart = not together
    assert abs(end - ts.data.scorecard.whole.points) < (Fraction(1, 200) if is_told_apart else 1)
    assert is_told_apart or end == ts.data.scorecard.whole.points
    assert len({step.label for step in steps}) == len(steps)


def test_one_index_that_was_not_published_has_its_own_step_and_rounding_another() -> None:
    ts = _setter()
    card = ts.data.scorecard
    known = {code: card.indices[code].total.points for code in SCORED}
    alone = {code: points for code, points in known.items() if code != "5"}
    steps, _ = points_steps(ts, PublishedPoints(2021, card.whole.points - 3, alone))
    assert next(step for step in steps if step.delta_points == 3).label.startswith("5. ")
    steps, _ = points_steps(ts, PublishedPoints(2021, card.whole.points - Fraction("0.04"), known))
    assert [step.label for step in steps if step.delta_points] == ["Do làm tròn số công bố"]


def _setter() -> Typesetter:
    return Typesetter.of(samples.report_of(samples.answered()))


def test_the_rival_above(told: Callable[..., str]) -> None:
    text = told()
    assert "Theo kết quả năm 2021, Kon Tum đứng ngay trên Sóc Trăng với giá trị 0,7123" in text
    assert "Giá trị các chỉ số chính 1, 2, 4, 5, 8, 9 của Kon Tum không được công bố." in text
    assert "Hình 7. Giá trị các chỉ số chính so với Kon Tum (nét đứt)" in text


def test_a_rival_of_whom_no_index_is_known_is_told_and_not_drawn(told: Callable[..., str]) -> None:
    rival = prospects.prospect(samples.answered()).rival
    assert rival is not None
    text = told(rival=replace(rival, outline=RivalOutline("Kon Tum", ())))
    assert "Giá trị các chỉ số chính 1–5, 7–9 của Kon Tum không được công bố." in text
    assert "(nét đứt)" not in text


def test_losses_are_cut_at_ten_and_say_so(told: Callable[..., str]) -> None:
    text = told()
    assert "nêu 10 trên 12 tài liệu làm mất nhiều điểm nhất" in text
    assert "741/QĐ-UBND (1.1, 3.1) 19,00 2,5" in text
    assert "750/QĐ-UBND (4.1) 10,00 2,5" in text
    assert "751/QĐ-UBND" not in text
    assert "nêu 2 trên 2 chỉ số thành phần" in text
    assert "1.1 Trưởng ban Ban chỉ đạo −8,00 điểm không đổi hạng" in text


def test_no_document_alone_costs_points(told: Callable[..., str]) -> None:
    text = told(document_losses=())
    assert "Chưa có tài liệu nào mà riêng việc không công nhận tài liệu đó làm mất điểm." in text
    assert "Điểm và bậc mất nếu một tài liệu" not in text


def test_figures_are_counted_on_from_the_body(pages: Pages) -> None:
    read = pages(self_evaluation_pdf(prospects.report_with()))
    captions = [word for word in joined(read).split("Hình ")[1:] if word[:1].isdigit()]
    assert [int(caption.split(".")[0]) for caption in captions] == list(range(1, 10))


def test_each_caption_stands_on_the_page_of_its_picture(pages: Pages) -> None:
    drawn = {
        "Hình 4.": "hạng 15, 8 trên 10 khả năng từ 12 đến 24",
        "Hình 5.": "Sóc Trăng hạng 15",
        "Hình 6.": "Đơn vị: điểm",
        "Hình 7.": "Kon Tum",
        "Hình 8.": "−19,00 điểm",
        "Hình 9.": "−9,00 điểm",
    }
    read = [page.replace("\u00a0", " ") for page in pages(self_evaluation_pdf(prospects.report_with()))]
    for caption, words in drawn.items():
        assert any(caption in page and words in page for page in read), caption


NASTY = "<b>đậm</b> </para> {number} %s &amp; \x00 \u202e" + "dài " * 300


def test_what_others_wrote_cannot_break_the_annex(pages: Pages) -> None:
    papers = {
        "title": Document("title", Citation("", None, "", NASTY), None, "2022-11-22T08:42:07Z"),
        "file": Document("file", Citation(), StoredFile("0" * 64, 1, "x", NASTY), "2022-11-22T08:42:07Z"),
    }
    assessment = replace(samples.answered(), documents=papers, links={})
    losses = tuple(Loss(key, ("1.1",), Fraction(3), 0.5) for key in papers)
    data = replace(
        samples.report_of(assessment),
        prospect=replace(prospects.prospect(assessment), document_losses=losses),
    )
    text = joined(annex_of(pages(self_evaluation_pdf(data))))
    assert "<b>đậm</b> </para> {number} %s &amp;" in text
    assert "\u202e" not in text


def test_english(pages: Pages) -> None:
    text = joined(pages(self_evaluation_pdf(prospects.report_with(language="en"))))
    assert "STANDING, FORECAST AND RISKS (Internal paper, not part of the submission)" in text
    assert "median at 15 out of 63; with 8 chances in 10 it lies between 12 and 24." in text
    assert "Overall 15/63 12–24 5% 85% 95%" in text
    assert "up 3 places on 2021" in text
    vietnamese = samples.texts("vi")
    leaked = [
        key
        for key, words in vietnamese.items()
        if key.startswith(("report.prospect.", "risk.")) and len(words) > 30 and words[:30] in text
    ]
    assert not leaked


def test_the_annex_of_another_index(pages: Pages) -> None:
    assessment = samples.answered(samples.SMALL)
    codes = list(samples.SMALL.indicators)
    found = prospects.prospect(assessment)
    rows = tuple(replace(row, code=code) for row, code in zip(found.backing.rows, codes, strict=False))
    found = replace(
        found,
        backing=replace(found.backing, rows=rows),
        expected_points={row.code: row.claimed_points for row in rows},
        before=PublishedPoints(assessment.year - 1, Fraction(30), {}),
        document_losses=(),
        indicator_losses=(Loss(codes[0], (codes[0],), Fraction(2), 0.5),),
    )
    data = replace(samples.report_of(assessment, against=None), prospect=found)
    text = joined(annex_of(pages(self_evaluation_pdf(data))))
    assert "30,00 điểm" in text
    assert samples.SMALL.indicators[codes[0]].short.vi in text


@pytest.mark.parametrize("step", range(3))
def test_it_stops_between_its_pieces(step: int) -> None:
    asked = 0

    def counting() -> bool:
        nonlocal asked
        asked += 1
        return False

    def stopping(after: int) -> Callable[[], bool]:
        answers: Iterator[bool] = iter([False] * after)
        return lambda: next(answers, True)

    pieces_before = len(samples.REAL.main_indices) + 3
    self_evaluation_pdf(prospects.report_with(), cancelled=counting)
    assert asked > pieces_before + step
    with pytest.raises(Cancelled):
        self_evaluation_pdf(prospects.report_with(), cancelled=stopping(pieces_before + step))


def test_a_prospect_is_plain_data() -> None:
    found = prospects.prospect(samples.answered())
    assert found == prospects.prospect(samples.answered())
    assert isinstance(found, ReportProspect)
