"""What the page of the catalogue shows, read on the store's thread with its costly parts worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.services.catalogues import Catalogues, Draft, Edition
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.catalogue_text import node_title


@dataclass(frozen=True)
class Seen:
    """The draft, the latest edition of its catalogue, and the latest of every other."""

    draft: Draft
    latest: Edition
    editions: tuple[Edition, ...]

    def titles(self, language: str) -> Mapping[NodeName, str]:
        """Return what each node with a total is called."""
        found = {NodeName("whole"): node_title(NodeName("whole"))}
        for index in self.draft.document["main_indices"]:
            name = NodeName("main_indices", index["code"])
            found[name] = f"{node_title(name)} {_title(index, language)}"
        for pillar in self.draft.document["pillars"]:
            found[NodeName("pillars", pillar["code"])] = _title(pillar, language)
        return found


def look(catalogues: Catalogues, catalogue_id: str) -> Seen:
    """Return what is to be shown of a catalogue; nothing is begun. On the store's thread."""
    draft = catalogues.seen(catalogue_id)
    for _ in (draft.faults, draft.totals, draft.changes, draft.rows, draft.base_rows):
        pass
    known = catalogues.known
    return Seen(draft, known.edition(catalogue_id), tuple(known.latest.values()))


def first_look(workspace: Workspace, catalogue_id: str | None) -> Seen:
    """Return the same of the catalogue that is wanted, or of the one for this year."""
    catalogues = workspace.catalogues
    known = catalogues.known
    if catalogue_id is None or catalogue_id not in known.latest:
        catalogue_id = known.default_id(workspace.store.now_utc().year)
    return look(catalogues, catalogue_id)


def _title(node: Mapping[str, object], language: str) -> str:
    return str(node.get("title_en" if language == "en" else "title_vi", ""))
