"""A catalogue out as Excel and back: what nobody touched changes nothing, what was changed is just that."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop import paths
from dti_desktop.engine.catalogue_edit import NodeName, changed_nodes, read_document, with_nodes
from dti_desktop.engine.catalogue_leaves import LeafName, leaves, with_leaves
from dti_desktop.errors import InputError
from dti_desktop.exchange.catalogue_workbook import read_catalogue_workbook, write_catalogue_workbook
from dti_desktop.services.catalogue_books import _texts
from dti_desktop.services.library import Library

LIBRARY = Library(paths.resources_dir(), paths.translations_dir())
ROOT = Path(__file__).resolve().parents[2]
SMALL = (ROOT / "tests" / "data" / "catalogues" / "small.json").read_bytes()
DOCUMENTS = [
    read_document(SMALL),
    *(read_document(LIBRARY.catalogue_bytes[id_]) for id_ in LIBRARY.catalogue_ids),
]


def book_of(document: Any, language: str = "vi") -> bytes:
    return write_catalogue_workbook(document, _texts(LIBRARY, document, language))


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_untouched_it_changes_nothing(document: Any, language: str) -> None:
    read = read_catalogue_workbook(changed(book_of(document, language), lambda book: None), document)
    assert (read.changed, read.faults, read.rows_missing) == ((), (), 0)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_every_value_is_in_it_and_can_be_changed(document: Any) -> None:
    """Each leaf is written once, where a person finds it; a workbook of all changed ones tells them all."""
    wanted = {
        name: "0.375" if name.form != "text" else f"{value} – sửa\nhai dòng"
        for name, value in leaves(document)
    }
    other = with_nodes(document, with_leaves(document, wanted))
    content = book_of(other)

    def older(book: Any) -> None:
        base = book["DTI"]
        for row, (_, value) in enumerate(leaves(document), start=2):
            base.cell(row, 2, value)

    assert len(list(leaves(document))) == len(list(leaves(other)))
    read = read_catalogue_workbook(changed(content, older), document)
    assert read.faults == ()
    assert {leaf.name: leaf.value for leaf in read.changed} == wanted


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_set_is_what_differs(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(DOCUMENTS))
    names = data.draw(
        st.lists(st.sampled_from([name for name, _ in leaves(document)]), max_size=4, unique=True)
    )
    wanted = {name: data.draw(st.text(max_size=8)) for name in names}
    before = json.dumps(document)
    nodes = with_leaves(document, wanted)
    assert json.dumps(document) == before
    after = with_nodes(document, nodes)
    held = dict(leaves(document))
    found = dict(leaves(after))
    differs = {name: value for name, value in wanted.items() if held[name] != value}
    assert {change.name for change in changed_nodes(document, after)} == {name.node for name in differs}
    for name, value in wanted.items():
        assert found.get(name, "") == value


def cell_of(book: Any, code: str, head: str) -> Any:
    sheet = book.worksheets[0]
    column = next(c.column for c in sheet[1] if c.value == f"#rows.{head}")
    return next(sheet.cell(row[0].row, column) for row in sheet.iter_rows(min_row=3) if row[0].value == code)


@pytest.mark.parametrize(
    ("typed", "value"), [("12,5", "12.5"), (12.5, "12.5"), ("1.234,5", "1234.5"), (7, "7"), ("7,0", "7")]
)
def test_points_are_read_as_an_office_types_them(typed: object, value: str) -> None:
    document = DOCUMENTS[0]

    def change(book: Any) -> None:
        cell_of(book, "A.1", "max_points").value = typed

    read = read_catalogue_workbook(changed(book_of(document), change), document)
    assert [(leaf.name, leaf.value) for leaf in read.changed] == [
        (LeafName(NodeName("indicators", "A.1"), "max_points"), value)
    ]


@pytest.mark.parametrize(
    ("typed", "value"), [("1/3", "1/3"), ("25 %", "0.25"), ("0,25", "0.25"), (0.25, "0.25")]
)
def test_shares_too(typed: object, value: str) -> None:
    document = DOCUMENTS[0]

    def change(book: Any) -> None:
        rules = book.worksheets[1]
        row = next(r for r in rules.iter_rows(min_row=3) if r[4].value.endswith("parts/work/share"))
        row[3].value = typed

    read = read_catalogue_workbook(changed(book_of(document), change), document)
    assert [leaf.value for leaf in read.changed] == [value]


def test_every_fault_is_told_with_its_cell() -> None:
    document = DOCUMENTS[1]

    def change(book: Any) -> None:
        cell_of(book, "1.1", "max_points").value = "mười"
        cell_of(book, "1.2", "max_points").value = "1.234"
        cell_of(book, "1.3", "title_vi").value = "=1+1"
        cell_of(book, "1.4", "code").value = "9.99"
        cell_of(book, "1.5", "code").value = "1.6"

    read = read_catalogue_workbook(changed(book_of(document), change), document)
    assert [problem.code for problem in read.faults[:4]] == [
        "number-malformed", "number-ambiguous", "formula-without-value", "row-unknown",
    ]  # fmt: skip
    assert {problem.code for problem in read.faults} >= {"row-twice"}
    assert all(problem.place.startswith("/Chỉ số/") for problem in read.faults)


def test_a_sheet_that_is_gone_and_another_catalogues_workbook_are_refused() -> None:
    small, whole = DOCUMENTS[:2]
    read = read_catalogue_workbook(
        changed(book_of(whole), lambda book: book.remove(book.worksheets[1])), whole
    )
    assert [problem.code for problem in read.faults] == ["sheet-missing"]
    with pytest.raises(InputError, match="catalogue-workbook-other"):
        read_catalogue_workbook(book_of(small), whole)
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    with pytest.raises(InputError, match="catalogue-workbook-unknown"):
        read_catalogue_workbook(empty.getvalue(), whole)


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    document = DOCUMENTS[1]
    name = LeafName(NodeName("indicators", "1.1"), "title_vi")
    odd = with_nodes(document, with_leaves(document, {name: "=cmd|' /C calc'!A0"}))
    book = openpyxl.load_workbook(io.BytesIO(book_of(odd)))
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    read = read_catalogue_workbook(book_of(odd), odd)
    assert (read.changed, read.faults) == ((), ())
