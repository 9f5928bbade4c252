"""Catalogues as they are known here: those that ship, the office's own editions over them, and drafts.

The latest edition of an id is what a new assessment takes; one that runs stays with the edition it is
pinned to until a person moves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine import catalogue_edit, catalogue_row_edits
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_edit import Document, Node, NodeChange, NodeName, TotalCheck
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import measures_of_sets
from dti_desktop.engine.row_checks import CheckSummary, check_summary
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.clean_nodes import clean_node
from dti_desktop.services.entered_text import clean_line
from dti_desktop.services.library import default_id
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.services.catalogue_journal import DraftJournal
    from dti_desktop.services.library import Library
    from dti_desktop.store.catalogue_drafts import DraftRow
    from dti_desktop.store.database import Store
    from dti_desktop.store.editions import Whence
    from dti_desktop.store.row_use import RowUse

LATEST = "latest"


@dataclass(frozen=True)
class Edition:
    """One edition of a catalogue, and where it is from. `made_*` are empty where it ships."""

    catalogue: Catalogue = field(repr=False)
    content: bytes = field(repr=False)
    whence: Literal["shipped", "made", "brought"]
    made_utc: str = ""
    made_by: str = ""

    @property
    def digest(self) -> str:
        """The digest of its exact bytes."""
        return self.catalogue.digest

    @cached_property
    def checks(self) -> CheckSummary:
        """How far its rows are confirmed."""
        return check_summary(self.catalogue)


@dataclass(frozen=True)
class KnownCatalogues:
    """All editions as they are known at one moment; never changed, so any thread may read it."""

    editions: tuple[Edition, ...]

    @cached_property
    def latest(self) -> Mapping[str, Edition]:
        """The latest edition of each id: the highest version, of equals the one that came last."""
        found: dict[str, Edition] = {}
        for edition in self.editions:
            held = found.get(edition.catalogue.id)
            if held is None or _order(edition) >= _order(held):
                found[edition.catalogue.id] = edition
        return found

    @cached_property
    def digests(self) -> frozenset[str]:
        """The digests of all editions."""
        return frozenset(edition.digest for edition in self.editions)

    @cached_property
    def measures(self) -> frozenset[str]:
        """The whole, the pillars and the main indices of any edition, as `measure_of_set` names them."""
        return measures_of_sets(edition.catalogue for edition in self.editions)

    def edition(self, catalogue_id: str) -> Edition:
        """Return the latest edition of an id. Raises `InputError` `unknown-catalogue`."""
        if catalogue_id not in self.latest:
            raise InputError("unknown-catalogue", catalogue=catalogue_id, known=sorted(self.latest))
        return self.latest[catalogue_id]

    def by_digest(self, digest: str) -> Edition:
        """Return the edition of a digest. Raises `InputError` `unknown-edition`."""
        found = next((edition for edition in self.editions if edition.digest == digest), None)
        if found is None:
            raise InputError("unknown-edition", digest=digest)
        return found

    def named(self, untrusted_name: str, catalogue_id: str) -> Edition:
        """Return the edition named by `latest`, a digest or its beginning (with or without `sha256:`).

        `catalogue_id`: of which id `latest` is meant. Raises `InputError` `unknown-edition`, also where the
        beginning names more than one.
        """
        if untrusted_name == LATEST:
            return self.edition(catalogue_id)
        begin = "sha256:" + untrusted_name.removeprefix("sha256:").lower()
        found = [edition for edition in self.editions if edition.digest.startswith(begin)]
        if len(found) != 1 or begin == "sha256:":
            raise InputError("unknown-edition", digest=untrusted_name)
        return found[0]

    def default_id(self, year: int) -> str:
        """Return the catalogue for a province's assessment of `year`, as `library.default_id`."""
        return default_id((edition.catalogue for edition in self.latest.values()), year)


def known_of(library: Library) -> KnownCatalogues:
    """Return the editions that ship with the program; what there is without a store."""
    shipped = (library.catalogue(id_) for id_ in library.catalogue_ids)
    return KnownCatalogues(
        tuple(Edition(each, library.catalogue_bytes[each.id], "shipped") for each in shipped)
    )


