"""What was told as done, and whether a store keeps it.

A promise is broken where something that was told as done is not there. What was under way when the
process ended may be there whole or not at all, nothing between.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.durability.content import Content
from tools.durability.script import BACKUP_NAME
from tools.durability.survivors import Found, files_lost, output_fault, read_store

_NOT_UNDONE = "settings"


@dataclass(frozen=True)
class Promise:
    """What the store holds, as it was told last. `content` is None before there is an assessment."""

    content: Content | None = None
    journal: tuple[int, str] | None = None
    files: dict[str, int] = field(default_factory=dict)
    """Evidence files that were told as attached: digest → size in bytes."""


@dataclass
class Losses:
    """What was found broken, a line for each."""

    corrupt_stores: list[str] = field(default_factory=list)
    lost_answers: list[str] = field(default_factory=list)
    lost_files: list[str] = field(default_factory=list)
    half_made: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(vars(self).values())

    def lines(self) -> list[str]:
        """Return all of them for people."""
        return [f"{kind.replace('_', ' ')}: {text}" for kind, texts in vars(self).items() for text in texts]

    def add(self, other: Losses) -> None:
        """Take in what was found elsewhere."""
        for kind, texts in vars(self).items():
            texts += getattr(other, kind)


class UntrueTellingError(AssertionError):
    """Something was told as done that the store, by its own word, does not hold."""


class Promises:
    """Hears what the officer's program tells, and holds a store to it."""

    def __init__(self, held: Promise | None = None) -> None:
        self.held = held or Promise()
        self.acts_told = 0
        self.recovered = 0
        self._under_way: list[dict[str, Any]] = []
        self._earlier: list[Content] = []
        self._outputs: dict[str, str] = {}
        self._perhaps_written: set[str] = set()
        self._backups: dict[str, Promise] = {}
        self._kept_aside: list[Promise] = []

    def copy(self) -> Promises:
        """Return another that holds the same and goes its own way."""
        other = Promises(self.held)
        for name, value in vars(self).items():
            setattr(other, name, value.copy() if isinstance(value, dict | list | set) else value)
        return other

    @property
    def phase(self) -> str:
        """Return the act that is under way; opening after a kill is "recovery"."""
        if not self._under_way:
            return "between acts"
        act = str(self._under_way[-1]["do"])
        is_first = len(self._under_way) == 1 or "is_told" in self._under_way[-2]
        return act if act != "open" or is_first else "recovery"

    # -- hearing -------------------------------------------------------------------------------------

    def hear(self, lines: Iterable[bytes]) -> None:
        """Take in what was told. Raises `UntrueTellingError`."""
        for line in lines:
            message = json.loads(line.decode("utf-8", "surrogatepass"))
            if "do" in message:
                self._under_way.append(message)
                if "output" in message:
                    self._perhaps_written.add(message["output"])
            else:
                self.acts_told += 1
                self._hear_done(message)

    def _hear_done(self, message: dict[str, Any]) -> None:
        act = self._under_way[-1]
        assert act["do"] == message["done"]
        if act["do"] == "restore":
            act["is_told"] = True  # it lasts, but only opening tells what the store is now
            return
        if act["do"] == "close":
            self._under_way.clear()
            return
        if message["asides"] > len(self._kept_aside):
            self._was_restored()
        content: Content | None = message["content"]
        outcomes = self._under_way if act["do"] == "open" else [act]
        if not self._may_be(content, outcomes, unchanged=act["do"] == "open"):
            raise UntrueTellingError(f"told as done: {act}; differs: {self._difference(content)}")
        if content is not None:
            journal = (message["journal"][0], message["journal"][1])
            self._hold(Promise(content, journal, self.held.files | act.get("files", {})))
        if "output" in message:
            self._perhaps_written.discard(message["output"])
            self._outputs[message["output"]] = message["sha256"]
            if act["do"] == "backup":
                self._backups[message["sha256"]] = self.held
        self._under_way.clear()

    def _hold(self, promise: Promise) -> None:
        self.held = promise
        if promise.content is not None and (without := _undoable(promise.content)) not in self._earlier:
            self._earlier.append(without)

    def _was_restored(self) -> None:
        """From now on the store is what the backup was, and what it was before is kept aside."""
        if not any(act["do"] == "restore" for act in self._under_way):
            raise UntrueTellingError("restored though nobody asked")
        self._kept_aside.append(self.held)
        self._hold(self._backups[self._outputs[BACKUP_NAME]])

    # -- what may be there ---------------------------------------------------------------------------

    def _may_be(self, content: Content | None, acts: list[dict[str, Any]], *, unchanged: bool) -> bool:
        """Whether this is what one of the acts under way leads to, or, if they may, leave as it was."""
        if unchanged and content == self.held.content:
            return True
        return any(self._is_outcome(act, content) for act in acts)

    def _is_outcome(self, act: dict[str, Any], content: Content | None) -> bool:
        before = self.held.content
        if content is None:
            return before is None
        if act["do"] == "create":
            return not any(
                content[section] for section in content if section not in ("signatory", _NOT_UNDONE)
            )
        if before is None:
            return False
        if act["do"] in ("undo", "redo"):
            return content[_NOT_UNDONE] == before[_NOT_UNDONE] and _undoable(content) in self._earlier
        if act["do"] in ("attach", "cite"):
            return _is_evidence_added(act, before, content)
        if act["do"] == "remark":
            return _is_remark_added(act, before, content)
        return content == _with(before, act.get("sets", []))

    def _difference(self, content: Content | None) -> str:
        before, after = self.held.content or {}, content or {}
        places = [
            f"{section}/{key}"
            for section in before.keys() | after.keys()
            for key in before.get(section, {}).keys() | after.get(section, {}).keys()
            if before.get(section, {}).get(key) != after.get(section, {}).get(key)
        ]
        return f"{', '.join(sorted(places)) or 'all of it'} (under way: {self.phase})"

    # -- holding a store to it -----------------------------------------------------------------------

    def check(self, store_dir: Path, out: Path) -> Losses:
        """Open what is left and compare. What is there is from now on what is promised."""
        losses = Losses()
        found = read_store(store_dir)
        self.recovered += found.is_recovered
        if found.faults:
            losses.corrupt_stores.append("; ".join(found.faults))
        if len(found.asides) > len(self._kept_aside):
            self._was_restored()
        elif any("is_told" in act for act in self._under_way):
            losses.lost_answers.append("the restored store is not in its place")
        losses.half_made += self._check_outputs(out)
        if not found.faults:
            if not self._may_be(found.content, self._under_way, unchanged=True):
                losses.lost_answers.append(self._difference(found.content))
            losses.lost_answers += self._check_journal(found)
            losses.lost_answers += self._check_kept_aside(found)
        losses.lost_files += files_lost(store_dir, self.held.files)
        self._under_way.clear()
        self._hold(Promise(found.content, found.journal, self.held.files))
        return losses

    def forget_kept_aside(self) -> None:
        """The stores that restoring put aside have been thrown away."""
        self._kept_aside.clear()

    def _check_journal(self, found: Found) -> list[str]:
        if self.held.journal is None:
            return []
        entries, head = self.held.journal
        if entries > len(found.hashes) or found.hashes[entries - 1] != head:
            return [f"the journal is another one up to entry {entries}"]
        steps = set(found.steps[entries:]) - {0}
        limit = 1 if self._under_way else 0
        return [f"{len(steps)} steps more than were under way"] if len(steps) > limit else []

    def _check_kept_aside(self, found: Found) -> list[str]:
        """Every store that a restore put aside is still what it was."""
        if not self._kept_aside:
            return []
        stores = [(folder, read_store(folder)) for folder in found.asides]
        return [
            f"a store put aside is gone or differs ({len(stores)} are there)"
            for promise in self._kept_aside
            if not any(
                store.content == promise.content and not files_lost(folder, promise.files)
                for folder, store in stores
            )
        ]

    def _check_outputs(self, out: Path) -> list[str]:
        """Every file that carries a final name is the old one or the new one, whole."""
        broken = [f"{name} is gone" for name in self._outputs if not (out / name).is_file()]
        for path in sorted(out.iterdir()):
            if path.name.startswith(".") or not path.is_file():
                continue  # nobody takes it for a finished one
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            if sha256 == self._outputs.get(path.name):
                continue
            fault = output_fault(path) if path.name in self._perhaps_written else "is not what was told"
            if fault is not None:
                broken.append(f"{path.name}: {fault}")
            else:
                self._outputs[path.name] = sha256
                self._backups[sha256] = self.held
                self._perhaps_written.discard(path.name)
        return broken


