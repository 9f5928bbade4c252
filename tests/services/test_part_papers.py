"""The brief is one page without the passphrase; the report of a merge tells every value."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from test_parts import ID, issue, library, look, office, opened, returned  # noqa: F401 - fixtures

from dti_desktop.engine.merge import OURS
from dti_desktop.services import part_papers, parts

DAY = date(2022, 12, 1)


def read(pdf: bytes, tmp_path: Path) -> tuple[str, int]:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return " ".join(said.split()), int(info.split("Pages:")[1].split()[0])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("names", ["4.1", "1,2,3,4,5,6,7,8,9"])
def test_the_brief_is_one_page(office, tmp_path, language, names):  # noqa: F811
    part = parts.begin_issue(
        office, ID, names.split(","), "Sở Nội vụ & <b>Y tế</b>", due=date(2022, 12, 15),
        untrusted_guidance="Ưu tiên <i>dịch vụ công</i>\n" + "rất gấp " * 100,
    )  # fmt: skip
    facts = {"is_locked": True, "language": language, "printed_on": DAY}
    pdf = part_papers.part_brief_pdf(office.library, part, "giao-so-noi-vu.dtipart", **facts)
    said, pages = read(pdf, tmp_path)
    assert pages == 1
    assert "Sở Nội vụ & <b>Y tế</b>" in said and "15/12/2022" in said and "giao-so-noi-vu.dtipart" in said
    assert "Ưu tiên <i>dịch vụ công</i>" in said and f"{names[0]}.1" in said
    assert pdf == part_papers.part_brief_pdf(office.library, part, "giao-so-noi-vu.dtipart", **facts)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_report_of_a_merge_tells_what_was_taken_and_what_was_not(office, opened, tmp_path, language):  # noqa: F811
    target = issue(office, tmp_path, "4", "Sở Nội vụ")
    department = opened("sở")
    mine = parts.open_part(department, (target, None)).assessment_id
    department.explain(mine, "4.1", "theo Sở Nội vụ")
    department.explain(mine, "4.2", "đã làm " * 300)
    office.explain(ID, "4.1", "theo tỉnh")
    looked = look(office, returned(department, mine, tmp_path))
    pdf = part_papers.merge_report_pdf(
        office.library,
        looked,
        {conflict.place: OURS for conflict in looked.conflicts},
        merged=datetime(2022, 12, 10, 3, tzinfo=UTC),
        merged_by="Hoa",
        language=language,
    )
    said, _ = read(pdf, tmp_path)
    assert "theo Sở Nội vụ" in said and "theo tỉnh" in said and "đã làm" in said and "4.2" in said
    (tmp_path / "look.pdf").write_bytes(pdf)
