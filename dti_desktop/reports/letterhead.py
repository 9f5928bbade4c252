"""The official frame of the report: quốc hiệu and issuing office above, signature and recipients below."""

from __future__ import annotations

from typing import Any

from dti_desktop.reports import paper
from dti_desktop.reports.typesetter import Typesetter

LEADERS_PLACE, OTHERS_PLACE = "LeadersSignature", "OthersSignature"
"""The named destinations that tell where a stamp goes: over the leader's name, or beside it for anybody
else who signs the submission, so that nobody seems to have signed for the leader."""

_OFFICE_MM, _NATION_MM = 66.0, 97.0
_SIGNATURE_POINTS, _STAMP_MARGIN = 62.0, 8.0
_STAMP_WIDTH_POINTS, _STAMP_HEIGHT_POINTS = 210.0, _SIGNATURE_POINTS - 2 * _STAMP_MARGIN


def office_lines(ts: Typesetter) -> tuple[str, str]:
    """Return the issuing body in capitals: its kind, and the province's name.

    What kind of province it is cannot be known from its name, unless the name itself says so.
    """
    province = ts.data.assessment.province
    prefix = ts.words("report.office.city_prefix")
    if province.startswith(prefix):
        province = ts.words("report.office.city", name=province.removeprefix(prefix))
    return ts.words("report.office.committee").upper(), province.upper()


def letterhead(ts: Typesetter) -> list[Any]:
    """Return the block at the top of the first page, and the title under it."""
    data = ts.data
    committee, province = office_lines(ts)
    number = ts.say("office", "report.number")
    where = ts.markup("report.place_and_date", province=data.assessment.province, year=data.printed_on.year)
    place = ts.set("office", f"<i>{where}</i>")
    nation, motto = ts.words("report.nation"), ts.words("report.motto")
    rows = [
        [ts.text("office", committee), ts.set("office", f"<b>{ts.face.markup(nation)}</b>")],
        [_bold(ts, province), ts.set("office", f"<b>{ts.face.markup(motto)}</b>")],
        [_rule(ts.face.plain(province), 0.45), _rule(ts.face.plain(motto), 1.0)],
        [number, place],
    ]
    title = ts.words("report.title", year=data.assessment.year)
    return [
        ts.frame(rows, (_OFFICE_MM, _NATION_MM)),
        _space(14),
        ts.say("title", "report.kind"),
        ts.text("title", title),
        _rule(ts.face.plain(title), 0.3),
        _space(8),
        *_banner(ts),
    ]


def _banner(ts: Typesetter) -> list[Any]:
    if not ts.data.assessment.is_sample:
        return []
    cell = [ts.say("banner", "report.sample.mark"), ts.say("banner_note", "report.sample.note")]
    box = ts.frame(
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
    from reportlab.platypus import KeepTogether

    signatory = ts.data.assessment.signatory
    title = signatory.title.strip() or ts.words("report.signatory")
    how = "report.sign.draft" if ts.data.is_draft else "report.sign.bundle"
    recipients = [
        ts.set("recipients", f"<b><i>{ts.markup('report.recipients.head')}</i></b>"),
        *(ts.text("recipients", line) for line in ts.words("report.recipients.list").splitlines()),
    ]
    if not ts.data.is_draft:
        recipients += [_space(6), _place(OTHERS_PLACE)]
    leader = [
        _bold(ts, title.upper()),
        ts.set("office", f"<i>{ts.markup(how)}</i>"),
        _space(_SIGNATURE_POINTS) if ts.data.is_draft else _place(LEADERS_PLACE),
        _bold(ts, signatory.name.strip() or ts.words("report.name_blank")),
    ]
    last = [ts.say("body", "report.closing")]
    if not ts.data.is_draft:
        last.append(ts.say("body", "report.valid_with_signature"))
    # No signature stands alone on a page: the last words go with it.
    return [KeepTogether([*last, _space(8), ts.frame([[recipients, leader]], (82.0, 81.0))])]


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


def _bold(ts: Typesetter, untrusted_text: str) -> Any:
    return ts.set("office", f"<b>{ts.face.markup(untrusted_text)}</b>")


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