@dataclass(frozen=True)
class Draft:
    """The next edition as it is being made. `base`: the edition that it began from."""

    catalogue_id: str
    base_digest: str
    base: Document = field(repr=False)
    document: Document = field(repr=False)
    opened_utc: str
    opened_by: str
    changed_utc: str
    can_undo: bool
    can_redo: bool
    is_open: bool = True
    """False: nobody has begun it; it is the latest edition as it stands."""

    @cached_property
    def changes(self) -> tuple[NodeChange, ...]:
        """Every node that differs from the base."""
        return catalogue_edit.changed_nodes(self.base, self.document)

    @cached_property
    def totals(self) -> tuple[TotalCheck, ...]:
        """Each stated total against the sum of its terms."""
        return catalogue_edit.totals(self.document)

    @cached_property
    def faults(self) -> tuple[Problem, ...]:
        """What keeps it from being an edition."""
        return catalogue_edit.draft_faults(self.document)

    @cached_property
    def rows(self) -> Mapping[str, Node]:
        """The sub-indicators by their code, in the document's order."""
        return {row["code"]: row for row in self.document["indicators"]}

    @cached_property
    def removed(self) -> Mapping[str, Node]:
        """The sub-indicators of the base that were taken out, by their code."""
        return {code: row for code, row in self.base_rows.items() if code not in self.rows}

    @cached_property
    def base_rows(self) -> Mapping[str, Node]:
        """The same of the base."""
        return {row["code"]: row for row in self.base["indicators"]}

    def node(self, name: NodeName) -> Node:
        """Return a node. Raises `InputError` `unknown-node`."""
        found = catalogue_edit.node_of(self.document, name)
        if found is None:
            raise InputError("unknown-node", section=name.section, code=name.code)
        return found

    def base_node(self, name: NodeName) -> Node:
        """Return a node as the base has it. Raises `InputError` `unknown-node`."""
        found = catalogue_edit.node_of(self.base, name)
        if found is None:
            raise InputError("unknown-node", section=name.section, code=name.code)
        return found


