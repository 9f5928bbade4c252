"""Make the user guide anew, from the help of the program and from its real pages.

    .venv/bin/python tools/guide.py              text, pictures and PDF in both languages, into docs/guide
    .venv/bin/python tools/guide.py --text       only the text and the PDF, with the pictures that are there
    .venv/bin/python tools/guide.py --language en   one language alone

Runs without a screen. A test holds the text to the help.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageOps  # noqa: E402
from PySide6.QtCore import QMarginsF, QRectF, Qt, QUrl  # noqa: E402
from PySide6.QtGui import (  # noqa: E402
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QApplication  # noqa: E402

from dti_desktop import paths  # noqa: E402
from dti_desktop.services.help_book import SUFFIX, HelpBook, read_help  # noqa: E402
from dti_desktop.services.library import Library  # noqa: E402
from dti_desktop.ui import help_text, theme  # noqa: E402
from dti_desktop.ui.format import LanguageCode  # noqa: E402
from dti_desktop.ui.language import Language  # noqa: E402
from dti_desktop.ui.shortcuts import groups  # noqa: E402

GUIDE = ROOT / "docs" / "guide"

#: Topic → the picture of `tools/screenshots.py` that shows it.
SHOWN = {
    "indicator": "indicator-ratio",
    "entry": "entry",
    "profile": "profile",
    "library": "library",
    "overview": "overview",
    "remaining": "remaining",
    "review": "review",
    "ranking": "ranking",
    "forecast": "forecast",
    "plan": "plan",
    "whatif": "whatif",
    "sensitivity": "sensitivity",
    "history": "history",
    "excel": "import-excel",
    "submit": "submit",
    "signing": "cosign",
    "verify": "verify-three",
    "portal": "portal",
    "start": "start",
    "catalogue": "catalogue",
    "journal": "journal",
}


@dataclass(frozen=True)
class Guide:
    """The guide in one language: its file's name, and what stands above the topics of the help."""

    language: LanguageCode
    name: str
    title: str
    lead: str
    contents: str

    @property
    def pictures(self) -> Path:
        """The folder of its pictures, beside it."""
        return GUIDE / f"pictures-{self.language}"


GUIDES = {
    "vi": Guide(
        "vi",
        "huong-dan",
        "Hướng dẫn sử dụng DTI Desktop",
        "Tự đánh giá Chỉ số chuyển đổi số trên máy tính của cơ quan, không cần mạng. Tài liệu này được lập "
        "từ phần trợ giúp của chương trình; trong chương trình, bấm `F1` để đọc đúng mục đang cần. Hình "
        "chụp trên hồ sơ mẫu, số liệu ở đó chỉ để minh họa.",
        "Mục lục",
    ),
    "en": Guide(
        "en",
        "user-guide",
        "DTI Desktop user guide",
        "Self-assessment on the digital transformation index, on the office's own computer and without a "
        "network. This guide is made from the program's help; in the program, `F1` opens the topic that is "
        "needed. The pictures show the sample, whose figures are for illustration only.",
        "Contents",
    ),
}

_LINK = re.compile(rf"\]\(([a-z-]+){re.escape(SUFFIX)}\)")
_DPI = 300
#: Qt lays documents out in pixels of this many to the inch, and scales them to the paper.
_LOGICAL_DPI = 96
_MARGINS_MM = QMarginsF(22, 18, 18, 20)
_FOOT_MM = 8
_CONTENTS_LINE_PERCENT = 115
_FRAME = theme.LIGHT.border


def read_book(library: Library, guide: Guide) -> HelpBook:
    """Return the help that a guide is made of. Needs the application, speaking the guide's language."""
    shortcuts = help_text.shortcuts_in_markdown(groups())
    return read_help(library.resources_dir / "help", guide.language, library.texts(guide.language), shortcuts)


