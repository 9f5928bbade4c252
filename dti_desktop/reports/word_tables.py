"""Tables of Word documents: for placing things side by side, and ruled ones whose head is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dti_desktop.reports import paper
from dti_desktop.reports.blocks import Placing
from dti_desktop.reports.word import OFFICE


def first_paragraph(cell: Any, style: str) -> Any:
    """Return the paragraph that every cell begins with, in `style`."""
    cell.paragraphs[0].style = style
    return cell.paragraphs[0]


def frame(document: Any, widths_mm: Sequence[float], rows: int) -> Any:
    """Return a table without lines, for placing things side by side; its rows never break."""
    from docx.shared import Mm

    table = document.add_table(rows, len(widths_mm))
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
        _property(row._tr.get_or_add_trPr(), "w:cantSplit")
    _cell_margins(table, 0)
    return table


def ruled_table(document: Any, widths_mm: Sequence[float], rows: int) -> Any:
    """Return a table with a line above, below and under its head, and hairlines between its rows."""
    from docx.enum.table import WD_ALIGN_VERTICAL

    table = frame(document, widths_mm, rows)
    border(table, ("top", "bottom"))
    border(table, ("insideH",), eighths=2, colour="B8B8B8")
    _cell_margins(table, 55, 45)
    for cell in table.rows[0].cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        _borders(cell._tc.get_or_add_tcPr(), "w:tcBorders", ("bottom",), 5, "000000")
    return table


def repeat_on_each_page(row: Any) -> None:
    """Make a row the head of its table on each page."""
    _property(row._tr.get_or_add_trPr(), "w:tblHeader")


def let_break(row: Any) -> None:
    """Let a tall row go on on the next page."""
    from docx.oxml.ns import qn

    for mark in row._tr.get_or_add_trPr().findall(qn("w:cantSplit")):
        mark.getparent().remove(mark)


def border(table: Any, edges: Sequence[str], *, eighths: int = 8, colour: str = "000000") -> None:
    """Draw lines at the named edges of a table, `eighths` of a point thick."""
    _borders(table._tbl.tblPr, "w:tblBorders", edges, eighths, colour)


def place(paragraph: Any, placing: Placing) -> None:
    """Set a cell's paragraph flush right, or apart from the numbers of the column before it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if placing == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif placing == "apart":
        paragraph.paragraph_format.left_indent = Pt(paper.COLUMN_GAP)


def rule(container: Any, length_mm: float, room_mm: float) -> Any:
    """Append a centred line of `length_mm` to a cell or document that is `room_mm` wide; returns it."""
    from docx.shared import Mm, Pt

    line = container.add_paragraph(style=OFFICE)
    side = max(0.0, (room_mm - length_mm) / 2)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(side)
    line.paragraph_format.line_spacing, line.paragraph_format.space_before = Pt(4), Pt(2)
    _borders(line._p.get_or_add_pPr(), "w:pBdr", ("top",), 6, "000000")
    return line


def _property(parent: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    parent.append(OxmlElement(name))


def _borders(parent: Any, name: str, edges: Sequence[str], eighths: int, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = parent.find(qn(name))
    if borders is None:
        borders = OxmlElement(name)
        _insert_in_order(parent, borders)
    for edge in edges:
        line = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)


# What may follow each of these in its parent, by the schema of Word: it refuses another order.
_AFTER = {
    "pBdr": (
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
        "rPr",
        "sectPr",
    ),
    "tblBorders": ("shd", "tblLayout", "tblCellMar", "tblLook"),
    "tblCellMar": ("tblLook",),
    "tcBorders": ("shd", "noWrap", "tcMar", "vAlign"),
}


def _insert_in_order(parent: Any, child: Any) -> None:
    from docx.oxml.ns import qn

    followers = {qn(f"w:{name}") for name in _AFTER[child.tag.rpartition("}")[2]]}
    for at, other in enumerate(parent):
        if other.tag in followers:
            parent.insert(at, child)
            return
    parent.append(child)


def _cell_margins(table: Any, side_twentieths: int, top_twentieths: int = 0) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr
    margins = properties.find(qn("w:tblCellMar"))
    if margins is not None:
        properties.remove(margins)
    margins = OxmlElement("w:tblCellMar")
    sides = (
        ("top", top_twentieths),
        ("left", side_twentieths),
        ("bottom", top_twentieths),
        ("right", side_twentieths),
    )
    for name, width in sides:
        side = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(width))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    _insert_in_order(properties, margins)