class Catalogues:
    """The catalogues of an open store. `known` may be read on any thread; all else runs on the store's."""

    def __init__(self, store: Store, library: Library, own_digests: frozenset[str]) -> None:
        self._store = store
        self._library = library
        self._parsed: dict[str, Edition] = {}
        self._known: KnownCatalogues | None = None
        self._bases: dict[str, Document] = {}
        self.own_digests = own_digests
        """Digests of the editions that did not ship; may be read on any thread."""
        # An edition that a transaction gave up was never kept.
        store.connection.after_rollback.append(self._forget)

    @property
    def known(self) -> KnownCatalogues:
        """All editions. Ask for it on the store's thread first; the object itself goes anywhere."""
        if self._known is None:
            shipped = known_of(self._library).editions
            held = {edition.digest for edition in shipped}
            own = tuple(
                self._own(row.digest, row.whence, row.made_utc, row.made_by)
                for row in self._store.editions.all()
                if row.digest not in held
            )
            self._known = KnownCatalogues((*shipped, *own))
        return self._known

    def keep(self, untrusted_bytes: bytes, whence: Whence) -> Edition:
        """Keep an edition; one that is known already stays as it is.

        Raises `InputError` `catalogue-invalid`; then nothing is kept.
        """
        catalogue = parse_catalogue(untrusted_bytes)
        if catalogue.digest not in self.known.digests:
            self._store.editions.keep(untrusted_bytes, whence)
            self.own_digests |= {catalogue.digest}
            self._known = None
        return self.known.by_digest(catalogue.digest)

    # -- drafts ------------------------------------------------------------------------------------

    def drafts(self) -> tuple[str, ...]:
        """Return the ids of the catalogues that have a draft."""
        return tuple(id_ for id_ in self.known.latest if self._store.catalogue_drafts.exists(id_))

    def open_draft(self, catalogue_id: str) -> Draft:
        """Begin the draft of the edition after the latest, or go on with the one that is there.

        Raises `InputError` `unknown-catalogue`.
        """
        latest = self.known.edition(catalogue_id)
        if not self._store.catalogue_drafts.exists(catalogue_id):
            self._store.catalogue_drafts.open(latest.content)
        return self.draft(catalogue_id)

    def seen(self, catalogue_id: str) -> Draft:
        """Return the draft, or where there is none what one would begin with; nothing is begun.

        Raises `InputError` `unknown-catalogue`.
        """
        if self._store.catalogue_drafts.exists(catalogue_id):
            return self.draft(catalogue_id)
        latest = self.known.edition(catalogue_id)
        if latest.digest not in self._bases:
            self._bases[latest.digest] = catalogue_edit.read_document(latest.content)
        document = self._bases[latest.digest]
        return Draft(catalogue_id, latest.digest, document, document, "", "", "", False, False, is_open=False)

    def draft(self, catalogue_id: str) -> Draft:
        """Return the draft as it now is. Raises `InputError` `draft-unknown`."""
        row = self._store.catalogue_drafts.load(catalogue_id)
        base = self._base(row)
        nodes = {
            NodeName(catalogue_edit.SECTIONS[section], code): catalogue_edit.node_of_text(text)
            for (section, code), text in row.nodes.items()
        }
        return Draft(
            row.catalogue_id,
            row.base_digest,
            base,
            catalogue_edit.with_nodes(base, nodes),
            row.opened_utc,
            row.opened_by,
            row.changed_utc,
            row.can_undo,
            row.can_redo,
        )

    def edit(self, catalogue_id: str, name: NodeName, untrusted_node: Node) -> Draft:
        """Set one node, committed when this returns; what was checked and changes has to be checked again.

        Texts are brought to NFC; anything else that keeps it from being a catalogue may stand in a draft.
        Raises `InputError` `draft-unknown`, `unknown-node`, `node-malformed` where it is too large or not of
        JSON's kinds, or its code is another.
        """
        return self.edit_all(catalogue_id, {name: untrusted_node})

    def edit_all(self, catalogue_id: str, untrusted_nodes: Mapping[NodeName, Node]) -> Draft:
        """Set several nodes as one step, all or none, as `edit`."""
        draft = self.draft(catalogue_id)
        nodes: dict[NodeName, Node] = {}
        for name, untrusted_node in untrusted_nodes.items():
            held = draft.node(name)
            node = clean_node(name, untrusted_node)
            if name.section == "indicators":
                node = catalogue_edit.corrected(held, node)
            nodes[name] = node
        return self._commit(draft, nodes)

    def new_codes(self, catalogue_id: str) -> Mapping[str, str]:
        """Return for each main index a code that no edition of the catalogue ever gave a row."""
        document = self.seen(catalogue_id).document
        taken = {
            code
            for edition in self.known.editions
            if edition.catalogue.id == catalogue_id
            for code in edition.catalogue.indicators
        }
        return {
            index["code"]: catalogue_row_edits.next_code(document, index["code"], taken)
            for index in document["main_indices"]
        }

    def add_row(
        self,
        catalogue_id: str,
        untrusted_code: str,
        untrusted_title: str,
        *,
        kind: str,
        like: str | None = None,
    ) -> Draft:
        """Add a sub-indicator, and count it in its main index, as one step.

        `like`: the code of the row that it begins as a copy of; without one it is empty, scored by `kind`.
        Raises `InputError` `draft-unknown`, `unknown-node`, `row-code-invalid`, `row-code-taken`; then
        nothing is changed.
        """
        draft = self.draft(catalogue_id)
        copied = None if like is None else draft.node(NodeName("indicators", like))
        row = catalogue_row_edits.new_row(
            clean_line(untrusted_code), clean_line(untrusted_title), kind, copied
        )
        nodes = catalogue_row_edits.with_row(draft.document, row)
        for name, node in nodes.items():
            if node is not None:
                clean_node(name, node)  # nothing larger than a node may be
        return self._commit(draft, nodes)

    def remove_row(self, catalogue_id: str, code: str) -> Draft:
        """Take a sub-indicator out, and count it out of its main index, as one step.

        Assessments keep their answers until they are moved. Raises `InputError` `draft-unknown`,
        `unknown-node`, `row-is-last`.
        """
        draft = self.draft(catalogue_id)
        return self._commit(draft, catalogue_row_edits.without_row(draft.document, code))

    def uses_of_row(self, catalogue_id: str, code: str) -> tuple[RowUse, ...]:
        """Return the running assessments by any edition of the catalogue that hold something for a row."""
        from dti_desktop.store.row_use import uses_of_row

        return uses_of_row(self._store.connection, catalogue_id, code)

    def journal(self, catalogue_id: str) -> DraftJournal:
        """Return the journal of the catalogue's drafts, of those that ended too."""
        from dti_desktop.services.catalogue_journal import DraftJournal

        return DraftJournal(self._store.catalogue_drafts, catalogue_id)

    def put_row_back(self, catalogue_id: str, code: str) -> Draft:
        """Put a sub-indicator that was taken out back as the base has it, as one step.

        Raises `InputError` `draft-unknown`, `unknown-node`, `row-code-taken` where it is there.
        """
        draft = self.draft(catalogue_id)
        row = draft.base_node(NodeName("indicators", code))
        return self._commit(draft, catalogue_row_edits.with_row(draft.document, row))

    def check_off(self, catalogue_id: str, code: str, untrusted_place: str = "") -> Draft:
        """Say that the row was held against the paper decision, by who works here, now.

        Raises `InputError` `catalogue-invalid` with the faults of the row itself, `unknown-node`.
        """
        draft = self.draft(catalogue_id)
        name = NodeName("indicators", code)
        row = catalogue_edit.checked_off(
            draft.node(name),
            by=self._store.user,
            utc=utc_text(self._store.now_utc()),
            place=clean_line(untrusted_place),
        )
        document = catalogue_edit.with_nodes(draft.document, {name: row})
        own = [
            problem
            for problem in catalogue_edit.draft_faults(document)
            if (found := catalogue_edit.node_at(document, problem.place)) is not None and found[0] == name
        ]
        if own:
            raise InputError("catalogue-invalid", own)
        return self._commit(draft, {name: row})

    def uncheck(self, catalogue_id: str, code: str) -> Draft:
        """Take that back. Raises `InputError` `unknown-node`."""
        draft = self.draft(catalogue_id)
        name = NodeName("indicators", code)
        row = catalogue_edit.unchecked(draft.node(name), draft.base_rows.get(code))
        return self._commit(draft, {name: row})

    def undo(self, catalogue_id: str) -> Draft:
        """Take the last step in the draft back; changes nothing where there is none."""
        self._store.catalogue_drafts.undo(catalogue_id)
        return self.draft(catalogue_id)

    def redo(self, catalogue_id: str) -> Draft:
        """Do the step that was taken back again; changes nothing where there is none."""
        self._store.catalogue_drafts.redo(catalogue_id)
        return self.draft(catalogue_id)

    def finish(self, catalogue_id: str) -> Edition:
        """Make the draft an edition of its own, with a raised version, and end the draft.

        Raises `InputError` `catalogue-invalid` with every fault (totals that do not fit among them),
        `draft-unchanged`; then nothing is changed.
        """
        draft = self.draft(catalogue_id)
        if not draft.changes:
            raise InputError("draft-unchanged", catalogue=catalogue_id)
        taken = {e.catalogue.version for e in self.known.editions if e.catalogue.id == catalogue_id}
        version = catalogue_edit.raised_version(self.known.edition(catalogue_id).catalogue.version, taken)
        content = catalogue_edit.document_bytes(catalogue_edit.finished(draft.document, version))
        with self._store.transaction():
            edition = self.keep(content, "made")
            self._store.catalogue_drafts.close(catalogue_id, "finished", edition.digest)
        return edition

    def discard(self, catalogue_id: str) -> None:
        """End the draft without an edition; its journal stays. Raises `InputError` `draft-unknown`."""
        self._store.catalogue_drafts.close(catalogue_id, "discarded")

    # -- inside ------------------------------------------------------------------------------------

    def _commit(self, draft: Draft, nodes: Mapping[NodeName, Node | None]) -> Draft:
        writes = []
        for name, node in nodes.items():
            is_as_base = node == catalogue_edit.node_of(draft.base, name)
            writes.append(((name.section, name.code), None if is_as_base else catalogue_edit.node_text(node)))
        self._store.catalogue_drafts.edit(draft.catalogue_id, writes, pointer=_typed_in(draft, nodes))
        return self.draft(draft.catalogue_id)

    def _forget(self) -> None:
        self._known = None

    def _base(self, row: DraftRow) -> Document:
        if row.base_digest not in self._bases:
            self._bases[row.base_digest] = catalogue_edit.read_document(row.base_bytes)
        return self._bases[row.base_digest]

    def _own(self, digest: str, whence: Whence, made_utc: str, made_by: str) -> Edition:
        """Return an edition of the store; reading one takes a tenth of a second, so it is done once."""
        if digest not in self._parsed:
            content = self._store.editions.content(digest)
            assert content is not None  # it was listed
            self._parsed[digest] = Edition(parse_catalogue(content), content, whence, made_utc, made_by)
        return self._parsed[digest]


def _order(edition: Edition) -> tuple[int, ...]:
    return catalogue_edit.version_order(edition.catalogue.version)


def _typed_in(draft: Draft, nodes: Mapping[NodeName, Node | None]) -> str:
    """Return the pointer of the one text that differs from what the draft held; "" where it is more."""
    if len(nodes) != 1:
        return ""
    ((name, node),) = nodes.items()
    found = list(catalogue_edit.differences(catalogue_edit.node_of(draft.document, name), node))
    if len(found) != 1 or not (isinstance(found[0].old, str) and isinstance(found[0].new, str)):
        return ""
    return found[0].pointer