def guide_text(library: Library, guide: Guide) -> str:
    """Return a guide in Markdown, with links within and pictures beside it. Needs the same."""
    book = read_book(library, guide)
    details = library.texts(guide.language)["error.said.details"]
    parts = [f"# {guide.title}", guide.lead, f"## {guide.contents}", "@contents@"]
    for group in book.groups:
        parts.append(f"## {group.title}")
        for topic in group.topics:
            # Every fault that can stand in a file belongs into the window, where it is searched.
            text = topic.markdown.split(f"\n## {details}\n")[0].strip()
            head, _, rest = text.partition("\n")
            parts.append(f"##{head}")
            lead, _, more = rest.strip().partition("\n\n")
            parts.append(lead)
            if topic.id in SHOWN:
                parts.append(f"![{topic.title}]({guide.pictures.name}/{SHOWN[topic.id]}.png)")
            parts.append(re.sub(r"^(#+) ", r"##\1 ", more.strip(), flags=re.MULTILINE))
    text = "\n\n".join(part for part in parts if part) + "\n"
    places = anchors(text, book)
    contents = "\n".join(
        f"- {group.title}\n" + "\n".join(f"  - [{t.title}](#{places[t.id]})" for t in group.topics)
        for group in book.groups
    )
    text = text.replace("@contents@", contents)
    return _LINK.sub(lambda link: f"](#{places[link.group(1)]})", text)


def anchors(text: str, book: HelpBook) -> dict[str, str]:
    """Return by topic what its heading is called in links, as forges derive it from the headings."""
    ids = {topic.title: topic.id for topic in book.topics}
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for marks, title in re.findall(r"^(#+) (.+)$", text, flags=re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        anchor = f"{name}-{seen[name]}" if seen[name] else name
        seen[name] += 1
        if len(marks) == 3 and title in ids:
            found[ids[title]] = anchor
    return found


# -- pictures ------------------------------------------------------------------------------------------


def make_pictures(guide: Guide) -> None:
    """Grab every page that is shown, as small as a picture of a window can be."""
    from tools.screenshots import apart

    with tempfile.TemporaryDirectory() as folder:
        # The first one waits for the window to be where it was left.
        wanted = ["overview", *sorted(set(SHOWN.values()) - {"overview"})]
        apart(Path(folder), wanted, "1366x768", "light", guide.language, "{page}")
        guide.pictures.mkdir(parents=True, exist_ok=True)
        for old in guide.pictures.glob("*.png"):
            old.unlink()
        for path in sorted(Path(folder).glob("*.png")):
            with Image.open(path) as picture:
                framed = ImageOps.expand(picture.convert("RGB"), border=1, fill=_FRAME)
                few = framed.quantize(128, dither=Image.Dither.NONE)
                few.save(guide.pictures / path.name, optimize=True)


# -- paper ---------------------------------------------------------------------------------------------


def write_pdf(guide: Guide, text: str, target: Path) -> None:
    """Set a guide on A4, with its fonts in it and the pages of the topics in its contents."""
    writer = QPdfWriter(str(target))
    writer.setResolution(_DPI)
    writer.setTitle(guide.title)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, _MARGINS_MM,
            QPageLayout.Unit.Millimeter,
        )
    )  # fmt: skip
    page = QRectF(0, 0, writer.width(), writer.height() - _FOOT_MM / 25.4 * _DPI)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setPageSize(page.size())
    help_text.fill(document, text, _dress())
    _fit(document, page.width() * _LOGICAL_DPI / _DPI)
    _fill_contents(guide, document, page)
    painter = QPainter(writer)
    # Windows have few colours and sharp letters: this is smaller than what loses some of both.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, page.translated(0, number * page.height()))
        painter.restore()
        painter.setFont(_font(9))
        foot = QRectF(0, page.height(), page.width(), writer.height() - page.height())
        where = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, int(where), str(number + 1))
    painter.end()


def _font(size_pt: float, weight: QFont.Weight = theme.Weight.Normal) -> QFont:
    # Without the window's tabular figures: their glyphs could not be read back from the paper as digits.
    font = QFont(theme.current().font().family())
    font.setPointSizeF(size_pt)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _dress() -> help_text.Dress:
    strong = theme.Weight.DemiBold
    return help_text.Dress(_font(10), _font(20, strong), _font(15, strong), _font(10, strong), theme.LIGHT)


