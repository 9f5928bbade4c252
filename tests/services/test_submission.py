"""From an assessment to a signed bundle that strangers can check."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from certificates import PASSWORD, certificate, new_key, p12
from submitting import (
    EXPLANATION,
    NAME,
    NOTE,
    NOW_UTC,
    PLANNED,
    Keys,
    codes,
    fill_assessment,
    now_utc,
    snapshot,
    write,
)

from dti_desktop import paths
from dti_desktop.bundle.signing import Signer
from dti_desktop.engine.assessment import Citation, Signatory
from dti_desktop.errors import BlockedError, Cancelled, EnvironmentFault, InputError
from dti_desktop.services.catalogue_moving import preview
from dti_desktop.services.library import Library
from dti_desktop.services.reporting import report_pdf
from dti_desktop.services.submission import load_p12, prepare, unfit_problems
from dti_desktop.services.words import Words
from dti_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys.in_folder(tmp_path)


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "store", library, now_utc=now_utc, user="Hoa")
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace, tmp_path: Path) -> str:
    return fill_assessment(workspace, tmp_path)


def document_of(workspace: Workspace, library: Library, assessment_id: str) -> dict[str, object]:
    assessment, outlook = snapshot(workspace, library, assessment_id)
    document: dict[str, object] = json.loads(prepare(assessment, outlook, created_utc=NOW_UTC).document)
    return document


def test_the_submission_holds_all_but_the_private_notes(
    workspace: Workspace, library: Library, made: str
) -> None:
    document = document_of(workspace, library, made)
    assert document["province"] == "Sóc Trăng" and document["year"] == 2022 and document["sample"] is False
    assert document["answers"] == {
        "1.1": {"level": "head"},
        "4.1": {"a": "700"},
        "6.1": {"issued": True},
    }
    assert document["profile"] == {"villages": "775"}
    assert document["explanations"] == {"2.1": EXPLANATION}
    assert document["reviewed"] == ["3.1"]
    assert document["leader"] == {"name": "Trần Văn Lâu", "title": "Chủ tịch UBND tỉnh"}
    assert document["created_utc"] == "2026-11-22T08:42:07Z"
    assessment, outlook = snapshot(workspace, library, made)
    assert document["journal"] == {"head": assessment.journal_head, "entries": assessment.journal_entries}
    assert document["findings"] == [finding.to_json() for finding in outlook.findings]
    assert NOTE not in json.dumps(document, ensure_ascii=False)
    assert PLANNED not in json.dumps(document, ensure_ascii=False)
    assert "0.123457" not in json.dumps(document)


def test_the_submission_tells_which_edition_and_how_far_it_was_checked(
    workspace: Workspace, library: Library, made: str
) -> None:
    id_ = workspace.load(made).catalogue.id
    workspace.catalogues.open_draft(id_)
    workspace.catalogues.check_off(id_, "1.1", "tr. 3")
    edition = workspace.catalogues.finish(id_)
    workspace.move_catalogue(preview(workspace, made, "latest"))
    document = document_of(workspace, library, made)
    assert document["catalogue"] == {
        "id": id_,
        "digest": edition.digest,
        "version": "2",
        "checks": {
            "rows": len(edition.catalogue.indicators),
            "confirmed": 1,
            "partly": edition.checks.partly,
            "recollected": edition.checks.recollected,
            "checked": 1,
            "checked_by": ["Hoa"],
            "last_checked_utc": "2026-11-22T08:42:07Z",
        },
    }
    trusted = [f for f in document["findings"] if f["code"] == "row-unconfirmed"]  # type: ignore[attr-defined]
    assert "1.1" not in {finding["indicator"] for finding in trusted}


def test_the_evidence_table_keeps_names_citations_and_pages(
    workspace: Workspace, library: Library, made: str
) -> None:
    content = b"%PDF-1.4 minh chung"
    file_row, citation_row = document_of(workspace, library, made)["evidence"]  # type: ignore[misc]
    assert file_row == {
        "name_in_bundle": "evidence/0001-Quyet-dinh-so-749-ban-ky.pdf",
        "original_name": NAME,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "media_type": "application/pdf",
        "added_utc": "2026-11-22T08:42:07Z",
        "citation": {
            "number": "749/QĐ-UBND",
            "date": "2022-06-03",
            "issuer": "UBND tỉnh",
            "title": "Về việc kiện toàn",
        },
        "indicators": [{"code": "1.1", "pages": "3-5"}, {"code": "4.1", "pages": ""}],
    }
    assert citation_row["name_in_bundle"] is None and citation_row["size_bytes"] is None
    assert citation_row["citation"]["number"] == "12-NQ/TU"


def test_two_citations_of_one_content_share_one_file(
    workspace: Workspace, library: Library, made: str, tmp_path: Path, keys: Keys
) -> None:
    again = tmp_path / "bản sao.pdf"
    again.write_bytes((tmp_path / NAME).read_bytes())
    staged = workspace.stage_files(workspace.load(made), [again], limit_bytes=1 << 30)
    workspace.attach(made, "2.2", staged, Citation("750/QĐ-UBND"))
    written = write(workspace, library, made, keys, tmp_path / "out.asice")
    with zipfile.ZipFile(written.path) as archive:
        assert len([name for name in archive.namelist() if name.startswith("evidence/")]) == 1
    assert written.verification.is_accepted


def test_a_document_that_proves_nothing_stays_at_home(
    workspace: Workspace, library: Library, made: str
) -> None:
    assessment = workspace.load(made)
    for link in assessment.links["4.1"]:
        workspace.unlink(made, "4.1", link.document_id)
    rows = document_of(workspace, library, made)["evidence"]
    assert [row["original_name"] for row in rows] == [NAME]  # type: ignore[attr-defined]


def test_strangers_can_follow_verify_txt_word_for_word(
    workspace: Workspace, library: Library, made: str, keys: Keys, tmp_path: Path
) -> None:
    target = tmp_path / "nộp hồ sơ.asice"
    written = write(workspace, library, made, keys, target)
    assert written.size_bytes == target.stat().st_size
    assert written.verification.is_accepted and not written.verification.findings
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(target) as archive:
        archive.extractall(unpacked)
    shutil.copy(keys.root, unpacked / "CA.pem")
    text = (unpacked / "VERIFY.txt").read_text(encoding="utf-8")
    assert "Sóc Trăng" in text and "2022" in text and "{" not in text
    for beginning, times in (("openssl cms", 2), ("sha256sum", 2), ("openssl dgst", 2)):
        commands = [line for line in text.splitlines() if line.startswith(beginning)]
        assert len(commands) == times and len(set(commands)) == 1, beginning  # the same in both languages
        said = subprocess.run(commands[0], shell=True, cwd=unpacked, capture_output=True, text=True)
        assert said.returncode == 0, said.stderr
        if beginning == "openssl cms":
            assert "CAdES Verification successful" in said.stderr
        if beginning == "openssl dgst":
            manifest = (unpacked / "META-INF/ASiCManifest001.xml").read_text(encoding="utf-8")
            entry = next(part for part in manifest.split("DataObjectReference") if "SHA256SUMS" in part)
            assert said.stdout.strip() in entry
    listed = {line.split("  ", 1)[1] for line in (unpacked / "SHA256SUMS").read_text().splitlines()}
    present = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    assert present - listed == {
        "mimetype",
        "META-INF/ASiCManifest001.xml",
        "META-INF/signature001.p7s",
        "SHA256SUMS",
        "CA.pem",
    }


def test_the_report_inside_is_final_and_says_so(
    workspace: Workspace, library: Library, made: str, keys: Keys, tmp_path: Path
) -> None:
    target = tmp_path / "out.asice"
    write(workspace, library, made, keys, target)
    with zipfile.ZipFile(target) as archive:
        (tmp_path / "report.pdf").write_bytes(archive.read("report.pdf"))
    said = subprocess.run(
        ["pdftotext", "-layout", "report.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    words = re.sub(r"\s+", " ", said)
    assert "DỰ THẢO" not in words
    assert "có giá trị khi kèm chữ ký số" in words
    assert "Trần Văn Lâu" in words and "749/QĐ-UBND" in words
    assert "<b>chờ</b> thẩm định" in words  # what looks like markup is text
    assert NOTE.split(":")[0] not in words
    assert PLANNED not in words
    texts = library.texts("vi")
    for key in ("report.prospect.title", "report.prospect.mark", "report.totals.at_risk"):
        assert texts[key] not in words


def test_the_report_inside_does_not_depend_on_what_the_office_expects(
    workspace: Workspace,
    library: Library,
    made: str,
    keys: Keys,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = []

    def kept(*arguments: object, **more: object) -> bytes:
        printed.append(report_pdf(*arguments, **more))  # type: ignore[arg-type]
        return printed[-1]

    monkeypatch.setattr("dti_desktop.services.submission.report_pdf", kept)
    write(workspace, library, made, keys, tmp_path / "one.asice")
    workspace.set_estimates(made, "1.1", {"acceptance": Decimal("0.9"), "department": "Sở khác"})
    write(workspace, library, made, keys, tmp_path / "two.asice")
    assert printed[0] == printed[1]


def test_a_block_writes_nothing_and_names_itself(
    workspace: Workspace, library: Library, made: str, keys: Keys, tmp_path: Path
) -> None:
    workspace.replace_answers(made, {"4.1": {"a": Decimal(900)}})
    target = tmp_path / "out.asice"
    target.write_bytes(b"what was there")
    with pytest.raises(BlockedError) as raised:
        write(workspace, library, made, keys, target)
    assert raised.value.code == "check-blocks"
    assert [(p.code, p.place) for p in raised.value.problems] == [("answer-invalid", "4.1")]
    assert target.read_bytes() == b"what was there"
    assert not list(tmp_path.glob(".*.part"))


def test_cancel_and_a_full_disk_leave_nothing_behind(
    workspace: Workspace,
    library: Library,
    made: str,
    keys: Keys,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "đích"
    folder.mkdir()
    with pytest.raises(Cancelled):
        write(workspace, library, made, keys, folder / "out.asice", cancelled=lambda: True)
    assert not list(folder.iterdir())
    seen: list[int] = []
    with pytest.raises(Cancelled):
        write(
            workspace,
            library,
            made,
            keys,
            folder / "out.asice",
            progress=lambda done, total: seen.append(done),
            cancelled=lambda: bool(seen),
        )
    assert seen and not list(folder.iterdir())

    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(EnvironmentFault) as raised:
        write(workspace, library, made, keys, folder / "out.asice")
    assert raised.value.code == "disk-full"
    assert not list(folder.iterdir())


class _Opening:
    """A signer that is still to be opened; nobody may."""

    def __enter__(self) -> Signer:
        pytest.fail("the signer was opened")

    def __exit__(self, *_: object) -> None:
        pass


def test_evidence_that_changed_in_the_store_is_never_signed(
    workspace: Workspace, library: Library, made: str, keys: Keys, tmp_path: Path
) -> None:
    second = tmp_path / "Kế hoạch.pdf"
    second.write_bytes(b"%PDF-1.4 ke hoach")
    intake = workspace.stage_files(workspace.load(made), [second], limit_bytes=1 << 30)
    workspace.attach(made, "2.1", intake)
    for document in workspace.load(made).documents.values():
        if document.file is not None:
            path = workspace.evidence_path(document.file.sha256)
            path.chmod(0o600)
            path.write_bytes(b"%PDF-1.4 something else")
    with pytest.raises(EnvironmentFault) as raised:
        write(workspace, library, made, keys, tmp_path / "out.asice", signer=_Opening())
    assert raised.value.code == "evidence-changed"
    told = [(p.facts["name"], p.facts["indicators"]) for p in raised.value.problems]
    assert told == [(NAME, ["1.1", "4.1"]), ("Kế hoạch.pdf", ["2.1"])]
    words = Words(library.texts("vi"), "vi")
    assert NAME in words.problem(raised.value.problems[0])
    assert "1.1, 4.1" in words.problem(raised.value.problems[0])
    assert not (tmp_path / "out.asice").exists()


def test_the_stamp_stands_over_the_leaders_name_only_where_it_is_theirs(
    workspace: Workspace, library: Library, made: str, keys: Keys, tmp_path: Path
) -> None:
    for leader, place in (("NGUYỄN  THỊ Hoa", "LeadersSignature"), ("Trần Văn Lâu", "OthersSignature")):
        workspace.set_signatory(made, Signatory(leader, "Chủ tịch"))
        written = write(workspace, library, made, keys, tmp_path / "out.asice")
        with zipfile.ZipFile(written.path) as archive:
            (tmp_path / "report.pdf").write_bytes(archive.read("report.pdf"))
        named = subprocess.run(
            ["pdfinfo", "-dests", "report.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout
        row = next(line for line in named.splitlines() if place in line)
        page, left, bottom, right, top = (float(number) for number in re.findall(r"[0-9.]+", row)[:5])
        box = ["-x", str(int(left)), "-y", str(int(842 - top)), "-W", str(int(right - left))]
        box += ["-H", str(int(top - bottom)), "-f", str(int(page)), "-l", str(int(page))]
        seen = subprocess.run(
            ["pdftotext", *box, "report.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout
        assert "Ký số bởi: Nguyễn Thị Hoa" in seen and "Thời gian ký: 22/11/2026" in seen
        said = subprocess.run(
            ["pdfsig", "-nocert", "report.pdf"], cwd=tmp_path, capture_output=True, text=True
        )
        assert "Signature is Valid" in said.stdout and "Total document signed" in said.stdout


def test_the_report_speaks_the_language_it_is_asked_for(
    workspace: Workspace, library: Library, made: str, keys: Keys, tmp_path: Path
) -> None:
    target = tmp_path / "out.asice"
    write(workspace, library, made, keys, target, language="en")
    with zipfile.ZipFile(target) as archive:
        (tmp_path / "report.pdf").write_bytes(archive.read("report.pdf"))
    said = subprocess.run(
        ["pdftotext", "report.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    assert library.texts("en")["report.kind"] in said
    assert "DRAFT" not in said


@pytest.mark.parametrize(
    ("since", "until", "usages", "code"),
    [
        ((2020, 1, 1), (2026, 11, 1), None, "certificate-expired"),
        ((2026, 12, 1), (2030, 1, 1), None, "certificate-not-yet-valid"),
        ((2020, 1, 1), (2030, 1, 1), ("key_encipherment",), "certificate-key-usage"),
    ],
)
def test_an_unfit_certificate_is_named_before_and_refused_at_signing(
    since: tuple[int, int, int],
    until: tuple[int, int, int],
    usages: tuple[str, ...] | None,
    code: str,
    workspace: Workspace,
    library: Library,
    made: str,
    keys: Keys,
    tmp_path: Path,
) -> None:
    unfit = certificate(
        "Lê Thị Mai",
        new_key("rsa", 14),
        usages=usages,
        not_before_utc=datetime(*since, tzinfo=UTC),
        not_after_utc=datetime(*until, tzinfo=UTC),
    )
    keys.p12.write_bytes(p12(unfit))
    assert codes(unfit_problems(load_p12(keys.p12, PASSWORD), NOW_UTC)) == [code]
    with pytest.raises(InputError) as raised:
        write(workspace, library, made, keys, tmp_path / "out.asice")
    assert raised.value.code == code
    assert not (tmp_path / "out.asice").exists()


def test_a_fit_certificate_has_nothing_against_it(keys: Keys) -> None:
    signer = load_p12(keys.p12, PASSWORD)
    assert unfit_problems(signer, NOW_UTC) == []
    assert signer.description.common_name == "Nguyễn Thị Hoa"
    assert PASSWORD not in repr(signer)
