"""The journal on the command line: read and filtered, checked, and asked for a head that was signed."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from certificates import PASSWORD, Holder, certificate, new_key, p12
from said import Call

from dti_desktop.engine.assessment import Signatory
from dti_desktop.services.journal import KINDS
from dti_desktop.services.library import LANGUAGES, Library
from dti_desktop.services.workspace import Workspace

ID = "soc-trang-2022"
SAMPLE = "sample-soc-trang-2022"


def holder_for_long(common_name: str, number: int, issuer: Holder | None = None) -> Holder:
    """Return a holder whose certificate holds today, too, when openssl looks at it."""
    return certificate(
        common_name,
        new_key("rsa", number),
        issuer,
        is_ca=common_name == "Root",
        not_after_utc=datetime(2100, 1, 1, tzinfo=UTC),
    )


@pytest.fixture
def filled(call: Call, tmp_path: Path) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    document = tmp_path / "fill.json"
    document.write_text(json.dumps({"answers": {"4.1": {"a": 7, "b": 9}}, "profile": {"communes": 109}}))
    call("fill", ID, document)
    call("explain", ID, "4.1", "Đang chờ bản có dấu.")


def tamper(store_dir: Path, statement: str) -> None:
    """Change a closed store with another program; the guards stand again afterwards."""
    raw = sqlite3.connect(store_dir / "dti.sqlite")
    triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statement)
    for _, sql in triggers:
        raw.execute(sql)
    raw.commit()
    raw.close()


def test_it_is_read_newest_first_and_filtered(call: Call, filled: None) -> None:
    found = call("journal", ID, "--json").json
    assert [entry["kind"] for entry in found["entries"]] == [
        "explanation", "profile", "answer", "answer", "assessment",
    ]  # fmt: skip
    assert found["head"] == found["entries"][0]["hash"] and found["entries_total"] == 5
    assert len(call("journal", ID, "--limit", 2, "--json").json["entries"]) == 2
    assert len(call("journal", ID, "--code", "4.1", "--json").json["entries"]) == 3
    who = found["entries"][0]["who"]
    assert len(call("journal", ID, "--person", who, "--json").json["entries"]) == 5
    assert call("journal", ID, "--person", "nobody", "--json").json["entries"] == []
    assert call("journal", ID, "--day", "2001-01-01", "--json").json["entries"] == []
    lines = call("journal", ID).out.splitlines()
    assert len(lines) == 5 and "4.1" in lines[0] and "giải trình: – → Đang chờ bản có dấu." in lines[0]
    assert "số liệu chung communes: – → 109" in lines[1]
    assert "answer a: – → 7" in call("--language", "en", "journal", ID).out


def test_the_leader_is_named_as_people_name_him(
    call: Call, filled: None, store_dir: Path, library: Library
) -> None:
    running = Workspace.open(store_dir, library, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="a")
    running.set_signatory(ID, Signatory("Lê Văn An", "Chủ tịch"))
    running.close()
    assert "lãnh đạo ký: – → Lê Văn An, Chủ tịch" in call("journal", ID).out


def test_a_stranger_recomputes_every_hash_by_the_lines_of_the_documentation(call: Call, filled: None) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "journal.md").read_text("utf-8")
    (lines,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    said = call("journal", ID, "--limit", 999999, "--json").out

    def recomputed(text: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-X", "utf8", "-c", lines]
        return subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")

    assert recomputed(said).stdout == "True\n"
    changed = recomputed(said.replace("Đang chờ", "Không chờ"))
    assert changed.returncode != 0 and "AssertionError: 5" in changed.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--code", "99.9"), "unknown-code"),
        (("--day", "22/11/2026"), "date-malformed"),
        (("--limit", "0"), "wrong-use"),
        (("--limit", "-1"), "wrong-use"),
        (("--contains", "abc"), "head-malformed"),
        (("--check", "--contains", "0" * 64), "wrong-use"),
        (("--accept", " "), "reason-missing"),
        (("--accept", "x"), "journal-sound"),
    ],
)
def test_wrong_use_is_said_and_changes_nothing(
    call: Call, filled: None, arguments: tuple[str, ...], code: str
) -> None:
    head = call("journal", ID, "--json").json["head"]
    said = call("journal", ID, *arguments, "--json")
    assert (said.status, said.json["error"]["code"]) == (2, code)
    assert call("journal", ID, "--json").json["head"] == head


def test_an_assessment_that_is_not_there(call: Call) -> None:
    said = call("journal", "nowhere", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "assessment-unknown")


def test_a_sound_journal_is_whole(call: Call, filled: None) -> None:
    said = call("journal", ID, "--check", "--json")
    assert said.status == 0
    assert said.json["whole"] is True and said.json["entries"] == 5 and said.json["breaks"] == []
    assert "nguyên vẹn: 5 mục" in call("journal", ID, "--check").out


def test_a_broken_journal_is_said_with_its_place_and_stops_check_and_export(
    call: Call, filled: None, store_dir: Path, tmp_path: Path
) -> None:
    tamper(store_dir, "UPDATE journal SET who = 'kẻ khác' WHERE seq = 3")
    said = call("journal", ID, "--check", "--json")
    assert said.status == 1
    assert [(found["seq"], found["who"]) for found in said.json["breaks"]] == [(3, "kẻ khác")]
    assert "đứt ở mục 3" in call("journal", ID, "--check").out
    checked = call("check", ID, "--json")
    assert checked.status == 1
    assert checked.json["findings"][0]["code"] == "journal-broken"
    assert checked.json["findings"][0]["facts"]["seq"] == 3
    assert call("journal", ID, "--accept", "Đã đối chiếu").status == 0
    assert call("check", ID).status == 0
    again = call("journal", ID, "--check", "--json")
    assert (again.status, again.json["breaks"], again.json["accepted_breaks"][0]["seq"]) == (1, [], 3)


def test_a_value_changed_past_the_journal_is_said(call: Call, filled: None, store_dir: Path) -> None:
    tamper(store_dir, 'UPDATE profile SET value = \'{"number":"110"}\'')
    said = call("journal", ID, "--check", "--json")
    assert said.status == 1
    (found,) = said.json["differences"]
    assert (found["key"], found["told"], found["held"]) == (
        "communes", '{"number":"109"}', '{"number":"110"}',
    )  # fmt: skip
    assert "nhật ký ghi 109, đang lưu 110" in call("journal", ID, "--check").out


def test_nonsense_from_outside_is_shown_as_it_is(call: Call, filled: None, store_dir: Path) -> None:
    tamper(store_dir, "UPDATE journal SET new = '{', kind = 'x', act = 'y', at_utc = 'z' WHERE seq IN (2, 5)")
    said = call("journal", ID)
    assert said.status == 0 and "mục lạ" in said.out
    assert call("journal", ID, "--check").status == 1


def test_an_export_is_an_event_and_its_signed_head_stands_in_the_journal(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store_dir: Path
) -> None:
    root = holder_for_long("Root", 1)
    key = tmp_path / "key.p12"
    key.write_bytes(p12(holder_for_long("Nguyễn Thị Hoa", 2, root), root))
    monkeypatch.setenv("P12_PASSWORD", PASSWORD)
    call("sample")
    before = call("journal", SAMPLE, "--limit", 1, "--json").json
    target = tmp_path / "nộp.asice"
    call("export", SAMPLE, "-o", target, "--p12", key, "--password-env", "P12_PASSWORD")
    after = call("journal", SAMPLE, "--limit", 1, "--json").json
    (event,) = after["entries"]
    facts = json.loads(event["new"])
    assert (event["act"], event["kind"], event["key"]) == ("note", "event", "bundle-exported")
    assert facts["name"] == "nộp.asice" and facts["size_bytes"] == target.stat().st_size
    assert facts["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert facts["serial"] and facts["signer"]
    with zipfile.ZipFile(target) as archive:
        signed = json.loads(archive.read("submission.json"))["journal"]
    # An entry cannot be part of what it tells of: the head that was signed is the one before it.
    assert signed == {"head": before["head"], "entries": before["entries_total"]}
    assert signed["head"] == event["prev_hash"] == facts["head"]
    found = call("journal", SAMPLE, "--contains", signed["head"].upper(), "--json")
    assert (found.status, found.json["seq"], found.json["whole_up_to_there"]) == (0, signed["entries"], True)
    assert call("journal", SAMPLE, "--contains", "0" * 64).status == 1
    tamper(store_dir, "UPDATE journal SET who = 'x' WHERE seq = 7")
    broken = call("journal", SAMPLE, "--contains", signed["head"], "--json")
    assert (broken.status, broken.json["contains"], broken.json["whole_up_to_there"]) == (1, True, False)


def test_the_journal_tells_of_the_review_too(call: Call) -> None:
    call("new", "--province", "Sóc Trăng", "--year", "2022")
    call("review", ID, "--state", "needs-work", "--indicators", "1.1", "--reason", "thiếu trang")
    call("comment", ID, "1.1", "số nào?")
    said = call("journal", ID)
    assert said.status == 0 and "trạng thái rà soát" in said.out and "ý kiến" in said.out


def test_every_kind_of_entry_has_words(library) -> None:
    kinds = {kind for kinds in KINDS.values() for kind in kinds} - {"event"}
    for language in LANGUAGES:
        texts = library.texts(language)
        assert not [kind for kind in kinds if f"cli.journal.kind.{kind}" not in texts]
