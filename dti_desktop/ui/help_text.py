"""Markdown of the help, set in the window's own type: for the screen, and for the guide on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from dti_desktop.ui import theme
from dti_desktop.ui.shortcuts import key_text
from dti_desktop.ui.theme import Colours, Weight

_LINE_PERCENT = 140
_INDENT = 28
#: Level of a heading → room above and below, in steps of the grid; 0 is running text.
_ROOM: Mapping[int, tuple[float, float]] = {
    0: (0.0, 0.75),
    1: (0.0, 1.5),
    2: (1.5, 0.5),
    3: (2.0, 0.5),
    4: (1.25, 0.25),
}
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_MARKS = re.compile(r"\*\*|`|^#+ |^- |\\(?=[^\w\s])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dress:
    """The fonts and colours that a text of the help is set in."""

    body: QFont
    title: QFont
    large: QFont
    heading: QFont
    colours: Colours


def plain(markdown: str) -> str:
    """Return the words of a text, without its marks, line by line."""
    return _MARKS.sub("", _LINK.sub(r"\1", markdown))


def shortcuts_in_markdown(groups: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> str:
    """Return keys and what they do, under the title of their group, with the keys as they are called here."""
    lines: list[str] = []
    for title, keys in groups:
        lines += [f"## {title}", ""]
        lines += [f"- `{_key_text(key)}` {what}" for key, what in keys]
        lines.append("")
    return "\n".join(lines).strip()


def _key_text(key: str) -> str:
    if "–" in key or "·" in key:
        return key
    return key_text(key)


def fill(document: QTextDocument, markdown: str, dress: Dress) -> None:
    """Show `markdown` in `document`, dressed. HTML in it is text; nothing outside it is loaded."""
    document.setDefaultFont(dress.body)
    document.setIndentWidth(_INDENT)
    document.setMarkdown(markdown, _FEATURES)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(_block_format(0))
    plain_text = QTextCharFormat()
    plain_text.setForeground(QColor(dress.colours.text))
    cursor.mergeCharFormat(plain_text)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(_block_format(level))
        for start, length, given in _fragments(block):
            # Changing formats one by one takes long; most of the text already looks as it should.
            if level or given.isAnchor() or given.fontFixedPitch() or given.fontWeight() > Weight.Normal:
                cursor.setPosition(start)
                cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
                form = _character_format(given, level, dress)
                # What Markdown makes larger by steps would stay so in a merged format.
                cursor.setCharFormat(form) if level else cursor.mergeCharFormat(form)
        block = block.next()
    cursor.endEditBlock()


def _block_format(level: int) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    above, below = _ROOM.get(level, (1.0, 0.0))
    form.setTopMargin(above * theme.GRID)
    form.setBottomMargin(below * theme.GRID)
    return form


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    found = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        if fragment.isValid():
            found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        at += 1
    return found


def _character_format(given: QTextCharFormat, level: int, dress: Dress) -> QTextCharFormat:
    form = QTextCharFormat()
    font = QFont({0: dress.body, 1: dress.title, 2: dress.large}.get(level, dress.heading))
    colour = dress.colours.text
    if given.fontFixedPitch():
        # Keys, codes and endings: in the same type, on a ground of their own.
        form.setBackground(QColor(dress.colours.sunken))
        font.setWeight(Weight.Medium)
    elif given.fontWeight() > Weight.Normal and not level:
        font.setWeight(Weight.DemiBold)
    if given.isAnchor():
        colour = dress.colours.accent
        font.setUnderline(True)
    form.setFont(font)
    form.setForeground(QColor(colour))
    form.setFontFixedPitch(False)
    return form
