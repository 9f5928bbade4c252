"""The yearly improvement plan, printed and in Word: both say all that the plan holds, and the same."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import plan_samples as plans
import pytest
import report_samples as samples
from docx import Document
from docx.oxml.ns import qn

from dti_desktop.engine.assessment import Signatory
from dti_desktop.engine.model import Text
from dti_desktop.errors import Cancelled
from dti_desktop.format import Format
from dti_desktop.reports.improvement_plan import improvement_plan_pdf
from dti_desktop.reports.model import ThreeTotals
from dti_desktop.reports.plan_model import (
    ExpectedStanding,
    ImprovementPlan,
    PlanAction,
    PlanAssumptions,
    PlanGoal,
    PlanOutcome,
    PlanStanding,
    ProvideEvidence,
    ReachLevel,
    ReachNumber,
)
from dti_desktop.reports.wording import Language

Pages = Callable[[bytes], list[str]]
Read = Callable[[ImprovementPlan], str]

HOSTILE = '<img src="/etc/hostname"/> & <b>đậm</b> {year} %s'
LONG_WORD = "Thuathienhue" * 40


def one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


def squeezed(text: str) -> str:
    """The letters alone: what a cell breaks at its edge is still there."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def word_texts(docx: bytes) -> Iterator[str]:
    """The text of every paragraph of the body in order, tables included."""
    body = Document(io.BytesIO(docx)).element.body
    for paragraph in body.iter(qn("w:p")):
        yield "".join(
            (part.text or "") if part.tag == qn("w:t") else " "
            for part in paragraph.iter(qn("w:t"), qn("w:br"))
        )


def word_text(docx: bytes) -> str:
    return one_line(" ".join(word_texts(docx)))


@cache
def printed(kind: str, language: Language = "vi") -> bytes:
    return plans.pdf({"small": plans.small, "whole": plans.plan}[kind](), language)


