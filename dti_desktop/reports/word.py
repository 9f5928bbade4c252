"""Word documents: A4 by Nghị định 30/2020/NĐ-CP, real styles, outside text as text, the same bytes again."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import datetime
from typing import Any

from dti_desktop.reports import paper
from dti_desktop.reports.blocks import Properties, Runs
from dti_desktop.reports.legible import legible

FONT = "Times New Roman"
BODY, BASIS, NOTE, CAPTION = "Body Text", "Legal Basis", "Table Note", "Caption"
CELL, HEAD = "Table Text", "Table Head"
TITLE, OFFICE, RECIPIENTS, ANNEX, ANNEX_NOTE = (
    "Title",
    "Office",
    "Recipients",
    "Annex Heading",
    "Annex Note",
)

ITEM, INDEX = "List Item", "Index Heading"
FIGURE, FIGURE_CAPTION = "Figure", "Figure Caption"
BIG_FIGURE, MID_FIGURE, FIGURE_WORDS = "Big Figure", "Middle Figure", "Figure Words"
BANNER, BANNER_NOTE = "Banner", "Banner Note"
EXPLAINED, EXPLANATION, CELL_QUIET = "Explained", "Explanation", "Table Text Quiet"

_HEADER_MM, _FOOTER_MM = 11.0, 9.0
_HANGING_MM = 4.0
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# Parts of python-docx's own template: a picture, data, the name of another program, styles twice.
_NOT_OURS = ("/docProps/thumbnail", "/docProps/app.xml", "/customXml/", "/word/stylesWithEffects.xml")
_TEMPLATE_TRACES = ("w:proofState", "w:rsids", "w:savePreviewPicture", "w14:docId")
_WORD_2013 = "15"  # an older mode would show as "compatibility mode"


_BARRED_D = {0x111: "d", 0x110: "D"}  # these do not decompose


def new_document(properties: Properties) -> Any:
    """Return an empty document with page, styles, margins' texts and properties set."""
    from docx import Document

    document = Document()
    _drop_what_the_template_brings(document, properties.language)
    _styles(document, properties.language)
    _page(document, properties)
    _core(document, properties)
    return document


def packed(document: Any) -> bytes:
    """Return the document as a file: its parts in a fixed order and without the machine's clock."""
    raw, buffer = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            kept.writestr(entry, made.read(name))
    return buffer.getvalue()


def write(paragraph: Any, runs: Runs) -> Any:
    """Append `runs` to a paragraph as text, never as field or markup; returns the paragraph."""
    for run in runs:
        # Word takes a tab or a line break as such: `legible` leaves line breaks alone.
        set_run = paragraph.add_run(legible(run.text))
        if run.is_bold:
            set_run.bold = True
        if run.is_italic:
            set_run.italic = True
    return paragraph


def space(paragraph: Any, *, before_points: float = 0, after_points: float = 0) -> Any:
    """Set the room above and under a paragraph; returns the paragraph."""
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(before_points)
    paragraph.paragraph_format.space_after = Pt(after_points)
    return paragraph


def space_before(paragraph: Any, points: float) -> None:
    """Set the room above a paragraph."""
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(points)


def space_after(paragraph: Any, points: float) -> None:
    """Set the room under a paragraph."""
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = Pt(points)


def internal_section(document: Any, properties: Properties, mark: str) -> None:
    """Begin a page that, like all after it, bears `mark` too."""
    from docx.enum.section import WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _running_head(section.header, properties, has_number=True, left=mark)


