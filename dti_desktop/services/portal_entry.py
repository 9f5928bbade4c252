"""What was typed into the ministry's portal, held against what is in the store now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.assessment import Assessment, Entered, FieldValue
from dti_desktop.engine.portal_entry import changed_since_entered, entry_digest
from dti_desktop.engine.portal_values import Difference, differences

if TYPE_CHECKING:
    from dti_desktop.services.library import Library
    from dti_desktop.services.outlook import Outlook
    from dti_desktop.services.plan_papers import PaperKind
    from dti_desktop.store.database import Store
    from dti_desktop.store.journal import JournalEntry

_PAGE_ENTRIES = 500

EntryState = Literal["entered", "changed", "missing"]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How a sub-indicator stands in the portal.

    Of a changed one, `differences` tells the fields that differ and `explanation_differs` the explanation;
    `is_known` is False where the journal no longer tells what was typed.
    """

    code: str
    state: EntryState
    tick: Entered | None = None
    differences: tuple[Difference, ...] = ()
    explanation_differs: bool = False
    is_known: bool = True


@dataclass(frozen=True)
class Reconciliation:
    """All sub-indicators in catalogue order, and the assessment they were held against."""

    assessment: Assessment
    rows: tuple[Reconciled, ...]

    def count(self, state: EntryState) -> int:
        """Return how many stand so."""
        return sum(row.state == state for row in self.rows)


def reconcile(store: Store, assessment: Assessment) -> Reconciliation:
    """Hold what was ticked as typed against what the store holds. Runs where the store is read.

    What was typed is read back from the journal: the tick has its digest.
    """
    changed = changed_since_entered(assessment)
    then = dict(_when_ticked(store, assessment, set(changed)))
    rows = []
    for code in assessment.catalogue.indicators:
        tick = assessment.entered.get(code)
        if tick is None:
            rows.append(Reconciled(code, "missing"))
        elif code not in changed:
            rows.append(Reconciled(code, "entered", tick))
        elif code not in then:
            rows.append(Reconciled(code, "changed", tick, is_known=False))
        else:
            before = then[code]
            said = before.explanations.get(code, "") != assessment.explanations.get(code, "")
            rows.append(Reconciled(code, "changed", tick, differences(before, assessment, code), said))
    return Reconciliation(assessment, tuple(rows))


def reconciliation_paper(
    library: Library,
    found: Reconciliation,
    outlook: Outlook,
    kind: PaperKind,
    *,
    language: str = "vi",
    printed_on: date,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the reconciliation sheet as PDF or Word. Raises `Cancelled`."""
    from dti_desktop.reports import portal_sheet
    from dti_desktop.services.reporting import report_data

    data = report_data(library, found.assessment, outlook, language=language, printed_on=printed_on)
    rows = tuple(
        portal_sheet.SheetRow(
            row.code, row.state, row.tick, row.differences, row.explanation_differs, row.is_known
        )
        for row in found.rows
    )
    make = portal_sheet.portal_sheet_docx if kind == "docx" else portal_sheet.portal_sheet_pdf
    return make(data, rows, cancelled=cancelled)


def _when_ticked(store: Store, assessment: Assessment, wanted: set[str]) -> Iterator[tuple[str, Assessment]]:
    """Yield each wanted sub-indicator with the assessment as it was ticked, as far as the journal tells."""
    from dti_desktop.store.encoding import from_json_text

    if not wanted:
        return
    answers = {code: dict(fields) for code, fields in assessment.answers.items()}
    explanations = dict(assessment.explanations)
    profile: dict[str, FieldValue] = dict(assessment.profile)
    for entry in _newest_first(store, assessment.id):
        if entry.kind == "entered" and entry.code in wanted and entry.new is not None:
            code = entry.code
            then = replace(
                assessment,
                answers={code: dict(answers.get(code, {}))},
                explanations={code: explanations.get(code, "")},
                profile={key: value for key, value in profile.items() if isinstance(value, Decimal)},
            )
            # A tick that an undo put back stands where something else was true: the digest tells.
            if entry_digest(then, code) == assessment.entered[code].digest:
                yield code, then
                wanted.discard(code)
                if not wanted:
                    return
        elif entry.kind == "answer":
            _put_back(answers.setdefault(entry.code, {}), entry)
        elif entry.kind == "profile":
            _put_back(profile, entry)
        elif entry.kind == "explanation":
            explanations[entry.code] = "" if entry.old is None else from_json_text(entry.old)


def _put_back(fields: dict[str, FieldValue], entry: JournalEntry) -> None:
    from dti_desktop.store.encoding import field_value

    if entry.old is None:
        fields.pop(entry.key, None)
    else:
        fields[entry.key] = field_value(entry.old)


def _newest_first(store: Store, assessment_id: str) -> Iterator[JournalEntry]:
    from dti_desktop.store.journal_pages import JournalFilter

    kinds = frozenset({"answer", "profile", "explanation", "entered"})
    before_seq: int | None = None
    while entries := store.journal_pages.page(
        assessment_id, JournalFilter(kinds=kinds), before_seq=before_seq, limit=_PAGE_ENTRIES
    ):
        yield from entries
        before_seq = entries[-1].seq
