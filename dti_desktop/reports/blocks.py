"""A document as a list of plain blocks, which PDF and Word draw alike: no sentence is written twice.

All texts are shown as they are; nothing in them is ever markup or a field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

ParagraphKind = Literal["basis", "body", "item", "table_note"]
RowKind = Literal["row", "group", "total"]
Align = Literal["left", "right"]
Placing = Literal["left", "right", "apart"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face; line breaks are kept."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


Runs = tuple[Run, ...]


def plain(text: str, *, is_bold: bool = False, is_italic: bool = False) -> Runs:
    """Return `text` as one run."""
    return (Run(text, is_bold, is_italic),)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the first page: the office and number at the left, the nation at the right."""

    committee: str
    province: str
    number: str
    nation: str
    motto: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class Title:
    """The kind of document, and what it is about."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Banner:
    """A boxed warning: its words, and what they mean."""

    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body. `key` is its name in the outline."""

    text: str
    key: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one kind."""

    runs: Runs
    kind: ParagraphKind = "body"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; a width of 0 takes what the others leave.

    `is_apart`: its words stand a little away from the column before, as they always do after numbers.
    """

    title: str
    width_mm: float
    align: Align = "left"
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row; each cell is a list of paragraphs. A `group` row stands with the row after it."""

    cells: tuple[tuple[Runs, ...], ...]
    kind: RowKind = "row"


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its caption; its head is repeated on each page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def placed(self) -> tuple[Placing, ...]:
        """Where the words of each column stand: right, left, or apart from the column before."""
        before = (None, *self.columns)
        return tuple(
            "right"
            if column.align == "right"
            else "apart"
            if column.is_apart or (last is not None and last.align == "right")
            else "left"
            for last, column in zip(before, self.columns, strict=False)
        )

    def widths_mm(self, room_mm: float) -> tuple[float, ...]:
        """Return the widths of all columns in a table that is `room_mm` wide."""
        rest = room_mm - sum(column.width_mm for column in self.columns)
        open_ones = sum(not column.width_mm for column in self.columns)
        return tuple(column.width_mm or rest / open_ones for column in self.columns)


@dataclass(frozen=True, slots=True)
class AnnexTitle:
    """The title of an annex, which begins a page."""

    number: str
    title: str
    note: str
    key: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The last words, the recipients and the leader, on one page together."""

    closing: str
    recipients_head: str
    recipients: tuple[str, ...]
    leader_title: str
    how: str
    leader_name: str


Block = Letterhead | Title | Banner | Heading | Paragraph | Table | AnnexTitle | Signature


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself, and what stands in the margins of each page."""

    title: str
    author: str
    subject: str
    language: str
    made_on: date
    marks: tuple[str, ...]
    foot_left: str
    foot_right: str


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """A whole document."""

    properties: Properties
    blocks: Sequence[Block]
