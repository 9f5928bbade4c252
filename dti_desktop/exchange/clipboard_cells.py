"""Cells as programs of tables exchange them through the clipboard: lines with tabs, and an HTML table.

A cell with a tab or a line break stands in quotes, quotes inside are doubled. Excel leaves quotes as they are
in a cell without such signs, so a quote is one only where the cell also ends with one. Texts that a program
could take for a formula are neutralised on their way out, and meant again on their way in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.numbers import number_text
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange.neutral_text import as_meant, neutral
from dti_desktop.exchange.written_numbers import unambiguous

MAX_CLIPBOARD_CHARACTERS = 1_000_000
MAX_CLIPBOARD_CELLS = 20_000
LINE_END = "\r\n"

_NEEDS_QUOTES = re.compile('[\t\r\n]|^"')
_QUOTED = re.compile('"((?:[^"]|"")*)"(?=[\t\r\n]|$)')
_PLAIN = re.compile("[^\t\r\n]*")
_BREAK = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class OutCell:
    """A cell on its way out: a text, or a number."""

    value: str | Decimal


def read_cells(untrusted_text: str) -> list[list[str]]:
    """Return the lines of a clipboard's text, cell by cell; line breaks inside a cell are `\\n`.

    Raises `InputError` `clipboard-too-large`. Any text is read as something.
    """
    if len(untrusted_text) > MAX_CLIPBOARD_CHARACTERS:
        raise _too_large()
    text = composed(untrusted_text).rstrip("\0")
    rows: list[list[str]] = []
    row: list[str] = []
    at = cells = 0
    while at < len(text) or row:
        quoted = _QUOTED.match(text, at)
        if quoted is not None:
            cell = _BREAK.sub("\n", quoted.group(1).replace('""', '"'))
            at = quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            assert plain is not None
            cell, at = plain.group(), plain.end()
        row.append(as_meant(cell))
        cells += 1
        if cells > MAX_CLIPBOARD_CELLS:
            raise _too_large()
        if text[at : at + 1] == "\t":
            at += 1
            continue
        rows.append(row)
        row = []
        at = len(text) if at >= len(text) else at + len(_line_break(text, at))
    return rows


def write_cells(rows: Sequence[Sequence[OutCell]], decimal_sign: str) -> str:
    """Return rows as text with tabs; numbers without groups, so that they are read alike in any language."""
    return "".join("\t".join(_written(cell, decimal_sign) for cell in row) + LINE_END for row in rows)


def write_html(rows: Sequence[Sequence[OutCell]], decimal_sign: str) -> str:
    """Return rows as an HTML table: texts stay texts there, and numbers are exact whatever the language."""
    lines = "".join(f"<tr>{''.join(_cell_html(cell, decimal_sign) for cell in row)}</tr>" for row in rows)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head>'
        f"<body><table>{lines}</table></body></html>"
    )


def _written(cell: OutCell, decimal_sign: str) -> str:
    if isinstance(cell.value, Decimal):
        return unambiguous(cell.value, decimal_sign)
    if not cell.value:
        return ""
    text = neutral(_BREAK.sub("\n", cell.value))
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if _NEEDS_QUOTES.search(text) else text


def _cell_html(cell: OutCell, decimal_sign: str) -> str:
    if isinstance(cell.value, Decimal):
        shown = html.escape(unambiguous(cell.value, decimal_sign))
        return f'<td x:num="{number_text(cell.value)}">{shown}</td>'
    if not cell.value:
        return "<td></td>"
    text = html.escape(neutral(_BREAK.sub("\n", cell.value)))
    text = text.replace("\n", '<br style="mso-data-placement:same-cell">')
    return f"<td style=\"mso-number-format:'\\@'\">{text}</td>"


def _line_break(text: str, at: int) -> str:
    found = _BREAK.match(text, at)
    assert found is not None
    return found.group()


def _too_large() -> InputError:
    facts: dict[str, object] = {"characters": MAX_CLIPBOARD_CHARACTERS, "cells": MAX_CLIPBOARD_CELLS}
    return InputError("clipboard-too-large", [Problem("clipboard-too-large", "", facts)])
