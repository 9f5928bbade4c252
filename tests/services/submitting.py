"""An assessment with everything that a submission carries, and somebody who signs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from certificates import PASSWORD, Holder, certificate, new_key, p12

from dti_desktop.bundle.writer import WrittenBundle
from dti_desktop.engine.assessment import Assessment, Citation, Scenario, Signatory
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import Outlook, look
from dti_desktop.services.submission import export, load_p12
from dti_desktop.services.workspace import Workspace

NOW_UTC = datetime(2026, 11, 22, 8, 42, 7, tzinfo=UTC)
FAR_UTC = datetime(2100, 1, 1, tzinfo=UTC)
NAME = "Quyết định số 749 — bản ký.pdf"
NOTE = "Riêng tôi biết: chờ Sở gửi lại."
PLANNED = "Sở sẽ lo việc này năm sau"
EXPLANATION = "Kế hoạch ban hành chậm do <b>chờ</b> thẩm định."


def now_utc() -> datetime:
    """The clock of the tests; the certificates hold at that time and today."""
    return NOW_UTC


@dataclass(frozen=True)
class Keys:
    """A key file, the root above it, and another root that has nothing to do with it."""

    p12: Path
    root: Path
    other_root: Path

    @classmethod
    def in_folder(cls, folder: Path) -> Keys:
        root = _holder("Root", 11)
        made = cls(folder / "khoá ký.p12", folder / "CA.pem", folder / "other.pem")
        made.p12.write_bytes(p12(_holder("Nguyễn Thị Hoa", 12, root), root))
        made.root.write_bytes(root.pem)
        made.other_root.write_bytes(_holder("Other", 13).pem)
        return made


def _holder(common_name: str, number: int, issuer: Holder | None = None) -> Holder:
    key = new_key("rsa", number)
    return certificate(common_name, key, issuer, is_ca=issuer is None, not_after_utc=FAR_UTC)


def fill_assessment(workspace: Workspace, folder: Path, content: bytes = b"%PDF-1.4 minh chung") -> str:
    """Begin an assessment with answers, one file cited for two indicators, a citation without a file."""
    made = workspace.create("Sóc Trăng", 2022)
    workspace.set_profile(made, {"villages": Decimal(775)})
    workspace.replace_answers(
        made, {"1.1": {"level": "head"}, "4.1": {"a": Decimal(700)}, "6.1": {"issued": True}}
    )
    paper = folder / NAME
    paper.write_bytes(content)
    assessment = workspace.load(made)
    staged = workspace.stage_files(assessment, [paper], limit_bytes=1 << 30)
    cited = Citation("749/QĐ-UBND", date(2022, 6, 3), "UBND tỉnh", "Về việc kiện toàn")
    saved = workspace.attach(made, "1.1", staged, cited, pages="3-5")
    workspace.link(made, "4.1", saved.document_ids[0])
    workspace.cite(made, "4.1", Citation("12-NQ/TU", date(2022, 1, 18), "Tỉnh ủy", "Chuyển đổi số"))
    workspace.explain(made, "2.1", EXPLANATION)
    workspace.set_note(made, "1.1", NOTE)
    workspace.set_estimates(made, "1.1", {"department": PLANNED, "acceptance": Decimal("0.123457")})
    workspace.save_scenario(made, Scenario("s", PLANNED, "", {"1.1": {"level": "none"}}))
    workspace.set_review(made, ("3.1",), "approved")
    workspace.set_signatory(made, Signatory("Trần Văn Lâu", "Chủ tịch UBND tỉnh"))
    return made


def snapshot(workspace: Workspace, library: Library, assessment_id: str) -> tuple[Assessment, Outlook]:
    """Return an assessment and what it comes to."""
    assessment = workspace.load(assessment_id)
    return assessment, look(assessment, workspace.result_book)


def write(
    workspace: Workspace, library: Library, assessment_id: str, keys: Keys, target: Path, **more: object
) -> WrittenBundle:
    """Export the assessment."""
    assessment, outlook = snapshot(workspace, library, assessment_id)
    return export(
        library,
        assessment,
        outlook,
        evidence_path=workspace.evidence_path,
        catalogue_bytes=workspace.catalogue_bytes(assessment_id),
        target=target,
        **{"signer": load_p12(keys.p12, PASSWORD), "now_utc": now_utc, **more},  # type: ignore[arg-type]
    )


def codes(problems: Sequence[object]) -> list[str]:
    """Return the codes of problems or findings."""
    return [problem.code for problem in problems]  # type: ignore[attr-defined]
