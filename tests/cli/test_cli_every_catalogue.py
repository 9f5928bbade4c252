"""Every command with every catalogue: the shipped ones and one as small as can be."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from certificates import PASSWORD, certificate, new_key, p12
from said import Said
from tiny_catalogue import library_with_tiny
from valid_answers import valid_document

from dti_desktop.cli import run
from dti_desktop.engine.answers import parse_fill
from dti_desktop.engine.numbers import points_text
from dti_desktop.engine.scoring import score
from dti_desktop.services.library import Library

OTHERS = ("dti-commune-example", "tiny")
UNIT = "Xã Phú Tâm"
OF_PROVINCES = (
    "DTI",
    "cấp tỉnh",
    "UBND tỉnh",
    "sở, ban, ngành",
    "bộ chủ trì",
    "tỉnh, thành phố",
    "provinces",
)
"""What is said of provinces alone."""

FAR_UTC = datetime(2100, 1, 1, tzinfo=UTC)
ID, NEXT = "xa-phu-tam-soc-trang-2022", "xa-phu-tam-soc-trang-2023"
At = Callable[..., Said]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_with_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)


@pytest.fixture
def at(library: Library, tmp_path: Path) -> At:
    """Call the command line of somebody with a store of her own."""

    def call(who: str, *arguments: object) -> Said:
        out, messages = io.StringIO(), io.StringIO()
        texts = [str(argument) for argument in arguments]
        status = run(texts, library, lambda: tmp_path / who, out=out, messages=messages)
        assert isinstance(status, int)
        return Said(status, out.getvalue(), messages.getvalue())

    return call


@pytest.fixture
def filled(library: Library, at: At, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Begin an assessment by the catalogue of the test and answer all of it; return the catalogue's id."""
    catalogue_id = str(request.param)
    asked = ("--province", "Sóc Trăng", "--year", "2022", "--catalogue", catalogue_id, "--unit", UNIT)
    made = at("xã", "new", *asked, "--json")
    assert (made.status, made.json) == (0, {"assessment": ID})
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(valid_document(library.catalogue(catalogue_id), Random(5))), encoding="utf-8")
    assert at("xã", "fill", ID, file).status == 0
    return catalogue_id


each = pytest.mark.parametrize("filled", OTHERS, indirect=True)


def test_only_a_set_that_assesses_units_takes_one(at: At, tmp_path: Path) -> None:
    asked = ("new", "--province", "Sóc Trăng", "--year", "2022", "--json")
    assert at("xã", *asked, "--unit", UNIT).faults == {("unit-not-wanted", "")}
    for unit in ((), ("--unit", " \t"), ("--unit", "…")):
        said = at("xã", *asked, "--catalogue", OTHERS[0], *unit)
        assert (said.status, said.faults) == (2, {("unit-missing", "")})
    assert not at("xã", "list", "--json").json["assessments"]


def test_a_province_is_begun_by_its_own_set_in_any_year(at: At) -> None:
    for year in (2022, 2025, 2026):
        id_ = at("tỉnh", "new", "--province", "Sóc Trăng", "--year", year, "--json").json["assessment"]
        assert at("tỉnh", "score", id_, "--json").json["catalogue"]["id"] == "dti-province-2022"


