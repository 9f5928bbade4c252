"""The main job on the command line, from an empty store to a signed and verified submission."""

from __future__ import annotations

import json
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from certificates import PASSWORD, Holder, certificate, family, new_key, p12
from said import Call, bytes_of

SAMPLE = "sample-soc-trang-2022"
FILL = {
    "profile": {"population": 1197823, "communes": 109},
    "answers": {
        "1.1": {"level": "head"},
        "1.2": {"attends": {"level": "yes"}, "chairs": {"level": "no"}},
        "1.10": {"a": 4},
        "3.1": {"a": 700000},
        "4.1": {"a": 700, "b": 775},
        "7.3": {"list": {"level": "yes"}, "used": {"a": 3, "b": 9}},
        "6.1": {"issued": True},
    },
}
"""The example of the interface, word for word."""


class Signer(NamedTuple):
    """A key file and the root to trust."""

    key: Path
    root: Path


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
def signer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Signer:
    root = holder_for_long("Root", 1)
    made = Signer(tmp_path / "key.p12", tmp_path / "ca.pem")
    made.key.write_bytes(p12(holder_for_long("Nguyễn Thị Hoa", 2, root), root))
    made.root.write_bytes(root.pem)
    monkeypatch.setenv("P12_PASSWORD", PASSWORD)
    return made


def fill_file(tmp_path: Path, document: object) -> Path:
    path = tmp_path / "fill.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_sample_gives_the_published_figures(call: Call) -> None:
    assert call("sample").out.strip() == SAMPLE
    scored = call("score", SAMPLE, "--json").json
    assert (scored["points"], scored["value"], scored["answered"]) == ("573.10", "0.5731", 98)
    assert scored["pillars"]["gov"]["points"] == "463.17"
    published = {"3": "0.6465", "7": "0.6232", "8": "0.5271", "9": "0.2058"}
    assert {code: scored["main_indices"][code]["value"] for code in published} == published
    ranked = call("--json", "rank", SAMPLE).json
    assert ranked["against"] == 2022
    assert ranked["overall"] == {"value": "0.5731", "rank": 36, "of": 63, "derived": 0}
    assert [ranked["pillars"][code]["rank"] for code in ("gov", "economy", "society")] == [32, 32, 37]
    assert ranked["region"] == {"name": "Đồng bằng sông Cửu Long", "rank": 8, "of": 13}


def test_sample_again_changes_nothing(call: Call, store_dir: Path) -> None:
    call("sample")
    before = bytes_of(store_dir)
    assert call("sample").out.strip() == SAMPLE
    assert bytes_of(store_dir) == before


def test_sample_can_be_submitted(call: Call) -> None:
    call("sample")
    checked = call("check", SAMPLE, "--json")
    assert checked.status == 0
    assert checked.json["counts"]["block"] == 0


def test_new_names_its_id(call: Call) -> None:
    assert call("new", "--province", "Sóc Trăng", "--year", 2022).out.strip() == "soc-trang-2022"
    assert call("new", "--province", "TP. Hồ Chí Minh", "--year", 2022).out.strip() == "tp-ho-chi-minh-2022"
    again = call("new", "--province", "sóc trăng", "--year", 2022, "--json")
    assert (again.status, again.json["error"]["code"]) == (2, "assessment-exists")
    assert {row["assessment"] for row in call("list", "--json").json["assessments"]} == {
        "soc-trang-2022",
        "tp-ho-chi-minh-2022",
    }


def test_fill_of_the_interface_example(call: Call, tmp_path: Path) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    assert call("fill", "soc-trang-2022", fill_file(tmp_path, FILL)).status == 0
    rows = call("score", "soc-trang-2022", "--json").json["indicators"]
    assert {code: (rows[code]["state"], rows[code]["share"]) for code in FILL["answers"]} == {
        "1.1": ("answered", "1"),
        "1.2": ("answered", "1/2"),
        "1.10": ("answered", "2/5"),
        "3.1": ("incomplete", "0"),
        "4.1": ("answered", "28/31"),
        "7.3": ("answered", "2/3"),
        "6.1": ("information", "0"),
    }


def test_fill_replaces_whole_answers_and_null_clears(call: Call, tmp_path: Path) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    call("fill", "soc-trang-2022", fill_file(tmp_path, FILL))
    change = {"answers": {"4.1": {"a": 5}, "1.1": None, "1.2": {"attends": None, "chairs": {"level": "yes"}}}}
    call("fill", "soc-trang-2022", fill_file(tmp_path, change))
    rows = call("score", "soc-trang-2022", "--json").json["indicators"]
    assert rows["4.1"]["state"] == "incomplete"  # its own b went with the old answer, the profile has none
    assert rows["1.1"]["state"] == "unanswered"
    assert rows["1.2"]["state"] == "incomplete"
    assert rows["1.10"]["state"] == "answered"
    call("fill", "soc-trang-2022", fill_file(tmp_path, {"profile": {"communes": None}}))
    assert "communes" not in json.dumps(call("score", "soc-trang-2022", "--json").json)


