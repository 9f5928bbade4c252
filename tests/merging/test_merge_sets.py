"""A few of the random sets of `./dev merge`, and that its judges see what is wrong."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sets import Counts, Office, run_set

from dti_desktop.engine import merge as merging
from dti_desktop.engine import part_documents
from dti_desktop.services import part_merging

SETS = range(25)
MOST_SETS = range(200)
"""So many are tried until one shows what is wrong."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(part_merging, "before", part_merging.before)  # put back what `Office` puts aside
    office = Office(tmp_path)
    yield office
    office.close()


def taken_in(office: Office) -> Counts:
    counts = Counts()
    for number in SETS:
        counts.add(run_set(office, number))
    return counts


def test_random_sets_of_files(office: Office):
    counts = taken_in(office)
    assert counts.failures == []
    assert (
        counts.without_conflict and counts.conflicts and counts.told and counts.evidence and counts.comments
    )
    assert office.workspace.store.verify() == []


def _silent(*arguments: object) -> list[object]:
    return []


def _by_chance(theirs, known, here, first):
    return {id_: known.get(id_, id_) for id_ in theirs.documents}


@pytest.mark.parametrize(
    ("module", "name", "broken", "told"),
    [
        (merging, "_offers", lambda opinions: (merging.Offer(opinions[0].value, ("Sở 0",)),), "set"),
        (merging, "_replaced_later", _silent, "lost"),
        (part_merging, "final_ids", _by_chance, "set"),
        (part_documents, "made_id", lambda key, number: "p-" + secrets.token_hex(8), "set"),
    ],
)
def test_a_merge_that_is_wrong_is_seen(office: Office, monkeypatch, module, name, broken, told):
    monkeypatch.setattr(module, name, broken)
    failures = (failure for number in MOST_SETS for failure in run_set(office, number).failures)
    assert any(told in failure for failure in failures)
