"""`new --from`: a new year from an old assessment, told for people and as JSON."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from later_edition import LATER_YEAR, library_with_later_edition
from said import Call, Said

from dti_desktop.cli import run


def refused(said: Said) -> tuple[int, str]:
    return said.status, said.json["error"]["code"]


def test_a_new_year_begins_with_everything_waiting(call: Call) -> None:
    call("sample")
    said = call("new", "--from", "sample-soc-trang-2022", "--json")
    document = said.json
    assert (said.status, document["assessment"], document["from"]) == (
        0,
        "soc-trang-2023",
        "sample-soc-trang-2022",
    )
    assert document["shelf"] == []
    assert {row["fate"] for row in document["rows"]} == {"same"}
    score = call("score", "soc-trang-2023", "--json").json
    assert (score["points"], score["answered"]) == ("0.00", 0)
    findings = call("check", "soc-trang-2023", "--json").json["findings"]
    waiting = [f["indicator"] for f in findings if f["code"] == "carried-unconfirmed"]
    assert waiting == document["waiting"] != []
    assert refused(call("new", "--from", "sample-soc-trang-2022", "--json")) == (2, "assessment-exists")


def test_province_and_year_can_be_others(call: Call) -> None:
    call("sample")
    said = call("new", "--from", "sample-soc-trang-2022", "--province", "Bạc Liêu", "--year", 2022)
    assert said.out.splitlines()[0] == "bac-lieu-2022"
    assert said.out.splitlines()[1].startswith("Câu trả lời của năm 2022 chờ xác nhận lại: ")


def test_a_later_edition_is_told_row_by_row(tmp_path: Path) -> None:
    library = library_with_later_edition(tmp_path / "resources")

    def call(*arguments: object) -> Said:
        out, messages = io.StringIO(), io.StringIO()
        words = [str(argument) for argument in arguments]
        status = run(words, library, lambda: tmp_path / "store", out=out, messages=messages)
        assert isinstance(status, int)
        return Said(status, out.getvalue(), messages.getvalue())

    call("sample")
    said = call("new", "--from", "sample-soc-trang-2022", "--year", LATER_YEAR)
    assert said.out.splitlines()[2:] == [
        "  1.1: đã thay đổi",
        "  1.11: mới",
        "  2.1: trước là 2.2",
        "  2.2: trước là 2.1",
        "  4.2: đã thay đổi",
        "  1.10: không còn",
        "Chưa có chỗ: 1.10",
    ]


@pytest.mark.parametrize("made", [False, True])
def test_from_nothing_nothing_is_made(made: bool, call: Call, store_dir: Path) -> None:
    if made:
        call("sample")
    assert refused(call("new", "--from", "nobody-2021", "--json")) == (2, "assessment-unknown")
    assert store_dir.exists() is made
    assert refused(call("new", "--year", 2022, "--json")) == (2, "wrong-use")


def test_an_earlier_year_is_brought_to_what_has_begun_and_confirmed(call: Call) -> None:
    call("sample")
    call("new", "--province", "Sóc Trăng", "--year", "2023")
    new = "soc-trang-2023"
    nothing = call("earlier", "list", new, "--json").json
    assert (nothing["from"], nothing["waiting"]) == (None, [])
    brought = call("earlier", "bring", new, "sample-soc-trang-2022", "--json").json
    assert brought["from"] == "sample-soc-trang-2022"
    waiting = brought["waiting"]
    assert len(waiting) == call("score", new, "--json").json["indicators_total"]
    some = call("earlier", "confirm", new, "--indicators", "1.1,2", "--json").json
    assert some["confirmed"] == [code for code in waiting if code == "1.1" or code.startswith("2.")]
    again = call("earlier", "confirm", new, "--indicators", "1.1", "--json")
    assert refused(again) == (2, "previous-answered")
    for wrong in (("--all", "--indicators", "1.2"), ()):
        assert refused(call("earlier", "confirm", new, *wrong, "--json")) == (2, "wrong-use")
    rest = call("earlier", "confirm", new, "--all", "--json").json
    assert (rest["waiting"], bool(rest["figures"])) == ([], True)
    old, now = (call("score", id_, "--json").json["points"] for id_ in ("sample-soc-trang-2022", new))
    assert old == now
    assert refused(call("earlier", "bring", new, new, "--json")) == (2, "previous-is-itself")
