"""The improvement plan in words: its sections in the order of a province's yearly plan, as plain blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count

from dti_desktop.reports.blocks import (
    AnnexTitle,
    Banner,
    Block,
    Heading,
    Letterhead,
    Paragraph,
    ParagraphKind,
    PlainDocument,
    Properties,
    Signature,
    Title,
    plain,
)
from dti_desktop.reports.letterhead import office_lines, place_of
from dti_desktop.reports.plan_model import ImprovementPlan, PlanRow, needed_days
from dti_desktop.reports.plan_tables import (
    department_table,
    exclusion_table,
    index_table,
    outcome_table,
    task_table,
)
from dti_desktop.reports.wording import Language, Wording

_LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}


def plan_document(plan: ImprovementPlan, texts: Mapping[str, str], language: Language) -> PlainDocument:
    """Return the whole plan as blocks. Raises KeyError where a text is missing."""
    words = Wording(texts, language)
    table_numbers = count(1)
    blocks: list[Block] = [
        *_head(plan, words),
        *_basis(plan, words),
        *_purpose(words),
        *_standing(plan, words, table_numbers),
        *_goal(plan, words, table_numbers),
        *_tasks(plan, words, table_numbers),
        *_organisation(plan, words, table_numbers),
        _signature(plan, words),
        *_method(plan, words),
        *_excluded(plan, words, table_numbers),
    ]
    return PlainDocument(_properties(plan, words), tuple(blocks))


def _say(words: Wording, kind: ParagraphKind, key: str, /, **facts: object) -> Paragraph:
    return Paragraph(plain(words(key, **facts), is_italic=kind == "basis"), kind)


def _section(words: Wording, key: str) -> Heading:
    return Heading(words(key), key)


def _subsection(words: Wording, key: str) -> Heading:
    return Heading(words(key), key, 2)


def _properties(plan: ImprovementPlan, words: Wording) -> Properties:
    marks = [words("report.draft_mark")] if plan.is_draft else []
    if plan.is_sample:
        marks.append(words("report.sample.mark"))
    names = {"province": plan.province, "year": plan.plan_year}
    return Properties(
        title=words("report.plan.document_title", **names),
        author=plan.author,
        subject=words.of(plan.catalogue_title),
        language=_LANGUAGE_TAGS[words.language],
        made_on=plan.printed_on,
        marks=tuple(marks),
        foot_left=words("report.plan.foot", **names),
        foot_right=words("report.foot.printed", day=words.day(plan.printed_on)),
    )


def _head(plan: ImprovementPlan, words: Wording) -> Iterator[Block]:
    committee, province = office_lines(words, plan.province)
    place = words("report.place_and_date", province=place_of(plan.province), year=plan.printed_on.year)
    yield Letterhead(
        committee,
        province,
        words("report.plan.number"),
        words("report.nation"),
        words("report.motto"),
        place,
    )
    subject = words("report.plan.title", province=plan.province, year=plan.plan_year)
    yield Title(words("report.plan.kind"), subject)
    if plan.is_sample:
        yield Banner(words("report.sample.mark"), words("report.sample.note"))


def _basis(plan: ImprovementPlan, words: Wording) -> Iterator[Block]:
    title = words.of(plan.catalogue_title)
    yield _say(words, "basis", "report.plan.basis.index", decision=plan.decision, title=title)
    yield _say(words, "basis", "report.plan.basis.results", year=plan.assessed_year)
    yield _say(words, "basis", "report.plan.basis.blank")
    yield _say(
        words,
        "body",
        "report.plan.opening",
        province=plan.province,
        year=plan.plan_year,
        assessed=plan.assessed_year,
    )


def _purpose(words: Wording) -> Iterator[Block]:
    yield _section(words, "report.plan.section.purpose")
    yield _subsection(words, "report.plan.purpose")
    yield from _items(words, "report.plan.purpose.list")
    yield _subsection(words, "report.plan.demands")
    yield from _items(words, "report.plan.demands.list")


def _items(words: Wording, key: str, **facts: object) -> Iterator[Block]:
    for line in words(key, **facts).splitlines():
        yield Paragraph(plain(line), "item")


def _standing(plan: ImprovementPlan, words: Wording, numbers: Iterator[int]) -> Iterator[Block]:
    standing = plan.standing
    yield _section(words, "report.plan.section.standing")
    yield _say(
        words,
        "body",
        "report.plan.standing",
        year=plan.assessed_year,
        province=plan.province,
        points=words.points(standing.points),
        max_points=words.exact(standing.max_points),
        value=words.value(standing.value),
    )
    if standing.rank is None or standing.of is None:
        yield _say(words, "body", "report.plan.standing.no_rank")
    elif standing.against is None:
        yield _say(words, "body", "report.plan.standing.rank", rank=standing.rank, of=standing.of)
    else:
        facts = {"rank": standing.rank, "of": standing.of, "year": standing.against}
        yield _say(words, "body", "report.plan.standing.rank_against", **facts)
    if standing.totals is not None:
        yield _say(
            words,
            "body",
            "report.totals.sentence",
            claimed=words.points(standing.totals.claimed_points),
            backed=words.points(standing.totals.backed_points),
            at_risk=words.points(standing.totals.at_risk_points),
        )
    yield from _expected(plan, words)
    if plan.indices:
        yield index_table(plan, words, next(numbers))


def _expected(plan: ImprovementPlan, words: Wording) -> Iterator[Block]:
    """Say what is expected to be recognised, and that the plan counts from there."""
    expected = plan.standing.expected
    if expected is None:
        return
    points = words.points(expected.points)
    if expected.rank is None:
        yield _say(words, "body", "report.plan.standing.expected", points=points)
    else:
        facts = {"points": points, "rank": expected.rank, "of": plan.standing.of}
        yield _say(words, "body", "report.plan.standing.expected_rank", **facts)


def _goal(plan: ImprovementPlan, words: Wording, numbers: Iterator[int]) -> Iterator[Block]:
    goal, standing = plan.goal, plan.standing
    yield _section(words, "report.plan.section.goal")
    amount = words.points(goal.amount) if goal.kind == "points" else words.exact(goal.amount)
    key = f"report.plan.goal.{goal.kind}"
    if goal.kind == "rank" and standing.of is None:
        key = "report.plan.goal.rank_alone"
    yield _say(
        words,
        "body",
        key,
        amount=amount,
        of=standing.of,
        max_points=words.exact(standing.max_points),
        year=plan.plan_year,
    )
    if not goal.is_reachable:
        yield _say(words, "body", "report.plan.goal.out_of_reach")
    if plan.rows:
        yield _say(
            words,
            "body",
            "report.plan.work",
            tasks=words.count(len(plan.rows)),
            days=words.exact(needed_days(plan.rows)),
        )
    yield outcome_table(plan, words, next(numbers))
    if plan.outcome.median_rank is not None:
        yield _say(words, "table_note", "report.plan.outcome_note")


def _tasks(plan: ImprovementPlan, words: Wording, numbers: Iterator[int]) -> Iterator[Block]:
    yield _section(words, "report.plan.section.tasks")
    if not plan.rows:
        yield _say(words, "body", "report.plan.no_tasks")
        return
    yield _say(words, "body", "report.plan.tasks_opening")
    yield task_table(plan, words, next(numbers))
    notes = []
    for name, is_so in (
        ("partly", any(row.confidence == "partly" for row in plan.rows)),
        ("recollected", any(row.confidence == "recollected" for row in plan.rows)),
        ("ministry", any(row.is_measured_by_ministry for row in plan.rows)),
        ("places", any(row.places_gained is not None for row in plan.rows)),
        ("late", any(row.is_in_time is False for row in plan.rows)),
    ):
        if is_so:
            notes.append(words(f"report.plan.note.{name}"))
    if notes:
        yield Paragraph(plain(" ".join(notes)), "table_note")


def _organisation(plan: ImprovementPlan, words: Wording, numbers: Iterator[int]) -> Iterator[Block]:
    yield _section(words, "report.plan.section.organisation")
    yield _subsection(words, "report.plan.departments")
    yield from _items(words, "report.plan.departments.list")
    if plan.rows:
        yield department_table(plan, words, next(numbers))
        if any(not row.department.strip() for row in plan.rows):
            yield _say(words, "table_note", "report.plan.no_department.note")
    yield _subsection(words, "report.plan.lead")
    yield from _items(words, "report.plan.lead.list")
    if plan.data_deadline is not None:
        yield from _items(words, "report.plan.lead.deadline", day=words.day(plan.data_deadline))


def _signature(plan: ImprovementPlan, words: Wording) -> Signature:
    signatory = plan.signatory
    return Signature(
        closing=words("report.plan.closing", province=plan.province),
        recipients_head=words("report.recipients.head"),
        recipients=tuple(words("report.plan.recipients").splitlines()),
        leader_title=(signatory.title.strip() or words("report.signatory")).upper(),
        how=words("report.sign.draft"),
        leader_name=signatory.name.strip() or words("report.name_blank"),
    )


def _annex(plan: ImprovementPlan, words: Wording, name: str) -> AnnexTitle:
    return AnnexTitle(
        words(f"report.plan.annex.{name}.number"),
        words(f"report.plan.annex.{name}.title"),
        words("report.plan.annex.note", year=plan.plan_year),
        f"report.plan.annex.{name}",
    )


def _method(plan: ImprovementPlan, words: Wording) -> Iterator[Block]:
    assumed = plan.assumptions
    yield _annex(plan, words, "method")
    yield _subsection(words, "report.plan.method")
    yield _say(words, "body", "report.plan.method.points")
    if any(row.places_gained is not None for row in plan.rows):
        yield _say(words, "body", "report.plan.method.places")
    effort = "report.plan.method.effort_default" if assumed.is_effort_default else "report.plan.method.effort"
    yield _say(words, "body", effort)
    if plan.data_deadline is not None:
        day = words.day(plan.data_deadline)
        yield _say(words, "body", "report.plan.method.deadline", day=day)
    yield _subsection(words, "report.plan.uncertain")
    outcome = plan.outcome
    if outcome.median_rank is not None:
        yield _say(words, "body", "report.plan.uncertain.rank")
    if assumed.known_until is not None:
        yield _say(words, "body", "report.plan.uncertain.known", year=assumed.known_until)
    if assumed.draws is not None:
        yield _say(words, "body", "report.plan.uncertain.draws", draws=words.count(assumed.draws))
    if assumed.acceptance_share is not None:
        share = words.target_percent(assumed.acceptance_share)
        yield _say(words, "body", "report.plan.uncertain.acceptance", share=share)
    if assumed.ministry_range_share is not None:
        share = words.target_percent(assumed.ministry_range_share)
        yield _say(words, "body", "report.plan.uncertain.range", share=share)
    yield from _uncertain_rows(plan, words)


def _uncertain_rows(plan: ImprovementPlan, words: Wording) -> Iterator[Block]:
    def codes(is_so: Callable[[PlanRow], bool]) -> list[str]:
        return list(dict.fromkeys(row.indicator_code for row in plan.rows if is_so(row)))

    ministry = codes(lambda row: row.is_measured_by_ministry)
    partly = codes(lambda row: row.confidence == "partly")
    recollected = codes(lambda row: row.confidence == "recollected")
    for name, found in (("ministry", ministry), ("partly", partly), ("recollected", recollected)):
        if found:
            key = f"report.plan.uncertain.{name}"
            yield _say(words, "body", key, count=words.count(len(found)), codes=", ".join(found))
    if plan.is_sample:
        yield _say(words, "body", "report.plan.uncertain.sample")
    yield _say(words, "body", "report.plan.uncertain.not_official")


def _excluded(plan: ImprovementPlan, words: Wording, numbers: Iterator[int]) -> Iterator[Block]:
    if plan.excluded:
        yield _annex(plan, words, "excluded")
        yield _say(words, "body", "report.plan.excluded")
        yield exclusion_table(plan, words, next(numbers))