def test_contradiction_is_stored_and_blocks(call: Call, tmp_path: Path, signer: Signer) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    call("fill", "soc-trang-2022", fill_file(tmp_path, {"answers": {"4.1": {"a": 9, "b": 8}}}))
    checked = call("check", "soc-trang-2022", "--json")
    assert checked.status == 1
    assert checked.json["findings"][0]["code"] == "answer-invalid"
    target = tmp_path / "out.asice"
    exported = call(
        "export",
        "soc-trang-2022",
        "-o",
        target,
        "--p12",
        signer.key,
        "--password-env",
        "P12_PASSWORD",
        "--json",
    )
    assert (exported.status, exported.json["error"]["code"]) == (1, "check-blocks")
    assert not target.exists()
    paper = tmp_path / "draft.pdf"
    assert call("report", "soc-trang-2022", "-o", paper).status == 0
    assert paper.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("command", ["report", "explanations"])
def test_drafts_are_word_where_their_name_ends_so(call: Call, tmp_path: Path, command: str) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    call("fill", "soc-trang-2022", fill_file(tmp_path, FILL))
    for name, begin in (("bản.DOCX", b"PK\x03\x04"), ("bản.pdf", b"%PDF")):
        made = call(command, "soc-trang-2022", "-o", tmp_path / name, "--json")
        assert made.status == 0
        assert made.json == {"assessment": "soc-trang-2022", "file": name}
        assert (tmp_path / name).read_bytes()[:4] == begin


def test_missing_evidence_asks_until_it_is_explained(call: Call, tmp_path: Path) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    call("fill", "soc-trang-2022", fill_file(tmp_path, FILL))

    def severity() -> list[str]:
        found = call("check", "soc-trang-2022", "--json").json["findings"]
        return [f["severity"] for f in found if (f["code"], f["indicator"]) == ("evidence-missing", "1.1")]

    assert severity() == ["explain"]
    assert call("explain", "soc-trang-2022", "1.1", "Đang chờ bản có dấu.").status == 0
    assert severity() == ["note"]
    paper = tmp_path / "Quyết định số 749 — bản ký.pdf"
    paper.write_bytes(b"%PDF-1.4 minh chung")
    attached = call(
        "attach", "soc-trang-2022", "1.1", paper, "--number", "749/QĐ-UBND", "--date", "2022-06-03", "--json"
    )
    assert attached.json["documents"][0]["name"] == paper.name
    assert severity() == []


def test_export_stands_up_to_strangers_tools(call: Call, tmp_path: Path, signer: Signer) -> None:
    key, root = signer
    call("sample")
    target = tmp_path / "nộp.asice"
    assert call("export", SAMPLE, "-o", target, "--p12", key, "--password-env", "P12_PASSWORD").status == 0
    verified = call("verify", target, "--trust", root, "--json")
    assert verified.status == 0
    verdicts = {
        kind: verified.json[kind] for kind in ("integrity", "signature", "chain", "time", "catalogue")
    }
    assert verdicts == {
        "integrity": "ok", "signature": "ok", "chain": "trusted", "time": "claimed", "catalogue": "known",
    }  # fmt: skip
    assert verified.json["score"] == {"points": "573.10", "value": "0.5731", "recomputed": True}
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    command = (
        "openssl cms -verify -cades -binary -purpose any -inform DER -in META-INF/signature001.p7s "
        f"-content META-INF/ASiCManifest001.xml -CAfile {root} -out /dev/null"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)
    submission = json.loads((folder / "submission.json").read_text(encoding="utf-8"))
    assert submission["score"]["points"] == "573.10"
    assert "notes" not in submission
    assert "minh họa để làm quen" not in (folder / "submission.json").read_text(encoding="utf-8")


def test_verify_without_trust_is_unknown_and_accepted(call: Call, tmp_path: Path, signer: Signer) -> None:
    call("sample")
    target = tmp_path / "out.asice"
    call("export", SAMPLE, "-o", target, "--p12", signer.key, "--password-env", "P12_PASSWORD")
    verified = call("verify", target, "--json")
    assert (verified.status, verified.json["chain"]) == (0, "unknown")
    other = tmp_path / "other.pem"
    other.write_bytes(family("ec").root.pem)
    assert call("verify", target, "--trust", other).status == 1


def test_wrong_password_writes_nothing(
    call: Call, tmp_path: Path, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("sample")
    monkeypatch.setenv("P12_PASSWORD", "sai")
    target = tmp_path / "out.asice"
    said = call(
        "export", SAMPLE, "-o", target, "--p12", signer.key, "--password-env", "P12_PASSWORD", "--json"
    )
    assert (said.status, said.json["error"]["code"]) == (2, "p12-wrong-password")
    assert "sai" not in said.out.replace("sai)", "")
    assert not list(tmp_path.glob("*.asice*"))


def test_backup_and_restore(call: Call, tmp_path: Path, store_dir: Path) -> None:
    call("sample")
    before = call("score", SAMPLE, "--json").json
    assert call("backup", "-o", tmp_path / "kho.dtibackup").status == 0
    call("explain", SAMPLE, "1.1", "sau bản sao lưu")
    restored = call("restore", tmp_path / "kho.dtibackup", "--json")
    assert restored.status == 0
    assert (store_dir / restored.json["kept_aside"]).is_dir()
    assert call("score", SAMPLE, "--json").json == before
