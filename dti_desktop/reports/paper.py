"""The sheet of paper: A4 with the margins of Nghị định 30/2020/NĐ-CP, its styles, its running marks."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from dti_desktop.errors import Cancelled
from dti_desktop.reports import typeface
from dti_desktop.reports.picture import Dot, Label, Line, Picture, Shape, cut
from dti_desktop.reports.typeface import BOLD, ITALIC, REGULAR

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 17 * MM, 24 * MM, 22 * MM
TEXT_WIDTH = PAGE[0] - LEFT - RIGHT
TEXT_HEIGHT = PAGE[1] - TOP - BOTTOM
FIRST_LINE = 10 * MM
_MARKS_AT = PAGE[1] - 14 * MM

INK, QUIET, HAIRLINE, RULE = "#000000", "#4d4d4d", "#b8b8b8", "#000000"

BODY_PT, TABLE_PT, SMALL_PT, RUNNING_PT = 13, 11, 10, 9

COLUMN_GAP = 5.0  # between numbers set flush right and the words of the next column

SIGNATURE_POINTS = 62.0  # the room for a signature
_STAMP_MARGIN, _STAMP_WIDTH_POINTS = 8.0, 210.0
_STAMP_HEIGHT_POINTS = SIGNATURE_POINTS - 2 * _STAMP_MARGIN

_ORDINARY, _INTERNAL = "page", "internal"

Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


@cache
def paragraph_class() -> type[Any]:
    """Return the class of all paragraphs: one that is not broken into lines again for the same width.

    A table asks each of its cells four times before it stands.
    """
    from reportlab.platypus import Paragraph

    class PaperParagraph(Paragraph):  # type: ignore[misc]
        _broken: Any = None
        _broken_for = 0.0

        def wrap(self, width: float, height: float) -> tuple[float, float]:
            lines = getattr(self, "blPara", None)  # reportlab throws them away where a split comes to nothing
            if lines is None or lines is not self._broken or width != self._broken_for:
                self._size: tuple[float, float] = super().wrap(width, height)
                self._broken, self._broken_for = getattr(self, "blPara", None), width
            return self._size

    return PaperParagraph


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Return the paragraph styles by name; their faces must be registered (`typeface.load`)."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle

    def style(name: str, parent: ParagraphStyle | None = None, **settings: object) -> ParagraphStyle:
        if "textColor" in settings:  # a name would be looked up anew for every run of letters
            settings["textColor"] = HexColor(settings["textColor"])
        return ParagraphStyle(name, parent, **settings)

    base = style(
        "base",
        fontName=REGULAR,
        bulletFontName=REGULAR,
        fontSize=BODY_PT,
        leading=BODY_PT * 1.28,
        textColor=INK,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
    )
    body = style("body", base, alignment=TA_JUSTIFY, firstLineIndent=FIRST_LINE, spaceAfter=6)
    cell = style("cell", base, fontSize=TABLE_PT, leading=TABLE_PT * 1.22)
    return {
        "base": base,
        "body": body,
        "centre": style("centre", base, alignment=TA_CENTER),
        "office": style("office", base, alignment=TA_CENTER, leading=BODY_PT * 1.2),
        "title": style("title", base, alignment=TA_CENTER, fontName=BOLD, fontSize=14, leading=18),
        "heading": style(
            "heading", base, fontName=BOLD, fontSize=BODY_PT, spaceBefore=10, spaceAfter=5, keepWithNext=1
        ),
        "basis": style("basis", body, fontName=ITALIC, spaceAfter=4),
        "subheading": style(
            "subheading",
            base,
            fontName=BOLD,
            firstLineIndent=FIRST_LINE,
            spaceBefore=4,
            spaceAfter=4,
            keepWithNext=1,
        ),
        "indented_item": style("indented_item", body, spaceAfter=4),
        "table_caption": style(
            "table_caption",
            base,
            fontName=BOLD,
            fontSize=TABLE_PT,
            leading=14,
            alignment=TA_CENTER,
            spaceBefore=6,
            spaceAfter=4,
        ),
        "annex": style("annex", base, alignment=TA_CENTER, fontName=BOLD, fontSize=14, leading=19),
        "annex_note": style("annex_note", base, alignment=TA_CENTER, fontName=ITALIC, spaceAfter=8),
        # Not kept with the next: that would push a whole table to the next page.
        "index": style("index", base, fontName=BOLD, spaceBefore=12, spaceAfter=4),
        "explained": style("explained", cell, fontName=BOLD, spaceBefore=6, spaceAfter=2, keepWithNext=1),
        "explanation": style("explanation", cell, alignment=TA_JUSTIFY, spaceAfter=4),
        "caption": style(
            "caption", base, fontName=ITALIC, fontSize=TABLE_PT, leading=14, spaceBefore=6, spaceAfter=3
        ),
        "figures_big": style("figures_big", base, fontName=BOLD, fontSize=20, leading=24),
        "figures_mid": style("figures_mid", base, fontName=BOLD, fontSize=15, leading=18),
        "figures_small": style("figures_small", base, fontSize=TABLE_PT, leading=13.5, textColor=QUIET),
        "banner": style("banner", base, alignment=TA_CENTER, fontName=BOLD, fontSize=12, leading=16),
        "banner_note": style("banner_note", base, alignment=TA_CENTER, fontSize=TABLE_PT, leading=14),
        "cell": cell,
        "cell_bold": style("cell_bold", cell, fontName=BOLD),
        "cell_right": style("cell_right", cell, alignment=TA_RIGHT),
        "cell_right_bold": style("cell_right_bold", cell, alignment=TA_RIGHT, fontName=BOLD),
        "cell_head": style("cell_head", cell, fontName=BOLD, fontSize=SMALL_PT, leading=12.2),
        "cell_head_right": style(
            "cell_head_right", cell, fontName=BOLD, fontSize=SMALL_PT, leading=12.2, alignment=TA_RIGHT
        ),
        "cell_apart": style("cell_apart", cell, leftIndent=COLUMN_GAP),
        "cell_head_apart": style(
            "cell_head_apart", cell, fontName=BOLD, fontSize=SMALL_PT, leading=12.2, leftIndent=COLUMN_GAP
        ),
        "cell_quiet": style("cell_quiet", cell, fontSize=SMALL_PT, leading=12.4, textColor=QUIET),
        "item": style("item", base, leftIndent=FIRST_LINE, firstLineIndent=-4 * MM, spaceAfter=4),
        "recipients": style("recipients", base, fontSize=TABLE_PT, leading=13.5),
        "table_note": style(
            "table_note", base, fontSize=SMALL_PT, leading=12.6, textColor=QUIET, spaceBefore=3
        ),
        "small": style("small", base, fontSize=SMALL_PT, leading=12.6, textColor=QUIET),
    }


@dataclass(frozen=True)
class Running:
    """What stands in the margins of each page, and in the file's properties.

    `internal_mark` stands on the pages that `internal_pages` begins.
    """

    title: str
    author: str
    subject: str
    language: str
    printed_on: date
    marks: tuple[str, ...]
    foot_left: str
    foot_right: str
    internal_mark: str = ""


def internal_pages() -> list[Any]:
    """Return what begins a new page that, like all after it, bears `Running.internal_mark` too."""
    from reportlab.platypus import NextPageTemplate, PageBreak

    return [NextPageTemplate(_INTERNAL), PageBreak()]


def build(
    story: list[Any],
    running: Running,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> bytes:
    """Return the pages as PDF: the same input gives the same bytes. Raises `Cancelled`."""
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    def on_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        _margins(canvas, canvas.getPageNumber(), running)

    def on_internal_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        _margins(canvas, canvas.getPageNumber(), running)
        _internal_mark(canvas, running.internal_mark)

    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=PAGE,
        title=running.title,
        author=running.author,
        subject=running.subject,
        creator="dti-desktop",
        lang=running.language,
        displayDocTitle=True,
        invariant=1,
        initialFontName=REGULAR,
        pageCompression=1,
    )
    document.addPageTemplates(
        [
            PageTemplate(
                id=name,
                frames=[Frame(LEFT, BOTTOM, TEXT_WIDTH, TEXT_HEIGHT, 0, 0, 0, 0, id="text")],
                onPage=drawn,
            )
            for name, drawn in ((_ORDINARY, on_page), (_INTERNAL, on_internal_page))
        ]
    )
    steps, furthest = 1, 0

    def report(kind: str, amount: object) -> None:
        nonlocal steps, furthest
        if cancelled is not None and cancelled():
            raise Cancelled
        if kind == "SIZE_EST" and isinstance(amount, int):
            steps = max(1, amount)
        elif kind == "PROGRESS" and isinstance(amount, int) and progress is not None:
            # What is kept together or broken over pages is counted anew; progress never goes back.
            furthest = max(furthest, min(amount, steps))
            progress(furthest, steps)

    document.setProgressCallBack(report)
    document.build(story, canvasmaker=_canvas_maker(running.printed_on))
    if progress is not None:
        progress(steps, steps)
    return buffer.getvalue()


def _canvas_maker(printed_on: date) -> Callable[..., Any]:
    from reportlab.pdfgen.canvas import Canvas

    def make(*arguments: Any, **settings: Any) -> Canvas:
        canvas = Canvas(*arguments, **settings)
        canvas.setDateFormatter(lambda *_: f"D:{printed_on:%Y%m%d}000000Z")
        canvas.showOutline()
        return canvas

    return make


def _margins(canvas: Any, page: int, running: Running) -> None:
    canvas.saveState()
    canvas.setFillColor(INK)
    top = _MARKS_AT
    if page > 1:
        canvas.setFont(REGULAR, BODY_PT)
        canvas.drawCentredString(LEFT + TEXT_WIDTH / 2, top, str(page))
    right = PAGE[0] - RIGHT
    canvas.setLineWidth(0.8)
    for mark in running.marks:
        right -= _mark(canvas, mark, right) + 6
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    foot = 13 * MM
    canvas.line(LEFT, foot + 11, PAGE[0] - RIGHT, foot + 11)
    canvas.setFillColor(QUIET)
    canvas.setFont(REGULAR, RUNNING_PT)
    canvas.drawRightString(PAGE[0] - RIGHT, foot, running.foot_right)
    room = TEXT_WIDTH - measure(running.foot_right, RUNNING_PT, False) - 4 * MM
    canvas.drawString(LEFT, foot, cut(running.foot_left, room, measure, RUNNING_PT))
    canvas.restoreState()


def _mark(canvas: Any, mark: str, right: float) -> float:
    """Draw a framed mark that ends at `right`, and return its width."""
    width = float(canvas.stringWidth(mark, BOLD, TABLE_PT)) + 10
    canvas.setFont(BOLD, TABLE_PT)
    canvas.rect(right - width, _MARKS_AT - 4.5, width, TABLE_PT + 5)
    canvas.drawRightString(right - 5, _MARKS_AT, mark)
    return width


def _internal_mark(canvas: Any, mark: str) -> None:
    """Draw the mark of an internal page at the left, away from the other marks and the page number."""
    canvas.saveState()
    canvas.setFillColor(INK)
    canvas.setLineWidth(0.8)
    _mark(canvas, mark, LEFT + float(canvas.stringWidth(mark, BOLD, TABLE_PT)) + 10)
    canvas.restoreState()


def measure(text: str, size: float, bold: bool) -> float:
    """Return the width of a text as the serif faces draw it; the layout's `Measure` on paper."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, BOLD if bold else REGULAR, size))


