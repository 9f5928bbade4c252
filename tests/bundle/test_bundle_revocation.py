"""Revocation lists: which ones count, for whom, since when; and what is said where none tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import making
import pytest
from authority import STAMP_TIME_UTC, Authority, authority, authority_family
from certificates import DAY, SIGNING_TIME_UTC, Holder, certificate, family, new_key
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st
from making import KeySigner, codes
from revoking import NOW_UTC, revocation_list, revoked
from stamping import roots, stamp, tiny_bundle

from dti_desktop.bundle.revocation import load_lists
from dti_desktop.bundle.verify import Verification, verify_bundle
from dti_desktop.errors import InputError

SIGNERS = family("ec")
TSA = authority_family("ec")
Reason = x509.ReasonFlags
OTHER = certificate("Người khác", new_key("ec", 80), SIGNERS.intermediate)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bundle(tmp_path_factory.mktemp("bundle") / "a.asice")


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tiny_bundle(tmp_path_factory.mktemp("stamped") / "a.asice")
    return stamp(path, path)


def check(
    bundle: Path,
    *lists: bytes,
    trust: Sequence[Holder] = (SIGNERS.root, TSA.root),
    now_utc: datetime = NOW_UTC,
) -> Verification:
    named = [(f"{number}.crl", content) for number, content in enumerate(lists)]
    return verify_bundle(bundle, roots(*trust), crls=load_lists(named), now_utc=now_utc)


def blocking(found: Verification) -> set[str]:
    return {f.code for f in found.findings if f.severity == "block"}


def notes(found: Verification) -> set[str]:
    return {f.code for f in found.findings if f.severity == "note"} - {"catalogue-unknown"}


def full(**options: Any) -> list[bytes]:
    """Return current lists of both issuers of the signer's path that revoke nobody who matters."""
    return [
        revocation_list(SIGNERS.intermediate, revoked(OTHER), **options),
        revocation_list(SIGNERS.root, **options),
    ]


def test_nothing_is_claimed_without_a_list(bundle: Path) -> None:
    found = check(bundle)
    assert found.revocation == "unknown" and found.to_json()["revocation"] == "unknown"
    assert not notes(found)


def test_a_signer_that_no_list_names_was_checked(bundle: Path) -> None:
    found = check(bundle, *full())
    assert found.revocation == "checked" and found.is_accepted
    assert not notes(found)


def test_pem_counts_as_well_and_several_in_a_file(bundle: Path) -> None:
    both = b"".join(full(pem=True))
    assert check(bundle, both).revocation == "checked"
    assert not notes(check(bundle, b"mot dong chu thich\n" + both))


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        (None, "unspecified"),
        (Reason.key_compromise, "keyCompromise"),
        (Reason.certificate_hold, "certificateHold"),
    ],
)
def test_a_revoked_signer_is_refused(bundle: Path, reason: x509.ReasonFlags | None, word: str) -> None:
    found = check(bundle, revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer, reason=reason)))
    (finding,) = [f for f in found.findings if f.code == "certificate-revoked"]
    assert finding.severity == "block" and finding.place == "META-INF/signature001.p7s"
    assert finding.facts["reason"] == word and finding.facts["revoked_utc"] == "2022-11-21T08:42:07Z"
    assert int(str(finding.facts["serial"]), 16) == SIGNERS.signer.certificate.serial_number
    assert (found.is_accepted, found.chain, found.signature) == (False, "untrusted", "ok")
    assert found.to_json()["signers"][0]["revocation"] == "revoked"  # type: ignore[index]


def test_a_revoked_signer_is_refused_without_any_root(bundle: Path) -> None:
    found = check(bundle, revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer)), trust=())
    assert blocking(found) == {"certificate-revoked"} and found.chain == "unknown"


def test_a_revoked_intermediate_is_refused(bundle: Path) -> None:
    found = check(bundle, revocation_list(SIGNERS.root, revoked(SIGNERS.intermediate)))
    (finding,) = [f for f in found.findings if f.code == "certificate-revoked"]
    assert "trung gian" in str(finding.facts["subject"])
    assert not found.is_accepted


def test_a_later_revocation_counts_while_the_time_is_only_claimed(bundle: Path, stamped: Path) -> None:
    """Whoever stole the key may claim any time; a timestamp from before is what clears the signature."""
    after = revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer, STAMP_TIME_UTC + DAY))
    assert blocking(check(bundle, after)) == {"certificate-revoked"}
    assert blocking(check(stamped, after, trust=[SIGNERS.root])) == {"certificate-revoked"}
    proven = check(stamped, after)
    assert not blocking(proven) and proven.time == "proven" and proven.revocation == "checked"
    before = revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer, STAMP_TIME_UTC - DAY / 24))
    assert blocking(check(stamped, before)) == {"certificate-revoked"}


