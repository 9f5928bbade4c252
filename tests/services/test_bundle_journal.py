"""Whether a bundle was made in this store: its id alone is not enough, its signed journal head is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.bundle.timestamp_authority import VerifiedTimestamp
from dti_desktop.bundle.timestamping import TimestampedBundle
from dti_desktop.bundle.verify import Verification, verify_bundle
from dti_desktop.bundle.writer import WrittenBundle
from dti_desktop.services.bundle_journal import (
    BUNDLE_SIGNED,
    BUNDLE_TIMESTAMPED,
    is_of,
    origin_of,
    signed_facts,
    timestamped_facts,
)
from dti_desktop.services.library import Library
from dti_desktop.services.words import Words
from dti_desktop.services.workspace import Workspace

VALID = Path(__file__).resolve().parents[1] / "data" / "bundles" / "valid"
NOW_UTC = datetime(2026, 11, 22, 8, 42, 7, tzinfo=UTC)
SHA256 = "ab" * 32


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "store", library, now_utc=lambda: NOW_UTC, user="hoa")
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace) -> str:
    return workspace.create("Sóc Trăng", 2022)


@pytest.fixture(scope="module")
def bundle() -> Verification:
    return verify_bundle(VALID / "format-1-two-signers.asice")


def saying(bundle: Verification, **about: str) -> Verification:
    return replace(bundle, about=about)


def test_a_bundle_with_a_head_of_this_journal_is_of_this_assessment(
    workspace: Workspace, made: str, bundle: Verification
) -> None:
    head = workspace.load(made).journal_head
    found = saying(bundle, assessment=made, journal_head=head)
    workspace.explain(made, "3.1", "Sau khi ký")
    origin = origin_of(workspace, found)
    assert origin is not None and origin.place is not None and origin.place.is_whole
    assert is_of(workspace, made, found)
    assert not is_of(workspace, "can-tho-2022", found)


@pytest.mark.parametrize("head", ["", "00" * 32, "x", "%", "\u0000"])
def test_the_same_province_and_year_is_not_enough(
    head: str, workspace: Workspace, made: str, bundle: Verification
) -> None:
    found = saying(bundle, assessment=made, journal_head=head)
    origin = origin_of(workspace, found)
    assert origin is not None and origin.place is None
    assert not is_of(workspace, made, found)


def test_a_bundle_from_elsewhere_has_no_origin_here(
    workspace: Workspace, made: str, bundle: Verification
) -> None:
    head = workspace.load(made).journal_head
    assert origin_of(workspace, saying(bundle, assessment="can-tho-2022", journal_head=head)) is None
    assert origin_of(workspace, saying(bundle)) is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_told_is_small_and_has_words(
    language: str, workspace: Workspace, library: Library, made: str, bundle: Verification
) -> None:
    written = WrittenBundle(Path("/x") / ("tên dài " * 60 + ".asice"), 12_345, bundle, "")
    stamp = VerifiedTimestamp(NOW_UTC, "CN=Đơn vị cấp", "Đơn vị cấp", "CN=Gốc", "01", "unknown")
    events = {
        BUNDLE_SIGNED: signed_facts(written, SHA256),
        BUNDLE_TIMESTAMPED: timestamped_facts(TimestampedBundle(written, 1, "CN=A", stamp), SHA256),
    }
    say = Words(library.texts(language), language)
    for event, facts in events.items():
        workspace.record_event(made, event, facts=facts)
        said = say.event(event, facts)
        assert SHA256 in said and "{" not in said and "–" not in said
    assert "22/11/2026" in say.event(BUNDLE_TIMESTAMPED, events[BUNDLE_TIMESTAMPED])
