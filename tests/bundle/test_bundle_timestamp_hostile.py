"""No byte of a bundle with two signers and timestamps is free, and no harmed reply brings it down."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

import making
import pytest
from asn1crypto import tsp
from authority import FOR_TIMESTAMPS, Authority, authority
from certificates import certificate, family, new_key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import judge
from stamping import roots, second_signer, stamp, tiny_bundle

from dti_desktop.bundle import cms, der, profile, timestamp_token
from dti_desktop.bundle.certificates import is_covered_by
from dti_desktop.bundle.timestamp_exchange import read_reply, read_request, write_request
from dti_desktop.bundle.timestamp_token import MAX_TOKEN_BYTES
from dti_desktop.bundle.timestamping import add_timestamp, request_timestamp
from dti_desktop.errors import DtiError, InputError

SLICES = 6


@cache
def small_authority() -> Authority:
    """Return an authority on elliptic curves that sends its whole path along, so that tokens are small."""
    while True:
        root = certificate("R", new_key("ec", 70), is_ca=True)
        if is_covered_by(root.certificate, root.certificate):
            break
    stamping = certificate(
        "T", new_key("ec", 71), root, usages=("digital_signature",), extensions=(FOR_TIMESTAMPS,)
    )
    return Authority(stamping, [root])


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A bundle with two signers; one timestamp has its whole path, the other its authority alone."""
    path = tmp_path_factory.mktemp("stamped") / "a.asice"
    tiny_bundle(path, making.signer("ec"), second_signer("ec"))
    stamp(path, path, small_authority(), 1)
    stamp(path, path, Authority(small_authority().holder), 2)
    content = path.read_bytes()
    found = judge(content, [family("ec").root, small_authority().issuers[0]])
    assert found.is_accepted and [signer.time for signer in found.signers] == ["proven", "proven"]
    assert judge(content).is_accepted
    return content


@pytest.mark.parametrize("part", range(SLICES))
def test_no_byte_can_be_flipped(stamped: bytes, part: int) -> None:
    """Each byte of the whole file once, each time in another bit."""
    accepted = [
        position
        for position in range(part, len(stamped), SLICES)
        if judge(
            stamped[:position] + bytes([stamped[position] ^ (1 << position % 8)]) + stamped[position + 1 :]
        ).is_accepted
    ]
    assert accepted == []


def token_in(content: bytes, number: int, folder: Path) -> tuple[bytes, bytes]:
    """Return the token of a signature, and the value that it is about."""
    path = folder / "b.asice"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        found = cms.verify(
            archive.read(profile.manifest_name(number)), archive.read(profile.signature_name(number))
        )
    assert found.untrusted_token_der is not None
    return found.untrusted_token_der, found.value


@pytest.mark.parametrize("number", [1, 2])
def test_no_bit_of_a_token_is_free(stamped: bytes, tmp_path: Path, number: int) -> None:
    token, value = token_in(stamped, number, tmp_path)
    assert timestamp_token.verify(token, value).der == token
    for position in range(len(token)):
        for bit in range(8):
            changed = bytearray(token)
            changed[position] ^= 1 << bit
            with pytest.raises(cms.CmsFault):
                timestamp_token.verify(bytes(changed), value)


def test_no_byte_of_a_token_can_be_dropped_or_doubled(stamped: bytes, tmp_path: Path) -> None:
    token, value = token_in(stamped, 1, tmp_path)
    for position in range(len(token)):
        for changed in (token[:position] + token[position + 1 :], token[: position + 1] + token[position:]):
            with pytest.raises(cms.CmsFault):
                timestamp_token.verify(changed, value)