@pytest.fixture(params=["pdf", "docx"])
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Return a function: the letters of the plan as one of the two documents, read back."""
    from pypdf import PdfReader

    def from_pdf(plan: ImprovementPlan) -> str:
        pages = PdfReader(io.BytesIO(plans.pdf(plan))).pages
        return squeezed("".join(page.extract_text() for page in pages))

    def from_docx(plan: ImprovementPlan) -> str:
        return squeezed(word_text(plans.docx(plan)))

    return from_pdf if request.param == "pdf" else from_docx


def test_everything_of_the_plan_is_in_both(read: Read) -> None:
    plan = plans.plan()
    text = read(plan)
    form = Format("vi")
    for row in plan.rows:
        said = [row.indicator_code, row.title.vi, form.points(row.points_gained)]
        said += [form.number(row.effort_days), form.fixed(Fraction(row.places_gained or 0), 1)]
        said += [row.department or "Chưa phân công", form.date(row.due) if row.due else "–"]
        for action in row.actions:
            match action:
                case ProvideEvidence(wanted):
                    said.append(f"Cung cấp minh chứng: {wanted.vi}")
                case ReachLevel(_, target):
                    said.append(f"mức “{target.vi}”")
                case ReachNumber(of, now, target, unit):
                    said += [of.vi, f"{form.number(target)} {unit.vi}"]
                    said.append("tăng từ 700 lên" if now is not None else "đạt")
        for each in said:
            assert squeezed(each) in text, (row.indicator_code, each)
    for index in plan.indices:
        assert squeezed(f"{index.title.vi}{form.points(index.points)}") in text
    for left_out in plan.excluded:
        assert squeezed(left_out.title.vi) in text
    assert squeezed(f"cần khoảng {form.number(sum(row.effort_days for row in plan.rows))} ngày công") in text


def test_what_is_not_planned_is_told_with_its_reason(read: Read) -> None:
    plan = plans.small()
    excluded = (*plan.excluded, replace(plan.excluded[0], reason="moon-phase"))
    text = read(replace(plan, excluded=excluded))
    for left_out in plan.excluded:
        assert squeezed(left_out.title.vi) in text
    for reason in ("không thể thực hiện", "việc đã qua", "tự đo", "Vượt quá số ngày công", "Không cần thiết"):
        assert squeezed(reason) in text
    assert squeezed("Lý do khác (moon-phase)") in text


def test_standing_goal_and_outcome(read: Read) -> None:
    plan = replace(
        plans.small(),
        standing=PlanStanding(
            Fraction("573.1"),
            Fraction(1000),
            Fraction("0.5731"),
            39,
            63,
            2022,
            ThreeTotals(Fraction("573.1"), Fraction(401), Fraction("62.125")),
        ),
        outcome=PlanOutcome(Fraction("641.6"), Fraction("0.6416"), 24, 19, 31),
    )
    text = read(plan)
    for sentence in (
        "Đồng Tháp đạt 573,10 trên 1.000 điểm, giá trị DTI là 0,5731.",
        "So với kết quả công bố năm 2022, giá trị này đứng thứ 39 trên 63 tỉnh, thành phố.",
        "Trong 573,10 điểm tự chấm, 401,00 điểm đã có tài liệu minh chứng; 62,13 điểm có nguy cơ",
        "Năm 2023, phấn đấu đạt hạng 25 hoặc cao hơn trong 63 tỉnh, thành phố.",
        "Tổng điểm 573,10 641,60 +68,50",
        "Giá trị DTI 0,5731 0,6416 +0,0685",
        "39 24 +15",
        "từ 19 đến 31",
        "trước hết ngày 12/05/2023",
        "Khả năng được chấp nhận của điểm chưa có minh chứng: 50 %",
        "lệch không quá 10 % số điểm tối đa",
        "kết quả công bố đến năm 2022",
        "10.000 lần mô phỏng",
        "những việc chưa có ước tính riêng lấy theo mức mặc định",
    ):
        assert squeezed(sentence) in text, sentence
    assert squeezed("chưa đủ để đạt mục tiêu") not in text


@pytest.mark.parametrize(
    ("goal", "sentence"),
    [
        (PlanGoal("points", Fraction(1301, 2), True), "phấn đấu đạt từ 650,50 điểm trở lên trên 1.000 điểm"),
        (PlanGoal("days", Fraction(60), True), "thứ hạng cao nhất với không quá 60 ngày công"),
        (PlanGoal("rank", Fraction(3), False), "chưa đủ để đạt mục tiêu này"),
    ],
)
def test_every_kind_of_goal(read: Read, goal: PlanGoal, sentence: str) -> None:
    assert squeezed(sentence) in read(replace(plans.small(), goal=goal))


def test_nothing_is_claimed_that_is_not_known(read: Read) -> None:
    plan = plans.small()
    standing = PlanStanding(plan.standing.points, plan.standing.max_points, plan.standing.value)
    unknown = replace(
        plan,
        standing=standing,
        outcome=PlanOutcome(plan.outcome.points, plan.outcome.value),
        rows=tuple(replace(row, places_gained=None, is_in_time=None) for row in plan.rows),
        excluded=(),
        assumptions=PlanAssumptions(),
        data_deadline=None,
        signatory=Signatory(),
    )
    text = read(unknown)
    for absent in (
        "Bậc tăng",
        "đứng thứ",
        "nguy cơ",
        "mô phỏng",
        "trung vị",
        "Phụ lục II",
        "hạn nhập",
        "80 %",
    ):
        assert squeezed(absent) not in text, absent
    assert squeezed("Chưa xác định được thứ hạng.") in text
    assert squeezed("phấn đấu đạt hạng 25 hoặc cao hơn.") in text
    assert squeezed("NGƯỜI KÝ") in text


def test_an_empty_plan_is_a_whole_document(read: Read) -> None:
    text = read(plans.plan(()))
    assert squeezed("Không có nhiệm vụ nào được đưa vào Kế hoạch.") in text
    assert squeezed("V. TỔ CHỨC THỰC HIỆN") in text
    assert squeezed("Nguyễn Thị Ánh") in text
    assert squeezed("Nhiệm vụ theo") not in text and squeezed("0 nhiệm vụ") not in text


def test_late_unconfirmed_and_measured_tasks_are_marked(read: Read) -> None:
    plan = plans.small()
    late, *others = plan.rows
    marked = replace(late, is_in_time=False, confidence="recollected", is_measured_by_ministry=True)
    on_time = [
        replace(row, is_in_time=True, confidence="confirmed", is_measured_by_ministry=False) for row in others
    ]
    text = read(replace(plan, rows=(marked, *on_time)))
    assert squeezed(f"{late.title.vi} **†") in text
    assert text.count(squeezed("sau hạn nhập số liệu")) == 3  # in both tables and in the note
    assert squeezed(f"ghi lại theo trí nhớ (**): {late.indicator_code}.") in text
    assert squeezed(f"do cơ quan chủ trì tự đo (†): {late.indicator_code}.") in text
    assert squeezed("(*)") not in text


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (ReachLevel(None, Text("Có")), "Đạt mức “Có”"),
        (
            ReachLevel(Text("Chưa"), Text("Có"), Text("Kho dữ liệu")),
            "Kho dữ liệu: nâng từ mức “Chưa” lên mức “Có”",
        ),
        (
            ReachNumber(Text("Số sự cố"), Fraction(12), Fraction(5), Text("sự cố")),
            "Số sự cố: giảm từ 12 xuống 5 sự cố",
        ),
        (ReachNumber(Text("Số xã"), None, Fraction(15, 2), Text("xã")), "Số xã: đạt 7,5 xã"),
        (
            ReachNumber(Text("Số lần"), Fraction(0), Fraction(1_200_000), Text("")),
            "Số lần: tăng từ 0 lên 1.200.000",
        ),
    ],
)
def test_what_is_to_be_done_in_words(read: Read, action: PlanAction, said: str) -> None:
    plan = plans.small()
    assert squeezed(said) in read(replace(plan, rows=(replace(plan.rows[0], actions=(action,)),)))


def test_outside_text_is_shown_as_it_is(read: Read) -> None:
    plan = plans.small()
    row = replace(
        plan.rows[0],
        title=Text(HOSTILE + " tên"),
        department=HOSTILE + " sở",
        actions=(ProvideEvidence(Text("\x00=1+1\x07\x1b[31m \u202edoc\u202c \ud800 \uffff " + HOSTILE)),),
    )
    text = read(
        replace(
            plan,
            province=HOSTILE,
            decision=HOSTILE,
            rows=(row,),
            signatory=Signatory(HOSTILE, HOSTILE),
            author="\x00" + HOSTILE * 20,
        )
    )
    assert text.count(squeezed(HOSTILE + " tên")) == 2
    assert text.count(squeezed(HOSTILE + " sở")) == 2
    assert squeezed("=1+1[31m doc □ □ <img") in text
    assert squeezed(HOSTILE.upper()) in text  # the office and the leader's title, in capitals
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)


def test_words_longer_than_a_cell_are_whole(read: Read) -> None:
    plan = plans.small()
    long = replace(
        plan.rows[0],
        title=Text(LONG_WORD + " tên"),
        department=LONG_WORD + " sở",
        actions=(ProvideEvidence(Text(f"{'rất dài ' * 900}hết")),),
    )
    text = read(replace(plan, rows=(long, *plan.rows[1:])))
    assert text.count(LONG_WORD + "tên") == 2
    assert text.count(squeezed("rất dài") * 3) > 200 and squeezed("rất dài hết") in text


def test_same_plan_same_bytes() -> None:
    plan = plans.small()
    assert plans.pdf(plan) == plans.pdf(plan)
    assert plans.docx(plan) == plans.docx(plan)
    assert plans.docx(plan) != plans.docx(replace(plan, printed_on=date(2026, 11, 23)))


def test_both_documents_say_the_same_in_the_same_order(pages: Pages) -> None:
    plan = plans.small()
    on_paper = squeezed("".join(pages(plans.pdf(plan))))
    for paragraph in word_texts(plans.docx(plan)):
        for line in paragraph.split():
            assert squeezed(line) in on_paper, line


def test_english(pages: Pages) -> None:
    text = one_line(" ".join(pages(printed("small", "en"))))
    in_word = word_text(plans.docx(plans.small(), "en"))
    for sentence in (
        "To improve the Digital Transformation Index (DTI) of Đồng Tháp in 2023",
        "To reach rank 25 or better among 63 provinces in 2023.",
        "Table 4. Tasks by department in charge",
        "after the data deadline",
    ):
        assert squeezed(sentence) in squeezed(text), sentence
        assert sentence in in_word
    assert not re.search(r"Nhiệm vụ|Điểm|ngày công", text)


def test_a_long_table_repeats_its_head(pages: Pages) -> None:
    read = pages(printed("whole"))
    with_tasks = [page for page in read if "Chỉ số thành phần và việc cần làm" in page]
    assert len(with_tasks) > 5
    for page in with_tasks[1:]:
        first_line = [line.strip() for line in page.splitlines() if line.strip()][1:4]
        assert any("Đơn vị chủ trì" in line for line in first_line)


def test_page_numbers_stand_on_every_page_but_the_first(pages: Pages) -> None:
    first, *rest = pages(printed("whole"))
    assert not re.match(r"\s*1\s", first)
    for number, page in enumerate(rest, start=2):
        assert re.match(rf"\s*{number}\s", page), number


def test_a_main_index_never_stands_at_the_foot_of_a_page(pages: Pages) -> None:
    titles = [index.title.vi for index in plans.plan().indices]
    for page in pages(printed("whole")):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        last = lines[-2]  # the last line is the foot of the page
        assert not any(re.match(rf"\d {re.escape(title)}\s", last) for title in titles), last


def test_the_draft_mark_and_the_sample_banner(read: Read, pages: Pages) -> None:
    text = one_line(" ".join(pages(plans.pdf(replace(plans.small(), is_draft=False)))))
    assert "DỰ THẢO" not in text
    assert "DỰ THẢO" in one_line(" ".join(pages(printed("small"))))
    sample = read(replace(plans.small(), is_sample=True))
    assert squeezed("chỉ để minh họa, không phải số liệu của địa phương") in sample


def test_progress_and_cancelling() -> None:
    told: list[tuple[int, int]] = []
    arguments = {"texts": samples.texts("vi"), "fonts_dir": samples.FONTS}
    improvement_plan_pdf(
        plans.small(),
        **arguments,
        progress=lambda done, total: told.append((done, total)),  # type: ignore[arg-type]
    )
    assert told[-1][0] == told[-1][1]
    with pytest.raises(Cancelled):
        improvement_plan_pdf(plans.small(), **arguments, cancelled=lambda: True)  # type: ignore[arg-type]


def test_pdf_properties_and_fonts(
    info: Callable[[bytes], dict[str, str]], fonts: Callable[[bytes], list[list[str]]]
) -> None:
    said = info(printed("small"))
    assert said["Title"] == "Kế hoạch cải thiện Chỉ số chuyển đổi số (DTI) năm 2023 của Đồng Tháp"
    assert said["Page size"].endswith("(A4)")
    assert all("yes" in line for line in fonts(printed("small")))
    assert all("Liberation" in line[0] or "DejaVu" in line[0] for line in fonts(printed("small")))


def test_what_is_expected_to_be_recognised_is_said_and_counted_from(read: Read) -> None:
    plan = plans.small()
    assert "dựkiếnđượccôngnhận" not in read(plan)
    expected = ExpectedStanding(Fraction(400), Fraction(2, 5), 50)
    text = read(replace(plan, standing=replace(plan.standing, expected=expected)))
    form = Format("vi")
    gained = form.points(plan.outcome.points - 400)
    assert squeezed("dự kiến được công nhận là 400,00, đứng thứ 50 trên 63") in text
    assert squeezed(f"Tổng điểm400,00{form.points(plan.outcome.points)}+{gained}") in text
    assert squeezed(form.points(plan.standing.points)) in text  # what was claimed still stands there
    alone = ExpectedStanding(Fraction(400), None, None)
    text = read(replace(plan, standing=replace(plan.standing, expected=alone)))
    assert squeezed("dự kiến được công nhận là 400,00. Điểm tăng") in text