def test_many_notes_do_not_hide_a_revoked_signer(tmp_path: Path) -> None:
    """What is told is bounded; what blocks must be told all the same, else it would not block."""
    issuers = [certificate("Nhiễu 0", new_key("ec", 81), is_ca=True)]
    for number in range(1, 8):
        issuers.insert(0, certificate(f"Nhiễu {number}", new_key("ec", 81), issuers[0], is_ca=True))
    noise = [
        KeySigner(certificate(f"Người {number}", new_key("ec", 82), issuers[0]), *issuers[:7])
        for number in range(26)
    ]
    crowd = tiny_bundle(tmp_path / "a.asice", *noise, making.signer("ec"))
    found = check(crowd, revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer)), trust=())
    assert len([f for f in found.findings if f.severity == "note"]) > 100
    assert blocking(found) == {"certificate-revoked"} and not found.is_accepted


def test_an_earlier_invalidity_date_counts(stamped: Path) -> None:
    stolen = x509.InvalidityDate((SIGNING_TIME_UTC - DAY).replace(tzinfo=None))
    entry = revoked(SIGNERS.signer, STAMP_TIME_UTC + DAY, Reason.key_compromise, stolen)
    found = check(stamped, revocation_list(SIGNERS.intermediate, entry))
    (finding,) = [f for f in found.findings if f.code == "certificate-revoked"]
    assert finding.facts["revoked_utc"] == "2022-11-21T08:42:07Z"


def test_what_was_removed_from_the_list_is_not_revoked(bundle: Path) -> None:
    removed = revoked(SIGNERS.signer, reason=Reason.remove_from_crl)
    found = check(bundle, revocation_list(SIGNERS.intermediate, removed))
    assert not blocking(found) and found.revocation == "checked"


def test_a_hold_ends_with_a_newer_list_and_a_revocation_does_not(bundle: Path) -> None:
    for reason, stays in ((Reason.certificate_hold, False), (Reason.superseded, True)):
        old = revocation_list(
            SIGNERS.intermediate, revoked(SIGNERS.signer, reason=reason), since_utc=NOW_UTC - 5 * DAY
        )
        new = revocation_list(SIGNERS.intermediate)
        for given_lists in ((old, new), (new, old)):
            assert ("certificate-revoked" in codes(check(bundle, *given_lists))) is stays


def test_an_expired_list_is_noted_and_clears_nobody(bundle: Path) -> None:
    old = full(since_utc=NOW_UTC - 9 * DAY, until_utc=NOW_UTC - 2 * DAY)
    found = check(bundle, *old)
    assert notes(found) == {"crl-expired", "revocation-not-checked"}
    assert found.revocation == "unknown" and found.is_accepted
    (first, second) = [f for f in found.findings if f.code == "crl-expired"]
    assert (first.place, second.place) == ("0.crl", "1.crl")
    assert first.facts["next_update_utc"] == "2022-12-20T08:42:07Z"


def test_an_expired_list_still_revokes(bundle: Path) -> None:
    old = revocation_list(
        SIGNERS.intermediate, revoked(SIGNERS.signer), since_utc=NOW_UTC - 9 * DAY, until_utc=NOW_UTC - DAY
    )
    assert blocking(check(bundle, old)) == {"certificate-revoked"}


def test_a_list_from_after_the_proven_time_tells_of_it_for_ever(stamped: Path) -> None:
    old = full(since_utc=STAMP_TIME_UTC + DAY, until_utc=STAMP_TIME_UTC + 2 * DAY)
    found = check(stamped, *old, now_utc=NOW_UTC + 300 * DAY)
    assert found.revocation == "checked" and "crl-expired" in notes(found)


def test_a_list_of_somebody_else_is_not_used(bundle: Path) -> None:
    stranger = family("rsa")
    forged = revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer), signed_by=stranger.intermediate)
    for useless in (revocation_list(stranger.root), forged):
        found = check(bundle, useless)
        assert notes(found) == {"crl-not-used", "revocation-not-checked"}
        assert found.is_accepted and found.revocation == "unknown"


