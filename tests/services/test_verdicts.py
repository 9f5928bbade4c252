"""The verdicts on a bundle in words: each case has its own, in both languages, and none says too much."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from dti_desktop.bundle.findings import Finding
from dti_desktop.bundle.submission import NO_SCORE
from dti_desktop.bundle.verify import Verification, verify_bundle
from dti_desktop.services.bundle_journal import Origin
from dti_desktop.services.journal import HeadPlace
from dti_desktop.services.library import LANGUAGES
from dti_desktop.services.verdicts import (
    VerdictWords,
    left_to_others,
    on_bundle,
    on_contents,
    on_journal,
    on_signer,
)
from dti_desktop.services.words import Words

ROOT = Path(__file__).resolve().parents[2]
BUNDLES = ROOT / "tests" / "data" / "bundles"


def words(language: str) -> Words:
    texts = json.loads((ROOT / f"translations/messages.{language}.json").read_text("utf-8"))
    return Words(texts, language)


@pytest.fixture(scope="module")
def stamped() -> Verification:
    return verify_bundle(BUNDLES / "valid" / "format-1-timestamped.asice")


@pytest.fixture(scope="module")
def single() -> Verification:
    return verify_bundle(BUNDLES / "valid" / "format-1-rsa.asice")


def said_of(found: Verification, kind: str) -> VerdictWords:
    return next(said for said in on_bundle(found, words("vi")) if said.kind == kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_combination_has_words(language: str, stamped: Verification) -> None:
    say = words(language)
    outcomes = product(
        ("ok", "broken"), ("ok", "broken", "absent"), ("trusted", "untrusted", "unknown"),
        ("proven", "claimed", "unknown"), ("unknown", "checked"), ((), stamped.signers[:1], stamped.signers),
    )  # fmt: skip
    for integrity, signature, chain, time, revocation, signers in outcomes:
        found = replace(
            stamped,
            integrity=integrity,
            signature=signature,
            chain=chain,
            time=time,
            revocation=revocation,
            signers=signers,
        )
        assert all(said.name and said.word and said.meaning for said in on_bundle(found, say))
        assert "{" not in "".join(said.meaning for said in on_bundle(found, say))
    assert left_to_others(say).meaning


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_and_signers_have_words(language: str, single: Verification) -> None:
    say = words(language)
    for found in (single, replace(single, score=NO_SCORE), replace(single, catalogue="known")):
        assert all(said.meaning for said in on_contents(found, "12,00", say))
    assert "12,00" in on_contents(single, "12,00", say)[0].meaning
    for revocation in ("unknown", "checked", "revoked"):
        (signer,) = single.signers
        assert all(said.word for said in on_signer(replace(signer, revocation=revocation), say))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_signed_journal_head_stands_has_words(language: str) -> None:
    say = words(language)
    at_utc = "2026-11-22T08:42:07Z"
    told = [
        on_journal(origin, say)
        for origin in (
            Origin(None),
            Origin(HeadPlace(12, at_utc, is_whole=True)),
            Origin(HeadPlace(12, at_utc, is_whole=False)),
        )
    ]
    assert [said.verdict for said in told] == ["absent", "stands", "broken"]
    assert all(said.word and "{" not in said.meaning for said in told)
    assert "12" in told[1].meaning and "22/11/2026" in told[1].meaning


def test_a_revoked_certificate_is_never_called_looked_up(single: Verification) -> None:
    revoked = Finding("certificate-revoked", "META-INF/signature001.p7s", {})
    found = replace(single, revocation="checked", findings=(revoked,))
    assert said_of(found, "revocation").verdict == "revoked"


def test_lists_that_do_not_tell_are_told_apart_from_none(single: Verification) -> None:
    none = said_of(single, "revocation")
    given = said_of(replace(single, findings=(Finding("crl-not-used", "a.crl", {}, "note"),)), "revocation")
    assert none.word == given.word and none.meaning != given.meaning


def test_a_stamp_that_nobody_vouches_for_is_told_of_as_a_claim(stamped: Verification) -> None:
    said = said_of(stamped, "time")
    assert said.verdict == "claimed" and said.meaning.startswith("Có dấu thời gian, nhưng")
    without = tuple(replace(signer, timestamp=None) for signer in stamped.signers)
    assert "đồng hồ" in said_of(replace(stamped, signers=without), "time").meaning
    first, *others = stamped.signers
    assert first.timestamp is not None
    proven = replace(first, timestamp=replace(first.timestamp, chain="trusted"))
    mixed = said_of(replace(stamped, signers=(proven, *others)), "time").meaning
    assert mixed.startswith(f"1 trong {len(stamped.signers)} chữ ký")
