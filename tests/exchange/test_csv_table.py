"""CSV files as tables: encodings, what parts cells, the lines that are told as places."""

from __future__ import annotations

import pytest

from dti_desktop.errors import InputError
from dti_desktop.exchange.csv_table import read_csv
from dti_desktop.exchange.table import MAX_ROWS


def cells(text: str) -> list[list[tuple[str, str]]]:
    return [[(cell.place, cell.text) for cell in row] for row in read_csv(text.encode()).rows]


def fault(content: bytes) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_csv(content)
    return caught.value.code, caught.value.problems[0].place


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("between", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_parts_the_cells_is_found(mark, between, end):
    text = f"Tỉnh{between}Hạng{end}Sóc Trăng{between} 36 {end}"
    (head, row) = read_csv(mark + text.encode()).rows
    assert [cell.text for cell in head] == ["Tỉnh", "Hạng"]
    assert [cell.text for cell in row] == ["Sóc Trăng", "36"]


def test_a_decimal_comma_parts_no_cells_where_a_semicolon_does():
    assert cells("a;b\n0,5731;2\n")[1] == [("2", "0,5731"), ("2", "2")]
    assert cells('a,b\n"0,5731",2\n')[1] == [("2", "0,5731"), ("2", "2")]


def test_a_row_is_where_it_begins_and_empty_rows_are_left_out():
    assert cells('a,b\n\n,\n"x\ny",2\nz,3\n') == [
        [("1", "a"), ("1", "b")],
        [("4", "x\ny"), ("4", "2")],
        [("6", "z"), ("6", "3")],
    ]


def test_what_is_no_table_is_refused_with_its_place():
    assert fault("a,b\nTỉnh,1\n".encode("cp1258", "replace") + b"\xff") == ("not-utf-8", "3")
    assert fault(b'a,b\n1,2\n"x') == ("not-csv", "3")
    assert fault(b"a,b\n" + b"x" * 200_000) == ("not-csv", "2")
    assert fault(b"a\n" * (MAX_ROWS + 1)) == ("too-many-rows", "")
    assert read_csv(b"").rows == ()


def test_a_table_of_all_the_rows_there_may_be_is_read():
    assert len(read_csv(b"a\n" * MAX_ROWS).rows) == MAX_ROWS