@each
def test_what_is_worked_out(library: Library, at: At, filled: str, tmp_path: Path) -> None:
    catalogue = library.catalogue(filled)
    fill = parse_fill(catalogue, (tmp_path / "answers.json").read_bytes())
    figures = {key: value for key, value in fill.profile.items() if value is not None}
    expected = score(catalogue, fill.answers, figures)
    told = at("xã", "score", ID, "--json").json
    assert told["points"] == points_text(expected.whole.points)
    assert told["max_points"] == str(catalogue.scale)
    assert told["answered"] == told["indicators_total"] == len(catalogue.indicators)
    assert list(told["pillars"]) == [pillar.code for pillar in catalogue.pillars]
    assert at("xã", "check", ID, "--json").json["counts"]["block"] == 0
    days = at("xã", "plan", ID, "--effort", "3", "--json")
    assert days.status == 0
    assert (days.json["of"], days.json["median_rank_after"], days.json["expected_rank_after"]) == (None,) * 3
    assert all(step["places"] is None for step in days.json["steps"])
    far = at("xã", "plan", ID, "--target-points", str(catalogue.scale), "--json")
    assert (far.status, far.json["of"]) in {(0, None), (1, None)}
    risks = at("xã", "sensitivity", ID, "--json").json
    assert risks["points"] == told["points"]
    assert (risks["median_rank"], risks["of"], risks["keep_rank"], risks["kept"]) == (None,) * 4
    for command in ("score", "rank", "check", "sensitivity"):
        assert at("xã", command, ID).status == 0, command
    assert at("xã", "plan", ID, "--effort", "3").status == 0


@each
def test_nobody_is_ranked(at: At, filled: str) -> None:
    told = at("xã", "rank", ID, "--json")
    assert told.status == 0
    standings = [told.json["overall"], *told.json["pillars"].values(), *told.json["main_indices"].values()]
    assert {(standing["rank"], standing["of"]) for standing in standings} == {(None, None)}
    assert (told.json["against"], told.json["region"]) == (None, None)
    assert [finding["code"] for finding in told.json["findings"]] == ["catalogue-without-results"]
    for place, asked in (
        ("--against", ("rank", ID, "--against", "2022")),
        ("--target-rank", ("plan", ID, "--target-rank", "1")),
        ("--keep-rank", ("sensitivity", ID, "--keep-rank", "1")),
        ("", ("forecast", ID)),
    ):
        refused = at("xã", *asked, "--json")
        assert (refused.status, refused.faults) == (2, {("catalogue-without-results", place)}), asked


def text_of(paper: Path) -> str:
    """Return every text of a Word document, tables and headers too."""
    with zipfile.ZipFile(paper) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.match("word/.*xml$", name)]
    return "\n".join(re.sub("<[^>]+>", " ", part) for part in parts)


@each
def test_papers_say_nothing_of_provinces(library: Library, at: At, filled: str, tmp_path: Path) -> None:
    office = library.catalogue(filled).office
    for language in ("vi", "en"):
        for command, *more in (("report",), ("explanations",), ("plan", "--effort", "3")):
            paper = tmp_path / f"{command}-{language}.docx"
            said = at("xã", "--language", language, command, ID, *more, "-o", paper)
            assert said.status == 0, said.messages
            told = text_of(paper)
            for wrong in OF_PROVINCES:
                assert wrong not in told, (command, language, wrong)
            if command == "plan" and office.departments is not None:
                assert office.departments.in_language(language) in told


@each
def test_papers(at: At, filled: str, tmp_path: Path) -> None:
    for command, *more in (("report",), ("explanations",), ("plan", "--effort", "3")):
        for ending in ("pdf", "docx"):
            target = tmp_path / f"{command}.{ending}"
            said = at("xã", command, ID, *more, "-o", target)
            assert said.status == 0, said.messages
            assert target.stat().st_size > 4000


@each
def test_forms_and_parts(library: Library, at: At, filled: str, tmp_path: Path) -> None:
    catalogue = library.catalogue(filled)
    for ending in ("xlsx", "csv"):
        form = tmp_path / f"mau.{ending}"
        assert at("xã", "template", ID, "-o", form).status == 0
        assert at("xã", "import", ID, form, "--json").json["changes"] == []
    assert at("xã", "workbook", ID, "-o", tmp_path / "tat-ca.xlsx").status == 0
    index = catalogue.main_indices[0]
    out, back = tmp_path / "giao.dtipart", tmp_path / "tra.dtipart"
    issued = at(
        "xã", "part", "issue", ID, "--indicators", index.code, "--to", "Công an", "-o", out, "--plain"
    )
    assert issued.status == 0, issued.messages
    opened = at("công an", "part", "open", out, "--json").json
    assert opened["indicators"] == list(index.indicators)
    assert at("công an", "explain", opened["assessment"], index.indicators[0], "theo Công an").status == 0
    assert at("công an", "part", "return", opened["assessment"], "-o", back, "--plain").status == 0
    merged = at("xã", "merge", ID, back, "--accept", "--json").json
    assert [(row["kind"], row["indicator"]) for row in merged["taken"]] == [
        ("explanation", index.indicators[0])
    ]