def width_mm(text: str) -> float:
    """Return the width of bold text at the size of the body; the paper's face has Word's measures."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    # The standard face has no Vietnamese letters; their base letters are as wide.
    bare = unicodedata.normalize("NFD", text).translate(_BARRED_D)
    letters = bare.encode("latin1", "ignore").decode("latin1")
    return float(stringWidth(letters, "Times-Bold", paper.BODY_PT)) / paper.MM


def _drop_what_the_template_brings(document: Any, language: str) -> None:
    """Remove the parts and settings of python-docx's own template that tell of somebody else's work."""
    from docx.oxml.ns import qn

    for package in (document.part.package, document.part):
        for key, relation in list(package.rels.items()):
            if not relation.is_external and str(relation.target_part.partname).startswith(_NOT_OURS):
                package.rels.pop(key)
    settings = document.settings.element
    for child in list(settings):
        if child.tag in {_qualified(name) for name in _TEMPLATE_TRACES}:
            settings.remove(child)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), _WORD_2013)
    for theme in settings.iter(qn("w:themeFontLang")):
        theme.attrib.clear()
        theme.set(qn("w:val"), language)


def _qualified(name: str) -> str:
    """Return a prefixed name in full; python-docx does not know the newer of Word's namespaces."""
    from docx.oxml.ns import qn

    if name.startswith("w14:"):
        return "{http://schemas.microsoft.com/office/word/2010/wordml}" + name.removeprefix("w14:")
    return str(qn(name))