def picture_flowable(picture: Picture, face: typeface.Typeface, width_pt: float) -> Any:
    """Return `picture` as vectors, `width_pt` points wide."""
    from reportlab.platypus import Flowable

    scale = width_pt / picture.width

    class Drawn(Flowable):  # type: ignore[misc]
        def wrap(self, *_: float) -> tuple[float, float]:
            return width_pt, picture.height * scale

        def draw(self) -> None:
            canvas = self.canv
            canvas.saveState()
            canvas.scale(scale, scale)
            for item in picture.items:
                _draw(canvas, item, picture.height, face)
            canvas.restoreState()

    return Drawn()


def signature_place(name: str, *, is_centred: bool) -> Any:
    """Return the empty room for a signature, which the document names, so that a stamp finds it."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary
    from reportlab.platypus import Flowable

    class Place(Flowable):  # type: ignore[misc]
        def wrap(self, width: float, _: float) -> tuple[float, float]:
            self.width_points = min(width, _STAMP_WIDTH_POINTS + 2 * _STAMP_MARGIN)
            self.indent_points = (width - self.width_points) / 2 if is_centred else -_STAMP_MARGIN
            return width, SIGNATURE_POINTS

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


def rule(under: str, share: float) -> Any:
    """Return a line centred under a text, `share` of its width."""
    from reportlab.platypus import Flowable

    length = measure(under, BODY_PT, True) * share

    class Rule(Flowable):  # type: ignore[misc]
        def wrap(self, width: float, _: float) -> tuple[float, float]:
            self.length = min(length, width)
            self.left = (width - self.length) / 2
            return width, 6

        def draw(self) -> None:
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.7)
            self.canv.line(self.left, 4, self.left + self.length, 4)

    return Rule()


def _draw(canvas: Any, item: object, height: float, face: typeface.Typeface) -> None:
    match item:
        case Line((x0, y0), (x1, y1), colour, width, dash):
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(width)
            if dash:
                canvas.setDash(*dash)
            canvas.line(x0, height - y0, x1, height - y1)
            if dash:
                canvas.setDash()
        case Shape(points, fill, stroke, width, fill_opacity):
            path = canvas.beginPath()
            path.moveTo(points[0][0], height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, height - y)
            path.close()
            if fill:
                canvas.setFillColor(fill, fill_opacity)
            if stroke:
                canvas.setStrokeColor(stroke)
                canvas.setLineWidth(width)
                canvas.setLineJoin(1)
            canvas.drawPath(path, stroke=bool(stroke), fill=bool(fill))
            canvas.setFillAlpha(1)
        case Dot((x, y), radius, fill, rim, rim_width):
            canvas.setFillColor(fill)
            if rim:
                canvas.setStrokeColor(rim)
                canvas.setLineWidth(rim_width)
            canvas.circle(x, height - y, radius, stroke=bool(rim), fill=1)
        case Label((x, y), text, size, colour, align, bold):
            canvas.setFillColor(colour)
            canvas.setFont(BOLD if bold else REGULAR, size)
            show = {"left": canvas.drawString, "centre": canvas.drawCentredString}.get(
                align, canvas.drawRightString
            )
            show(x, height - y, face.plain(text))