def test_an_issuer_that_may_not_sign_lists_is_not_heard(tmp_path: Path) -> None:
    issuer = certificate("CA", new_key("ec", 81), SIGNERS.root, is_ca=True, usages=("key_cert_sign",))
    signer = certificate("A", new_key("ec", 82), issuer)
    bundle = tiny_bundle(tmp_path / "a.asice", KeySigner(signer, issuer))
    found = check(bundle, revocation_list(issuer, revoked(signer)))
    assert "crl-not-used" in notes(found) and found.is_accepted


def test_an_issuer_without_key_usage_may_sign_lists(tmp_path: Path) -> None:
    issuer = certificate("CA", new_key("ec", 81), SIGNERS.root, is_ca=True, usages=())
    signer = certificate("A", new_key("ec", 82), issuer)
    bundle = tiny_bundle(tmp_path / "a.asice", KeySigner(signer, issuer))
    assert blocking(check(bundle, revocation_list(issuer, revoked(signer)))) == {"certificate-revoked"}


def test_every_signer_must_be_looked_up(tmp_path: Path) -> None:
    other = certificate("Khác", new_key("ec", 83), family("rsa").root)
    bundle = tiny_bundle(tmp_path / "a.asice", making.signer("ec"), KeySigner(other))
    trust = (SIGNERS.root, family("rsa").root)
    found = check(bundle, *full(), trust=trust)
    (noted,) = [f for f in found.findings if f.code == "revocation-not-checked"]
    assert noted.place == "META-INF/signature002.p7s" and found.revocation == "unknown"
    assert [signer.revocation for signer in found.signers] == ["checked", "unknown"]
    found = check(bundle, *full(), revocation_list(family("rsa").root), trust=trust)
    assert found.revocation == "checked"


def test_the_list_of_the_own_issuer_suffices_and_the_gap_is_named(bundle: Path) -> None:
    found = check(bundle, full()[0])
    assert found.revocation == "checked"
    (noted,) = [f for f in found.findings if f.code == "revocation-not-checked"]
    assert "trung gian" in str(noted.facts["subject"])


def test_nobody_tells_of_a_self_signed_signer(tmp_path: Path) -> None:
    alone = certificate("Một mình", new_key("ec", 84))
    bundle = tiny_bundle(tmp_path / "a.asice", KeySigner(alone))
    assert check(bundle, *full(), trust=[alone]).revocation == "unknown"


@pytest.mark.parametrize(
    ("scope", "is_checked"),
    [
        ({"only_contains_user_certs": True}, True),
        ({"only_contains_ca_certs": True}, False),
        ({"only_contains_attribute_certs": True}, False),
        ({"only_some_reasons": frozenset([Reason.superseded])}, False),
        ({"full_name": [x509.UniformResourceIdentifier("http://elsewhere/crl")]}, False),
    ],
)
def test_a_list_clears_only_whom_it_is_about(bundle: Path, scope: dict[str, Any], is_checked: bool) -> None:
    options: dict[str, Any] = {
        "full_name": None, "relative_name": None, "only_contains_user_certs": False,
        "only_contains_ca_certs": False, "only_some_reasons": None, "indirect_crl": False,
        "only_contains_attribute_certs": False, **scope,
    }  # fmt: skip
    point = (x509.IssuingDistributionPoint(**options), True)
    found = check(bundle, revocation_list(SIGNERS.intermediate, extensions=[point]))
    assert (found.revocation == "checked") is is_checked
    revoking = revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer), extensions=[point])
    assert blocking(check(bundle, revoking)) == {"certificate-revoked"}


def test_a_list_for_the_certificates_own_distribution_point(tmp_path: Path) -> None:
    place = [x509.UniformResourceIdentifier("http://ca/crl")]
    points = x509.CRLDistributionPoints([x509.DistributionPoint(place, None, None, None)])
    signer = certificate("A", new_key("ec", 85), SIGNERS.root, extensions=((points, False),))
    bundle = tiny_bundle(tmp_path / "a.asice", KeySigner(signer))
    scope = x509.IssuingDistributionPoint(place, None, False, False, None, False, False)
    found = check(bundle, revocation_list(SIGNERS.root, extensions=[(scope, True)]))
    assert found.revocation == "checked"


# The authority of a timestamp


