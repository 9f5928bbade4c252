"""A further signer for a bundle from anywhere; it needs no store."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.bundle.signing import Signer
    from dti_desktop.bundle.writer import WrittenBundle


def add_signature(
    library: Library,
    untrusted_source: Path,
    target: Path,
    signer: Signer | AbstractContextManager[Signer],
    *,
    now_utc: Callable[[], datetime],
    own_catalogues: AbstractSet[str] = frozenset(),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenBundle:
    """Write `target`: the bundle with one more signature, verified before it is in place.

    `target` may be the source itself, which is then replaced whole. The bundle is verified first; the
    signatures that it has stay byte for byte. A `signer` that is still to be opened is opened only when
    the bundle was found good, so that no PIN is asked for in vain. Raises as
    `bundle.cosigning.add_signature`: `BlockedError` `bundle-refused` (its problems say why),
    `InputError` `already-signed`, `certificate-…`, `bundle-…`, `target-…`; `EnvironmentFault`;
    `Cancelled`. Then nothing has changed.
    """
    from dti_desktop.bundle.cosigning import add_signature as add

    return add(
        untrusted_source,
        target,
        signer,
        now_utc=now_utc,
        known_catalogue_digests=library.known_digests | own_catalogues,
        progress=progress,
        cancelled=cancelled,
    )
