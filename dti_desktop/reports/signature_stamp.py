"""What is seen of a digital signature on the report: who signed and when, in a quiet frame."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from dti_desktop.reports import typeface

_TEXT_PT = 9.5
_FRAME_COLOUR = "#1d4f91"
_PADDING_POINTS = 5.0


def signature_stamp_pdf(
    signed_by: str,
    signed_at: datetime,
    *,
    width_points: float,
    height_points: float,
    texts: Mapping[str, str],
    fonts_dir: Path,
) -> bytes:
    """Return a one-page PDF of exactly that size, all fonts embedded.

    `signed_at` is shown in its own time zone. A long name is set smaller until it fits.
    """
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import KeepInFrame, Paragraph

    face = typeface.load(fonts_dir)
    offset = signed_at.strftime("%z")
    when = f"{signed_at:%d/%m/%Y %H:%M:%S} {offset[:3]}:{offset[3:]}"
    style = ParagraphStyle(
        "stamp",
        fontName=typeface.REGULAR,
        bulletFontName=typeface.REGULAR,
        fontSize=_TEXT_PT,
        leading=_TEXT_PT * 1.25,
        textColor=_FRAME_COLOUR,
    )
    lines = [
        Paragraph(texts["report.stamp.signed_by"].format(name=f"<b>{face.markup(signed_by)}</b>"), style),
        Paragraph(texts["report.stamp.signed_at"].format(time=face.markup(when)), style),
    ]
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(width_points, height_points),
        pageCompression=1,
        invariant=1,
        initialFontName=typeface.REGULAR,
    )
    canvas.setStrokeColor(_FRAME_COLOUR)
    canvas.setLineWidth(0.7)
    canvas.roundRect(0.5, 0.5, width_points - 1, height_points - 1, 3)
    room = (width_points - 2 * _PADDING_POINTS, height_points - 2 * _PADDING_POINTS)
    block = KeepInFrame(*room, lines, mode="shrink", hAlign="LEFT", vAlign="MIDDLE")
    _, height = block.wrapOn(canvas, *room)
    block.drawOn(canvas, _PADDING_POINTS, (height_points - height) / 2)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
