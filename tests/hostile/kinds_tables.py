"""Tables that are brought from other programs: published results as CSV and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import mutate_bytes
from kind import ACCEPTED, FILE_NAME, ROOT, Kind, told

_HEADS = ("Năm", "Tỉnh", "Chỉ số", "Hạng", "Giá trị", "Nguồn", "Ghi chú")
_CELLS = (
    "", "0,5731", "0.5731", "1.000", "1,000", "-1", "NaN", "9" * 400, "0." + "9" * 400, "1e999", "=1+1",
    "Huế", "Sóc Trang",
    "٣", "2024", "99999", "overall", "index_99", "a-b", "'", '"', ";", "\x00", "\u202e", "\ud800",
    "<!ENTITY", "x" * 200_000,
)  # fmt: skip


@cache
def _library() -> object:
    from dti_desktop.services.library import Library

    return Library(ROOT / "resources", ROOT / "translations")


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    provinces = _library().result_book.provinces  # type: ignore[attr-defined]
    named = enumerate(provinces[:20])
    return tuple(
        ("2024", p.name, "overall", str(place + 1), f"0,{9000 - 10 * place}", "công văn", "")
        for place, p in named
    )


@cache
def _csv_files() -> tuple[bytes, ...]:
    shipped = (ROOT / "resources" / "reference" / "results.csv").read_bytes()
    semicolons = "\r\n".join(";".join(row) for row in (_HEADS, *_rows())).encode("utf-8-sig")
    return semicolons, shipped


@cache
def _workbooks() -> tuple[bytes, ...]:
    from workbooks import workbook

    numbers = [[int(y), p, m, int(r), float(v.replace(",", ".")), s, n] for y, p, m, r, v, s, n in _rows()]
    return (
        workbook({"Kết quả": [_HEADS, *_rows()]}),
        workbook({"Bìa": [["Bộ"]], "Bảng": [[], _HEADS, *numbers]}, hidden=["Bìa"]),
    )


def _cell(die: Random) -> bytes:
    return die.choice(_CELLS).encode("utf-8", "surrogatepass")


def _change_csv(die: Random, original: bytes, originals: Sequence[bytes]) -> tuple[str, bytes]:
    if die.random() < 0.5:
        return mutate_bytes.changed(die, original, originals)
    separator = b";" if b";" in original else b","
    lines = original.split(b"\n")
    for _ in range(die.randrange(1, 4)):
        at = die.randrange(len(lines))
        cells = lines[at].split(separator)
        cells[die.randrange(len(cells))] = _cell(die)
        lines[at] = separator.join(cells)
    return "cells", b"\n".join(lines)


def _change_workbook(die: Random, original: bytes, originals: Sequence[bytes]) -> tuple[str, bytes]:
    """Change bytes of the container, or of one of its parts and pack it again."""
    if die.random() < 0.4:
        return mutate_bytes.changed(die, original, originals)
    import io
    import zipfile

    from workbooks import changed_parts, part

    with zipfile.ZipFile(io.BytesIO(original)) as book:
        name = die.choice(book.namelist())
    how, content = mutate_bytes.changed(die, part(original, name), [part(original, name)])
    return f"{name}: {how}", changed_parts(original, {name: content})


def _judge(content: bytes, folder: Path) -> str:
    from dti_desktop.engine.published_checks import Known, check_published
    from dti_desktop.errors import InputError
    from dti_desktop.exchange.result_rows import Reading, read_results

    library = _library()
    book = library.result_book  # type: ignore[attr-defined]
    headings = Reading.headings_of(library.result_headings)  # type: ignore[attr-defined]
    reading = Reading(headings, library.province_names, source=FILE_NAME)  # type: ignore[attr-defined]
    try:
        found = read_results(content, reading)
        known = Known(book, library.national_means, library.measures, 2026)  # type: ignore[attr-defined]
        faults, notes = check_published(found.rows, known)
        if notes or found.notes:
            told(InputError("results-invalid", [*notes, *found.notes]))
        if faults or found.faults:
            raise InputError("results-invalid", [*found.faults, *faults])
    except InputError as error:
        return told(error)
    for row in found.rows:
        value, rank = row.result.value, row.result.rank
        if not (value is None or 0 <= value <= 1) or not (rank is None or 1 <= rank <= len(book.provinces)):
            raise AssertionError("a figure that cannot be")
    return ACCEPTED


KINDS = (
    Kind("results-csv", _csv_files, _change_csv, _judge, True),
    Kind("results-workbook", _workbooks, _change_workbook, _judge, True),
)
