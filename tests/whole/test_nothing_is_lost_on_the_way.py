"""Random assessments, half-filled ones too, come back from a backup and out of a bundle with every field.

Forms (Excel, CSV) and department files are held to the same in `tests/services/test_forms.py` and
`tests/merging/`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import make_schema_3 as many_hands
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_parts import random_codes, random_content
from sets import CATALOGUE, MOMENT, Office, typed

from dti_desktop.engine import strict_json
from dti_desktop.engine.answers import check_fill
from dti_desktop.engine.assessment import Assessment, Signatory
from dti_desktop.services import part_merging, submission
from dti_desktop.services.outlook import look
from dti_desktop.store.backup import backup, restore
from dti_desktop.store.database import Store

PASSPHRASE = "b3xk-9mqr-t7vh-2zcp-k4nj-8fgs"
EXAMPLES = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(part_merging, "before", part_merging.before)  # put back what `Office` puts aside
    office = Office(tmp_path)
    yield office
    office.close()


def begun(office: Office, seed: int) -> Assessment:
    """Make an assessment with something, or nothing, in every place."""
    die = Random(seed)
    id_ = f"mot-{len(office.workspace.assessments())}"
    codes = random_codes(die, CATALOGUE, die.choice((2, 20, len(CATALOGUE.indicators))))
    office.begin(id_, typed(random_content(die, CATALOGUE, codes)))
    store = office.workspace.store
    if die.random() < 0.5:
        store.edits.set_signatory(id_, Signatory("Trần Thị Bình", "CHỦ TỊCH"))
        store.review.set_given_scores(id_, "ministry", {codes[0]: many_hands.SCORE})
        store.review.set_entered(id_, dict.fromkeys(codes[:3], many_hands.TICK))
        store.previous.bring_along(id_, many_hands.PREVIOUS)
        store.planning.set_estimates(id_, codes[0], {"department": "Sở Y tế", "excluded": True})
        store.parts.put_issued(id_, many_hands.ISSUED, many_hands.BASELINE)
        store.review.set_marks(id_, {codes[-1]: many_hands.REVIEWS["1.2"]})
    return office.workspace.load(id_)


@EXAMPLES
@given(seed=st.integers(0, 2**32), is_locked=st.booleans())
def test_a_backup_brings_every_field_back(office: Office, seed: int, is_locked: bool) -> None:
    kept = begun(office, seed)
    target = office.folder / f"{kept.id}.dtibackup"
    restored = office.folder / f"restored-{kept.id}"
    passphrase = PASSPHRASE if is_locked and seed % 5 == 0 else None  # locking takes half a second each
    backup(office.workspace.store, target, passphrase=passphrase)
    restore(target, restored, passphrase=passphrase, now_utc=lambda: MOMENT, user="b")
    with Store.open(restored, now_utc=lambda: MOMENT, user="b", create=False) as again:
        assert again.assessments.load(kept.id).content == replace(kept, journal_faults=()).content
        assert again.verify() == []
        for document in kept.documents.values():
            if document.file is not None:
                assert again.files.fault_of(document.file.sha256, document.file.size_bytes) is None


@EXAMPLES
@given(seed=st.integers(0, 2**32))
def test_a_bundle_tells_every_field_of_the_submission(office: Office, seed: int) -> None:
    kept = begun(office, seed)
    made = submission.prepare(kept, look(kept, office.workspace.result_book), created_utc=MOMENT)
    told = strict_json.read(made.document, max_bytes=10**8)
    assert isinstance(told, dict)
    fill = check_fill(CATALOGUE, {"answers": told["answers"], "profile": told["profile"]})
    assert fill.answers == kept.answers
    assert fill.profile == kept.profile
    assert told["explanations"] == kept.explanations
    assert told["reviewed"] == [code for code in CATALOGUE.indicators if code in kept.approved]
    assert told["leader"] == {"name": kept.signatory.name, "title": kept.signatory.title}
    assert Counter(_told_proofs(told["evidence"])) == Counter(_proofs(kept))
    carried = {file.sha256 for _, file in made.evidence}
    assert carried == {proof[2] for proof in _proofs(kept)} - {None}


def _proofs(kept: Assessment) -> Iterator[tuple[object, ...]]:
    for code, linked in kept.links.items():
        for link in linked:
            document = kept.documents[link.document_id]
            cited, file = document.citation, document.file
            day = None if cited.issued_on is None else cited.issued_on.isoformat()
            of_file = (None,) * 3 if file is None else (file.sha256, file.media_type, file.original_name)
            yield (code, link.pages, *of_file, cited.number, day, cited.issuer, cited.title)


def _told_proofs(rows: Any) -> Iterator[tuple[object, ...]]:
    for row in rows:
        for proved in row["indicators"]:
            yield (
                proved["code"], proved["pages"], row["sha256"], row["media_type"], row["original_name"],
                row["citation"]["number"], row["citation"]["date"], row["citation"]["issuer"],
                row["citation"]["title"],
            )  # fmt: skip