@pytest.mark.parametrize(
    ("reason", "stays_proven"),
    [
        (Reason.superseded, True), (Reason.cessation_of_operation, True), (Reason.affiliation_changed, True),
        (Reason.key_compromise, False), (Reason.ca_compromise, False), (None, False),
    ],
)  # fmt: skip
def test_an_authority_revoked_later_keeps_old_timestamps_only_for_harmless_reasons(
    stamped: Path, reason: x509.ReasonFlags | None, stays_proven: bool
) -> None:
    entry = revoked(TSA.authority, STAMP_TIME_UTC + DAY, reason)
    found = check(stamped, revocation_list(TSA.intermediate, entry))
    assert (found.time == "proven") is stays_proven
    assert ("certificate-revoked" in blocking(found)) is not stays_proven


def test_an_authority_revoked_before_it_stamped_proves_nothing(stamped: Path) -> None:
    entry = revoked(TSA.authority, STAMP_TIME_UTC - DAY, Reason.superseded)
    found = check(stamped, revocation_list(TSA.intermediate, entry))
    assert found.time == "claimed" and blocking(found) == {"certificate-revoked"}
    assert found.chain == "trusted"


def test_a_revoked_authority_clears_no_signer(tmp_path: Path) -> None:
    """The proof of a stolen authority key must not make a revocation of the signer go away."""
    by: Authority = authority()
    bundle = tiny_bundle(tmp_path / "a.asice")
    stamp(bundle, bundle, by)
    signer_revoked = revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer, STAMP_TIME_UTC + DAY))
    stolen = revoked(TSA.authority, STAMP_TIME_UTC + DAY, Reason.key_compromise)
    assert not blocking(check(bundle, signer_revoked))
    found = check(bundle, signer_revoked, revocation_list(TSA.intermediate, stolen))
    revoked_subjects = {str(f.facts["subject"]) for f in found.findings if f.code == "certificate-revoked"}
    assert len(revoked_subjects) == 2


# What is no list


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "crl-unreadable"),
        (b"nothing", "crl-unreadable"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "crl-unreadable"),
        (b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", "crl-unreadable"),
        (SIGNERS.root.pem, "crl-unreadable"),
        (SIGNERS.root.der, "crl-unreadable"),
        (revocation_list(SIGNERS.root) + b"\0", "crl-unreadable"),
        (revocation_list(SIGNERS.root)[:-1], "crl-unreadable"),
        (revocation_list(SIGNERS.root, pem=True) * 101, "crl-unreadable"),
        (revocation_list(SIGNERS.root, extensions=[(x509.DeltaCRLIndicator(3), True)]), "crl-delta"),
        (
            revocation_list(
                SIGNERS.root,
                extensions=[
                    (x509.IssuingDistributionPoint(None, None, False, False, None, True, False), True)
                ],
            ),
            "crl-indirect",
        ),
        (
            revocation_list(
                SIGNERS.root,
                extensions=[(x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\5\0"), True)],
            ),
            "crl-not-supported",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_usable_list_is_named(content: bytes, code: str) -> None:
    good = ("tốt.crl", revocation_list(SIGNERS.root))
    with pytest.raises(InputError) as refused:
        load_lists([good, ("hỏng.crl", content)])
    assert refused.value.code == code
    assert [(p.code, p.place) for p in refused.value.problems] == [(code, "hỏng.crl")]


HARMED = revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer), revoked(OTHER))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(HARMED) - 1), st.integers(0, 255), st.booleans())
def test_a_harmed_list_is_refused_or_not_used(bundle: Path, at: int, byte: int, is_cut: bool) -> None:
    content = bytearray(HARMED)
    content[at] ^= byte
    if is_cut:
        del content[at:]
    try:
        found = check(bundle, bytes(content))
    except InputError as refused:
        assert refused.code.startswith("crl-")
    else:
        assert_not_used_or_the_same(found, bytes(content) == HARMED)


def assert_not_used_or_the_same(found: Verification, is_whole: bool = False) -> None:
    """The padding of the list's signature is nobody's; a list that differs only there says the same."""
    is_used = "crl-not-used" not in notes(found)
    assert ("certificate-revoked" in codes(found)) is is_used
    assert is_used or not is_whole


def test_no_flipped_bit_of_a_list_changes_who_is_revoked(bundle: Path) -> None:
    original = revocation_list(SIGNERS.intermediate, revoked(SIGNERS.signer), revoked(OTHER))
    assert blocking(check(bundle, original)) == {"certificate-revoked"}
    for position in range(len(original)):
        content = bytearray(original)
        content[position] ^= 1 << position % 8
        try:
            found = check(bundle, bytes(content))
        except InputError:
            continue
        assert_not_used_or_the_same(found)
