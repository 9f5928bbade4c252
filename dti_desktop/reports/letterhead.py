"""The official frame of the report: quốc hiệu and issuing office above, signature and recipients below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dti_desktop.reports import paper
from dti_desktop.reports.blocks import Banner, Letterhead, Title
from dti_desktop.reports.typesetter import Compositor, Typesetter
from dti_desktop.reports.wording import Wording

LEADERS_PLACE, OTHERS_PLACE = "LeadersSignature", "OthersSignature"
"""The named destinations that tell where a stamp goes: over the leader's name, or beside it for anybody
else who signs the submission, so that nobody seems to have signed for the leader."""

_OFFICE_MM, _NATION_MM = 66.0, 97.0
_SIGNATURE_POINTS, _STAMP_MARGIN = 62.0, 8.0
_STAMP_WIDTH_POINTS, _STAMP_HEIGHT_POINTS = 210.0, _SIGNATURE_POINTS - 2 * _STAMP_MARGIN


def office_lines(words: Wording, province: str) -> tuple[str, str]:
    """Return the issuing body in capitals: its kind, and the province's name.

    What kind of province it is cannot be known from its name, unless the name itself says so.
    """
    prefix = words("report.office.city_prefix")
    if province.startswith(prefix):
        province = words("report.office.city", name=province.removeprefix(prefix))
    return words("report.office.committee").upper(), province.upper()


def letterhead(ts: Typesetter) -> list[Any]:
    """Return the block at the top of the first page, and the title under it."""
    data, words = ts.data, ts.words
    province = data.assessment.province
    head = Letterhead(
        *office_lines(words, province),
        number=words("report.number"),
        nation=words("report.nation"),
        motto=words("report.motto"),
        place_and_date=words("report.place_and_date", province=province, year=data.printed_on.year),
    )
    title = Title(words("report.kind"), words("report.title", year=data.assessment.year))
    return [official_head(ts, head), *official_title(ts, title), *_banner(ts)]


def official_head(compositor: Compositor, head: Letterhead) -> Any:
    """Return the issuing office at the left and quốc hiệu with tiêu ngữ at the right."""
    place = compositor.face.markup(head.place_and_date)
    rows = [
        [compositor.text("office", head.committee), _bold(compositor, head.nation)],
        [_bold(compositor, head.province), _bold(compositor, head.motto)],
        [_rule(compositor.face.plain(head.province), 0.45), _rule(compositor.face.plain(head.motto), 1.0)],
        [compositor.text("office", head.number), compositor.set("office", f"<i>{place}</i>")],
    ]
    return compositor.frame(rows, (_OFFICE_MM, _NATION_MM))


def official_title(compositor: Compositor, title: Title) -> list[Any]:
    """Return the kind of document and its subject in the middle, with the line under them."""
    return [
        _space(14),
        compositor.text("title", title.kind),
        compositor.text("title", title.subject),
        _rule(compositor.face.plain(title.subject), 0.3),
        _space(8),
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
    return [box, _space(8)]


def signature(ts: Typesetter) -> list[Any]:
    """Return recipients at the left and the leader's signature at the right, on one page together."""
    signatory = ts.data.assessment.signatory
    title = signatory.title.strip() or ts.words("report.signatory")
    how = "report.sign.draft" if ts.data.is_draft else "report.sign.bundle"
    recipients = official_recipients(
        ts, ts.words("report.recipients.head"), ts.words("report.recipients.list").splitlines()
    )
    if not ts.data.is_draft:
        recipients += [_space(6), _place(OTHERS_PLACE)]
    leader = official_leader(
        ts,
        title.upper(),
        ts.words(how),
        signatory.name.strip() or ts.words("report.name_blank"),
        None if ts.data.is_draft else _place(LEADERS_PLACE),
    )
    last = [ts.say("body", "report.closing")]
    if not ts.data.is_draft:
        last.append(ts.say("body", "report.valid_with_signature"))
    return [signed_together(last, recipients, leader, ts)]


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
        place or _space(_SIGNATURE_POINTS),
        _bold(compositor, name),
    ]


def signed_together(
    last: Sequence[Any], recipients: list[Any], leader: list[Any], compositor: Compositor
) -> Any:
    """Return the signature with the last words, so that it never stands alone on a page."""
    from reportlab.platypus import KeepTogether

    return KeepTogether([*last, _space(8), compositor.frame([[recipients, leader]], (82.0, 81.0))])


def _place(name: str) -> Any:
    """Return the empty room for a signature, which the document names, so that a stamp finds it."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary
    from reportlab.platypus import Flowable

    class Place(Flowable):  # type: ignore[misc]
        def wrap(self, width: float, _: float) -> tuple[float, float]:
            self.width_points = min(width, _STAMP_WIDTH_POINTS + 2 * _STAMP_MARGIN)
            self.indent_points = (width - self.width_points) / 2 if name == LEADERS_PLACE else -_STAMP_MARGIN
            return width, _SIGNATURE_POINTS

        def draw(self) -> None:
            left, bottom = self.canv.absolutePosition(self.indent_points + _STAMP_MARGIN, _STAMP_MARGIN)
            right, top = left + self.width_points - 2 * _STAMP_MARGIN, bottom + _STAMP_HEIGHT_POINTS
            place = self.canv.bookmarkPage(name, fit="FitR", left=left, bottom=bottom, right=right, top=top)
            # reportlab keeps its destinations to itself unless something on a page leads to them.
            catalog = self.canv._doc.Catalog
            known = getattr(catalog, "Dests", None) or PDFDictionary({})
            known[name] = place
            catalog.Dests = known

    return Place()


def _bold(compositor: Compositor, untrusted_text: str) -> Any:
    return compositor.set("office", f"<b>{compositor.face.markup(untrusted_text)}</b>")


def _rule(under: str, share: float) -> Any:
    """Return a line centred under a text, `share` of its width."""
    from reportlab.platypus import Flowable

    length = paper.measure(under, paper.BODY_PT, True) * share

    class Rule(Flowable):  # type: ignore[misc]
        def wrap(self, width: float, _: float) -> tuple[float, float]:
            self.length = min(length, width)
            self.left = (width - self.length) / 2
            return width, 6

        def draw(self) -> None:
            self.canv.setStrokeColor(paper.RULE)
            self.canv.setLineWidth(0.7)
            self.canv.line(self.left, 4, self.left + self.length, 4)

    return Rule()


def _space(points: float) -> Any:
    from reportlab.platypus import Spacer

    return Spacer(1, points)