@each
def test_the_next_year_and_another_index(at: At, filled: str) -> None:
    began = at("xã", "new", "--from", ID, "--json")
    assert (began.status, began.json["assessment"]) == (0, NEXT)
    assert at("xã", "score", NEXT, "--json").json["catalogue"]["id"] == filled
    assert at("xã", "compare", ID, NEXT, "--json").json["different"] > 0
    confirmed = at("xã", "earlier", "confirm", NEXT, "--all")
    assert confirmed.status == 0, confirmed.messages
    assert at("xã", "score", NEXT, "--json").json["points"] == at("xã", "score", ID, "--json").json["points"]
    province = at("xã", "new", "--from", ID, "--catalogue", "dti-province-2022", "--unit", "", "--json")
    assert (province.status, province.faults) == (2, {("previous-assesses-others", "")})
    assert len(at("xã", "list", "--json").json["assessments"]) == 2


@each
def test_the_bundle(at: At, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = certificate("Root", new_key("rsa", 1), is_ca=True, not_after_utc=FAR_UTC)
    signer = certificate("Trần Văn Lâu", new_key("rsa", 2), root, not_after_utc=FAR_UTC)
    key, ca, target = tmp_path / "khóa.p12", tmp_path / "ca.pem", tmp_path / "hồ sơ.asice"
    key.write_bytes(p12(signer, root))
    ca.write_bytes(root.pem)
    monkeypatch.setenv("P12_PASSWORD", PASSWORD)
    proof = tmp_path / "quyet dinh.txt"
    proof.write_text("quyết định", encoding="utf-8")
    told = at("xã", "score", ID, "--json").json
    code = next(iter(told["indicators"]))
    assert at("xã", "attach", ID, code, proof, "--number", "1/QĐ-UBND", "--date", "2022-03-01").status == 0
    said = at("xã", "export", ID, "-o", target, "--p12", key, "--password-env", "P12_PASSWORD")
    assert said.status == 0, said.messages
    verified = at("xã", "verify", target, "--trust", ca, "--json")
    assert (verified.json["integrity"], verified.json["signature"]) == ("ok", "ok")
    assert verified.json["score"]["points"] == told["points"]
    assert (verified.json["score"]["recomputed"], verified.json["catalogue"]) == (True, "known")
    assert verified.json["about"]["province"] == f"{UNIT}, Sóc Trăng"
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
        inside = json.loads(archive.read("submission.json"))
        told = archive.read("VERIFY.txt").decode()
    for said in OF_PROVINCES:
        assert said not in told.partition("dti_desktop")[0], said
    assert (inside["province"], inside["rank"]) == (f"{UNIT}, Sóc Trăng", None)
    openssl = (
        "openssl cms -verify -cades -binary -purpose any -inform DER -in META-INF/signature001.p7s "
        f"-content META-INF/ASiCManifest001.xml -CAfile {ca} -out /dev/null"
    )
    for command in (openssl, "sha256sum -c SHA256SUMS"):
        done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    copy = tmp_path / "sao.dtibackup"
    assert at("xã", "backup", "-o", copy).status == 0
    assert at("máy khác", "restore", copy).status == 0
    assert at("máy khác", "score", ID, "--json").json == at("xã", "score", ID, "--json").json