def _fit(document: QTextDocument, width: float) -> None:
    """Begin each part on a page of its own, keep headings with what follows, and fit the pictures."""
    cursor = QTextCursor(document)
    block = document.begin()
    parts = 0
    while block.isValid():
        level = block.blockFormat().headingLevel()
        form = QTextBlockFormat()
        if level == 2:
            parts += 1
            if parts > 1:
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        if level == 3:
            if _has_picture(block) and block.previous().blockFormat().headingLevel() != 2:
                # Else its first lines would stand at the foot of a page and the picture on the next one.
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            cursor.setPosition(block.position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            char = cursor.charFormat()
            char.setFont(_font(13, theme.Weight.DemiBold))
            cursor.setCharFormat(char)
            form.setTopMargin(3 * theme.GRID)
        if level in (2, 3, 4, 5):
            form.setNonBreakableLines(True)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(form)
        _fit_picture(document, block, width)
        block = block.next()


def _has_picture(heading: QTextBlock) -> bool:
    """Whether a topic shows a picture, which stands behind its first paragraph."""
    block = heading.next()
    while block.isValid() and not block.blockFormat().headingLevel():
        at = block.begin()
        if not at.atEnd() and at.fragment().charFormat().isImageFormat():
            return True
        block = block.next()
    return False


def _fit_picture(document: QTextDocument, block: QTextBlock, width: float) -> None:
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        given = fragment.charFormat()
        if given.isImageFormat():
            form = given.toImageFormat()
            picture = QImage(str(GUIDE / form.name()))
            # Narrow windows stay narrow: a picture as wide as the window of the program fills the column.
            share = min(1.0, picture.width() / 1366)
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(form.name()), picture)
            form.setWidth(width * share)
            form.setHeight(width * share * picture.height() / max(1, picture.width()))
            cursor = QTextCursor(document)
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(form)
            line = QTextBlockFormat()
            # A line that holds a picture is as high as the picture, not half as much again.
            line.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(line)
        at += 1


def _fill_contents(guide: Guide, document: QTextDocument, page: QRectF) -> None:
    """Write behind each entry of the contents the page on which its topic begins."""
    entries: list[QTextBlock] = []
    heads: list[QTextBlock] = []
    is_contents = False
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level == 2:
            is_contents = block.text() == guide.contents
        elif level == 3:
            heads.append(block)
        elif is_contents and block.textList() is not None:
            entries.append(block)
        block = block.next()
    for entry in entries:
        cursor = QTextCursor(entry)
        indent = entry.textList().format().indent() * document.indentWidth()
        right = page.width() * _LOGICAL_DPI / _DPI - indent
        tab = QTextOption.Tab(right, QTextOption.TabType.RightTab)
        form = QTextBlockFormat()
        form.setTabPositions([tab])
        form.setBottomMargin(0)
        form.setLineHeight(_CONTENTS_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(form)
    layout = document.documentLayout()
    starts = {h.text(): int(layout.blockBoundingRect(h).top() // page.height()) + 1 for h in heads}
    for entry in entries:
        title, cursor = entry.text(), QTextCursor(entry)
        if title in starts and entry.textList().format().indent() > 1:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            number = QTextCharFormat()
            number.setFont(_font(10))
            cursor.insertText(f"\t{starts[title]}", number)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--text", action="store_true", help="leave the pictures as they are")
    parser.add_argument("--language", choices=tuple(GUIDES), help="default: both")
    asked = parser.parse_args()
    chosen = [guide for guide in GUIDES.values() if asked.language in (None, guide.language)]
    if not asked.text:
        for guide in chosen:
            make_pictures(guide)
    app = QApplication(sys.argv[:1])
    library = Library(paths.resources_dir(), paths.translations_dir())
    theme.install(app, library.resources_dir, "light")
    language = Language(library.translations_dir, chosen[0].language, app)
    GUIDE.mkdir(parents=True, exist_ok=True)
    for guide in chosen:
        language.set(guide.language)
        text = guide_text(library, guide)
        (GUIDE / f"{guide.name}.md").write_text(text, encoding="utf-8")
        write_pdf(guide, text, GUIDE / f"{guide.name}.pdf")
        print(GUIDE / f"{guide.name}.md")


if __name__ == "__main__":
    main()
