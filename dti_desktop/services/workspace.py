"""The use cases on one store. Every method runs on the one thread that owns the store.

Only `examine_files`, `stage_files`, `evidence_path`, `check_target`, `result_book`, `national_means` and
`forecaster` touch no database and may run elsewhere.

What a use case needs is loaded when it is first carried out: the start page shows the list and needs no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from dti_desktop.errors import InputError, Problem
from dti_desktop.services.backups import before
from dti_desktop.services.earlier_use_cases import EarlierYearUseCases
from dti_desktop.services.entered_text import (
    MAX_NAME_CHARACTERS,
    assessed_unit,
    clean_line,
    clean_text,
    slug,
)
from dti_desktop.services.evidence_use_cases import EvidenceUseCases
from dti_desktop.services.person import signed_name
from dti_desktop.services.review_use_cases import ReviewUseCases
from dti_desktop.services.use_cases import EVIDENCE_LIMIT, Saved

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from fractions import Fraction
    from pathlib import Path

    from dti_desktop.engine.assessment import Assessment, Fields, FieldValue, Scenario, Signatory
    from dti_desktop.engine.model import Text
    from dti_desktop.engine.part_content import Place
    from dti_desktop.engine.results import ResultBook
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.services.catalogue_moving import MovePreview
    from dti_desktop.services.catalogues import Catalogues
    from dti_desktop.services.forecasting import Forecaster
    from dti_desktop.services.forms import StagedChange, Staging, Writes
    from dti_desktop.services.intake import Intake
    from dti_desktop.services.library import Library
    from dti_desktop.services.part_merging import Preview
    from dti_desktop.services.results import Examined, Results
    from dti_desktop.services.scores import ExaminedScores
    from dti_desktop.store.database import Recovery, Store
    from dti_desktop.store.journal import JournalEntry

PERSON = "person"

__all__ = ["EVIDENCE_LIMIT", "PERSON", "AssessmentSummary", "Saved", "Workspace"]


class AssessmentSummary(NamedTuple):
    """One line of the list of assessments. `filled`: indicators with anything entered.

    `department`: whose part it is; "" for a whole assessment. `index_title`: short, of an index that does not
    assess provinces.
    """

    id: str
    province: str
    year: int
    is_sample: bool
    created_utc: str
    changed_utc: str
    filled: int
    indicators_total: int | None
    department: str = ""
    index_title: Text | None = None


class Workspace(ReviewUseCases, EarlierYearUseCases, EvidenceUseCases):
    """One open store and the use cases on it. Close it, or what is open stays locked."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store = store
        self.library = library
        self.account = store.user
        # Asked here, on the store's thread: pages ask for the catalogues on any.
        self._own_digests = store.own_edition_digests()
        self.unprotected: Problem | None = None
        self.store.user = signed_name(self.person_name(), self.account)

    @cached_property
    def catalogues(self) -> Catalogues:
        """The catalogues as they are known here; may be asked for on any thread."""
        from dti_desktop.services.catalogues import Catalogues

        return Catalogues(self.store, self.library, self._own_digests)

    @cached_property
    def results(self) -> Results:
        """The published results, with those that were imported."""
        from dti_desktop.services.results import Results

        return Results(self.store, self.library)

    @classmethod
    def open(
        cls,
        folder: Path,
        library: Library,
        *,
        now_utc: Callable[[], datetime],
        user: str,
        create: bool = True,
    ) -> Workspace:
        """Open the store in `folder`, made if it is not there. Raises as `Store.open` does.

        `user` is the account at the machine; the journal names the person who is known by it. Where the
        run before broke off, `recovery` tells and the journal notes it.
        """
        from dti_desktop.services.after_crash import note_recovery
        from dti_desktop.store.database import Store

        workspace = cls(Store.open(folder, now_utc=now_utc, user=user, create=create), library)
        note_recovery(workspace)
        return workspace

    def close(self) -> None:
        """Bring everything to rest on the disk and let go of the store."""
        self.store.close()

    @property
    def recovery(self) -> Recovery:
        """What opening found of a run that broke off."""
        return self.store.recovery

    def folder_warnings(self) -> list[str]:
        """Return codes of what makes the store's folder risky: a network share, a synchronised folder."""
        from dti_desktop.store.folder import folder_warnings

        return folder_warnings(self.store.folder)

    def check_target(self, target: Path, *, inputs: Iterable[Path] = ()) -> None:
        """Refuse to write over what is read or over the store. Raises as `files.check_target`."""
        from dti_desktop.services.files import check_target

        check_target(target, self.store.folder, inputs=inputs)

    # -- the list ----------------------------------------------------------------------------------

    def assessments(self) -> tuple[AssessmentSummary, ...]:
        """Return the assessments, last changed first."""
        return tuple(
            AssessmentSummary(
                s.id,
                s.province,
                s.year,
                s.is_sample,
                s.created_utc,
                s.changed_utc,
                s.filled_indicators,
                s.indicators_total,
                s.department,
                s.index_titles and _text(*s.index_titles),
            )
            for s in self.store.summaries()
        )

    def create(
        self,
        untrusted_province: str,
        year: int,
        catalogue_id: str | None = None,
        *,
        assessment_id: str | None = None,
        is_sample: bool = False,
        shipped_only: bool = False,
        untrusted_unit: str = "",
    ) -> str:
        """Begin an assessment by the latest edition of a catalogue and return its id (`soc-trang-2022`).

        `shipped_only`: the office's own editions are left aside, as for a sample made for what ships.
        `untrusted_unit`: whom of the province the catalogue assesses, where it is not the province itself.
        Raises `InputError` with every fault: `unknown-province`, `year-out-of-range`,
        `unknown-catalogue`, `unit-missing`, `unit-not-wanted`, `assessment-exists`.
        """
        problems: list[Problem] = []
        first, last = self.library.defaults["first_year"], self.library.defaults["last_year"]
        if not first <= year <= last:
            problems.append(
                Problem("year-out-of-range", "year", {"year": year, "first": first, "last": last})
            )
        province, unit, content = "", "", b""
        try:
            province = self.library.province(untrusted_province).name
        except InputError as error:
            problems.extend(error.problems)
        try:
            from dti_desktop.services.catalogues import known_of

            known = known_of(self.library) if shipped_only else self.catalogues.known
            edition = known.edition(known.default_id(year) if catalogue_id is None else catalogue_id)
            unit = assessed_unit(edition.catalogue, untrusted_unit)
            content = edition.content
        except InputError as error:
            problems.extend(error.problems)
        if problems:
            raise InputError(problems[0].code, problems)
        from dti_desktop.engine.assessed_unit import unit_of_province

        name = unit_of_province(unit, province)
        new_id = assessment_id or f"{slug(name)}-{year}"
        self.store.assessments.create(
            new_id, province=name, year=year, catalogue_bytes=content, is_sample=is_sample
        )
        return new_id

    def exists(self, assessment_id: str) -> bool:
        """Whether there is an assessment of that id."""
        return self.store.assessments.exists(assessment_id)

    def load_checked(self, assessment_id: str) -> Assessment:
        """Check the journal to its end, then `load`: what is to be judged or signed is read this way."""
        self.journals.check(assessment_id)
        return self.load(assessment_id)

    def catalogue_bytes(self, assessment_id: str) -> bytes:
        """Return the exact bytes of the catalogue that the assessment is pinned to."""
        return self.store.assessments.catalogue_bytes(assessment_id)

    # -- answers and texts -------------------------------------------------------------------------

    def replace_answers(self, assessment_id: str, answers: Mapping[str, Fields]) -> Saved:
        """Replace whole answers that have been judged before; without fields an answer is cleared."""
        return self._saved(self.store.edits.apply_bulk(assessment_id, answers, {}))

    def take_cells(self, assessment_id: str, wanted: Writes) -> Saved:
        """Set fields and explanations that have been judged before, as one step; all of them or none.

        Raises `InputError` `indicator-approved`, naming every one that was locked meanwhile.
        """
        return self._saved(
            self.store.edits.set_fields(assessment_id, wanted.answers, wanted.profile, wanted.explanations)
        )

    def set_profile(self, assessment_id: str, figures: Mapping[str, Decimal | None]) -> Saved:
        """Set province figures; None clears one."""
        return self._saved(self.store.edits.set_profile(assessment_id, figures))

    def fill(self, assessment_id: str, untrusted_bytes: bytes) -> Saved:
        """Take a `fill` document in, all or nothing. Raises `InputError` listing every fault.

        The store is backed up first; `unprotected` then tells where that could not be done.
        """
        from dti_desktop.engine.answers import parse_fill

        fill = parse_fill(self.store.assessments.catalogue(assessment_id), untrusted_bytes)
        self.unprotected = before(self, "import")
        return self._saved(self.store.edits.apply_bulk(assessment_id, fill.answers, fill.profile))

    def take_form(self, staging: Staging, accepted: Iterable[StagedChange]) -> Saved:
        """Take accepted changes of a form in, as one step; all of them or none. The journal names the file.

        The store is backed up first; `unprotected` then tells where that could not be done. Raises
        `InputError` as `forms.writes`.
        """
        from dti_desktop.services import forms

        accepted, assessment_id = tuple(accepted), staging.assessment_id
        wanted = forms.writes(self.load(assessment_id), accepted)
        self.unprotected = before(self, "import")
        facts = {"name": staging.name, "sha256": staging.sha256, "changes": len(accepted)}
        with self.store.transaction():
            self.record_event(assessment_id, forms.FORM_TAKEN, facts=facts)
            change = self.store.edits.set_fields(
                assessment_id, wanted.answers, wanted.profile, wanted.explanations
            )
        return self._saved(change)

    def explain(self, assessment_id: str, code: str, untrusted_text: str) -> Saved:
        """Set the explanation of an indicator; an empty text clears it."""
        self._require_indicator(assessment_id, code)
        return self._saved(self.store.edits.set_explanation(assessment_id, code, clean_text(untrusted_text)))

    def set_note(self, assessment_id: str, code: str, untrusted_text: str) -> Saved:
        """Set the officer's private note: only an export of everything and a returned part tell it."""
        self._require_indicator(assessment_id, code)
        return self._saved(self.store.edits.set_note(assessment_id, code, clean_text(untrusted_text)))

    def set_signatory(self, assessment_id: str, signatory: Signatory) -> Saved:
        """Set the leader's name and title."""
        from dti_desktop.engine.assessment import Signatory

        cleaned = Signatory(clean_line(signatory.name), clean_line(signatory.title))
        return self._saved(self.store.edits.set_signatory(assessment_id, cleaned))

    # -- what a table or another assessment brings -----------------------------------------------------

    def create_from(
        self,
        old_id: str,
        *,
        untrusted_province: str | None = None,
        year: int | None = None,
        catalogue_id: str | None = None,
        untrusted_unit: str | None = None,
    ) -> str:
        """Begin an assessment from an earlier one and return its id, as `carrying.create_from`."""
        from dti_desktop.services import carrying

        return carrying.create_from(
            self,
            old_id,
            untrusted_province=untrusted_province,
            year=year,
            catalogue_id=catalogue_id,
            untrusted_unit=untrusted_unit,
        )

    def import_scores(self, assessment_id: str, examined: ExaminedScores) -> Saved:
        """Take points in that `scores.examine_scores` has judged, all or none, as one step.

        The store is backed up first; `unprotected` then tells where that could not be done. Raises
        `InputError` `scores-invalid` listing every fault.
        """
        examined.raise_faults()
        if examined.changes:
            self.unprotected = before(self, "import")
        return self.set_given_scores(assessment_id, examined.source, examined.changes)

    # -- another edition of the catalogue ----------------------------------------------------------

    def move_catalogue(self, looked: MovePreview) -> Saved:
        """Move an assessment to another edition, as `catalogue_moving.move`."""
        from dti_desktop.services.catalogue_moving import move

        return self._saved(move(self, looked))

    # -- what the office expects and plans ---------------------------------------------------------

    def set_estimates(self, assessment_id: str, code: str, fields: Mapping[str, FieldValue | None]) -> Saved:
        """Set estimates, as `estimates.set_estimates`."""
        from dti_desktop.services import estimates

        return self._saved(estimates.set_estimates(self.store, assessment_id, code, fields))

    def save_scenario(self, assessment_id: str, scenario: Scenario) -> Saved:
        """Keep a what-if in place of the one of the same id, as `estimates.save_scenario`."""
        from dti_desktop.services import estimates

        return self._saved(estimates.save_scenario(self.store, assessment_id, scenario))

    def remove_scenario(self, assessment_id: str, scenario_id: str) -> Saved:
        """Remove a what-if. Raises `InputError` `scenario-unknown`."""
        return self._saved(self.store.planning.remove_scenario(assessment_id, scenario_id))

    def import_results(self, examined: Examined) -> None:
        """Keep published results that `results.examine` has judged, all or none; ranks follow at once.

        The store is backed up first; `unprotected` then tells where that could not be done. Raises
        `InputError` `results-invalid` listing every fault.
        """
        if examined.changes:
            self.unprotected = before(self, "import")
        self.results.keep(examined)

    @property
    def result_book(self) -> ResultBook:
        """The published results, with those that were imported; for any thread."""
        return self.results.known.book

    @property
    def national_means(self) -> Mapping[int, Fraction]:
        """The mean of all provinces (0–1) by year, where it is known; for any thread."""
        return self.results.known.national_means

    @property
    def forecaster(self) -> Forecaster:
        """Forecasts from the published results, with those that were imported; for any thread."""
        return self.results.known.forecaster

    # -- departments -------------------------------------------------------------------------------

    def hand_out(self, part: PartFile) -> Saved:
        """Remember that a part went out, as `parts.finish_issue`."""
        from dti_desktop.services.parts import finish_issue

        finish_issue(self, part)
        return Saved(self.load(part.header.assessment_id), frozenset())

    def accept_merge(
        self, looked: Preview, choices: Mapping[Place, int], intake: Intake, not_secret_reason: str = ""
    ) -> Saved:
        """Take in what departments returned, as `part_merging.accept`."""
        from dti_desktop.services.part_merging import accept

        return self._saved(accept(self, looked, choices, intake, not_secret_reason))

    # -- journal -----------------------------------------------------------------------------------

    def undo(self, assessment_id: str) -> Saved:
        """Take the last step back; changes nothing where there is none."""
        return self._saved(self.store.edits.undo(assessment_id))

    def redo(self, assessment_id: str) -> Saved:
        """Do the step that was taken back again; changes nothing where there is none."""
        return self._saved(self.store.edits.redo(assessment_id))

    def journal(
        self, assessment_id: str, code: str | None = None, limit: int = 200
    ) -> tuple[JournalEntry, ...]:
        """Return journal entries, the newest first; of one indicator where `code` is given."""
        return tuple(self.store.journal.entries(assessment_id, code=code, limit=limit))

    def accept_journal_faults(self, assessment_id: str, untrusted_reason: str) -> Saved:
        """Take what is wrong with the journal into account, so that it no longer blocks. It is journaled.

        Raises `InputError`: `reason-missing`, `text-too-long`, `text-not-allowed`, `assessment-unknown`;
        `journal-sound` where nothing is wrong.
        """
        reason = clean_line(untrusted_reason)
        if not reason:
            raise InputError("reason-missing")
        if all(fault.is_accepted for fault in self.load_checked(assessment_id).journal_faults):
            raise InputError("journal-sound")
        return self._saved(self.journals.accept_faults(assessment_id, reason))

    def person_name(self) -> str:
        """Return the name by which the journal calls whoever uses this account; "" where none was set."""
        name = self.store.settings.get(f"{PERSON}/{self.account}", "")
        return name if isinstance(name, str) else ""

    def set_person_name(self, untrusted_name: str) -> str:
        """Set that name, for entries from now on, and return what they carry.

        An empty one removes it. Raises `InputError` `text-too-long`, `text-not-allowed`.
        """
        name = clean_line(untrusted_name, limit=MAX_NAME_CHARACTERS)
        self.store.settings.set(f"{PERSON}/{self.account}", name or None)
        self.store.user = signed_name(name, self.account)
        return self.store.user

    # -- small things kept -------------------------------------------------------------------------

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a small setting of the program (a JSON value)."""
        return self.store.settings.get(key, default)

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a small setting of the program; None removes it."""
        self.store.settings.set(key, value)

    def drafts(self, assessment_id: str) -> dict[str, str]:
        """Return the texts left in fields that could not be read as a number, by `code#field`."""
        found = self.store.settings.get(f"drafts/{assessment_id}", {})
        return dict(found)

    def keep_drafts(self, assessment_id: str, drafts: Mapping[str, str]) -> None:
        """Keep such texts in place of those kept before."""
        self.store.settings.set(f"drafts/{assessment_id}", dict(drafts) or None)


def _text(vi: str, en: str) -> Text:
    from dti_desktop.engine.model import Text

    return Text(vi, en)
