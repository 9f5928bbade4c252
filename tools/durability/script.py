"""What an officer does, act by act, through the real services; each finished act is told to whoever listens.

Before an act it is told what the act will do, after it what the store then holds. Whatever was told as
done is a promise: `promises.py` holds the store to it.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from dti_desktop.engine.assessment import Citation, FieldValue, Scenario, Signatory
from dti_desktop.engine.model import CountRule, InfoRule, LevelsRule, PartsRule, RateRule, RatioRule, Rule
from dti_desktop.engine.numbers import number_text
from dti_desktop.engine.review import ReviewState
from dti_desktop.services import backups
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.submission import export, load_p12
from dti_desktop.services.workspace import Saved, Workspace
from tools.durability.content import content_of, of_citation, of_file, of_scenario

ID = "soc-trang-2022"
STORE_NAME, OUT_NAME = "kho", "gửi đi"
BUNDLE_NAME, BACKUP_NAME = "bộ hồ sơ.asice", "bản sao lưu.dtibackup"
_LONGEST_TEXT = 3_000
_LARGEST_TEXT_BYTES = 200_000


def now_utc() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Office:
    """What one process has once: the shipped data, and a key to sign with."""

    library: Library
    key_file: Path
    password: str


class Desk:
    """An officer at work in `root`: the store, and beside it what she sends away.

    `inbox` lies outside: what departments brought her. All choices come from `generator`.
    """

    def __init__(
        self, office: Office, root: Path, inbox: Path, generator: random.Random, telling: int
    ) -> None:
        self.office = office
        self.store_dir = root / STORE_NAME
        self.out = root / OUT_NAME
        self._inbox = inbox
        self._generator = generator
        self._telling = telling
        self._workspace: Workspace | None = None
        self._catalogue = office.library.catalogue(office.library.default_catalogue_id(2022))

    # -- telling -------------------------------------------------------------------------------------

    def _tell(self, message: Mapping[str, object]) -> None:
        # File names may hold what is no text.
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":")) + "\n"
        os.write(self._telling, text.encode("utf-8", "surrogatepass"))

    def _begin(self, act: str, **what: object) -> None:
        self._tell({"do": act, **what})

    def _done(self, act: str, **what: object) -> None:
        content = journal = None
        if self._workspace is not None and self._workspace.exists(ID):
            assessment = self._workspace.load(ID)
            content = content_of(self._workspace, assessment)
            journal = [assessment.journal_entries, assessment.journal_head]
        asides = sum(1 for _ in self.store_dir.glob("before-restore-*"))
        self._tell({"done": act, "content": content, "journal": journal, "asides": asides, **what})

    @property
    def workspace(self) -> Workspace:
        """The open store."""
        assert self._workspace is not None
        return self._workspace

    # -- opening and closing -------------------------------------------------------------------------

    def open(self) -> None:
        """Open the store and begin the assessment where it is not there yet."""
        self._begin("open")
        self._workspace = Workspace.open(
            self.store_dir, self.office.library, now_utc=now_utc, user="Nguyễn Thị Hoa"
        )
        self._done("open")
        if not self._workspace.exists(ID):
            self._begin("create")
            self._workspace.create("Sóc Trăng", 2022)
            self._done("create")

    def close(self) -> None:
        """Close the store."""
        self._begin("close")
        workspace, self._workspace = self.workspace, None
        workspace.close()
        self._tell({"done": "close"})

    # -- typing --------------------------------------------------------------------------------------

    def _set(self, act: str, sets: list[list[object]], do: Callable[[], object]) -> None:
        """Do what sets these values: section, key, value (None where nothing stays)."""
        self._begin(act, sets=sets)
        do()
        self._done(act)

    def answer(self) -> None:
        """Answer one sub-indicator anew, or clear it."""
        code = self._a_code()
        fields = {} if self._chance(0.1) else self._fields(self._catalogue.indicators[code].rule, "")
        told = {key: str(value) for key, value in fields.items()} or None
        self._set(
            "answer",
            [["answers", code, told]],
            lambda: self.workspace.replace_answers(ID, {code: fields}),
        )

    def type_number(self) -> None:
        """Type a number digit by digit, each committed as a slow typist's are."""
        code = next(c for c, i in self._catalogue.indicators.items() if isinstance(i.rule, CountRule))
        rule = self._catalogue.indicators[code].rule
        assert isinstance(rule, CountRule)
        digits = str(self._generator.randrange(100, 10_000))
        for end in range(1, len(digits) + 1):
            answer = {code: {rule.value.id: Decimal(digits[:end])}}
            self._set(
                "answer",
                [["answers", code, {rule.value.id: digits[:end]}]],
                partial(self.workspace.replace_answers, ID, answer),
            )

    def fill(self) -> None:
        """Take in many answers at once."""
        codes = {self._a_code() for _ in range(12)}
        answers = {code: self._fields(self._catalogue.indicators[code].rule, "") for code in sorted(codes)}
        told: list[list[object]] = [
            ["answers", c, {k: str(v) for k, v in fields.items()}] for c, fields in answers.items()
        ]
        self._set("fill", told, lambda: self.workspace.replace_answers(ID, answers))

    def profile(self) -> None:
        """Enter two province figures."""
        figures = self._generator.sample([figure.key for figure in self._catalogue.profile], 2)
        values = {key: Decimal(self._generator.randrange(1, 10**7)) for key in figures}
        told: list[list[object]] = [["profile", key, str(value)] for key, value in values.items()]
        self._set("profile", told, lambda: self.workspace.set_profile(ID, values))

    def explain(self) -> None:
        """Write an explanation, or take it out."""
        code, text = self._a_code(), self._a_text()
        self._set(
            "explain",
            [["explanations", code, text or None]],
            lambda: self.workspace.explain(ID, code, text),
        )

    def note(self) -> None:
        """Write a private note, or take it out."""
        code, text = self._a_code(), self._a_text()
        self._set("note", [["notes", code, text or None]], lambda: self.workspace.set_note(ID, code, text))

    def review(self) -> None:
        """Send a few sub-indicators to be reviewed, or send them back; none is approved, and so locked."""
        codes = sorted({self._a_code() for _ in range(3)})
        state: ReviewState = self._generator.choice(("awaiting", "needs-work"))
        reason = f"thiếu văn bản {self._generator.randrange(10**6)}" if state == "needs-work" else ""
        held = self.workspace.load(ID).reviews
        told: list[list[object]] = [
            ["reviews", code, [state, reason]]
            for code in codes
            if code not in held or (held[code].state, reason) != (state, "")
        ]
        self._set("review", told, lambda: self.workspace.set_review(ID, codes, state, reason))

    def approve(self) -> None:
        """Approve a sub-indicator, which locks it, and open it again: each is a promise of its own."""
        code = self._a_code()
        self._set(
            "review",
            [["reviews", code, ["approved", ""]]],
            lambda: self.workspace.set_review(ID, (code,), "approved"),
        )
        self.open_again()

    def open_again(self) -> None:
        """Open what is approved, also by undo or before a kill: everything else here may touch any row."""
        approved = sorted(self.workspace.load(ID).approved)
        if approved:
            reason = f"số liệu mới {self._generator.randrange(10**6)}"
            self._set(
                "review",
                [["reviews", code, ["drafting", reason]] for code in approved],
                lambda: self.workspace.set_review(ID, approved, "drafting", reason),
            )

    def give_points(self) -> None:
        """Give points as the reviewer does, or take them back."""
        code = self._a_code()
        held = self.workspace.load(ID).given_scores.get(code, {})
        if "reviewer" in held and self._chance(0.3):
            self._set(
                "given score",
                [["given scores", code, None]],
                lambda: self.workspace.set_given_scores(ID, "reviewer", {code: None}),
            )
            return
        most = self._catalogue.indicators[code].max_points
        points = Decimal(self._generator.randrange(int(most) * 100 + 1)) / 100
        reason = f"chỉ có kế hoạch {self._generator.randrange(10**6)}"
        self._set(
            "given score",
            [["given scores", code, {"reviewer": [number_text(points), reason]}]],
            lambda: self.workspace.set_given_scores(ID, "reviewer", {code: (points, reason)}),
        )

    def remark(self) -> None:
        """Leave a remark: what it says is looked for, its id is the store's to choose."""
        code = self._a_code()
        text = f"xem lại {self._generator.randrange(10**9)}"
        self._begin("remark", code=code, text=text)
        self.workspace.comment(ID, code, text)
        self._done("remark")

    def sign_line(self) -> None:
        """Enter the leader's name."""
        name = f"Trần Văn {self._generator.randrange(10**6)}"
        self._set(
            "signatory",
            [["signatory", "", [name, "CHỦ TỊCH"]]],
            lambda: self.workspace.set_signatory(ID, Signatory(name, "CHỦ TỊCH")),
        )

    def estimate(self) -> None:
        """Say what is expected and planned of a sub-indicator, or take something of it back."""
        code = self._a_code()
        held = self.workspace.load(ID).estimates.get(code, {})
        days = None if self._chance(0.2) else Decimal(self._generator.randrange(1, 90))
        fields: dict[str, FieldValue | None] = {
            "department": f"Sở {self._generator.randrange(10**6)}",
            "effort:evidence": days,
            "excluded": True if self._chance(0.3) else None,
        }
        left = {key: value for key, value in {**held, **fields}.items() if value is not None}
        self._set(
            "estimate",
            [["estimates", code, {key: str(value) for key, value in left.items()}]],
            lambda: self.workspace.set_estimates(ID, code, fields),
        )

    def scenario(self) -> None:
        """Keep a what-if, change one that is kept, or remove it."""
        held = self.workspace.load(ID).scenarios
        if held and self._chance(0.3):
            gone = self._generator.choice(sorted(held))
            self._set(
                "scenario",
                [["scenarios", gone, None]],
                lambda: self.workspace.remove_scenario(ID, gone),
            )
            return
        # A few ids that come again: most that are kept are changed later.
        codes = sorted({self._a_code() for _ in range(3)})
        scenario = Scenario(
            f"kich-ban-{self._generator.randrange(6)}",
            f"Phương án {self._generator.randrange(10**6)}",
            "2026-11-29T08:00:00Z",
            {code: self._fields(self._catalogue.indicators[code].rule, "") for code in codes},
            {self._catalogue.profile[0].key: Decimal(self._generator.randrange(1, 10**7))},
        )
        self._set(
            "scenario",
            [["scenarios", scenario.id, of_scenario(scenario)]],
            lambda: self.workspace.save_scenario(ID, scenario),
        )

    def settings(self) -> None:
        """Change the evidence limit and leave a half-typed number."""
        smallest, largest = self.workspace.evidence_limit_range_bytes()
        limit_bytes = self._generator.randrange((smallest + largest) // 2, largest)
        self._set(
            "settings",
            [["settings", "limit", limit_bytes]],
            lambda: self.workspace.set_evidence_limit_bytes(limit_bytes),
        )
        drafts = {f"{self._a_code()}#a": "12,,"}
        self._set(
            "settings", [["settings", "drafts", drafts]], lambda: self.workspace.keep_drafts(ID, drafts)
        )

    def shorten_log(self) -> None:
        """Bring the log into the database, as the window does between two edits; then a new one begins."""
        self._set("shorten-log", [], self.workspace.store.connection.shorten_log)

    def undo(self) -> None:
        """Take steps back."""
        self._back_and_forth("undo", self.workspace.undo)

    def redo(self) -> None:
        """Do steps again that were taken back."""
        self._back_and_forth("redo", self.workspace.redo)

    def _back_and_forth(self, act: str, do: Callable[[str], Saved]) -> None:
        for _ in range(self._generator.randrange(1, 4)):
            self._begin(act)
            do(ID)
            self._done(act)
        self.open_again()

    # -- evidence ------------------------------------------------------------------------------------

    def attach(self) -> None:
        """Attach one or a few files that departments brought."""
        paths = sorted({self._a_file() for _ in range(self._generator.choice((1, 1, 1, 3)))})
        code, pages = self._a_code(), "3-5"
        digests = {hashlib.sha256(path.read_bytes()).hexdigest(): path.stat().st_size for path in paths}
        self._begin("attach", code=code, files=digests, pages=pages)
        staged = self.workspace.stage_files(
            self.workspace.load(ID), paths, limit_bytes=self.workspace.evidence_limit_bytes()
        )
        self.workspace.attach(ID, code, staged, self._a_citation(), pages)
        self._done("attach")
        for path in paths:
            if self._chance(0.8):  # what stays is brought again another time
                path.unlink()

    def cite(self) -> None:
        """Cite a document of which there is no file."""
        code, citation = self._a_code(), self._a_citation()
        self._begin("cite", code=code, citation=of_citation(citation))
        self.workspace.cite(ID, code, citation, "7")
        self._done("cite")

    def correct_citation(self) -> None:
        """Cite a document otherwise."""
        documents = self.workspace.load(ID).documents
        if documents:
            document = documents[self._generator.choice(sorted(documents))]
            citation = self._a_citation()
            self._set(
                "citation",
                [["documents", document.id, [*of_citation(citation), *of_file(document)]]],
                lambda: self.workspace.update_citation(ID, document.id, citation),
            )

    def link(self) -> None:
        """Let a document prove one more sub-indicator, cite it at other pages, or link it no longer."""
        assessment = self.workspace.load(ID)
        if not assessment.documents:
            return
        code, document_id = self._a_code(), self._generator.choice(sorted(assessment.documents))
        links = {k.document_id: k.pages for k in assessment.links.get(code, ())}
        if document_id not in links:
            told, do = {**links, document_id: "1"}, lambda: self.workspace.link(ID, code, document_id, "1")
        elif self._chance(0.5):
            told, do = (
                {**links, document_id: "9-12"},
                lambda: self.workspace.set_pages(ID, code, document_id, "9-12"),
            )
        else:
            told = {other: pages for other, pages in links.items() if other != document_id}
            do = lambda: self.workspace.unlink(ID, code, document_id)  # noqa: E731
        self._set("link", [["links", code, told or None]], do)

    # -- sending away, backing up --------------------------------------------------------------------

    def export(self) -> None:
        """Export a signed bundle over the one that was there."""
        target = self.out / BUNDLE_NAME
        self._begin("export", output=BUNDLE_NAME)
        assessment = self.workspace.load(ID)
        export(
            self.office.library,
            assessment,
            look(assessment, self.workspace.result_book),
            evidence_path=self.workspace.evidence_path,
            catalogue_bytes=self.workspace.catalogue_bytes(ID),
            target=target,
            signer=load_p12(self.office.key_file, self.office.password),
            now_utc=now_utc,
        )
        self._done("export", output=BUNDLE_NAME, sha256=_digest(target))

    def back_up(self) -> None:
        """Back the whole store up over the backup that was there."""
        target = self.out / BACKUP_NAME
        self._begin("backup", output=BACKUP_NAME)
        backups.backup(self.workspace, target)
        self._done("backup", output=BACKUP_NAME, sha256=_digest(target))

    @property
    def has_backup(self) -> bool:
        """Whether there is a backup to restore from."""
        return (self.out / BACKUP_NAME).exists()

    def restore(self) -> None:
        """Bring the backup back, if there is one, into the place of the store."""
        if not self.has_backup:
            return
        self.close()
        self._begin("restore")
        backups.restore(self.out / BACKUP_NAME, self.store_dir, now_utc=now_utc, user="Nguyễn Thị Hoa")
        self._tell({"done": "restore"})
        self.open()

    # -- choices -------------------------------------------------------------------------------------

    def _chance(self, share: float) -> bool:
        return self._generator.random() < share

    def _a_code(self) -> str:
        return self._generator.choice(list(self._catalogue.indicators))

    def _a_text(self) -> str:
        """Return nothing now and then, else a text that is like no other."""
        if self._chance(0.1):
            return ""
        words = f"giải trình {self._generator.randrange(10**9)} "
        return (words * (1 + self._generator.randrange(_LONGEST_TEXT) // len(words))).strip()

    def _a_citation(self) -> Citation:
        number = self._generator.randrange(1, 9_999)
        issued_on = date(2022, 1 + number % 12, 3)
        return Citation(f"{number}/QĐ-UBND", issued_on, "UBND tỉnh", self._a_text()[:200].strip())

    def _a_file(self) -> Path:
        """Return a file in the inbox: one that stayed there, or one that is like no other."""
        waiting = sorted(self._inbox.glob("*.txt"))
        if waiting and self._chance(0.3):
            return self._generator.choice(waiting)
        path = self._inbox / f"văn bản {self._generator.randrange(10**12)}.txt"
        half = path.with_suffix(".half")
        half.write_text(self._generator.randbytes(self._generator.randrange(1, _LARGEST_TEXT_BYTES)).hex())
        half.rename(path)  # whoever is killed meanwhile leaves no half a document
        return path

    def _fields(self, rule: Rule, prefix: str) -> dict[str, Any]:
        """Return a whole answer to a rule."""
        match rule:
            case LevelsRule():
                return {f"{prefix}level": self._generator.choice(rule.levels).id}
            case CountRule():
                return {prefix + rule.value.id: Decimal(self._generator.randrange(10**4))}
            case RatioRule() | RateRule():
                of = self._generator.randrange(1, 10**4)
                share = Decimal(self._generator.randrange(of))
                return {prefix + rule.numerator.id: share, prefix + rule.denominator.id: Decimal(of)}
            case InfoRule():
                return {
                    prefix + field.id: True if field.type == "bool" else field.choices[0].id
                    for field in rule.fields
                }
            case PartsRule():
                found: dict[str, Any] = {}
                for part in rule.parts:
                    found |= self._fields(part.rule, f"{prefix}{part.id}.")
                return found
        raise AssertionError(rule)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
