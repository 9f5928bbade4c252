"""Paper around work that goes to departments: what stands on it comes from the files and the merge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from dti_desktop.engine.merge import OURS, outcome
from dti_desktop.engine.part_content import Place
from dti_desktop.services.library import Library
from dti_desktop.services.part_merging import Preview
from dti_desktop.services.part_words import MergeWords
from dti_desktop.services.words import Words
from dti_desktop.utc_times import from_utc_text

if TYPE_CHECKING:
    from dti_desktop.engine.model import Catalogue
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.reports.part_papers import Printing


def part_brief_pdf(
    library: Library, part: PartFile, file_name: str, *, is_locked: bool, language: str, printed_on: date
) -> bytes:
    """Return the one-page brief that goes with a department's file; the passphrase does not stand on it."""
    from dti_desktop.reports.part_papers import PartBrief
    from dti_desktop.reports.part_papers import part_brief_pdf as brief_pdf

    header = part.header
    indicators = part.catalogue.indicators
    brief = PartBrief(
        province=header.province,
        year=header.year,
        department=header.department,
        due=header.due,
        issued=from_utc_text(header.issued_utc),
        issued_by=header.issued_by,
        file_name=file_name,
        is_locked=is_locked,
        guidance=part.guidance,
        rows=[(code, indicators[code].short.in_language(language)) for code in header.codes],
    )
    return brief_pdf(brief, _printing(library, part.catalogue, language, printed_on))


def merge_report_pdf(
    library: Library,
    looked: Preview,
    choices: Mapping[Place, int],
    *,
    merged: datetime,
    merged_by: str,
    language: str,
) -> bytes:
    """Return the report of a merge that was carried out."""
    from dti_desktop.reports.part_papers import MergeReport
    from dti_desktop.reports.part_papers import merge_report_pdf as report_pdf

    words = Words(library.texts(language), language)
    said = MergeWords(looked, words)
    decided = []
    for conflict in looked.conflicts:
        theirs = [
            f"{', '.join(offer.departments)}: {said.value(conflict.place, offer.value)}"
            for offer in conflict.offers
        ]
        choice = choices[conflict.place]
        office = words.text("cli.merge.here")
        chosen = office if choice == OURS else ", ".join(conflict.offers[choice].departments)
        where, ours = said.where(conflict.place), said.value(conflict.place, conflict.ours)
        decided.append((conflict.place.code or "–", where, ours, "; ".join(theirs), chosen))
    lost = outcome(looked.merged, choices, looked.ours).lost
    report = MergeReport(
        province=looked.assessment.province,
        year=looked.assessment.year,
        merged=merged,
        merged_by=merged_by,
        files=[
            words.text(
                f"cli.merge.file.{line.state}",
                department=line.department,
                who=line.returned_by,
                moment=words.format.date_time(from_utc_text(line.returned_utc)),
            )
            for line in looked.files
        ],
        taken=[(row.code or "–", row.where, row.before, row.value, row.departments) for row in said.rows()],
        decided=decided,
        not_taken=[said.lost_line(each) for each in lost if each.why != "chosen"],
    )
    return report_pdf(
        report, _printing(library, looked.assessment.catalogue, language, merged.astimezone().date())
    )


def _printing(library: Library, catalogue: Catalogue, language: str, printed_on: date) -> Printing:
    from dti_desktop.reports.part_papers import Printing

    return Printing(
        library.texts_for(language, catalogue.office),
        "en" if language == "en" else "vi",
        printed_on,
        library.resources_dir / "fonts",
    )