def test_twins_of_elliptic_values_are_refused(stamped: bytes, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

    token, value = token_in(stamped, 1, tmp_path)
    _, content = der.read(token).children(der.SEQUENCE)
    (signed_data,) = content.children(der.CONTEXT_0)
    *_, infos = signed_data.children(der.SEQUENCE)
    own = infos.children(der.SET)[0].children(der.SEQUENCE)[5]
    order = small_authority().holder.key.curve.group_order  # type: ignore[union-attr]
    root = small_authority().issuers[0].certificate.signature
    for found in (own.content, root):
        r, s = decode_dss_signature(found)
        twin = encode_dss_signature(r, order - s)
        changed = token.replace(found, twin)
        if len(twin) == len(found):
            assert changed != token
        with pytest.raises(cms.CmsFault):
            timestamp_token.verify(changed, value)


def test_an_outer_structure_around_a_good_token_is_refused(stamped: bytes, tmp_path: Path) -> None:
    token, value = token_in(stamped, 1, tmp_path)
    for changed in (token + b"\0", b"\x30\x80" + token + b"\0\0", der.write(der.SEQUENCE, token), b""):
        with pytest.raises(cms.CmsFault):
            timestamp_token.verify(changed, value)


VALUE = b"the value of some signature"


@cache
def good_reply() -> tuple[bytes, frozenset[bytes]]:
    """Return a reply, and the two forms in which its token may lawfully stay: with its path and alone."""
    by = authority("rsa")
    request = write_request(VALUE)
    reply = by.reply(request)
    whole = timestamp_token.normalised(read_reply(reply), VALUE).der
    token = by.token(tsp.TimeStampReq.load(request))
    held = [c for c in token["content"]["certificates"] if c.chosen.dump() == by.holder.der]
    token["content"]["certificates"] = held
    alone = timestamp_token.normalised(token.dump(force=True), VALUE).der
    assert alone != whole
    return reply, frozenset({whole, alone})


@st.composite
def harmed(draw: st.DrawFn) -> bytes:
    """A good reply with a few bytes changed, dropped, put in, moved or cut off."""
    content = bytearray(good_reply()[0])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content) - 1))
        match draw(st.sampled_from(["set", "flip", "drop", "put", "copy", "cut", "indefinite"])):
            case "set":
                content[at] = draw(st.integers(0, 255))
            case "flip":
                content[at] ^= 1 << draw(st.integers(0, 7))
            case "drop":
                del content[at : at + draw(st.integers(1, 40))]
            case "put":
                content[at:at] = draw(st.binary(min_size=1, max_size=12))
            case "copy":
                start = draw(st.integers(0, len(content) - 1))
                content[at:at] = content[start : start + draw(st.integers(1, 200))]
            case "cut":
                del content[max(1, at) :]
            case "indefinite":
                content[at] = 0x80
        if not content:
            content = bytearray(b"\0")
    return bytes(content)


@settings(max_examples=1500, deadline=None)
@given(harmed())
def test_a_harmed_reply_is_refused_or_comes_to_the_very_same_token(reply: bytes) -> None:
    try:
        kept = timestamp_token.normalised(read_reply(reply), VALUE).der
    except (InputError, cms.CmsFault):
        return
    assert kept in good_reply()[1]


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_no_reply_and_no_request(noise: bytes) -> None:
    for read in (read_reply, read_request):
        try:
            read(noise)
        except InputError:
            continue
    with pytest.raises((InputError, cms.CmsFault)):
        timestamp_token.normalised(noise, VALUE)
    with pytest.raises(cms.CmsFault):
        timestamp_token.verify(noise, VALUE)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1 << 30), st.integers(0, 255))
def test_a_harmed_reply_never_harms_a_bundle(tmp_path: Path, seed: int, byte: int) -> None:
    bundle, target = tmp_path / "a.asice", tmp_path / "b.asice"
    if not bundle.exists():
        tiny_bundle(bundle)
        (tmp_path / "reply").write_bytes(authority("rsa").reply(request_timestamp(bundle).content))
    content = bytearray((tmp_path / "reply").read_bytes())
    content[seed % len(content)] ^= byte
    before = bundle.read_bytes()
    target.unlink(missing_ok=True)
    try:
        add_timestamp(bundle, target, bytes(content), trust_roots_pem=roots(authority("rsa").issuers[1]))
    except DtiError:
        assert not target.exists()
    else:
        assert judge(target.read_bytes()).is_accepted
    assert bundle.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {"a.asice", "b.asice", "reply"}


def test_a_token_beyond_the_limit_is_refused_in_a_bundle(stamped: bytes, tmp_path: Path) -> None:
    _, value = token_in(stamped, 1, tmp_path)
    with pytest.raises(cms.CmsFault):
        timestamp_token.verify(bytes(MAX_TOKEN_BYTES + 1), value)
