"""A further signer for a bundle that is signed already: over the same files, behind those before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from dti_desktop.bundle import certificates, cms, manifest, profile
from dti_desktop.bundle.container import CancelCheck, Progress
from dti_desktop.bundle.rewriting import rewrite
from dti_desktop.bundle.signing import Signer, opened
from dti_desktop.bundle.verify import Judged
from dti_desktop.bundle.writer import WrittenBundle
from dti_desktop.errors import InputError
from dti_desktop.utc_times import utc_text


def add_signature(
    source: Path,
    target: Path,
    signer: Signer | AbstractContextManager[Signer],
    *,
    now_utc: Callable[[], datetime],
    known_catalogue_digests: Collection[str] = (),
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> WrittenBundle:
    """Write `target` as `source` with one more manifest and signature; those before stay as they are.

    A `signer` that is still to be opened is opened when the bundle has been found good, and closed
    before anything is copied. Raises what opening it raises, as `rewriting.rewrite`, and `InputError`:
    `already-signed` (this very certificate has), `too-many-signatures`, and `certificate-…` where the
    certificate may not sign now.
    """

    def change(judged: Judged) -> Mapping[str, bytes]:
        number = len(judged.signatures.held) + 1
        if number > profile.MAX_SIGNATURES:
            raise InputError("too-many-signatures", limit=profile.MAX_SIGNATURES)
        signed_names = [name for name in judged.container.names if profile.is_signed_name(name)]
        digests = {name: judged.contents.sha256_by_name[name] for name in signed_names}
        signed_bytes = manifest.write_manifest(number, digests)
        with opened(signer) as ready:
            signing_time_utc = now_utc().replace(microsecond=0)
            _refuse_second_signature(judged, ready)
            certificates.check_fit(ready.path_der, signing_time_utc)
            signature = cms.sign(signed_bytes, ready, signing_time_utc)
        return {profile.manifest_name(number): signed_bytes, profile.signature_name(number): signature}

    return rewrite(
        source,
        target,
        change,
        known_catalogue_digests=known_catalogue_digests,
        progress=progress,
        cancelled=cancelled,
    )


def _refuse_second_signature(judged: Judged, signer: Signer) -> None:
    certificate = certificates.load(signer.path_der[0])
    for held in judged.signatures.held.values():
        if held.path[0] == certificate:
            raise InputError(
                "already-signed",
                subject=signer.description.subject,
                claimed_time_utc=utc_text(held.claimed_time_utc),
            )
