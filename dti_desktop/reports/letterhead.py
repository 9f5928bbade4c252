"""The official frame of the report: quốc hiệu and issuing office above, signature and recipients below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dti_desktop.engine.assessed_unit import commune_name, unit_and_province
from dti_desktop.reports import paper
from dti_desktop.reports.blocks import Banner, Letterhead, Title
from dti_desktop.reports.typesetter import Compositor, Typesetter
from dti_desktop.reports.wording import Wording

LEADERS_PLACE, OTHERS_PLACE = "LeadersSignature", "OthersSignature"
"""The named destinations that tell where a stamp goes: over the leader's name, or beside it for anybody
else who signs the submission, so that nobody seems to have signed for the leader."""

_OFFICE_MM, _NATION_MM = 62.0, 101.0
_SIGNATURE_POINTS = paper.SIGNATURE_POINTS


def office_lines(words: Wording, province: str) -> tuple[str, str]:
    """Return the issuing body in capitals: its kind, and the province's name; for a unit that over its own.

    What kind of province it is cannot be known from its name, unless the name itself says so. A unit with a
    committee of its own is known by how its name begins; any other stands below its province.
    """
    unit, province = unit_and_province(province)
    if unit:
        above = words("report.office.committee")
        if commune_name(unit) is None:
            above = office_lines(words, province)[1]
        return above.upper(), unit.upper()
    prefix = words("report.office.city_prefix")
    if province.startswith(prefix):
        province = words("report.office.city", name=province.removeprefix(prefix))
    return words("report.office.committee").upper(), province.upper()


def place_of(province: str) -> str:
    """Return where a paper is dated: the commune's own name, else the province's."""
    unit, province = unit_and_province(province)
    return commune_name(unit) or province


def letterhead(ts: Typesetter, title: Title | None = None, number: str | None = None) -> list[Any]:
    """Return the block at the top of the first page, and its title; the report's own by itself."""
    data, words = ts.data, ts.words
    province = data.assessment.province
    head = Letterhead(
        *office_lines(words, province),
        number=number or words("report.number"),
        nation=words("report.nation"),
        motto=words("report.motto"),
        place_and_date=words("report.place_and_date", province=place_of(province), year=data.printed_on.year),
    )
    if title is None:
        title = Title(words("report.kind"), words("report.title", year=data.assessment.year))
    return [official_head(ts, head), *official_title(ts, title), *_banner(ts)]


def official_head(compositor: Compositor, head: Letterhead) -> Any:
    """Return the issuing office at the left and quốc hiệu with tiêu ngữ at the right."""
    place = compositor.face.markup(head.place_and_date)
    rows = [
        [compositor.text("office", head.committee), _bold(compositor, head.nation)],
        [_bold(compositor, head.province), _bold(compositor, head.motto)],
        [compositor.rule(head.province, 0.45), compositor.rule(head.motto, 1.0)],
        [compositor.text("office", head.number), compositor.set("office", f"<i>{place}</i>")],
    ]
    return compositor.frame(rows, (_OFFICE_MM, _NATION_MM))


def official_title(compositor: Compositor, title: Title) -> list[Any]:
    """Return the kind of document and its subject in the middle, with the line under them."""
    return [
        compositor.gap(14),
        compositor.text("title", title.kind),
        compositor.text("title", title.subject),
        compositor.rule(title.subject, 0.3),
        compositor.gap(8),
    ]


def _banner(ts: Typesetter) -> list[Any]:
    if not ts.data.assessment.is_sample:
        return []
    return boxed(ts, Banner(ts.words("report.sample.mark"), ts.words("report.sample.note")))


def boxed(compositor: Compositor, banner: Banner) -> list[Any]:
    """Return a warning in a box as wide as the text."""
    cell = [compositor.text("banner", banner.mark), compositor.text("banner_note", banner.note)]
    box = compositor.frame(
        [[cell]],
        [paper.TEXT_WIDTH / paper.MM],
        ("BOX", (0, 0), (-1, -1), 0.8, paper.RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ("LEFTPADDING", (0, 0), (-1, -1), 8),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    )
    return [box, compositor.gap(8)]


def signature(ts: Typesetter, closing: str | None = "report.closing") -> Any:
    """Return recipients and the leader's signature side by side, on one page with the closing words."""
    signatory = ts.data.assessment.signatory
    title = signatory.title.strip() or ts.words("report.signatory")
    how = "report.sign.draft" if ts.data.is_draft else "report.sign.bundle"
    recipients = official_recipients(
        ts, ts.words("report.recipients.head"), ts.words("report.recipients.list").splitlines()
    )
    if not ts.data.is_draft:
        recipients += [ts.gap(6), ts.place(OTHERS_PLACE, is_centred=False)]
    leader = official_leader(
        ts,
        title.upper(),
        ts.words(how),
        signatory.name.strip() or ts.words("report.name_blank"),
        None if ts.data.is_draft else ts.place(LEADERS_PLACE, is_centred=True),
    )
    last = [ts.say("body", closing)] if closing else []
    if not ts.data.is_draft:
        last.append(ts.say("body", "report.valid_with_signature"))
    return signed_together(last, recipients, leader, ts)


def official_recipients(compositor: Compositor, head: str, lines: Sequence[str]) -> list[Any]:
    """Return who gets the document, a line each."""
    return [
        compositor.set("recipients", f"<b><i>{compositor.face.markup(head)}</i></b>"),
        *(compositor.text("recipients", line) for line in lines),
    ]


def official_leader(compositor: Compositor, title: str, how: str, name: str, place: Any = None) -> list[Any]:
    """Return title and name of the leader, and between them the `place` to sign or empty room."""
    return [
        _bold(compositor, title),
        compositor.set("office", f"<i>{compositor.face.markup(how)}</i>"),
        place or compositor.gap(_SIGNATURE_POINTS),
        _bold(compositor, name),
    ]


def signed_together(
    last: Sequence[Any], recipients: list[Any], leader: list[Any], compositor: Compositor
) -> Any:
    """Return the signature with the last words, so that it never stands alone on a page."""
    return compositor.together(
        [*last, compositor.gap(8), compositor.frame([[recipients, leader]], (82.0, 81.0))]
    )


def _bold(compositor: Compositor, untrusted_text: str) -> Any:
    return compositor.set("office", f"<b>{compositor.face.markup(untrusted_text)}</b>")
