"""Timestamps for a bundle from anywhere, by files that are carried to an authority and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.named_files import read_named, shown_name
from dti_desktop.services.files import write_whole
from dti_desktop.services.library import Library
from dti_desktop.services.verification import trust_roots

if TYPE_CHECKING:
    from dti_desktop.bundle.timestamping import TimestampedBundle, TimestampRequest


def write_request(
    untrusted_bundle: Path,
    target: Path,
    number: int | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TimestampRequest:
    """Write the request (.tsq) for a timestamp over signature `number` of a bundle, which is verified first.

    Without a number it is the first signature that has none. Raises `BlockedError` `bundle-refused`;
    `InputError`: `signature-number-unknown`, `already-timestamped`, `bundle-…`, `target-…`;
    `EnvironmentFault`; `Cancelled`.
    """
    from dti_desktop.bundle.timestamping import request_timestamp

    request = request_timestamp(untrusted_bundle, number, progress=progress, cancelled=cancelled)
    write_whole(target, request.content)
    return request


def add_timestamp(
    library: Library,
    untrusted_bundle: Path,
    target: Path,
    untrusted_reply: Path,
    number: int | None = None,
    *,
    untrusted_request: Path | None = None,
    trust_paths: Sequence[Path] = (),
    own_catalogues: AbstractSet[str] = frozenset(),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TimestampedBundle:
    """Write `target`: the bundle with the timestamp of a reply (.tsr), verified before it is in place.

    `target` may be the bundle itself. Without a number the signature is the one that the reply is about.
    With the request file the reply must answer it; with `trust_paths` (PEM or DER) one of these roots
    must know the authority. Raises as `bundle.timestamping.add_timestamp`, and `InputError`
    `trust-unreadable`, `file-not-found`, `too-large` and the like for the files. Then nothing has changed.
    """
    from dti_desktop.bundle.timestamp_exchange import MAX_REPLY_BYTES, MAX_REQUEST_BYTES
    from dti_desktop.bundle.timestamping import add_timestamp as add

    reply = read_named(untrusted_reply, max_bytes=MAX_REPLY_BYTES, place=shown_name(untrusted_reply))
    request = None
    if untrusted_request is not None:
        place = shown_name(untrusted_request)
        request = read_named(untrusted_request, max_bytes=MAX_REQUEST_BYTES, place=place)
    with trust_roots(trust_paths) as roots:
        return add(
            untrusted_bundle,
            target,
            reply,
            number,
            untrusted_request=request,
            trust_roots_pem=roots,
            known_catalogue_digests=library.known_digests | own_catalogues,
            progress=progress,
            cancelled=cancelled,
        )