def _undoable(content: Content) -> Content:
    return {name: section for name, section in content.items() if name != _NOT_UNDONE}


def _with(content: Content, sets: list[list[Any]]) -> Content:
    """Return the content with some values set; None takes one out."""
    changed = {name: dict(section) for name, section in content.items()}
    for section, key, value in sets:
        if value is None:
            changed[section].pop(key, None)
        else:
            changed[section][key] = value
    return changed


def _is_remark_added(act: dict[str, Any], before: Content, after: Content) -> bool:
    """Whether exactly one remark came to the code, with this text; its id is the store's."""
    code = act["code"]
    held = before["comments"].get(code, {})
    new = {key: row for key, row in after["comments"].get(code, {}).items() if key not in held}
    if [row[0] for row in new.values()] != [act["text"]]:
        return False
    return after == _with(before, [["comments", code, {**held, **new}]])


def _is_evidence_added(act: dict[str, Any], before: Content, after: Content) -> bool:
    """Whether documents that were not there came with exactly these files or citation, linked to the code."""
    code = act["code"]
    links = after["links"].get(code, {})
    digests = {after["documents"][document_id][4] for document_id in links}
    new = {key: row for key, row in after["documents"].items() if before["documents"].get(key) != row}
    if "files" in act:
        is_there = act["files"].keys() <= digests and all(row[4] in act["files"] for row in new.values())
    else:
        is_there = [row[:4] for row in new.values()] == [act["citation"]] and new.keys() <= links.keys()
    rest = {**after, "documents": before["documents"], "links": {**after["links"]}}
    rest["links"].pop(code, None)
    if code in before["links"]:
        rest["links"][code] = before["links"][code]
    kept = before["documents"].keys() <= after["documents"].keys()
    return is_there and kept and before["links"].get(code, {}).keys() <= links.keys() and rest == before
