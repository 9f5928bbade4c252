"""Where the cells of a pasted block come to stand in the entry table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dti_desktop.errors import Problem
from dti_desktop.services.entered_cells import EXPLANATION as EXPLANATION_FIELD
from dti_desktop.services.entered_cells import EnteredCell
from dti_desktop.ui.entry_rows import EXPLANATION, VALUE, EntryLine


@dataclass(frozen=True)
class Target:
    """What was selected when a block came.

    `lines`: the lines with fields, from the first selected one to the end of the table; `columns`: likewise.
    `height`, `width`: of the selection, in such lines and columns. `held`: what cells that take nothing show,
    by line and column. `is_fill`: what takes nothing is passed over.
    """

    lines: Sequence[EntryLine]
    columns: Sequence[int]
    height: int
    width: int
    held: Mapping[tuple[int, int], str]
    is_fill: bool = False


def place_block(block: Sequence[Sequence[str]], target: Target) -> tuple[list[EnteredCell], list[Problem]]:
    """Return what the block enters in which field, and the faults of what has no place.

    One value goes into every selected cell that takes one; a block goes into a selection that it fills a
    whole number of times as often as it fits, else once from the first selected cell on. A cell that takes
    nothing is no fault where the block says there what stands there already.

    Faults: `block-too-long` and `block-too-wide` once, `column-not-entered` for each cell.
    """
    rows = [list(row) for row in block]
    width = max((len(row) for row in rows), default=0)
    if not rows or not width:
        return [], []
    passes_over = target.is_fill or (len(rows) == 1 and width == 1)
    fits = target.height % len(rows) == 0 and target.width % width == 0
    height, across = (target.height, target.width) if fits else (len(rows), width)
    faults: list[Problem] = []
    if height > len(target.lines):
        faults.append(Problem("block-too-long", "", {"rows": height, "room": len(target.lines)}))
    if across > len(target.columns):
        faults.append(Problem("block-too-wide", "", {"columns": across, "room": len(target.columns)}))
    cells: list[EnteredCell] = []
    for place, line in enumerate(target.lines[:height]):
        row = rows[place % len(rows)]
        for step, column in enumerate(target.columns[:across]):
            at = step % width
            text = row[at] if at < len(row) else ""
            field = _field(line, column)
            if field is not None:
                cells.append(EnteredCell(line.code, field, text))
            elif not passes_over and text.strip() not in ("", target.held.get((place, column), "").strip()):
                faults.append(Problem("column-not-entered", line.key, {"value": text.strip()[:80]}))
    return cells, faults


def _field(line: EntryLine, column: int) -> str | None:
    if line.asked is None:
        return None
    if column == VALUE:
        return line.asked.field
    return EXPLANATION_FIELD if column == EXPLANATION and line.is_first else None