def _styles(document: Any, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    styles = document.styles
    for run in styles.element.iter(qn("w:rPr")):
        for mark in run.findall(qn("w:lang")):
            run.remove(mark)
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    mark = OxmlElement("w:lang")
    for name in ("val", "eastAsia", "bidi"):
        mark.set(qn(f"w:{name}"), language if name != "bidi" else "ar-SA")
    defaults.append(mark)
    _one_font(defaults.find(qn("w:rFonts")))

    def style(
        name: str,
        base: str | None = "Normal",
        *,
        size: float = paper.BODY_PT,
        align: Any = WD_ALIGN_PARAGRAPH.LEFT,
        is_bold: bool = False,
        is_italic: bool = False,
        before: float = 0,
        after: float = 0,
        first_mm: float = 0,
        keeps: bool = False,
        line: float = 1.0,
    ) -> Any:
        known = {each.name for each in styles}
        made = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if base is not None:
            made.base_style = styles[base]
        font, form = made.font, made.paragraph_format
        _one_font(made.element.get_or_add_rPr().get_or_add_rFonts())
        font.size, font.bold, font.italic = Pt(size), is_bold, is_italic
        font.color.rgb = RGBColor(0, 0, 0)
        form.alignment, form.space_before, form.space_after = align, Pt(before), Pt(after)
        form.first_line_indent, form.keep_with_next = Mm(first_mm), keeps
        form.line_spacing, form.widow_control = line, True
        for name_of in ("w:spacing", "w:kern"):  # letters as the template's title spreads them
            for spread in made.element.rPr.findall(qn(name_of)):
                made.element.rPr.remove(spread)
        made.hidden, made.quick_style = False, True
        for line_of in made.element.iter(qn("w:pBdr")):
            line_of.getparent().remove(line_of)
        return made

    first = paper.FIRST_LINE / paper.MM
    both, middle = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER
    style("Normal", None)
    style(BODY, align=both, after=6, first_mm=first, line=1.1)
    style(BASIS, BODY, align=both, after=4, first_mm=first, is_italic=True, line=1.1)
    style(TITLE, align=middle, size=14, is_bold=True, line=1.05)
    style("Heading 1", is_bold=True, before=10, after=5, keeps=True)
    style("Heading 2", is_bold=True, before=4, after=4, first_mm=first, keeps=True)
    style(OFFICE, align=middle)
    style(RECIPIENTS, size=paper.TABLE_PT)
    style(CELL, size=paper.TABLE_PT)
    style(HEAD, CELL, size=paper.SMALL_PT, is_bold=True)
    style(CAPTION, align=middle, size=paper.TABLE_PT, is_bold=True, before=6, after=4, keeps=True)
    style(NOTE, size=paper.SMALL_PT, before=3, after=6)
    annex = style(ANNEX, "Heading 1", align=middle, size=14, is_bold=True, keeps=True)
    annex.paragraph_format.page_break_before = True
    style(ANNEX_NOTE, align=middle, after=8, is_italic=True)
    style(INDEX, "Heading 2", is_bold=True, before=12, after=4, keeps=True)
    item = style(ITEM, after=4, first_mm=-_HANGING_MM)
    item.paragraph_format.left_indent = Mm(first)
    style(BANNER, align=middle, size=12, is_bold=True, before=4, keeps=True)
    style(BANNER_NOTE, align=middle, size=paper.TABLE_PT, after=6)
    style(FIGURE, align=middle, after=4)
    style(FIGURE_CAPTION, size=paper.TABLE_PT, is_italic=True, before=6, after=3, keeps=True)
    style(BIG_FIGURE, size=20, is_bold=True, before=3, keeps=True)
    style(MID_FIGURE, size=15, is_bold=True, before=3, keeps=True)
    style(FIGURE_WORDS, size=paper.TABLE_PT, after=4)
    style(EXPLAINED, size=paper.TABLE_PT, is_bold=True, before=6, after=2, keeps=True)
    style(EXPLANATION, size=paper.TABLE_PT, align=both, after=4)
    style(CELL_QUIET, CELL, size=paper.SMALL_PT)
    for name in ("Header", "Footer"):
        style(name, size=paper.BODY_PT if name == "Header" else paper.RUNNING_PT)


def _one_font(fonts: Any) -> None:
    """Name the font for all scripts; the template's theme must not override it."""
    from docx.oxml.ns import qn

    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _page(document: Any, properties: Properties) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(paper.LEFT / paper.MM), Mm(paper.RIGHT / paper.MM)
    section.top_margin, section.bottom_margin = Mm(paper.TOP / paper.MM), Mm(paper.BOTTOM / paper.MM)
    section.header_distance, section.footer_distance = Mm(_HEADER_MM), Mm(_FOOTER_MM)
    section.different_first_page_header_footer = True
    width = paper.TEXT_WIDTH / paper.MM
    _running_head(section.header, properties, has_number=True)
    _running_head(section.first_page_header, properties, has_number=False)
    for footer in (section.footer, section.first_page_footer):
        line = _margin_line(footer)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(" ".join(legible(properties.foot_left).split()))
        line.add_run().add_tab()
        line.add_run(" ".join(legible(properties.foot_right).split()))


def _running_head(header: Any, properties: Properties, *, has_number: bool, left: str = "") -> None:
    """Write the head of pages: `left`, the number in the middle, the document's marks at the right."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    width = paper.TEXT_WIDTH / paper.MM
    line = _margin_line(header)
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    if left:
        line.add_run(legible(left)).bold = True
    line.add_run().add_tab()
    if has_number:
        _page_number(line)
    marks = " · ".join(legible(mark) for mark in properties.marks)
    if marks:
        line.add_run().add_tab()
        line.add_run(marks).bold = True


def _margin_line(part: Any) -> Any:
    """Return the one line of a header or footer, without the tab stops of the template's style."""
    from docx.oxml.ns import qn

    part.is_linked_to_previous = False
    line = part.paragraphs[0]
    for tabs in list(line.style.element.iter(qn("w:tabs"))):
        tabs.getparent().remove(tabs)
    return line


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, code in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", ""), ("end", "")):
        run = paragraph.add_run()
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        elif code:
            part = OxmlElement("w:instrText")
            part.text = code
        else:
            part = OxmlElement("w:t")
            part.text = "2"
        run._r.append(part)


def _core(document: Any, properties: Properties) -> None:
    """Set the file's properties; the only time in them is the day that the caller gave."""
    core, day = document.core_properties, properties.made_on
    made = datetime(day.year, day.month, day.day)
    core.title, core.subject = _property_text(properties.title), _property_text(properties.subject)
    core.author = core.last_modified_by = _property_text(properties.author)
    core.language = properties.language
    core.created = core.modified = made
    core.comments = core.keywords = core.category = ""
    core.revision = 1


def _property_text(untrusted_text: str) -> str:
    return " ".join(legible(untrusted_text).split())[:255]  # python-docx refuses more
